# make demo: the five published cases, from workbooks to the packs of their conferences.  make test: everything that CI runs.
.PHONY: demo build test lint bench fuzz samples clean

DEMO := build/demo
CASES := tay-nam-bo-2024 tay-nguyen-2024 dong-thap-2016 hung-my-2022 quang-nam-2017
GO := go
LINT := $(GO) tool -modfile=.ci/lint.mod golangci-lint

build:
	@$(GO) build -o build/tonghop ./cmd/tonghop

demo: build
	@rm -rf $(DEMO)
	build/tonghop --data $(DEMO)/data ingest $(patsubst %,samples/%/*.xlsx,$(CASES))
	@echo
	@echo "Packs:"
	@for pack in $(CASES) tay-nam-bo-2024-34-tinh; do build/tonghop --data $(DEMO)/data pack $$pack -o $(DEMO)/$$pack || exit 1; done

# What tests read PDFs with is installed where it can be.
build/tools:
	@mkdir -p build
	@command -v pdftotext >/dev/null || { apt-get update -qq && apt-get install -y -qq poppler-utils; } || \
		{ echo "Tests need pdftotext: install poppler-utils (Debian) or poppler."; exit 1; }
	@touch $@

test: build/tools lint
	$(GO) test -race ./...
	$(GO) run ./cmd/tonghop catalog check

lint:
	$(GO) vet ./...
	$(LINT) run ./...

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

fuzz:
	@for target in $$(grep -rho 'func Fuzz[A-Za-z]*' --include='*_test.go' pipeline | sed 's/func //' | sort -u); do \
		$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime 60s $$(dirname $$(grep -rl "func $$target(" --include='*_test.go' pipeline) | sed 's/^/.\//') || exit 1; \
	done

samples:
	$(GO) run ./samples/make

clean:
	rm -rf build
