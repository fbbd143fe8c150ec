# `make help` lists the targets. GNU make 3.82 or later; every recipe is POSIX sh.
.ONESHELL:
.SHELLFLAGS = -euc
SHELL = /bin/sh
.SILENT:
.DEFAULT_GOAL := help
.PHONY: help run test test-browser test-crash test-e2e build lint format bench bench-phones bench-readers fuzz install clean numbering-plan prerequisites

SWIFT = swift
PYTHON = python3
PREFIX = /usr/local
DESTDIR =
# The measured file of `make bench` and how often each command runs.
ROWS = 100000
RUNS = 5
PEER =
# How often `make test-crash` kills the cleaning, and each kind of call of the sync.
KILLS = 200
CONTACTS = 5000
ORDERS = 2000
# The measured cells of `make bench-phones`: a file of raw TAB region, or how many are invented.
CELLS = 200000
FILE =
# CPU seconds of `make fuzz` for each parser, and which: all if none is named.
SECONDS = 60
PARSERS =

PROGRAM = .build/release/rollcall
FORMATTED = Sources Tests Package.swift
LINT = $(SWIFT) format lint --strict -r $(FORMATTED) || { echo "make format mends most of this" >&2; exit 1; }

# What the build needs of the system: Debian package, and its name for pkg-config.
LIBRARIES = libxml2-dev:libxml-2.0 libsqlite3-dev:sqlite3 zlib1g-dev:zlib \
	libzstd-dev:libzstd libcurl4-openssl-dev:libcurl

help:
	cat <<-'TEXT'
	make run             clean the sample exports in Samples/ and say where the report is
	make test            check the format, then run all tests
	make test-browser    drive the report and the review page in Chromium (Debian: apt-get install chromium)
	make test-crash      kill clean and sync at many moments and compare what the next run makes (KILLS=200)
	make test-e2e        sync with a real Tryton and a WhatsApp platform that goes wrong (CONTACTS=5000 ORDERS=2000)
	make build           build the program for release: .build/release/rollcall
	make lint            check the format of the sources
	make format          put the sources into that format
	make bench           measure the program on an invented export (ROWS=100000 RUNS=5 PEER='command')
	make bench-phones    measure the phone numbers beside libphonenumber (CELLS=200000 RUNS=5 FILE=cells.tsv)
	make bench-readers   measure reading and writing beside simdjson, ijson and libxml2 (ROWS=100000 RUNS=5)
	make fuzz            fuzz the parsers of tables with libFuzzer (SECONDS=60 of CPU each, PARSERS='csv json')
	make install         install program and rules (PREFIX=/usr/local DESTDIR=)
	make numbering-plan  write the tables of phone numbers again (maintainers; needs phonenumbers)
	make clean           remove what was built (results in Output/ stay)
	TEXT

