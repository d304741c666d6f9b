# `make` lists what there is; `make run` and `make test` set everything up by themselves.
PYTHON ?= python3
BIN := .venv/bin
MINUTES ?= 5

.DEFAULT_GOAL := help
.PHONY: help setup run test lint types unit matrix audit agree-night bench build clean

help: ## list these targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1|/' | column -t -s '|'

setup: .venv/ready ## make the virtual environment and install the project for development

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

run: setup ## the main job: what to do next in an example situation
	$(BIN)/simexit next examples/esim-debt.yaml

test: lint types unit matrix ## everything that CI runs

lint: setup ## style, and which layer may import which
	$(BIN)/ruff format --check engine tests benchmarks
	$(BIN)/ruff check --output-format concise engine tests benchmarks
	$(BIN)/lint-imports --no-logo

types: setup ## mypy strict and pyright
	$(BIN)/mypy
	$(BIN)/pyright

unit: setup ## the tests, in parallel
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

matrix: setup ## the built wheel under every Python from 3.11 on that this machine has
	$(BIN)/python tests/packaging/try_wheel.py

audit: setup ## known vulnerabilities of what is installed; needs the network
	$(BIN)/python -m pip install --quiet 'pip-audit>=2.8'
	$(BIN)/python tests/audit.py

agree-night: setup ## all interpreters against the definition, on every core for MINUTES=5
	PYTHONPATH=tests $(BIN)/python -m agreement.night --minutes $(MINUTES)

bench: setup ## simexit beside its peers and the floors, about ten minutes; writes docs/benchmarks.md
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python -m benchmarks --write

build: setup ## wheel and source archive into dist/
	$(BIN)/python -m build

clean: ## remove what the other targets made
	rm -rf .venv dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
