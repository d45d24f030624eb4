"""Looking at lessons while they are written: pages reload as their author saves.

Only for the author's own machine. The site's own pages are served, with the folder read anew as
soon as a file in it changed; a line of script is put into them, and a list of what is wrong. What
is answered there goes into a database that is thrown away: another site is made for the preview,
and the real one is never touched.
"""

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

import click
from flask import Flask
from flask_migrate import upgrade
from werkzeug.serving import run_simple
from werkzeug.wrappers import Request, Response

from learnapp.cli.lesson_words import words_for
from learnapp.clock import utc_now
from learnapp.config import ROOT, Settings
from learnapp.core.days import vietnam_day
from learnapp.core.lessons import Catalogue
from learnapp.extensions import db
from learnapp.services import places, publishing
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

    def __init__(
        self,
        app: Flask,
        folder: Path,
        after_reading: Callable[[Catalogue], None] = lambda _catalogue: None,
    ) -> None:
        self._app = app
        self._after_reading = after_reading
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
            self._after_reading(catalogue)
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


@contextmanager
def throw_away(app: Flask, port: int) -> Iterator[Flask]:
    """Make a site like this one on an empty database of its own, which is deleted in the end.

    It has a key of its own too: nobody is signed in there with a cookie of the real site.
    """
    settings: Settings = app.config["SETTINGS"]
    make_app: Callable[[Settings], Flask] = app.extensions["make_app"]
    with TemporaryDirectory(prefix="xem-truoc-") as folder:
        site = make_app(
            replace(
                settings,
                database_url=f"sqlite:///{folder}/xem-truoc.sqlite3",
                secret_key=secrets.token_hex(32),
                pin_pepper=secrets.token_hex(32),
                site_address=f"http://127.0.0.1:{port}",
                demonstration=False,
                trusted_proxies=0,
            )
        )
        with site.app_context():
            upgrade(directory=str(ROOT / "migrations"))
            places.load(db.session(), site.extensions["gazetteer"])
            db.session.commit()
        try:
            yield site
        finally:
            with site.app_context():
                db.engine.dispose()


def preview_of(site: Flask, folder: Path) -> Preview:
    """Return the preview of a site; each text is archived as it is saved, to be answered."""

    def publish(catalogue: Catalogue) -> None:
        with site.app_context():
            publishing.publish(db.session(), catalogue, now=utc_now())
            db.session.commit()

    return Preview(site, folder, publish)


def serve_preview(app: Flask, folder: Path, port: int) -> None:
    """Serve the preview on this machine until it is stopped."""
    with throw_away(app, port) as site:
        preview = preview_of(site, folder)
        preview.refresh()
        for course in site.extensions["catalogue"].courses():
            click.echo(f"  http://127.0.0.1:{port}/khoa-hoc/{course.slug}/  {course.title}")
        click.echo("Sửa bài rồi lưu, trang tự tải lại. Dừng: Ctrl+C.")
        click.echo("Câu trả lời ở đây chỉ để thử: không vào dữ liệu thật, dừng là xoá.")
        # Werkzeug's own notices are for programmers, and in English.
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        run_simple("127.0.0.1", port, preview, threaded=True)
