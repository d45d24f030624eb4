"""JSON for the site's own scripts."""

from flask import Blueprint

bp = Blueprint("api", __name__, url_prefix="/api/v1")
