"""Signing in, registering, one's own data."""

from flask import Blueprint

bp = Blueprint("account", __name__)
