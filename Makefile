# FairDue. `make run` and `make test` need Python 3.11, 3.12 or 3.13 and nothing else; CONTRIBUTING.md tells the rest.
# The Windows equivalents stand in README.md.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
	&& { echo $$p; break; }; done)
PY := .venv/bin/python
CASES ?= 100000
ARGS ?=

# No test and no build may open a window or touch the keyring of the person who runs it.
QUIET := QT_QPA_PLATFORM=offscreen PYTHON_KEYRING_BACKEND=keyring.backends.fail.Keyring

.PHONY: help setup run test check format lock translations bench torture package clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup:  ## system libraries, .venv, locked packages; nothing to do the second time
	@test -n "$(PYTHON)" || { echo "fairdue: Python 3.11, 3.12 or 3.13 is needed (or: make PYTHON=/path/to/python)" >&2; exit 1; }
	@$(PYTHON) packaging/bootstrap.py $(SETUP)

run: setup  ## the window on the practice portfolio
	@$(PY) -m app run --practice $(ARGS)

# The order of the tests is thrown by the code: another for every change, the same for everyone who has this one, so that
# what fails here fails there. ARGS="--randomly-seed=7" throws another.
ORDER = $$(find app tests -name '*.py' | LC_ALL=C sort | xargs cat | cksum | cut -d ' ' -f 1)

test: SETUP := --testing
test: setup  ## the whole test suite, offscreen; ARGS="tests/unit -k money" for a part
	$(QUIET) $(PY) -m pytest -n 2 --dist loadfile --randomly-seed=$(ORDER) $(ARGS)

# Every line and branch of the modules that pyproject.toml names, by tables alone: random examples may miss one.
MONEY := tests/unit/domain $(wildcard $(patsubst %,tests/unit/test_%*.py,\
	affordability commitments date ledger limitation money plan promise))

check: setup  ## format, lint, types, rooms, translations, lock file, every branch of the money
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) packaging/translations.py --check
	$(PY) packaging/lock.py --check
	$(QUIET) $(PY) -m pytest -q -m "not hypothesis" --cov --cov-report=term $(MONEY)

format: setup  ## put the code into its form
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

lock: setup  ## write requirements.lock again; ARGS=--upgrade for newer versions
	$(PY) packaging/lock.py $(ARGS)

translations: setup  ## collect strings into resources/i18n/*.ts and compile them
	$(PY) packaging/translations.py

bench: setup  ## one JSON line per figure; CASES=1000000 for the large store
	@$(QUIET) $(PY) -m benchmarks --cases $(CASES) $(ARGS)

torture: setup  ## processes killed, power cut, disks filled: minutes; ARGS="--only power --cuts 50" for a part
	@$(QUIET) $(PY) -m torture $(ARGS)

package: setup  ## wheel, frozen application and .deb into dist/, each of them tried
	$(QUIET) $(PY) packaging/package.py

clean:  ## everything that can be made again, but not .venv
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find app benchmarks packaging tests torture -name __pycache__ -type d -prune -exec rm -rf {} +
