"""How a view answers."""

from typing import Any

from flask import make_response, render_template, request
from flask.wrappers import Response

from learnapp.web.forms import Form

REFUSED = 422


def form_page(template: str, *, form: Form, **values: Any) -> Response:
    """Show a form; after a refused submission with status 422, all that was typed still in it."""
    return private_page(
        template, status=REFUSED if request.method == "POST" else 200, form=form, **values
    )


def private_page(template: str, *, status: int = 200, **values: Any) -> Response:
    """Show a page about somebody: nobody may keep it."""
    response = make_response(render_template(template, **values), status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
