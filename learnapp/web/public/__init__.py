"""Pages for everyone: help, privacy, health."""

from flask import Blueprint

bp = Blueprint("public", __name__)

from learnapp.web.public import badges, checking, health, help_pages, ui, wards  # noqa: E402, F401 - registers the views
