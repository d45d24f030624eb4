"""JSON for the site's own scripts."""

from flask import Blueprint

bp = Blueprint("api", __name__, url_prefix="/api/v1")

from learnapp.web.api import me  # noqa: E402, F401 - registers the views
