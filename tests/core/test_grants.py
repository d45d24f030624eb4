"""Which role is granted where, and when two grants meet."""

from datetime import date

import pytest

from learnapp.core.errors import DaysOutOfOrder, PlaceDoesNotFit
from learnapp.core.grants import check_grant, overlap
from learnapp.core.places import COUNTRY, Place
from learnapp.core.policy import Role

WARD, PROVINCE = Place("22", 1), Place("22")
FIRST, LATER, LAST = date(2026, 1, 1), date(2026, 6, 1), date(2027, 1, 1)


@pytest.mark.parametrize("place", [WARD, PROVINCE, COUNTRY], ids=["ward", "province", "country"])
@pytest.mark.parametrize("role", Role)
def test_each_role_has_one_size_of_place(role: Role, place: Place) -> None:
    fits = {
        Role.VOLUNTEER: WARD,
        Role.WARD_OFFICIAL: WARD,
        Role.PROVINCE_OFFICIAL: PROVINCE,
        Role.ADMINISTRATOR: COUNTRY,
    }
    if fits[role] == place:
        check_grant(role, place, FIRST, None)
        return
    with pytest.raises(PlaceDoesNotFit):
        check_grant(role, place, FIRST, None)


def test_a_grant_ends_after_it_begins() -> None:
    with pytest.raises(DaysOutOfOrder):
        check_grant(Role.VOLUNTEER, WARD, LATER, LATER)


@pytest.mark.parametrize(
    ("until", "from_day", "meet"),
    [(LATER, LATER, False), (LAST, LATER, True), (None, LATER, True)],
)
def test_when_two_grants_share_a_day(until: date | None, from_day: date, *, meet: bool) -> None:
    assert overlap(FIRST, until, from_day, None) is meet
