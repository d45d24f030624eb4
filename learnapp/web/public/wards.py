"""The ward picker's search, for scripts; without them the form's own button does the same."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from learnapp.web.access import public
from learnapp.web.context import gazetteer
from learnapp.web.fields import MOST_FOUND, ward_card
from learnapp.web.public import bp

LONGEST = 80


@bp.get("/phuong")
@public
def wards() -> ResponseReturnValue:
    """Answer ``?q=mong duong`` with a few wards: id, name, province."""
    places = gazetteer()
    found = places.search(request.args.get("q", "")[:LONGEST], MOST_FOUND)
    response = jsonify([ward_card(places, ward) for ward in found])
    # The same for everyone: phones and proxies may keep it.
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
