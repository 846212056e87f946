# Everything runs in a virtual environment of its own, made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := $(VENV)-demo

.PHONY: demo test lint types completions bench soak package clean

demo: $(DEMO)/.ready      ## the main job, from an estimate to the money
	rm -rf .demo && $(DEMO)/bin/ressio demo .demo

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

soak: $(READY)            ## the long random walks, and kills and faults at every call
	RESSIO_SOAK=1 $(BIN)/pytest -n 2 -rP tests/walk tests/kills

package: $(READY)         ## build the wheel, install it by itself, and walk through the demo with it
	rm -rf dist $(VENV)-wheel .demo-wheel
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .
	$(PYTHON) -m venv $(VENV)-wheel && $(VENV)-wheel/bin/pip install --quiet dist/*.whl
	$(VENV)-wheel/bin/python -c 'from importlib.metadata import metadata; files = metadata("ressio").get_all("License-File"); assert len(files) == 4, files'
	$(VENV)-wheel/bin/ressio demo .demo-wheel > /dev/null
	$(VENV)-wheel/bin/ressio -C .demo-wheel check
	$(VENV)-wheel/bin/ressio completion powershell > /dev/null

# The demo needs what a user needs, not what a developer needs.
$(DEMO)/.ready: pyproject.toml
	$(PYTHON) -m venv $(DEMO)
	$(DEMO)/bin/pip install --quiet --editable .
	touch $@

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-wheel $(DEMO) dist build .demo .demo-wheel .pytest_cache .mypy_cache .ruff_cache .hypothesis
