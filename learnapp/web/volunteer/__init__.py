"""Classes and those on their lists."""

from flask import Blueprint

bp = Blueprint("volunteer", __name__, url_prefix="/tinh-nguyen")
