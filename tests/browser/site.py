"""The whole site in a process of its own, as ``make run`` starts it, with its demonstration."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
START_WITHIN = 30
"""Seconds until the server must answer, once its database is ready."""

OWN_SETTINGS = (
    "DATABASE_URL",
    "SECRET_KEY",
    "PIN_PEPPER",
    "SITE_ADDRESS",
    "LESSONS_FOLDER",
    "TRUSTED_PROXIES",
    "BADGE_KEY_FILE",
)
SIGN_IN = re.compile(r"^\s+(\S.*?)\s{2,}(0\d{3} \d{3} \d{3})\s+(\S+)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site answers, who can sign in (what is printed before the number), its folder."""

    address: str
    sign_ins: dict[str, tuple[str, str]]
    folder: Path

    def open(self, page: Page, path: str) -> None:
        """Open a page of ours and wait until it stands."""
        page.goto(self.address + path, wait_until="load")

    def sign_in(self, page: Page, who: str) -> None:
        """Sign in as the demonstration's ``who``, by the form that everyone uses."""
        phone, secret = self.sign_ins[who]
        self.open(page, "/dang-nhap")
        page.fill("#who", phone)
        page.fill("#secret", secret)
        send(page)


def send(page: Page) -> None:
    """Press the one primary button on the screen and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(".button--primary:visible").click()


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """Make a demonstration in the folder and serve it with the production server."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS}
    environment = kept | {"LEARNAPP_INSTANCE": str(folder), "PORT": str(port), "HOST": "127.0.0.1"}
    setup = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "setup"],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert setup.returncode == 0, setup.stderr
    sign_ins = {who: (phone, secret) for who, phone, secret in SIGN_IN.findall(setup.stdout)}
    assert sign_ins, setup.stdout
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"],
        cwd=ROOT,
        env=environment,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/readyz", server)
        yield Site(address, sign_ins, folder)
    finally:
        server.terminate()
        server.wait(timeout=START_WITHIN)


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    message = f"the site did not answer at {url} within {START_WITHIN} s"
    raise AssertionError(message)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
