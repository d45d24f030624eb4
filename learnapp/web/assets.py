"""Addresses of static files carry the hash of their content, so that a phone may keep them.

What is asked for by its hash is compressed as hard as it goes, once: a lesson's page and its
stylesheet arrive in the first breath of a slow network only so.
"""

import hashlib
from pathlib import Path

import brotli
from flask import Flask, Response, request
from werkzeug.security import safe_join

YEAR = 365 * 24 * 3600
FIRST_FAULT = 400
COMPRESSED = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
}
"""The types of files that become much smaller."""


class Assets:
    """The static files: what each is called now, and its smallest form."""

    def __init__(self, folder: Path, *, changing: bool) -> None:
        """Serve from ``folder``; where its files are ``changing``, no hash is remembered."""
        self._folder = folder
        self._changing = changing
        self._hashes: dict[str, str] = {}
        self._compressed: dict[str, bytes] = {}

    def hash_of(self, name: str) -> str:
        """Return the hash of a file's content. Raises ``OSError`` where there is no such file."""
        if name not in self._hashes or self._changing:
            content = (self._folder / name).read_bytes()
            self._hashes[name] = hashlib.sha256(content).hexdigest()[:12]
        return self._hashes[name]

    def address(self, name: str) -> str:
        """Return the address of a file, the same in every language."""
        return f"/static/{name}?v={self.hash_of(name)}"

    def smallest(self, name: str, asked: str) -> Response | None:
        """Return the file in its smallest form, if it is one of ours and ``asked`` is its hash."""
        path = safe_join(str(self._folder), name)
        kind = COMPRESSED.get(Path(name).suffix)
        if kind is None or path is None or not Path(path).is_file() or asked != self.hash_of(name):
            return None
        if asked not in self._compressed:
            self._compressed[asked] = brotli.compress(Path(path).read_bytes(), quality=11)
        response = Response(self._compressed[asked], content_type=kind)
        response.content_encoding = "br"
        response.vary.add("Accept-Encoding")
        return response


def init_assets(app: Flask) -> None:
    """Give templates ``asset(name)``; a file asked for by its hash may be kept for a year."""
    settings = app.config["SETTINGS"]
    assets = Assets(Path(str(app.static_folder)), changing=settings.development)
    app.jinja_env.globals["asset"] = assets.address

    @app.before_request
    def answer_small() -> Response | None:
        if request.endpoint != "static" or not request.accept_encodings.quality("br"):
            return None
        name = str((request.view_args or {}).get("filename"))
        return assets.smallest(name, request.args.get("v", ""))

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static":
            name = str((request.view_args or {}).get("filename"))
            asked = request.args.get("v")
            if response.status_code >= FIRST_FAULT:
                response.headers["Cache-Control"] = "no-store"
            elif asked is not None and asked == assets.hash_of(name):
                response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
            else:
                response.headers["Cache-Control"] = "public, max-age=300"
        return response
