# make demo: the published case of Tây Nam Bộ, from workbooks to reports.  make test: everything that CI runs.
.PHONY: demo build test lint bench fuzz samples clean

DEMO := build/demo
GO := go
LINT := $(GO) tool -modfile=.ci/lint.mod golangci-lint

build:
	@$(GO) build -o build/tonghop ./cmd/tonghop

demo: build
	@rm -rf $(DEMO)
	build/tonghop --data $(DEMO)/data ingest samples/tay-nam-bo-2024/*.xlsx
	@echo
	@echo "Reports:"
	@build/tonghop --data $(DEMO)/data report period --period 2018..2024 -o $(DEMO)
	@build/tonghop --data $(DEMO)/data pack tay-nam-bo-2024 -o $(DEMO)

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
