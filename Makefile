# make serve            index examples/documents and serve it on 127.0.0.1:8000
# make serve DOCS=dir   index a folder of your own instead
# make ocr              install what reads scanned pages
# make test             run the tests
# make help             everything else
#
# Needs Python 3.11 or newer with pip, and make (3.81 will do). Everything is installed
# into .venv; everything indexed goes into ./data. Settings of pip are left as they are.

PORT ?= 8000
DOCS ?= examples/documents
DATA ?= $(or $(YUSOU_DATA),data)
export PORT DOCS DATA
VENV := .venv

ifeq ($(DOCS),examples/documents)
YUSOU_NOTICE ?= 这里检索的是示例文件，不是官方文件。
export YUSOU_NOTICE
endif

ifndef PYTHON
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
endif

RUN := $(VENV)/bin/python
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --no-build-isolation --require-hashes

.PHONY: help serve index ocr test lint format types contracts examples screenshots messages lock clean

help:
	@echo 'make serve [DOCS=dir] [DATA=dir] [PORT=8000]   index the folder, serve it on 127.0.0.1'
	@echo 'make index [DOCS=dir] [DATA=dir]               index only'
	@echo 'make ocr                                       install what reads scanned pages (about 300 MB)'
	@echo 'make test                                      tests'
	@echo 'make lint types contracts                      ruff, mypy, import-linter'
	@echo 'make format                                    let ruff format and fix'
	@echo 'make examples                                  typeset examples/documents again'
	@echo 'make screenshots                               draw docs/images again (needs chromium)'
	@echo 'make messages                                  collect texts of pages, compile translations'
	@echo 'make lock                                      resolve requirements/*.lock again (needs uv)'
	@echo 'make clean                                     remove .venv and caches; ./data stays'

serve: index
	@exec $(VENV)/bin/yusou serve --data "$$DATA" --host 127.0.0.1 --port "$$PORT"

index: $(VENV)/.installed
	@$(VENV)/bin/yusou index --data "$$DATA" "$$DOCS"

ocr: $(VENV)/.installed-ocr

test: $(VENV)/.installed-dev
	@$(RUN) -m pytest

lint: $(VENV)/.installed-dev
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .

format: $(VENV)/.installed-dev
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .

types: $(VENV)/.installed-dev
	@$(RUN) -m mypy

contracts: $(VENV)/.installed-dev
	@$(VENV)/bin/lint-imports

examples: $(VENV)/.installed-dev
	@$(RUN) examples/generate.py

screenshots: $(VENV)/.installed-dev
	@$(RUN) tools/screenshots.py

messages: $(VENV)/.installed-dev
	@$(RUN) -m tools.messages

lock:
	uv pip compile $(LOCK) -o requirements/build.lock requirements/build.in
	uv pip compile $(LOCK) -o requirements/run.lock pyproject.toml
	uv pip compile $(LOCK) -o requirements/dev.lock -c requirements/run.lock --extra dev pyproject.toml
	uv pip compile $(LOCK) -o requirements/ocr.lock -c requirements/run.lock -c requirements/dev.lock --extra ocr pyproject.toml

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# The stamps are what makes a second start quick: they are as old as the last installation.

$(VENV)/.created: requirements/build.lock
	@test -n '$(PYTHON)' || { echo '需要 Python 3.11 或更新版本（可用 make PYTHON=… 指定）。'; exit 1; }
	@echo '建立虚拟环境 $(VENV) …'
	@rm -rf $(VENV)
	@'$(PYTHON)' -m venv $(VENV) >/dev/null 2>&1 \
		|| { rm -rf $(VENV) && '$(PYTHON)' -m venv --without-pip $(VENV); }
	@$(RUN) -m pip --version >/dev/null 2>&1 && pip='$(RUN) -m pip' || pip="'$(PYTHON)' -m pip --python $(RUN)"; \
		eval "$$pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.lock"
	@touch $@

$(VENV)/.installed: $(VENV)/.created requirements/run.lock pyproject.toml
	@echo '安装 yusou 及其依赖 …'
	@$(INSTALL) -r requirements/run.lock
	@$(RUN) -m pip install -qq --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.installed-ocr: $(VENV)/.installed requirements/ocr.lock
	@echo '安装文字识别（OCR） …'
	@$(INSTALL) -r requirements/ocr.lock
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/dev.lock
	@echo '安装测试与检查工具 …'
	@$(INSTALL) -r requirements/dev.lock
	@touch $@
