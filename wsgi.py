"""What the web server runs: ``gunicorn wsgi:app``."""

import sys

from learnapp.app import create_app
from learnapp.config import BadSettings, read_settings

try:
    app = create_app(read_settings())
except BadSettings as faults:
    sys.exit(f"Chưa chạy được, vì cấu hình:\n{faults}")
