"""The tables, in plain SQLAlchemy. Importing the package names them all to the metadata."""

from learnapp.db import audit, learning, people, places, study_groups

__all__ = ["audit", "learning", "people", "places", "study_groups"]
