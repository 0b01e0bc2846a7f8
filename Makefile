# What each target does is in scripts/; all of them install what is missing first (scripts/setup.sh).
.DEFAULT_GOAL := help
.PHONY: help run dev build check test size
MAKEFLAGS += --no-print-directory

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

run: ## install what is missing, build, fill in the demo, serve on http://127.0.0.1:3000
	@scripts/run.sh

dev: ## the same page while you edit: rebuilds and reloads (cargo leptos watch)
	@scripts/dev.sh

build: ## the release build: target/release/tutta, the lists of names beside it, and target/site
	@scripts/setup.sh build
	@scripts/build.sh release

check: ## the fast gate: formatting, clippy for server and client, unit and tidy tests
	@scripts/test.sh check

test: ## everything: check, integration tests on SQLite and PostgreSQL, size, browser tests
	@scripts/test.sh all

size: ## what a first visit loads, against scripts/size-budget
	@scripts/setup.sh build
	@scripts/build.sh site
	@scripts/size.sh
