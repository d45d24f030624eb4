"""Looking at lessons while they are written: pages reload as their author saves.

Only for the author's own machine. The site's own pages are served, with the folder read anew as
soon as a file in it changed; a line of script is put into them, and a list of what is wrong.
"""

import logging
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import click
from flask import Flask
from werkzeug.serving import run_simple
from werkzeug.wrappers import Request, Response

from learnapp.cli.lesson_words import words_for
from learnapp.clock import utc_now
from learnapp.core.days import vietnam_day
from learnapp.services.catalogue import Finding, read_catalogue, watched

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SCRIPT_ADDRESS = "/_xem-truoc.js"
STATE_ADDRESS = "/_xem-truoc/trang-thai"
_SHOWN = 50

_SCRIPT = """\
const state = async () => (await fetch("/_xem-truoc/trang-thai", {cache: "no-store"})).text();
let shown;
const look = async () => {
  try {
    const now = await state();
    if (shown && now !== shown) location.reload();
    shown = now;
  } catch { /* the preview was stopped; go on asking */ }
  setTimeout(look, 700);
};
look();
"""


class Preview:
    """The site, with the lessons as they are on disk at this moment."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self._app = app
        self._site: WSGIApplication = app.wsgi_app
        self._folder = folder
        self._seen: Mapping[Path, tuple[int, int]] | None = None
        self._findings: list[Finding] = []
        self._lock = Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request: the script, the state of the folder, or a page of the site."""
        request = Request(environ)
        self.refresh()
        if request.path == SCRIPT_ADDRESS:
            return Response(_SCRIPT, mimetype="text/javascript")(environ, start_response)
        if request.path == STATE_ADDRESS:
            return Response(self.state(), mimetype="text/plain")(environ, start_response)
        # Pages are kept compressed and answered by their tag; an author wants them plain and new.
        for header in ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH"):
            environ.pop(header, None)
        response = Response.from_app(self._site, environ, buffered=True)
        if response.mimetype == "text/html":
            self._add(response)
        return response(environ, start_response)

    def refresh(self) -> None:
        """Read the folder anew if a file changed."""
        with self._lock:
            seen = watched(self._folder)
            if seen == self._seen:
                return
            today = vietnam_day(utc_now())
            catalogue, self._findings = read_catalogue(self._folder, today=today, lenient=True)
            self._app.extensions["catalogue"] = catalogue
            self._app.extensions["shared_pages"].forget()
            self._seen = seen

    def state(self) -> str:
        """Return a text that changes as soon as a file does."""
        seen = sorted((str(path), *state) for path, state in (self._seen or {}).items())
        return sha256(repr(seen).encode()).hexdigest()

    def _add(self, response: Response) -> None:
        """Put the script and the list of problems at the end of a page."""
        items = "".join(
            f"<li>{escape(f'{one.path}:{one.problem.line}: {words_for(one.problem)}')}</li>"
            for one in self._findings[:_SHOWN]
        )
        title = f"Xem trước: {len(self._findings)} chỗ cần xem lại"
        added = f'<script type="module" src="{SCRIPT_ADDRESS}"></script>'
        if items:
            added += f"<details><summary>{title}</summary><ul>{items}</ul></details>"
        page = response.get_data(as_text=True)
        before, body, after = page.rpartition("</body>")
        response.set_data(f"{before}{added}{body}{after}" if body else f"{page}{added}")
        response.headers["Cache-Control"] = "no-store"
        response.headers.pop("ETag", None)


def serve_preview(app: Flask, folder: Path, port: int) -> None:
    """Serve the preview on this machine until it is stopped."""
    preview = Preview(app, folder)
    preview.refresh()
    for course in app.extensions["catalogue"].courses():
        click.echo(f"  http://127.0.0.1:{port}/khoa-hoc/{course.slug}/  {course.title}")
    click.echo("Sửa bài rồi lưu, trang tự tải lại. Dừng: Ctrl+C.")
    # Werkzeug's own notices are for programmers, and in English.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    run_simple("127.0.0.1", port, preview, threaded=True)
