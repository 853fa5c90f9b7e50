# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
export ADVICE_DEMONSTRATION ?= 1

help:  ## Say what each command does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .venv/run  ## Serve a demonstration on http://127.0.0.1:8000
	$(BIN)/advice demo
	$(BIN)/advice serve

test: .venv/test  ## Run the tests, on SQLite and PostgreSQL
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

test-full: .venv/test  ## Run the long versions of the tests too
	THOROUGH=1 $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m tests.mutation

bench: .venv/test  ## Print what a pathway, a list, a page and a clock cost, up to a million requests, beside aims and peers
	$(BIN)/python -m tests.bench

bench-quick: .venv/test  ## Print it for up to 100,000 requests, which needs no 25 GB of disk
	$(BIN)/python -m tests.bench --sizes 1000,100000

evaluate: .venv/test  ## Print how well the checks of the words do on labelled examples
	$(BIN)/python -m tests.evaluation

lint: .venv/test  ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:  ## Pin the dependencies again (needs uv)
	uv pip compile -q --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group build -o requirements.lock
	uv pip compile -q --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile -q --generate-hashes --no-emit-index-url --no-annotate --no-header --group pyproject.toml:peers -c requirements.lock -o requirements-peers.lock

.venv/run: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . 
	@touch $@

.venv/test: requirements.lock requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ .venv/run

.PHONY: help run test test-full bench bench-quick evaluate lint lock
