"""Pages that are the same bytes for everyone: rendered and compressed once, kept in memory.

Such a view touches no session, cookie, user or database. Its answer may be kept by phones,
proxies and a CDN. Once made it is answered before the rest of the application wakes.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, ParamSpec

import brotli
from flask import Flask, Response, current_app, g, request
from werkzeug.datastructures import Headers

from learnapp.web.access import SHARED, marked
from learnapp.web.i18n import current_language

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

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

    def with_headers(self, more: tuple[tuple[str, str], ...]) -> "SharedPage":
        """Return the page with what else each of its answers says."""
        return SharedPage(
            *(replace(one, headers=one.headers + more) for one in (self.br, self.gzip, self.plain))
        )


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
        # By address, with every header of the answer.
        self.ready: dict[tuple[str, str], SharedPage] = {}

    def forget(self) -> None:
        """Make every page anew: the lessons changed (only while an author works on them)."""
        self.kept.clear()
        self.ready.clear()


class SharedPagesFirst:
    """Answers the pages that are ready, and lets the application answer everything else."""

    def __init__(self, app: "WSGIApplication", pages: SharedPages) -> None:
        self.app = app
        self.pages = pages

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        address = (environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", ""))
        page = self.pages.ready.get(address)
        # What is asked behind the "?" may be another page at the same address.
        asked = environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING")
        if page is None or asked:
            return self.app(environ, start_response)
        chosen = page.best(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if chosen.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 NOT MODIFIED", _unchanged(chosen))
            return []
        start_response("200 OK", list(chosen.headers))
        return [chosen.body]


def _unchanged(page: Encoded) -> list[tuple[str, str]]:
    """Return the headers that go without the body."""
    about_the_body = {"Content-Type", "Content-Length", "Content-Encoding"}
    return [(name, value) for name, value in page.headers if name not in about_the_body]


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
        g.shared_page = page
        chosen = page.best(request.environ.get("HTTP_ACCEPT_ENCODING", ""))
        if chosen.etag in request.environ.get("HTTP_IF_NONE_MATCH", ""):
            return Response(status=304, headers=Headers(_unchanged(chosen)))
        return Response(chosen.body, headers=Headers(list(chosen.headers)))

    return marked(answer, SHARED)


def shared_unless(
    name: str, otherwise: Callable[P, Response]
) -> Callable[[Callable[P, str]], Callable[P, Response]]:
    """As ``shared``, but what asks for ``name`` behind the "?" is answered by ``otherwise``."""

    def decorate(view: Callable[P, str]) -> Callable[P, Response]:
        kept = shared(view)

        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
            chosen = otherwise if name in request.args else kept
            return chosen(*args, **kwargs)

        return marked(answer, SHARED)

    return decorate


def init_shared_pages(app: Flask) -> None:
    """Give the application its store of shared pages.

    To be called before whatever adds headers: what is called first sees an answer last.
    """
    app.extensions["shared_pages"] = SharedPages()

    @app.after_request
    def make_ready(response: Response) -> Response:
        page = g.pop("shared_page", None)
        if page is not None and response.status_code == HTTPStatus.OK:
            own = {name for name, _value in page.plain.headers} | {"Content-Encoding"}
            more = tuple((n, v) for n, v in response.headers.items() if n not in own)
            pages: SharedPages = app.extensions["shared_pages"]
            pages.ready[request.script_root, request.path] = page.with_headers(more)
        return response
