"""Who may do what, written down a second time: the table is a promise, not an accident."""

from uuid import uuid4

import pytest

from learnapp.core.errors import Forbidden, NotFound
from learnapp.core.places import COUNTRY, Place
from learnapp.core.policy import (
    POLICY,
    Actor,
    Grant,
    Permission,
    Role,
    Subject,
    allows,
    check,
    may_ever,
    places_of,
)

WARD, NEXT_WARD = Place("22", 1), Place("22", 2)
PROVINCE, NEXT_PROVINCE = Place("22"), Place("01")
REACH = {
    Role.VOLUNTEER: (WARD, NEXT_WARD),
    Role.WARD_OFFICIAL: (WARD, NEXT_WARD),
    Role.PROVINCE_OFFICIAL: (PROVINCE, NEXT_PROVINCE),
}
"""The place of a role that holds the ward, and one that does not."""

ABOUT_THE_WARD = {
    Permission.PERSON_READ: set(),
    Permission.RECORD_SUBMIT: set(),
    Permission.GROUP_LEAD: set(),
    Permission.GROUP_READ: set(),
    Permission.CODE_ISSUE: {Role.VOLUNTEER},
    Permission.WARD_FIGURES_READ: {
        Role.WARD_OFFICIAL,
        Role.PROVINCE_OFFICIAL,
        Role.ADMINISTRATOR,
    },
    Permission.PROVINCE_FIGURES_READ: {Role.PROVINCE_OFFICIAL, Role.ADMINISTRATOR},
    Permission.SMALL_FIGURES_READ: {Role.WARD_OFFICIAL, Role.ADMINISTRATOR},
    Permission.WARD_KEEP: {Role.WARD_OFFICIAL, Role.ADMINISTRATOR},
    Permission.GRANT_KEEP: {Role.ADMINISTRATOR},
}
"""Which roles may do it to a ward of theirs, and to somebody else who lives there."""


def granted(role: Role, place: Place) -> Actor:
    return Actor(uuid4(), frozenset({Grant(role, place)}))


def test_every_permission_is_in_both_tables() -> None:
    assert set(POLICY) == set(Permission) == set(ABOUT_THE_WARD)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_do_in_its_ward(permission: Permission, role: Role) -> None:
    own = COUNTRY if role is Role.ADMINISTRATOR else REACH[role][0]

    may = allows(granted(role, own), permission, Subject(WARD, uuid4()))

    assert may is (role in ABOUT_THE_WARD[permission])


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", REACH)
def test_no_role_reaches_beyond_its_place(permission: Permission, role: Role) -> None:
    neighbour = granted(role, REACH[role][1])

    assert not allows(neighbour, permission, Subject(WARD, uuid4()))
    assert not allows(neighbour, permission, Subject(WARD))


@pytest.mark.parametrize("permission", Permission)
def test_somebody_without_a_grant_may_do_things_to_themselves_alone(
    permission: Permission,
) -> None:
    herself = Actor(uuid4())
    own = {Permission.PERSON_READ, Permission.RECORD_SUBMIT}

    assert allows(herself, permission, Subject(WARD, herself.person_id)) is (permission in own)
    assert not allows(herself, permission, Subject(WARD, uuid4()))
    assert not allows(herself, permission, Subject(WARD))


@pytest.mark.parametrize("permission", [Permission.GROUP_LEAD, Permission.GROUP_READ])
def test_a_volunteer_leads_her_own_classes_in_her_own_ward(permission: Permission) -> None:
    volunteer = granted(Role.VOLUNTEER, WARD)

    assert allows(volunteer, permission, Subject(WARD, volunteer.person_id))
    assert not allows(volunteer, permission, Subject(WARD, uuid4()))
    assert not allows(volunteer, permission, Subject(NEXT_WARD, volunteer.person_id))


def test_a_wards_official_reads_no_province() -> None:
    official = granted(Role.WARD_OFFICIAL, WARD)

    assert not allows(official, Permission.WARD_FIGURES_READ, Subject(PROVINCE))
    assert not allows(official, Permission.PROVINCE_FIGURES_READ, Subject(PROVINCE))


def test_who_never_may_is_told_so_and_who_may_elsewhere_finds_nothing() -> None:
    with pytest.raises(Forbidden):
        check(granted(Role.VOLUNTEER, WARD), Permission.WARD_KEEP, Subject(WARD))
    with pytest.raises(NotFound):
        check(granted(Role.WARD_OFFICIAL, NEXT_WARD), Permission.WARD_KEEP, Subject(WARD))
    check(granted(Role.WARD_OFFICIAL, WARD), Permission.WARD_KEEP, Subject(WARD))


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_who_may_do_it_to_anything_may_ever_do_it(permission: Permission, role: Role) -> None:
    actor = granted(role, COUNTRY)

    for subject in (Subject(WARD), Subject(WARD, actor.person_id)):
        assert may_ever(actor, permission) or not allows(actor, permission, subject)


def test_the_places_of_a_permission_are_those_of_its_roles() -> None:
    both = Actor(
        uuid4(),
        frozenset({Grant(Role.WARD_OFFICIAL, WARD), Grant(Role.VOLUNTEER, NEXT_WARD)}),
    )

    assert places_of(both, Permission.WARD_FIGURES_READ) == {WARD}
    assert places_of(both, Permission.CODE_ISSUE) == {NEXT_WARD}
    assert places_of(both, Permission.GROUP_LEAD) == frozenset()
