"""How gunicorn serves the site. ``docs/decisions/0003-server.md`` has the measurement behind it."""

import os


def _number(name: str, default: int) -> int:
    """Read a whole number; what is none ``wsgi`` refuses in words, before anything is served."""
    given = os.environ.get(name, "")
    return int(given) if given.isdigit() else default


worker_class = "gthread"
bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{_number('PORT', 8000)}"
workers = _number("WEB_WORKERS", 1)
threads = _number("WEB_THREADS", 8)
# One process reads the lessons and the places once; workers share that memory.
preload_app = workers > 1
control_socket_disable = True
# TRUSTED_PROXIES alone decides who may say where a request came from and over what.
forwarded_allow_ips = ""
timeout = 30
graceful_timeout = 20
keepalive = 5
limit_request_line = 4094
accesslog = None
loglevel = "warning"