run: build
	$(PROGRAM) clean Samples/exports/* --output Output
	echo "To see the report, open Output/report.html in a browser"

build: prerequisites
	echo "Building rollcall (the first time takes some minutes)"
	$(SWIFT) build -c release --product rollcall

test: prerequisites
	if $(SWIFT) format --version >/dev/null 2>&1; then
	  $(LINT)
	else
	  echo "This Swift brings no 'swift format': the format is not checked"
	fi
	$(SWIFT) build --build-tests
	if $(SWIFT) test --skip-build >.build/test.log 2>&1; then
	  grep -a '^✔ Test run with' .build/test.log
	else
	  grep -a -A 4 '^✘ Test .* recorded an issue' .build/test.log || true
	  tail -n 20 .build/test.log
	  echo "Tests failed; the whole log: .build/test.log" >&2
	  exit 1
	fi

# Installs no browser; where there is none, it says so and fails.
test-browser: build
	command -v $(PYTHON) >/dev/null || { echo "make test-browser needs Python 3.11" >&2; exit 1; }
	rm -rf .build/browser
	$(PROGRAM) clean Samples/exports/* --output .build/browser >/dev/null
	$(PYTHON) Tests/Browser/test_pages.py .build/browser $(if $(PICTURES),--pictures '$(PICTURES)')

# strace kills the sync at its system calls; the cleaning is killed at random moments.
test-crash: build
	command -v $(PYTHON) >/dev/null || { echo "make test-crash needs Python 3" >&2; exit 1; }
	command -v strace >/dev/null || { echo "make test-crash needs strace" >&2; exit 1; }
	$(PYTHON) Tests/Crash/kill_clean.py $(PROGRAM) Rules Samples/exports .build/crash/clean --kills $(KILLS)
	$(PYTHON) Tests/Crash/kill_sync.py $(PROGRAM) Rules .build/crash/sync --most $(KILLS)

# Servers on 127.0.0.1, ended by process id. Exit code 77 of the script: Tryton cannot be had here.
test-e2e: build
	if ! command -v $(PYTHON) >/dev/null; then echo "Skipped: make test-e2e needs Python 3.11"; exit 0; fi
	mkdir -p .build/e2e
	$(PYTHON) Tests/EndToEnd/whatsapp_sync.py $(PROGRAM) Rules .build/e2e/whatsapp --orders $(ORDERS)
	$(PYTHON) Tests/EndToEnd/whatsapp_sync.py $(PROGRAM) Rules .build/e2e/killed --orders 500 --kills 10
	$(PYTHON) Tests/EndToEnd/tryton_sync.py $(PROGRAM) Rules .build/e2e/tryton --contacts $(CONTACTS) || test $$? -eq 77

lint:
	$(LINT)
	echo "Format: nothing to mend"

format:
	$(SWIFT) format -i -r $(FORMATTED)

bench: build
	command -v $(PYTHON) >/dev/null || { echo "make bench needs Python 3" >&2; exit 1; }
	mkdir -p .build/benchmarks
	$(PYTHON) Tests/Benchmarks/contacts.py --rows $(ROWS) .build/benchmarks/contacts-$(ROWS).csv
	$(PYTHON) Tests/Benchmarks/bench.py --program $(PROGRAM) --runs $(RUNS) --peer '$(PEER)' \
	  .build/benchmarks/contacts-$(ROWS).csv

# A package of its own: no other target builds it.
bench-phones:
	command -v $(PYTHON) >/dev/null || { echo "make bench-phones needs Python 3" >&2; exit 1; }
	$(PYTHON) Tests/Benchmarks/phones.py --cells $(CELLS) --pairs $(RUNS) $(FILE)

bench-readers:
	command -v $(PYTHON) >/dev/null || { echo "make bench-readers needs Python 3" >&2; exit 1; }
	$(PYTHON) Tests/Benchmarks/readers.py --rows $(ROWS) --runs $(RUNS)

# libFuzzer and the sanitizers come with Swift on Linux.
fuzz: prerequisites
	command -v $(PYTHON) >/dev/null || { echo "make fuzz needs Python 3" >&2; exit 1; }
	$(PYTHON) Tests/Benchmarks/fuzz.py --seconds $(SECONDS) $(PARSERS)

# The program finds its rules in ../share/rollcall/Rules, seen from where it lies.
install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/rollcall/Rules/profiles" \
	  "$(DESTDIR)$(PREFIX)/share/rollcall/Rules/connectors"
	install -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/rollcall"
	install -m 644 Rules/*.yaml "$(DESTDIR)$(PREFIX)/share/rollcall/Rules"
	install -m 644 Rules/profiles/*.yaml "$(DESTDIR)$(PREFIX)/share/rollcall/Rules/profiles"
	install -m 644 Rules/connectors/*.yaml "$(DESTDIR)$(PREFIX)/share/rollcall/Rules/connectors"
	echo "Installed $(DESTDIR)$(PREFIX)/bin/rollcall and $(DESTDIR)$(PREFIX)/share/rollcall/Rules"

numbering-plan:
	python=$(PYTHON)
	test ! -x .build/venv/bin/python || python=.build/venv/bin/python
	$$python Sources/PhoneNumbers/Plan/generate.py Sources/CLibraries/CNumberingPlan

clean:
	rm -rf .build
	echo "Removed .build. Output/ is left as it is: its store remembers who opted out"

prerequisites:
	command -v $(SWIFT) >/dev/null || {
	  echo "Swift is not installed, or not on the PATH: it takes 6.2 or later, see https://www.swift.org/install" >&2
	  exit 1; }
	missing=
	for library in $(LIBRARIES); do
	  pkg-config --exists $${library#*:} 2>/dev/null || dpkg -s $${library%:*} >/dev/null 2>&1 ||
	    missing="$$missing $${library%:*}"
	done
	command -v pkg-config >/dev/null || missing="$$missing pkg-config"
	if [ -n "$$missing" ]; then
	  if ! command -v apt-get >/dev/null; then
	    echo "Not installed:$$missing (names of Debian packages)." >&2
	    echo "Install them with this system's package manager, then try again." >&2
	    exit 1
	  fi
	  root=
	  if [ "$$(id -u)" -ne 0 ]; then
	    command -v sudo >/dev/null || {
	      echo "Not installed:$$missing. As root: apt-get install$$missing" >&2; exit 1; }
	    root=sudo
	    test -t 0 || root="sudo -n"
	  fi
	  echo "Installing$$missing"
	  $$root apt-get -qq update || echo "Going on with the package lists at hand" >&2
	  $$root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
	    $$missing </dev/null || {
	    echo "Could not install$$missing. As root: apt-get install$$missing" >&2; exit 1; }
	fi
