# Every target sets up .venv from nothing; the second time it is there at once.
#   make demo        a ready-made township: simulate, score, open the report
#   make test        the checks that run on every change (under 8 minutes)
#   make evidence    the long checks; make evidence-NAME for one
#   make twins       write the kept numbers of every command anew (tests/expected/)
#   make bench       how fast the engine is
#   make lint        style and types
#   make locale      gather the program's sentences; then translate what is new in the .po file
#   make clean       remove what these targets made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2
export NUMBA_CACHE_DIR ?= $(CURDIR)/.numba_cache

.PHONY: demo test evidence twins bench lint locale clean

demo: $(READY)
	$(BIN)/fpplan demo

test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

evidence: $(READY)
	$(BIN)/python evidence/proof.py
	$(BIN)/python evidence/paths.py
	$(BIN)/python evidence/census.py
	$(BIN)/python evidence/books.py
	$(BIN)/python evidence/lianhe.py
	$(BIN)/python evidence/un.py
	$(BIN)/python evidence/backtest.py
	$(BIN)/python evidence/plan.py
	$(BIN)/python evidence/effects.py
	$(BIN)/python evidence/failure.py
	$(BIN)/python evidence/need.py
	$(BIN)/python evidence/trials.py
	$(BIN)/python evidence/live.py
	$(BIN)/python evidence/fuzz.py
	$(BIN)/python evidence/pictures.py
	$(BIN)/python evidence/twins.py
	$(BIN)/python evidence/kills.py

evidence-%: $(READY)
	$(BIN)/python evidence/$*.py

twins: $(READY)
	$(BIN)/python tests/twins/kept_numbers.py

bench: $(READY)
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/schemes.py
	$(BIN)/python benchmarks/plan.py

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy fpplan

locale: $(READY)
	$(BIN)/python tests/locale/catalogue.py

clean:
	rm -rf $(VENV) .numba_cache .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(READY)
