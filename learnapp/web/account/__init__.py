"""Sign in, register, own data."""

from flask import Blueprint

bp = Blueprint("account", __name__)

from learnapp.web.account import erasing, own, registering, secrets, signing_in  # noqa: E402, F401 - registers the views
