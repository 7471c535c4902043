# Casebook: everything that a fresh machine needs is here.
#   make report   install what is missing, build, run every notebook into output/
#   make test     install what is missing, build, run the tests

SWIFT ?= swift
PREFIX ?= /usr/local
CONFIGURATION ?= release
BINARY := .build/$(CONFIGURATION)/casebook
APT_PACKAGES := libcmark-dev libxgboost-dev libopenblas-dev liblapacke-dev libsqlite3-dev zlib1g-dev libcurl4-openssl-dev pkg-config
BREW_PACKAGES := cmark xgboost openblas sqlite zlib curl pkg-config
DATA_FOLDER := $(if $(CASEBOOK_DATA),$(CASEBOOK_DATA),$(wildcard ../shared/data))
NOTEBOOKS := notebooks

.PHONY: all deps build report test golden commonmark bench axe validate try-preview formulas install check format clean

all: build

deps:
	@scripts/install-dependencies $(if $(filter Darwin,$(shell uname -s)),brew $(BREW_PACKAGES),apt $(APT_PACKAGES))

build: deps
	$(SWIFT) build -c $(CONFIGURATION) --product casebook --static-swift-stdlib

report: build
	CASEBOOK_DATA="$(DATA_FOLDER)" $(BINARY) run $(NOTEBOOKS) -o output

test: deps
	CASEBOOK_DATA="$(DATA_FOLDER)" $(SWIFT) test

golden: deps
	-CASEBOOK_DATA="$(DATA_FOLDER)" UPDATE_GOLDEN=1 $(SWIFT) test --filter Golden
	CASEBOOK_DATA="$(DATA_FOLDER)" $(SWIFT) test --filter Golden

# The 652 examples of the CommonMark specification, which is fetched for the test.
commonmark: deps
	COMMONMARK_SPEC="$$(scripts/commonmark)" $(SWIFT) test --filter CommonMarkSpecification

bench: build
	CASEBOOK_DATA="$(DATA_FOLDER)" Benchmarks/run $(BINARY)

# Accessibility of the pages in output/, by axe-core in headless Chromium.
axe:
	scripts/axe output

# Validity of the pages in output/, by the Nu HTML checker.
validate:
	scripts/validate output

# The formulas of the gallery beside MathJax's, as pictures to look at.
formulas: deps
	CASEBOOK_GALLERY=.build/formulas $(SWIFT) test --filter theGalleryPageHoldsEveryFormula
	scripts/formulas .build/formulas/formulas.html

# The preview as an author uses it, in headless Chromium.
try-preview: build
	scripts/try-preview $(BINARY)

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/casebook"

check: deps
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift
	$(SWIFT) build --explicit-target-dependency-import-check error
	$(MAKE) test

format:
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

clean:
	rm -rf .build
