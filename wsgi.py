"""What the web server runs: ``gunicorn wsgi:app``."""

import sys

from learnapp.app import create_app
from learnapp.config import BadSettings, read_settings

try:
    app = create_app(read_settings())
except BadSettings as faults:
    sys.stderr.write(f"Chưa chạy được, vì cấu hình:\n{faults}\n")
    # What gunicorn takes for "cannot be loaded": it stops, where after 1 it would try for ever.
    sys.exit(4)
