"""Pages that are the same bytes for everyone: rendered and compressed once, kept in memory.

Such a view touches no session, cookie, user or database. Its answer may be kept by phones,
proxies and a CDN.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

import brotli
from flask import Flask, Response, current_app, request
from werkzeug.datastructures import Headers

from learnapp.web.access import SHARED, marked
from learnapp.web.i18n import current_language

P = ParamSpec("P")
CACHE = "public, max-age=300, stale-while-revalidate=86400"


@dataclass(frozen=True, slots=True)
class Encoded:
    """One encoding of a page, with everything that its answer says."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A page in all the encodings that a browser may ask for."""

    br: Encoded
    gzip: Encoded
    plain: Encoded

    def best(self, accepted: str) -> Encoded:
        """Return the smallest encoding among those accepted (``Accept-Encoding``)."""
        if "br" in accepted:
            return self.br
        return self.gzip if "gzip" in accepted else self.plain


def encode(text: str) -> SharedPage:
    """Compress a page as hard as it goes; that is done once."""
    body = text.encode()
    digest = hashlib.sha256(body).hexdigest()[:24]

    def encoded(content: bytes, name: str) -> Encoded:
        etag = f'"{digest}-{name or "plain"}"'
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Cache-Control", CACHE),
            ("Vary", "Accept-Encoding"),
            ("ETag", etag),
            ("Content-Length", str(len(content))),
        ]
        if name:
            headers.append(("Content-Encoding", name))
        return Encoded(content, tuple(headers), etag)

    return SharedPage(
        br=encoded(brotli.compress(body, mode=brotli.MODE_TEXT, quality=11), "br"),
        gzip=encoded(gzip.compress(body, 9, mtime=0), "gzip"),
        plain=encoded(body, ""),
    )


class SharedPages:
    """The pages made so far, by view, language and arguments of the address."""

    def __init__(self) -> None:
        self.kept: dict[tuple[object, ...], SharedPage] = {}

    def forget(self) -> None:
        """Make every page anew: the lessons changed (only while an author works on them)."""
        self.kept.clear()


def shared(view: Callable[P, str]) -> Callable[P, Response]:
    """Open the view to everyone, and answer everyone with the same bytes.

    The view returns HTML and depends on nothing but its arguments and the language. What it
    raises (``NotFound``) is not kept.
    """

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        pages: SharedPages = current_app.extensions["shared_pages"]
        key = (view.__module__, view.__qualname__, current_language(), args, *kwargs.items())
        page = pages.kept.get(key)
        if page is None:
            page = pages.kept[key] = encode(view(*args, **kwargs))
        chosen = page.best(request.environ.get("HTTP_ACCEPT_ENCODING", ""))
        if chosen.etag in request.environ.get("HTTP_IF_NONE_MATCH", ""):
            kept = [(n, v) for n, v in chosen.headers if not n.startswith("Content-")]
            return Response(status=304, headers=Headers(kept))
        return Response(chosen.body, headers=Headers(list(chosen.headers)))

    return marked(answer, SHARED)


def init_shared_pages(app: Flask) -> None:
    """Give the application its store of shared pages."""
    app.extensions["shared_pages"] = SharedPages()
