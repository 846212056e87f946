# Everything runs in a virtual environment of its own, made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint types completions bench soak package clean

demo: $(READY)            ## the main job, from an estimate to the money
	rm -rf .demo && $(BIN)/ressio demo .demo

test: $(READY)            ## the whole test suite
	$(BIN)/pytest -n 2

lint: $(READY)
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

completions: $(READY)     ## write the completion scripts anew
	$(BIN)/python completions/generate.py

bench: $(READY)           ## time and memory on 10 and 1,000 invoices
	$(BIN)/python tests/bench/run.py

soak: $(READY)            ## the long random walks
	RESSIO_SOAK=1 $(BIN)/pytest -n 2 tests/walk

package: $(READY)         ## build the wheel, install it by itself, and walk through the demo with it
	rm -rf dist $(VENV)-wheel .demo-wheel
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .
	$(PYTHON) -m venv $(VENV)-wheel && $(VENV)-wheel/bin/pip install --quiet dist/*.whl
	$(VENV)-wheel/bin/ressio demo .demo-wheel > /dev/null
	$(VENV)-wheel/bin/ressio -C .demo-wheel check
	$(VENV)-wheel/bin/ressio completion powershell > /dev/null

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-wheel dist build .demo .demo-wheel .pytest_cache .mypy_cache .ruff_cache .hypothesis
