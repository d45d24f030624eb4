"""What the application read at its start, for views to hand to services."""

from typing import cast

from flask import current_app

from learnapp.config import Settings
from learnapp.core.lessons import Catalogue
from learnapp.core.places import Gazetteer
from learnapp.papers.badges import Signer
from learnapp.services.hashing import Hasher


def catalogue() -> Catalogue:
    """Return all lessons."""
    return cast("Catalogue", current_app.extensions["catalogue"])


def gazetteer() -> Gazetteer:
    """Return all places."""
    return cast("Gazetteer", current_app.extensions["gazetteer"])


def settings() -> Settings:
    """Return the settings of this installation."""
    return cast("Settings", current_app.config["SETTINGS"])


def signer() -> Signer | None:
    """Return what signs badges; ``None`` where this installation was given no key."""
    return cast("Signer | None", current_app.extensions["signer"])


def hasher() -> Hasher:
    """Return what hashes PINs and passwords, the same for the whole process."""
    return cast("Hasher", current_app.extensions["hasher"])
