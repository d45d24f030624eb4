"""Where to go after signing in: only to a page of this very site."""

from urllib.parse import urlsplit

from flask import request, url_for

from learnapp.web.access import current_somebody

LONGEST = 500


def local_path(text: str | None) -> str | None:
    r"""Return the text where it is the address of a page of ours, else ``None``.

    Browsers read a backslash as a slash and skip control characters: ``/\host`` leads away.
    """
    if not text or len(text) > LONGEST or not text.startswith("/"):
        return None
    if text.startswith("//") or "\\" in text or any(not sign.isprintable() for sign in text):
        return None
    parts = urlsplit(text)
    return None if parts.scheme or parts.netloc else text


def first_page() -> str:
    """Return where somebody begins who asked for no page: figures, classes, or "my page"."""
    actor = current_somebody().actor
    if actor.reads_figures:
        return url_for("official.places")
    return url_for("volunteer.groups") if actor.leads else home_of_mine()


def home_of_mine() -> str:
    """Return the address of "my page"."""
    return f"{request.script_root}/toi/"
