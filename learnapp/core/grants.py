"""Which role is granted where: each has one level of place."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from learnapp.core.errors import DaysOutOfOrder, PlaceDoesNotFit
from learnapp.core.places import Place
from learnapp.core.policy import Role


class Level(StrEnum):
    """How large a place is."""

    WARD = "ward"
    PROVINCE = "province"
    COUNTRY = "country"


LEVELS: Mapping[Role, Level] = {
    Role.VOLUNTEER: Level.WARD,
    Role.WARD_OFFICIAL: Level.WARD,
    Role.PROVINCE_OFFICIAL: Level.PROVINCE,
    Role.ADMINISTRATOR: Level.COUNTRY,
}


def level_of(place: Place) -> Level:
    """Return how large a place is."""
    if place.ward_id is not None:
        return Level.WARD
    return Level.COUNTRY if place.province is None else Level.PROVINCE


def check_grant(role: Role, place: Place, from_day: date, until_day: date | None) -> None:
    """Accept a grant that makes sense; ``until_day`` is the first day it no longer holds.

    Raises ``PlaceDoesNotFit``, and ``DaysOutOfOrder`` when it would end before it begins.
    """
    if level_of(place) is not LEVELS[role]:
        raise PlaceDoesNotFit(role)
    if until_day is not None and until_day <= from_day:
        raise DaysOutOfOrder


def overlap(
    first_from: date, first_until: date | None, from_day: date, until_day: date | None
) -> bool:
    """Whether two spans of days share a day; ``None`` is open-ended."""
    return (until_day is None or first_from < until_day) and (
        first_until is None or from_day < first_until
    )
