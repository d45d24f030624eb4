"""Pages for everyone: help, privacy, health."""

from flask import Blueprint

bp = Blueprint("public", __name__)
