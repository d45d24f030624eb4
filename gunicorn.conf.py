"""How gunicorn serves the site. ``docs/decisions/0003-server.md`` has the measurement behind it."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "1"))
threads = int(os.environ.get("WEB_THREADS", "8"))
# One process reads the lessons and the places once; workers share that memory.
preload_app = workers > 1
control_socket_disable = True
# TRUSTED_PROXIES alone decides who may say where a request came from and over what.
forwarded_allow_ips = ""
timeout = 30
graceful_timeout = 20
keepalive = 5
max_requests_jitter = 0
limit_request_line = 4094
accesslog = None
loglevel = "warning"
