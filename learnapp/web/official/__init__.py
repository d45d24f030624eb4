"""Figures, targets, grants."""

from flask import Blueprint

bp = Blueprint("official", __name__, url_prefix="/can-bo")
