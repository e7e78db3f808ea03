# `make run` serves the register on this machine, `make test` tries everything; both install what they need.
.PHONY: run test check coverage mutate lint style types format messages lock audit
PORT ?= 8000
PYTHON ?= python3
VENV = .venv/bin

# Links in files and e-mails name the port that is served.
run: export BASE_URL ?= http://127.0.0.1:$(PORT)
run: .venv/run.stamp
	@$(VENV)/python manage.py migrate --verbosity 0
	@$(VENV)/python manage.py prepare_register --port $(PORT)
	@$(VENV)/gunicorn config.wsgi --bind 127.0.0.1:$(PORT) --log-level warning

# Everything on both databases; `make test ARGS=tests/importing` tries a part, on SQLite only.
test: .venv/test.stamp
	@$(VENV)/python tests/run.py $(ARGS)

# What one runs before a commit: lint, types, and all tests that need neither browser nor PostgreSQL.
check: lint
	@$(VENV)/python tests/run.py -q -m "not browser"

# Which lines no test runs; what a file's sandbox runs is counted too.
coverage: .venv/test.stamp
	@$(VENV)/coverage erase
	-@$(VENV)/python tests/run.py --coverage -q -m "not browser"
	@$(VENV)/coverage combine --quiet
	@$(VENV)/coverage report

# Counts the small mistakes that no test notices (docs/testing.md): make mutate ARGS="partnerships/models/status.py --sample 80"
mutate: .venv/test.stamp
	@$(VENV)/python tests/mutate.py $(ARGS)

lint: style types

style: .venv/test.stamp
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	git ls-files -z 'templates/*.html' | xargs -0 -r $(VENV)/djade --target-version 5.2 --check
	$(VENV)/python manage.py makemigrations --check --dry-run
	$(VENV)/python tests/catalogues.py check

# Checks the types of what travels between packages.
types: .venv/test.stamp
	$(VENV)/mypy

format: .venv/test.stamp
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .
	git ls-files -z 'templates/*.html' | xargs -0 -r $(VENV)/djade --target-version 5.2; true  # it ends with 1 where it changed something

# Brings the translations up to the texts of the sources, and compiles them (docs/glossary.md).
messages: .venv/test.stamp
	$(VENV)/python tests/catalogues.py write

# What a setting may ask for is locked, too, so that every installation can use it.
LOCK = $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url
lock: .venv/test.stamp
	$(LOCK) pyproject.toml --extra sentry --extra s3 --extra test --output-file tests/requirements.txt
	$(LOCK) pyproject.toml --extra sentry --extra s3 --constraint tests/requirements.txt --output-file requirements.txt

# Asks whether what is locked for running has known weaknesses; it needs the network.
AUDIT = $(VENV)/uv tool run --quiet pip-audit --strict --disable-pip --require-hashes --requirement requirements.txt
audit: .venv/test.stamp
	@if $(AUDIT) >$(VENV)/audit.log 2>&1; then echo "No known weaknesses."; \
	elif grep -q "known vulnerabilit" $(VENV)/audit.log; then cat $(VENV)/audit.log; exit 1; \
	else echo "The list of known weaknesses cannot be asked from here ($(VENV)/audit.log says why)."; exit 1; fi

.venv/made.stamp:
	@echo "Making a virtual environment…"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run.stamp: .venv/made.stamp requirements.txt
	@echo "Installing the locked dependencies…"
	@$(VENV)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

.venv/test.stamp: .venv/made.stamp tests/requirements.txt
	@echo "Installing the locked dependencies of the tests…"
	@$(VENV)/pip install --quiet --disable-pip-version-check --require-hashes --requirement tests/requirements.txt
	@touch $@
