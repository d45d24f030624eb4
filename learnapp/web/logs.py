"""One JSON line for each request and event: ids and codes, never names, numbers or answers."""

import json
import logging
import sys
import time
from itertools import count
from uuid import uuid4

from flask import Flask, Response, g, request

FIRST_FAULT = 400
FIELDS = ("request", "method", "route", "status", "ms", "fault")


class JSONLines(logging.Formatter):
    """Writes a record as one line of JSON; line breaks in a value cannot forge another line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line |= {name: record.__dict__[name] for name in FIELDS if name in record.__dict__}
        if record.exc_info and record.exc_info[0]:
            # The text of an exception may quote what somebody typed: its kind and place only.
            line["exception"] = record.exc_info[0].__name__
            line["where"] = _innermost(record)
        return json.dumps(line, ensure_ascii=False)


def _innermost(record: logging.LogRecord) -> str:
    trace = record.exc_info[2] if record.exc_info else None
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " < ".join(reversed(places[-6:]))


def init_logs(app: Flask) -> None:
    """Log each request by its route (never its address, which may name a person or a class)."""
    log = logging.getLogger("learnapp")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JSONLines())
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False

    trusting: bool = app.config["SETTINGS"].trusted_proxies > 0
    untrusted = count()

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        # Then everybody has the proxy's address, and one person's wrong tries stop them all.
        if not trusting and "X-Forwarded-For" in request.headers and next(untrusted) == 0:
            log.warning("proxy not trusted")

    @app.after_request
    def end(response: Response) -> Response:
        began = g.pop("began", None)
        # Pages for everyone are not worth a line each: faults and private pages are.
        if response.status_code < FIRST_FAULT and request.method == "GET":
            return response
        log.info(
            "request",
            extra={
                "request": uuid4().hex[:12],
                "method": request.method,
                "route": request.url_rule.rule if request.url_rule else "-",
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000) if began else None,
            },
        )
        return response
