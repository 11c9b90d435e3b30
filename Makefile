# make demo: the five published cases, from workbooks to the packs of their conferences.  make test: everything that CI runs.
.PHONY: demo build install test kill lint bench fuzz screens samples clean

DEMO := build/demo
CASES := tay-nam-bo-2024 tay-nguyen-2024 dong-thap-2016 hung-my-2022 quang-nam-2017
GO := go
LINT := $(GO) tool -modfile=.ci/lint.mod golangci-lint

build:
	@$(GO) build -o build/tonghop ./cmd/tonghop

PREFIX := /usr/local
SYSCONFDIR := /etc

# A configuration that is there stays as it is.
install: build
	install -D -m 755 build/tonghop $(DESTDIR)$(PREFIX)/bin/tonghop
	install -D -m 644 tonghop.example.yaml $(DESTDIR)$(PREFIX)/share/doc/tonghop/tonghop.example.yaml
	install -D -m 644 install/tonghop.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/tonghop.conf
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed -e 's|/usr/local/|$(PREFIX)/|g' -e 's|/etc/tonghop/|$(SYSCONFDIR)/tonghop/|g' install/tonghop.service >$(DESTDIR)$(PREFIX)/lib/systemd/system/tonghop.service
	test -e $(DESTDIR)$(SYSCONFDIR)/tonghop/tonghop.yaml || install -D -m 644 tonghop.example.yaml $(DESTDIR)$(SYSCONFDIR)/tonghop/tonghop.yaml
	@echo
	@echo "next, as root: systemd-sysusers $(PREFIX)/lib/sysusers.d/tonghop.conf && systemctl daemon-reload"
	@echo "then set in $(SYSCONFDIR)/tonghop/tonghop.yaml what differs here, and: systemctl enable --now tonghop"

demo: build
	@rm -rf $(DEMO)
	build/tonghop --data $(DEMO)/data ingest $(patsubst %,samples/%/*.xlsx,$(CASES))
	@echo
	@echo "Packs:"
	@for pack in $(CASES) tay-nam-bo-2024-34-tinh; do build/tonghop --data $(DEMO)/data pack $$pack -o $(DEMO)/$$pack || exit 1; done

# What tests hold the program's files against, installed where it can be: PDFs are read by poppler, workbooks by LibreOffice and openpyxl,
# the README's examples by curl, the portal's pages by Chromium, in which axe-core looks whether everybody can use them.
build/tools: Makefile pipeline/portal/testdata/axe/package-lock.json
	@mkdir -p build
	@missing=; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	command -v soffice >/dev/null || missing="$$missing libreoffice-calc-nogui"; \
	command -v curl >/dev/null || missing="$$missing curl"; \
	python3 -c 'import openpyxl' 2>/dev/null || /usr/bin/python3 -c 'import openpyxl' 2>/dev/null || missing="$$missing python3-openpyxl"; \
	command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing="$$missing chromium-headless-shell"; \
	command -v npm >/dev/null || missing="$$missing npm"; \
	test -x /usr/sbin/clamd || command -v clamd >/dev/null || missing="$$missing clamav-daemon"; \
	test -z "$$missing" || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; } || \
		{ echo "Tests need pdftotext, soffice, curl, openpyxl, chromium, npm and clamd; on Debian:$$missing"; exit 1; }
	@rm -rf build/axe && mkdir build/axe && cp pipeline/portal/testdata/axe/package*.json build/axe && npm ci --prefix build/axe --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# The race detector watches what runs side by side: the pipeline's parts, the writers of PDF at the same time, people in the portal at once, and the
# readers of the some 180 workbooks of TestBadInput. The others are slow under it and have nothing to race: commands are scripts, a process each, samples go through
# the parts one after another, the warehouse is one connection behind one mutex, and the catalogue is read by one.
UNRACED := catalog|duck|excel|pdf|portal

test: build/tools lint
	$(GO) test -timeout 15m -race $$($(GO) list ./pipeline/... | grep -vE '/($(UNRACED))$$')
	$(GO) test -timeout 15m -race -run '^(TestBadInput|TestSameDocumentSameBytes|Test.*AtOnce)$$' ./cmd/tonghop ./pipeline/pdf ./pipeline/portal
	$(GO) test -timeout 15m -parallel 3 -skip '^TestBadInput$$' $$($(GO) list ./pipeline/... | grep -E '/($(UNRACED))$$') ./cmd/... ./samples/...
	$(GO) run ./cmd/tonghop catalog check

# What must survive is killed at random moments, others in each turn: over two hundred times.
kill:
	$(GO) test -timeout 60m -count 5 -run Killed ./cmd/tonghop ./pipeline/duck ./samples

# go vet is among what golangci-lint runs.
lint:
	$(LINT) run ./...

bench:
	$(GO) test -timeout 60m -run '^$$' -bench . -benchmem ./...

# Every fuzz target of every package, a minute each.
fuzz:
	@grep -ro 'func Fuzz[A-Za-z]*' --include='*_test.go' pipeline | sort -u | while IFS=: read -r file target; do \
		$(GO) test -run '^$$' -fuzz "^$${target#func }$$" -fuzztime 60s -fuzzminimizetime 20x ./$$(dirname $$file) </dev/null || exit 1; \
	done

# The picture of the portal in README.vi.md and README.md, joined by ImageMagick of what the tests see; build/screens has all pages.
screens: build/tools
	$(GO) test -count 1 -run '^TestBrowser(Board|Form)$$' ./pipeline/portal
	cd build/screens && convert board-desktop.png -crop 1280x960+0+0 +repage -bordercolor '#8a8a8a' -border 1 left.png && \
		convert submission-returned-phone.png -crop 360x960+0+0 +repage -bordercolor '#8a8a8a' -border 1 right.png && \
		convert left.png right.png -background white +smush 24 -colors 64 ../../pipeline/portal/testdata/portal.png

samples:
	$(GO) run ./samples/make

clean:
	rm -rf build
