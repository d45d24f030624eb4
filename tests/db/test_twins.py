"""A rule said in Python and in SQL says the same, for every permission, role and place."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.days import AGE_BANDS
from learnapp.core.figures import Standing, standing
from learnapp.core.places import COUNTRY, Place
from learnapp.core.policy import Actor, Grant, Permission, Role, Subject, allows
from learnapp.core.records import PersonKind
from learnapp.db.learning import WardDay
from learnapp.db.people import Person, Residence
from learnapp.db.places import Ward
from learnapp.db.study_groups import StudyGroup
from learnapp.queries.figures import ADULTS
from learnapp.queries.scope import groups_within, people_within, wards_within
from tests import officials
from tests.officials import MONG_DUONG, PLACES, QUANG_HANH, TODAY

ELSEWHERE = PLACES.wards_of("01")[0]
WARDS = (MONG_DUONG, QUANG_HANH, ELSEWHERE)
PLACES_GRANTED = {
    "this ward": MONG_DUONG.place,
    "next ward": QUANG_HANH.place,
    "this province": Place("22"),
    "that province": Place("01"),
    "country": COUNTRY,
}


@pytest.fixture
def actors(session: Session) -> dict[str, Actor]:
    """One actor for each role in each place, one with two grants, one with none."""
    found = {
        f"{role} of {name}": officials.official(role, place)
        for role in Role
        for name, place in PLACES_GRANTED.items()
    }
    found["nobody"] = Actor(uuid4())
    found["two wards"] = Actor(
        uuid4(),
        frozenset(Grant(Role.WARD_OFFICIAL, ward.place) for ward in (MONG_DUONG, ELSEWHERE)),
    )
    for name, actor in found.items():
        officials.stored(session, actor, name)
    session.commit()
    return found


def test_wards(session: Session, actors: dict[str, Actor]) -> None:
    ids = [ward.id for ward in WARDS]
    for name, actor in actors.items():
        for permission in Permission:
            found = session.scalars(
                select(Ward.id).where(Ward.id.in_(ids), wards_within(actor, permission))
            )

            expected = {w.id for w in WARDS if allows(actor, permission, Subject(w.place))}
            assert set(found) == expected, (name, permission)


def test_groups(session: Session, actors: dict[str, Actor]) -> None:
    places = {}
    for actor in actors.values():
        for ward in WARDS:
            group_id = officials.study_group(session, actor, "khoa", ward=ward)
            places[group_id] = Subject(ward.place, actor.person_id)
    session.commit()
    for name, actor in actors.items():
        for permission in Permission:
            found = session.scalars(select(StudyGroup.id).where(groups_within(actor, permission)))

            expected = {id_ for id_, about in places.items() if allows(actor, permission, about)}
            assert set(found) == expected, (name, permission)


def test_people_where_they_live_today(session: Session, actors: dict[str, Actor]) -> None:
    homes: dict[str, Place] = {"nobody": COUNTRY}
    moves = {
        "volunteer of this ward": [(-400, QUANG_HANH), (-3, MONG_DUONG), (3, ELSEWHERE)],
        "volunteer of country": [(5, ELSEWHERE)],
        "two wards": [(0, QUANG_HANH)],
    }
    for name, steps in moves.items():
        for days, ward in steps:
            session.add(
                Residence(
                    person_id=actors[name].person_id,
                    from_day=TODAY + timedelta(days=days),
                    ward_id=ward.id,
                )
            )
            if days <= 0 or name not in homes:
                homes[name] = ward.place
    session.commit()
    for name, actor in actors.items():
        for permission in Permission:
            found = session.scalars(
                select(Person.id).where(people_within(actor, permission, TODAY))
            )

            expected = {
                other.person_id
                for who, other in actors.items()
                if allows(actor, permission, Subject(homes.get(who, COUNTRY), other.person_id))
            }
            assert set(found) == expected, (name, permission)


def test_adults(session: Session) -> None:
    bands = ["", *(name for _, name in AGE_BANDS)]
    for n, kind in enumerate(PersonKind):
        for band in bands:
            day = date(2026, 1, 1) + timedelta(days=n)
            officials.count(session, "khoa", reached=1, kind=kind, age_band=band, day=day)
    session.commit()

    found = session.execute(select(WardDay.kind, WardDay.age_band).where(ADULTS)).all()

    assert {tuple(row) for row in found} == {
        (kind, band)
        for kind in PersonKind
        for band in bands
        if standing(kind, band) is Standing.ADULT
    }
