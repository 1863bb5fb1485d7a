# Two commands do everything, set-up included:  make demo  ·  make test
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
LEFT_OUT := not neo4j and not browser

help:  ## what can be made
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "chainmap needs Python 3.11 or newer; none was found. Install it (Debian: apt-get install python3 python3-venv) and run this again."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments. Install its venv package (Debian: apt-get install python3-venv) and run this again."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run: $(VENV)/made requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(VENV)/made requirements-dev.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run

demo: $(VENV)/run  ## load the 涪陵 sample into an embedded store and serve it at http://127.0.0.1:8000
	$(BIN)/chainmap demo

test: $(VENV)/dev  ## the tests (no server, no browser)
	$(BIN)/python -m pytest -m "$(LEFT_OUT)"

check: $(VENV)/dev  ## format, lint, types, import contracts, then the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

test-neo4j: $(VENV)/dev  ## the store contract and the answers on a real Neo4j server (Java 17 and Maven; without them it skips, in CI it fails)
	$(BIN)/python tests/contract/neo4j_server.py
	$(BIN)/python -m pytest -m neo4j -rs

test-browser: $(VENV)/dev  ## pages and the one-file map in headless Chromium
	$(BIN)/python -m pytest -m browser -rs

bench: $(VENV)/dev  ## measurements, side by side with an alternative
	$(BIN)/python -m benchmarks

lock: $(VENV)/dev  ## renew both locks (hashes, no host)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra build --extra dev pyproject.toml -o requirements-dev.lock

clean:  ## remove what was made (not your data)
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.PHONY: help demo test check test-neo4j test-browser bench lock clean
