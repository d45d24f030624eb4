"""Lessons and one's own progress, for citizens and guests."""

from flask import Blueprint

bp = Blueprint("citizen", __name__)

from learnapp.web.citizen import joining, lessons, mine, quiz  # noqa: E402, F401 - registers the views
