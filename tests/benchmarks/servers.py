"""The production server and the reference, each in processes of their own."""

import os
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from learnapp.config import ROOT
from tests.benchmarks.load import HOST

GUNICORN = f"{shlex.quote(sys.executable)} -m gunicorn --config gunicorn.conf.py {{app}}"
STARTS_WITHIN = 60.0
STOPS_WITHIN = 30.0
SITE = "wsgi:app"
REFERENCE = "tests.benchmarks.reference:app"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers on this port; what it says goes to ``log``."""

    port: int
    log: Path
    process: "subprocess.Popen[bytes]"

    @property
    def last_words(self) -> str:
        """The end of what it said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])

    def count_said(self, words: str) -> int:
        """Count the lines of its log that hold these words."""
        with self.log.open(errors="replace") as lines:
            return sum(words in line for line in lines)


@contextmanager
def serving(
    app: str, path: str, folder: Path, environment: Mapping[str, str], command: str = GUNICORN
) -> Iterator[Server]:
    """Start a server, wait until ``path`` answers, and stop it at the end.

    ``command`` is a command line with ``{app}`` and ``{port}`` in it. Raises ``RuntimeError`` with
    what the server said when it does not answer in time.
    """
    port = _free_port()
    log = folder / f"{app.split(':', maxsplit=1)[0]}-{port}.log"
    words = shlex.split(command.format(app=app, port=port, host=HOST))
    with log.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - our own command
            words,
            cwd=ROOT,
            env=os.environ | dict(environment) | {"HOST": HOST, "PORT": str(port)},
            stdout=said,
            stderr=said,
        )
    server = Server(port, log, process)
    try:
        _wait(server, path)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: Server, path: str) -> None:
    began = time.monotonic()
    while time.monotonic() - began < STARTS_WITHIN and server.process.poll() is None:
        try:
            urllib.request.urlopen(f"http://{HOST}:{server.port}{path}", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = f"the server did not answer on {path}:\n{server.last_words}"
    raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port
