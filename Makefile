# Counterfoil: run `make` for the list of targets.

# One set of flags: other ones would compile the whole window library again.
# On Windows and macOS the window tells screen readers what it shows.
TAGS := migrated_fynedo,accessibility
ifeq ($(OS),Windows_NT)
EXE := .exe
else ifneq ($(shell uname -s),Darwin)
TAGS := x11,migrated_fynedo
endif

WINDOW    := CGO_ENABLED=1 go build -buildvcs=false -tags $(TAGS)
HEADLESS  := CGO_ENABLED=0 go build -buildvcs=false -trimpath -tags headless
# Tests compile without C, with the window library's own test driver.
WITHOUT_C := CGO_ENABLED=0 go

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

# Setup puts a Go there when the machine's own is missing or too old.
export PATH := $(CURDIR)/build/go/bin:$(PATH)

.NOTPARALLEL:
.PHONY: help demo test build headless lint bench setup-build setup-test \
	screen gofmt vet tidy staticcheck govulncheck go-test window-test screenshots torture soak

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: screen build ## install what is missing, build, open the counter on the sample city
	build/counterfoil$(EXE) demo

test: setup-test gofmt build headless vet staticcheck go-test window-test ## install what is missing, build, run every test

build: setup-build ## the program with its window: build/counterfoil
	$(WINDOW) -o build/counterfoil$(EXE) .

headless: setup-build ## the same commands without the window: build/counterfoil-headless
	$(HEADLESS) -o build/counterfoil-headless$(EXE) .

lint: setup-build gofmt vet staticcheck govulncheck tidy ## every check of the source that is not a test

torture: setup-test ## kill it, cut its power, make its disk fail: the counts of docs/RELIABILITY.md
	$(WITHOUT_C) test -count=1 -tags ci -v -timeout 2h ./ledger/torture -whole

soak: setup-test ## simulated days on ledgers that no run had before, until one disagrees with the model
	while SIMULATE_SEED=random $(WITHOUT_C) test -count=1 -tags ci -timeout 1h -run SimulatedDays ./ledger; do :; done

bench: setup-test build ## speed, as ratios with their parts
	$(WITHOUT_C) test -tags ci -run '^$$' -bench . ./...
	$(WINDOW) -o build/empty-window$(EXE) ./ui/testdata/emptywindow
	$(WITHOUT_C) test -tags ci,window -run '^$$' -bench Start .

setup-build setup-test: setup-%:
	@.ci/setup $*

# Said before minutes of building rather than after.
screen:
ifeq ($(OS)$(filter Darwin,$(shell uname -s))$(DISPLAY),)
	@echo "make demo: no screen here (DISPLAY is not set). Run it in a desktop session; make build needs none." >&2
	@exit 1
endif

gofmt:
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "gofmt: run gofmt -w" $$unformatted >&2; exit 1; }

vet: build
	$(WITHOUT_C) vet -tags ci,window ./...
	$(WITHOUT_C) vet -tags headless .
	CGO_ENABLED=1 go vet -tags $(TAGS) ./...

tidy:
	go mod tidy -diff

staticcheck:
	@tool=$$(.ci/tool $(STATICCHECK)) || { echo "staticcheck: not run, it could not be fetched"; exit 0; }; \
	echo staticcheck -tags ci,window ./...; \
	CGO_ENABLED=0 $$tool -tags ci,window ./...

# Exit status 3 is govulncheck's own for a known hole in the code; any other
# failure means that it could not look, mostly for want of its database.
govulncheck:
	@tool=$$(.ci/tool $(GOVULNCHECK)) || { echo "govulncheck: not run, it could not be fetched"; exit 0; }; \
	echo govulncheck -tags ci ./...; \
	CGO_ENABLED=0 $$tool -tags ci ./... || { \
		[ $$? != 3 ] || exit 1; \
		echo "govulncheck: not run, for the reason above"; \
	}

go-test:
	$(WITHOUT_C) test -tags ci -timeout 20m ./...

# They drive build/counterfoil, so a remembered result says nothing.
window-test: build
	$(WITHOUT_C) test -count=1 -tags ci,window -timeout 20m -run Window .

screenshots: build ## the pictures in docs/screenshots, from the window driven by keys, and of each document
	SCREENSHOTS=$(CURDIR)/docs/screenshots $(WITHOUT_C) test -count=1 -run PicturesOfDocuments ./receipts
	SCREENSHOTS=$(CURDIR)/docs/screenshots $(WITHOUT_C) test -count=1 -tags ci,window -run 'WindowAWholeDay|WindowFlows' .
