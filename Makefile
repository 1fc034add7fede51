# Every target sets up what it needs; `make` alone lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup data report lab test coverage check docs wheel bench lock clean

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock requirements-installer.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "labor needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.12"; exit 1; }
	@echo "Setting up .venv (once; about 600 MB on disk) ..."
	@$(PYTHON) -m venv --clear .venv || \
	  { echo "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-installer.lock
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(READY) ## Make the virtual environment .venv, if it is not up to date

data: $(READY) ## Build data/processed from data/raw
	@$(BIN)/labor build

report: data ## Build the default reports into reports/
	@$(BIN)/labor report

lab: data ## Open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

COVERED = --cov --cov-report= --cov-report=json:build/coverage.json
test: data ## Run the tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(if $(COVERAGE),$(COVERED))
	@$(if $(COVERAGE),$(BIN)/python tests/helpers/coverage_by_room.py build/coverage.json)

coverage: ## Run the tests and show which part of each room they reach
	@$(MAKE) --no-print-directory test COVERAGE=1

check: data docs ## Check style, types, generated pages and the links between them
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python docs/pages.py --check

docs: $(READY) ## Build the documentation as a site into site/
	@$(BIN)/sphinx-build -W --keep-going --quiet -d build/doctrees docs site

wheel: $(READY) ## Build the package with its tables into dist/
	@$(BIN)/python -m hatchling build --target wheel

bench: $(READY) ## Measure speed against named baselines (FILES=folder of national tables)
	@$(BIN)/python -m benchmarks $(FILES)

lock: ## Write the lock files anew from pyproject.toml
	@echo "uv>=0.13" | $(BIN)/uv pip compile - --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements-installer.lock
	@$(BIN)/uv pip compile pyproject.toml --extra all --group dev --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements.lock

clean: ## Remove what can be built again; data/raw is kept
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis build dist site
	find data/processed reports -mindepth 1 ! -name README.md -delete
