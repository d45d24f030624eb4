# Bình dân học vụ số. On a fresh machine with Python 3.11+ and make: `make run`, `make test`.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
export PORT HOST

BIN := .venv/bin
FLASK := $(BIN)/python -m flask --app wsgi

.DEFAULT_GOAL := help

.PHONY: help
help:  ## Các lệnh
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

.venv/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Cần Python 3.11 trở lên.") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Cài thư viện (lần đầu khoảng nửa phút)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Cài thư viện và công cụ (lần đầu khoảng một phút)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run.stamp

.PHONY: run
run: .venv/run.stamp  ## Dựng và chạy trang ở http://127.0.0.1:8000
	@$(FLASK) setup
	@exec $(BIN)/gunicorn --config gunicorn.conf.py wsgi:app

.PHONY: test
test: .venv/dev.stamp  ## Chạy mọi bài kiểm, trên SQLite và trên PostgreSQL
	@$(BIN)/python tests/run.py

.PHONY: lint
lint: .venv/dev.stamp  ## Kiểm định dạng, kiểu, tầng mã, mẫu trang, bài học, bản dịch
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint learnapp/web/templates --lint --quiet
	$(FLASK) lessons check
	$(FLASK) words check

.PHONY: format
format: .venv/dev.stamp  ## Sửa định dạng
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: lock
lock:  ## Ghim lại phiên bản thư viện (cần uv)
	uv pip compile pyproject.toml --extra postgres --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --quiet -o requirements.txt
	uv pip compile pyproject.toml --extra postgres --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --quiet -o requirements-dev.txt

.PHONY: demo
demo: .venv/run.stamp  ## In lại các đăng nhập thử của dữ liệu trình diễn
	@$(FLASK) demo sign-ins

.PHONY: bench
bench: .venv/dev.stamp  ## Đo tốc độ, in tỉ lệ so với một trang Flask trống
	@$(BIN)/python -m tests.benchmarks
