"""Where an unsafe request came from. Runs before any cookie is read.

A foreign page's post arrives without our Lax cookie; were it taken for a new guest, the answer's
``Set-Cookie`` would sign the real person out.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from flask import Flask, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue

from learnapp.core.errors import Forbidden
from learnapp.extensions import SAFE_METHODS
from learnapp.web.forms import Form, has_valid_token, token_field

P = ParamSpec("P")
R = TypeVar("R")
OWN_SITES = frozenset({"same-origin", "none"})


def refuse_foreign_posts(app: Flask) -> None:
    """Refuse unsafe requests that another site made; ask once more where nothing tells."""

    @app.before_request
    def refuse_foreign() -> ResponseReturnValue | None:
        if request.method in SAFE_METHODS:
            return None
        site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
        if site is not None:
            if site not in OWN_SITES:
                raise Forbidden("foreign site")
            return None
        if origin is not None:
            if not _is_own(origin):
                raise Forbidden("foreign origin")
            return None
        if _is_harmless() or has_valid_token():
            return None
        return _ask_once_more()


def harmless_when_foreign(view: Callable[P, R]) -> Callable[P, R]:
    """Let the view answer what comes from nowhere known, instead of asking once more.

    Asking repeats what was sent, and some of it is to be forgotten at once. Such a view looks at
    ``origin_is_known`` and leaves cookies and database alone where it is not.
    """
    cast("dict[str, object]", view.__dict__)["harmless_when_foreign"] = True
    return view


def origin_is_known() -> bool:
    """Tell whether the request was made here: the browser says so, or it carries our token.

    Only for requests that ``refuse_foreign_posts`` let through: what names another site is refused.
    """
    if {"Sec-Fetch-Site", "Origin"} & set(request.headers.keys()):
        return True
    return has_valid_token()


def _is_harmless() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return hasattr(view, "harmless_when_foreign")


def _is_own(origin: str) -> bool:
    """Tell whether the origin is this site: as this request names it, or as the settings do."""
    settings = current_app.config["SETTINGS"]
    return origin in {f"{request.scheme}://{request.host}", settings.site_address}


def _ask_once_more() -> Response:
    """Show everything that was sent again, in a form with a token and one button."""
    sent = [
        (name, value)
        for name, values in request.form.lists()
        if name != token_field()
        for value in values
    ]
    # Not the whole address: behind a proxy it may name another scheme than the browser used.
    action = request.script_root + request.full_path.rstrip("?")
    page = render_template("confirm.html", sent=sent, form=Form(), action=action)
    response = make_response(page, 400)
    response.headers["Cache-Control"] = "no-store"
    return response
