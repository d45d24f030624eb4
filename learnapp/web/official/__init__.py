"""Figures, targets, grants."""

from flask import Blueprint

bp = Blueprint("official", __name__, url_prefix="/can-bo")

from learnapp.web.official import (  # noqa: E402 - registers the views
    keeping,
    places,
    province,
    ward,
)

__all__ = ["bp", "keeping", "places", "province", "ward"]
