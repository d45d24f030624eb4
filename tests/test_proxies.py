"""Who may say where a request came from: ``TRUSTED_PROXIES`` alone."""

import logging
from dataclasses import replace

import pytest
from flask import Flask
from gunicorn.app.wsgiapp import WSGIApplication

from learnapp.app import create_app
from learnapp.cli.setup import ADDRESS_MISSING
from learnapp.config import ROOT, Settings

FORWARDED = {"X-Forwarded-For": "192.0.2.7"}


class Kept(logging.Handler):
    """Keeps what is logged, once, whatever other tests have hung on the logger."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def warnings_of(settings: Settings) -> list[str]:
    """Two requests through a proxy that trusts nobody or somebody; what the log says of it."""
    client, kept, log = create_app(settings).test_client(), Kept(), logging.getLogger("learnapp")
    log.addHandler(kept)
    try:
        client.get("/healthz")
        for _time in range(2):
            client.get("/healthz", headers=FORWARDED)
    finally:
        log.removeHandler(kept)
    return kept.messages


def test_a_proxy_that_is_not_trusted_is_named_in_the_log_once(settings: Settings) -> None:
    assert warnings_of(settings) == ["proxy not trusted"]
    assert warnings_of(replace(settings, trusted_proxies=1)) == []


def test_the_server_itself_believes_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    monkeypatch.setattr("sys.argv", ["gunicorn", "--config", str(ROOT / "gunicorn.conf.py"), "x:y"])

    assert WSGIApplication().cfg.forwarded_allow_ips == []


@pytest.mark.parametrize("missing", [True, False])
def test_setup_says_that_the_address_is_missing(
    app: Flask, monkeypatch: pytest.MonkeyPatch, *, missing: bool
) -> None:
    changed = replace(app.config["SETTINGS"], address_missing=missing)
    monkeypatch.setitem(app.config, "SETTINGS", changed)

    result = app.test_cli_runner().invoke(args=["setup"])

    assert result.exit_code == 0, result.output
    assert (ADDRESS_MISSING in result.output) is missing
