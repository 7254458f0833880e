# Two commands suffice, and each sets up what it needs: `make run` and `make test`.
# ARGS are handed on (make test ARGS="-k keyring"); PYTHON chooses the interpreter (make run PYTHON=python3.13).

ARGS ?=
SIZES ?=
export PYTHON

.PHONY: help run test faults fuzz demo pictures lint format bench peers compare lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

run: ## open the journal (without a screen: play the demo)
	@tools/run $(ARGS)

test: ## run all tests and say what they cover
	@tools/test $(ARGS)

faults: ## let everything go wrong at length, and say what was lost
	@tools/faults $(ARGS)

fuzz: ## throw changed bytes at every reader, FUZZ_SECONDS=60 for each
	@tools/fuzz $(ARGS)

demo: ## drive the real window on a virtual screen; pictures in build/demo
	@tools/demo $(ARGS)

pictures: ## take the pictures of the README anew, from the demo
	@tools/pictures

lint: ## check style, types and which room knows which
	@tools/setup dev
	.venv/bin/python -m ruff check
	.venv/bin/python -m ruff format --check
	.venv/bin/python -m mypy
	.venv/bin/python .venv/bin/lint-imports

format: ## lay the code out and sort its imports
	@tools/setup dev
	.venv/bin/python -m ruff check --fix
	.venv/bin/python -m ruff format

bench: ## print the table of speeds
	@tools/setup dev
	@.venv/bin/python -m tests.desktop .venv/bin/python -m benchmarks $(ARGS)

peers: ## get the programs that the search is compared with into build/peers
	@tools/peers

compare: ## compare the search with theirs, and write docs/benchmarks.md (SIZES=pepys: in a minute)
	@tools/setup dev
	@.venv/bin/python -m tests.desktop .venv/bin/python -m benchmarks.search $(SIZES)

lock: ## choose the newest fitting versions of every dependency
	@tools/lock

clean: ## remove all that was made here, .venv too
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
