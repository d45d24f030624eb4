"""What places and courses are called for the reader, and finding them by what an address says."""

from flask import request

from learnapp.clock import utc_now
from learnapp.core.days import vietnam_day
from learnapp.core.errors import NotFound
from learnapp.core.lessons import Course
from learnapp.core.places import Province, Ward
from learnapp.web.context import catalogue, gazetteer
from learnapp.web.i18n import current_language

COURSE = "khoa"


def ward_of(code: str) -> Ward:
    """Return the ward that has this code today. Raises ``NotFound``."""
    ward = gazetteer().ward_by_code(code, vietnam_day(utc_now()))
    if ward is None:
        raise NotFound(code)
    return ward


def province_of(code: str) -> Province:
    """Return the province of this code. Raises ``NotFound``."""
    province = gazetteer().province(code)
    if province is None:
        raise NotFound(code)
    return province


def courses() -> tuple[Course, ...]:
    """Return all courses; one that is not translated yet keeps its Vietnamese name."""
    found = catalogue().courses()
    return tuple(catalogue().course(one.slug, current_language()) or one for one in found)


def course_asked_for() -> Course:
    """Return the course that the address names, else the first. Raises ``NotFound``."""
    every = courses()
    slug = request.args.get(COURSE)
    found = next((one for one in every if slug in {None, one.slug}), None)
    if found is None:
        raise NotFound(slug)
    return found
