# The portal's commands. PORT, HOST and DATABASE_URL of the environment are honoured.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help run setup setup-dev test lint types pytest pytest-postgres e2e bench-import bench-documents bench-measures

help:  ## show the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: setup  ## set up whatever is missing, then start the web server and the task worker
	@$(BIN)/python scripts/run.py

setup:  ## virtual environment, page assets, fonts (and system packages where allowed)
	@$(PYTHON) scripts/setup.py

setup-dev:
	@$(PYTHON) scripts/setup.py --dev

test: setup-dev lint pytest pytest-postgres  ## everything that must hold: checks, tests on both databases, browser journeys

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports
	$(BIN)/mypy .
	$(BIN)/python manage.py makemigrations --check --dry-run

pytest:
	$(BIN)/python -m pytest -n auto --cov --cov-report=term --cov-report=

pytest-postgres:
	$(BIN)/python scripts/with_postgres.py $(BIN)/python -m pytest -n auto -m "not e2e"

e2e:  ## the browser journeys alone
	$(BIN)/python -m pytest -m e2e

bench-import: setup-dev  ## a national sheet of scores against a bare bulk_create and a stock import resource
	$(BIN)/python -m benchmarks.import_scores

bench-measures: setup-dev  ## pages of one plan among 50 and among 50,000 measures
	$(BIN)/python -m benchmarks.follow_measures

bench-documents: setup-dev  ## documents against WeasyPrint as it comes, Chromium and LibreOffice
	$(BIN)/python -m benchmarks.documents
