"""Lessons and one's own progress, for citizens and guests."""

from flask import Blueprint

bp = Blueprint("citizen", __name__)
