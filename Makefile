# The commands of this house. What each one promises: docs/interfaces.md.
#
# Everything is built into .venv; nothing else on the machine is touched, except that
# `make test`, as root on Debian or Ubuntu, installs the browser and the databases it tests with.

PORT ?= 8000
BIN := .venv/bin
# What is asked of the database most goes over PostgreSQL and Redis as well.
ON_POSTGRESQL := tests/people tests/moderation tests/safeguarding tests/notifications tests/core/test_outbox.py
# Two workers: a test waits as long as it works. More would wait for each other's processors.
SIDE_BY_SIDE := -n 2
LOCKED := uv.lock pyproject.toml scripts/set-up

.DEFAULT_GOAL := help
.PHONY: help run test soak check pictures bench

help:
	@echo "make run       start the hub with its demo community (PORT=$(PORT))"
	@echo "make test      everything that is checked before a change is taken"
	@echo "make soak      the tests of faults in their full form, for hours, before a release"
	@echo "make check     format, lint, types and the house tests, in seconds"
	@echo "make pictures  screenshots of every page, on one contact sheet"
	@echo "make bench     how fast the rooms are (BENCH=quick: a small one; docs/performance.md)"

.venv/.ready-to-run: $(LOCKED)
	@scripts/set-up run

.venv/.ready-to-test: $(LOCKED)
	@scripts/set-up test

run: .venv/.ready-to-run
	@exec $(BIN)/peerhub serve --demo --port $(PORT)

check: .venv/.ready-to-test
	@scripts/check-source
	@$(BIN)/python -m pytest -q -m "not services and not browser" tests/house

test:
	@scripts/prepare-machine
	@$(MAKE) --no-print-directory .venv/.ready-to-test
	@scripts/check-source
	@scripts/name-what-is-missing
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE)
	@PEERHUB_TEST_STORES=postgresql $(BIN)/python -m pytest $(SIDE_BY_SIDE) $(ON_POSTGRESQL)

soak: .venv/.ready-to-test
	@scripts/name-what-is-missing
	@PEERHUB_SOAK=1 $(BIN)/python -m pytest -o faulthandler_timeout=10800 tests/faults tests/browser/test_back_off.py

pictures: .venv/.ready-to-test
	@$(BIN)/python -m tests.browser.pictures

bench: .venv/.ready-to-test
	@$(BIN)/python -m bench
