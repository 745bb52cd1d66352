# Short names for start.py, which needs nothing but Python 3.11 and pip.
#   make run ARGS="--port 8000"      make test ARGS="-k corpus"      make test PYTHON=python3.12
PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := run
.PHONY: run install test test-long evals lint lock doctor
run install test test-long evals lint lock doctor:
	@$(PYTHON) start.py $@ $(ARGS)
