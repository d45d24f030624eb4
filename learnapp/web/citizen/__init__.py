"""Lessons and one's own progress, for citizens and guests."""

from flask import Blueprint

bp = Blueprint("citizen", __name__)

from learnapp.web.citizen import (  # noqa: E402 - it needs the blueprint above
    certificates,  # noqa: F401 - registers its views
    check_begin,  # noqa: F401 - registers its views
    check_result,  # noqa: F401 - registers its views
    checks,  # noqa: F401 - registers its views
    joining,  # noqa: F401 - registers its views
    lessons,  # noqa: F401 - registers its views
    mine,  # noqa: F401 - registers its views
    practice,  # noqa: F401 - registers its views
    practice_result,  # noqa: F401 - registers its views
    quiz,  # noqa: F401 - registers its views
    reviews,  # noqa: F401 - registers its views
)
