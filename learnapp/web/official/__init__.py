"""Figures, targets, grants."""

from typing import Any

from flask import Blueprint

from learnapp.web.fields import title_of

bp = Blueprint("official", __name__, url_prefix="/can-bo")


@bp.context_processor
def names() -> dict[str, Any]:
    """Let officials' pages say what a place is called."""
    return {"place_title": title_of}


from learnapp.web.official import (  # noqa: E402 - registers the views
    grants,
    keeping,
    places,
    province,
    ward,
)

__all__ = ["bp", "grants", "keeping", "places", "province", "ward"]
