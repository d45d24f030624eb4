"""What places and courses are called for the reader, and finding them by what an address says."""

from typing import Any

from flask import request

from learnapp.clock import utc_now
from learnapp.core.days import vietnam_day
from learnapp.core.errors import NotFound
from learnapp.core.lessons import Course
from learnapp.core.places import COUNTRY, Place, Province, Ward
from learnapp.core.policy import Permission, Subject, allows, may_ever, places_of
from learnapp.web.access import current_actor
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


def around(place: Ward | Province | None = None) -> dict[str, Any]:
    """Return where the header's links of an official lead, besides the place itself."""
    actor = current_actor()
    own = places_of(actor, Permission.WARD_FIGURES_READ)
    upward = None
    if isinstance(place, Ward) and allows(
        actor, Permission.PROVINCE_FIGURES_READ, Subject(Place(place.province))
    ):
        upward = gazetteer().province(place.province)
    return {
        "upward": upward,
        "several": len(own) > 1 or COUNTRY in own,
        "gives_grants": may_ever(actor, Permission.GRANT_KEEP),
    }


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
