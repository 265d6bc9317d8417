# What is typed here: `make help` lists it. Python 3.11 or newer with venv, git and make are enough.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

.PHONY: help run test browser check bench messages
.DELETE_ON_ERROR:

help: ## list these commands
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' Makefile | expand -t 18

run: .venv/site .env ## the site with reference data and sample roadmaps; PORT=8000
	@$(MANAGE) prepare
	@exec $(BIN)/gunicorn --bind 127.0.0.1:$(PORT) config.wsgi

test: .venv/tools .env ## the tests; DATABASE_URL=postgres://… runs them on PostgreSQL
	@$(BIN)/pytest -n auto --dist loadgroup $(PYTEST)

browser: .venv/tools .env ## the tests in Chromium
	@test -x /usr/bin/chromium || { echo "Browser tests need /usr/bin/chromium (Debian's package chromium)."; exit 1; }
	@$(BIN)/pytest -m browser $(PYTEST)

bench: .venv/tools .env ## speed, as ratios within one run
	@$(BIN)/python -m bench

messages: .venv/tools ## bring the catalogues in locale/ up to date and compile them
	@$(BIN)/python -m config.catalogues update

check: .venv/tools .env ## lint, types, templates, migrations, production settings, catalogues
	@$(call step,lint,$(BIN)/ruff check --quiet .)
	@$(call step,format,$(BIN)/ruff format --quiet --check .)
	@$(call step,types,$(BIN)/mypy --no-error-summary)
	@$(call step,templates,$(BIN)/djlint --quiet --lint templates)
	@$(call step,migrations,$(MANAGE) makemigrations --check --dry-run)
	@$(call step,production settings,$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING)
	@$(call step,catalogues,$(BIN)/python -m config.catalogues check)

# Says one word where a check passes, and everything where it fails.
step = output=$$($(2) 2>&1) && echo "ok  $(1)" || { echo "$$output"; echo "FAILED  $(1)"; exit 1; }
PRODUCTION = ENVIRONMENT=production DEBUG=off ALLOWED_HOSTS=tracker.example SITE_URL=https://tracker.example \
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')

# Environment -----------------------------------------------------------------------------------------------------

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it: make PYTHON=python3.12")'
	@$(PYTHON) -m venv --clear .venv

.venv/site: requirements.txt | .venv/bin/pip
	@echo "Installing what the site needs …"
	@$(BIN)/pip install -qq --disable-pip-version-check --no-input -r requirements.txt
	@touch $@

.venv/tools: requirements-dev.txt requirements.txt | .venv/bin/pip
	@echo "Installing what tests and checks need …"
	@$(BIN)/pip install -qq --disable-pip-version-check --no-input -r requirements-dev.txt
	@touch $@ .venv/site

.env:
	@umask 077; $(PYTHON) -c 'import secrets; print("ENVIRONMENT=local\nSECRET_KEY=" + secrets.token_urlsafe(50))' > $@
