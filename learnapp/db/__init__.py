"""The tables, in plain SQLAlchemy. Importing the package names them all to the metadata."""

from learnapp.db import audit, certificates, learning, people, places, study_groups

__all__ = ["audit", "certificates", "learning", "people", "places", "study_groups"]
