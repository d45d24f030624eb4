"""Addresses of static files carry the hash of their content, so that a phone may keep them."""

import hashlib
from pathlib import Path

from flask import Flask, Response, request

YEAR = 365 * 24 * 3600
FIRST_FAULT = 400


def init_assets(app: Flask) -> None:
    """Give templates ``asset(name)``; a file asked for by its hash may be kept for a year."""
    folder = Path(str(app.static_folder))
    settings = app.config["SETTINGS"]
    hashes: dict[str, str] = {}

    def hash_of(name: str) -> str:
        if name not in hashes or settings.development:
            hashes[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:12]
        return hashes[name]

    def asset(name: str) -> str:
        """Return the address of a static file, the same in every language."""
        return f"/static/{name}?v={hash_of(name)}"

    app.jinja_env.globals["asset"] = asset

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static":
            name = str((request.view_args or {}).get("filename"))
            asked = request.args.get("v")
            if response.status_code >= FIRST_FAULT:
                response.headers["Cache-Control"] = "no-store"
            elif asked is not None and asked == hash_of(name):
                response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
            else:
                response.headers["Cache-Control"] = "public, max-age=300"
        return response
