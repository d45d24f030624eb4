"""Classes and those on their lists, for volunteers."""

from flask import Blueprint

bp = Blueprint("volunteer", __name__, url_prefix="/tinh-nguyen")

from learnapp.web.volunteer import codes, groups  # noqa: E402, F401 - registers the views
