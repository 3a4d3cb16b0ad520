# CầuĐường: `make run` and `make test` do everything; the rest are their parts.
.DEFAULT_GOAL := help
.PHONY: help setup db db-stop run stop test lint format bench

MACHINE := config/machine
PY := .venv/bin/python
PORT ?= 8000
export PORT

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## install what is missing: system packages, .venv
	@$(MACHINE)/system_packages.sh run
	@$(MACHINE)/python_env.sh run

db: setup ## start the private PostGIS (or use DATABASE_URL)
	@$(MACHINE)/database.sh start

db-stop: ## stop the private PostGIS
	@$(MACHINE)/database.sh stop

run: db ## set up, migrate, load the sample when empty, build, serve on http://127.0.0.1:8000
	@$(MACHINE)/front_end.sh build
	@$(MACHINE)/server.sh start

stop: ## stop the server and the private database
	@$(MACHINE)/server.sh stop
	@$(MACHINE)/database.sh stop

test: ## every check: lint, types, contracts, front end, tests with database and browser
	@$(MACHINE)/checks.sh all

lint: ## the quick checks only: no database, no browser
	@$(MACHINE)/checks.sh lint

bench: setup ## the product beside its peers on a million sections; QUICK=1, ONLY=tiles (docs/performance.md)
	@$(MACHINE)/system_packages.sh bench
	@$(MACHINE)/front_end.sh build
	@QUICK=$(QUICK) ONLY=$(ONLY) PEERS=$(PEERS) $(PY) -m bench

format: ## format the Python sources
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .
