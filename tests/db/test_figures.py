"""What officials read adds up, stays within reach and takes few statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from learnapp.core.errors import Forbidden, NotFound
from learnapp.core.figures import Standing, Tally, Verdict
from learnapp.core.ids import uuid7
from learnapp.core.places import Place
from learnapp.core.policy import Role
from learnapp.core.records import PersonKind
from learnapp.db.learning import RefusedRecord
from learnapp.db.people import Residence
from learnapp.queries.figures import ELSEWHERE, WardFigures, ward_figures
from learnapp.queries.province_figures import ProvinceFigures, province_figures
from learnapp.services import records
from tests import learning, officials
from tests.officials import MONG_DUONG, NOW, PLACES, QUANG_HANH, TODAY

COURSE = "khoa-thu"
PROVINCE = PLACES.province("22")


@pytest.fixture
def actor(session: Session) -> officials.Actor:
    return officials.stored(session, officials.official())


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    found: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def read(session: Session, actor: officials.Actor) -> WardFigures:
    session.commit()
    return ward_figures(session, actor, MONG_DUONG, COURSE, now=NOW)


class TestAWard:
    def test_parts_add_up_to_the_whole(self, session: Session, actor: officials.Actor) -> None:
        khu_2, khu_10 = (officials.neighbourhood(session, n) for n in ("Khu 10", "Khu 2"))
        group = officials.study_group(session, actor, COURSE)
        other = officials.study_group(session, actor, COURSE, ward=QUANG_HANH)
        for hood, klass, n in ((khu_2, group, 7), (khu_10, other, 5), (0, None, 3)):
            where = {"neighbourhood_id": hood} | ({"group_id": klass} if klass else {})
            officials.count(
                session, COURSE, reached=n, enrolled=n, active=n - 1, completed=n - 2, **where
            )

        figures = read(session, actor)

        assert figures.total == Tally(15, 15, 12, 9)
        for parts in (figures.neighbourhoods, figures.groups):
            assert sum((part.tally for part in parts), Tally()) == figures.total
        assert [part.name for part in figures.neighbourhoods] == ["Khu 2", "Khu 10", ""]
        assert [part.id for part in figures.groups] == [ELSEWHERE, str(group), ""]

    def test_guests_the_young_and_the_unknown_stand_apart(
        self, session: Session, actor: officials.Actor
    ) -> None:
        officials.count(session, COURSE, reached=4)
        officials.count(session, COURSE, reached=3, kind=PersonKind.GUEST, age_band="")
        officials.count(session, COURSE, reached=2, age_band="<18")
        officials.count(session, COURSE, reached=1, age_band="")

        figures = read(session, actor)

        assert figures.total.reached == 4
        assert {pot: tally.reached for pot, tally in figures.apart.items()} == {
            Standing.GUEST: 3,
            Standing.YOUNG: 2,
            Standing.UNKNOWN_AGE: 1,
        }

    def test_other_wards_and_courses_are_not_in_it(
        self, session: Session, actor: officials.Actor
    ) -> None:
        officials.count(session, "khac", reached=9)
        officials.count(session, COURSE, reached=9, ward=QUANG_HANH)

        figures = read(session, actor)

        assert figures.total == Tally()
        assert figures.weeks == ()
        assert figures.outlook.verdict is Verdict.NO_TARGET

    def test_the_newest_target_holds(self, session: Session, actor: officials.Actor) -> None:
        officials.target(session, actor, COURSE, people=100, set_at=NOW - timedelta(days=2))
        officials.target(session, actor, COURSE, people=200, set_at=NOW - timedelta(days=1))
        officials.count(session, COURSE, completed=50)

        figures = read(session, actor)

        assert figures.aim is not None
        assert figures.rate is not None
        assert (figures.rate.part, figures.rate.whole) == (50, 200)

    def test_this_week_begins_on_monday(self, session: Session, actor: officials.Actor) -> None:
        officials.count(session, COURSE, enrolled=5, day=TODAY)
        officials.count(session, COURSE, enrolled=7, day=TODAY - timedelta(days=1))

        assert read(session, actor).new_this_week.enrolled == 5

    def test_what_waits_and_what_was_refused_is_told(
        self, session: Session, actor: officials.Actor
    ) -> None:
        session.add(Residence(person_id=actor.person_id, from_day=TODAY, ward_id=MONG_DUONG.id))
        for reason in ("UnknownVersion", "UnknownChoice", "UnknownChoice"):
            session.add(
                RefusedRecord(
                    id=uuid7(NOW),
                    handed_in_by_id=actor.person_id,
                    content={},
                    reason=reason,
                    received_at=NOW,
                )
            )

        health = read(session, actor).health

        assert (health.waiting, health.refused, health.newest) == (1, 2, None)

    def test_a_closed_neighbourhood_stays_while_somebody_counts_there(
        self, session: Session, actor: officials.Actor
    ) -> None:
        for name, n in (("Khu cũ", 3), ("Khu bỏ", 0)):
            hood = officials.neighbourhood(session, name)
            session.get(officials.Neighbourhood, hood).closed_day = TODAY  # type: ignore[union-attr]
            officials.count(session, COURSE, reached=n, neighbourhood_id=hood)

        names = [part.name for part in read(session, actor).neighbourhoods]

        assert names == ["Khu cũ", ""]

    @pytest.mark.parametrize(
        ("role", "place", "refusal"),
        [
            (Role.WARD_OFFICIAL, QUANG_HANH.place, NotFound),
            (Role.PROVINCE_OFFICIAL, Place("01"), NotFound),
            (Role.VOLUNTEER, MONG_DUONG.place, Forbidden),
        ],
    )
    def test_out_of_reach(
        self, session: Session, role: Role, place: Place, refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            read(session, officials.official(role, place))

    def test_small_numbers_are_for_the_ward_itself(self, session: Session) -> None:
        provincial = officials.official(Role.PROVINCE_OFFICIAL, Place("22"))

        assert read(session, provincial).small_hidden
        assert not read(session, officials.official()).small_hidden
        assert not read(session, officials.ADMINISTRATOR).small_hidden


class TestAProvince:
    def test_every_ward_and_their_sum(self, session: Session, actor: officials.Actor) -> None:
        officials.target(session, actor, COURSE, people=100)
        officials.count(session, COURSE, reached=9, enrolled=9, active=8, completed=6)
        officials.count(session, COURSE, reached=5, completed=4, ward=QUANG_HANH)
        officials.count(
            session, COURSE, completed=3, ward=QUANG_HANH, day=TODAY - timedelta(weeks=5)
        )
        officials.count(session, COURSE, reached=2, kind=PersonKind.GUEST, age_band="")
        session.commit()

        figures = self.read(session)

        assert len(figures.rows) == 54
        assert figures.total == Tally(14, 9, 8, 13)
        assert (figures.rate.part, figures.rate.whole) == (6, 100)
        assert len(figures.without_aim) == 53
        assert figures.recent == 10
        assert figures.guests.reached == 2
        quang_hanh = next(row for row in figures.rows if row.ward == QUANG_HANH)
        assert (quang_hanh.trend[0], quang_hanh.trend[-2], quang_hanh.trend[-1]) == (0, 3, 7)
        assert figures.trend[-1] == 13

    def test_54_wards_and_many_days_take_few_statements(
        self, session: Session, engine: Engine, actor: officials.Actor
    ) -> None:
        for ward in PLACES.wards_of("22"):
            officials.target(session, actor, COURSE, people=500, ward=ward)
            for back in range(0, 120, 7):
                day = TODAY - timedelta(days=back)
                officials.count(session, COURSE, reached=3, completed=2, ward=ward, day=day)
        session.commit()

        with statements(engine) as found:
            figures = self.read(session)

        assert figures.total.completed == 54 * 18 * 2
        assert len([one for one in found if "SELECT" in one.upper()]) <= 4

    def test_a_ward_that_is_no_more_stays_while_somebody_counts_there(
        self, session: Session
    ) -> None:
        officials.count(session, COURSE, reached=5)
        session.commit()
        places = officials.Gazetteer(
            PLACES.provinces,
            [
                replace(ward, until_day=date(2026, 11, 1))
                if ward.id in {MONG_DUONG.id, QUANG_HANH.id}
                else ward
                for ward in PLACES.all_wards
            ],
        )

        figures = self.read(session, places)

        ids = {row.ward.id for row in figures.rows}
        assert MONG_DUONG.id in ids
        assert QUANG_HANH.id not in ids
        assert figures.total.reached == 5

    def test_out_of_reach(self, session: Session) -> None:
        assert PROVINCE is not None
        for place, role, refusal in (
            (Place("01"), Role.PROVINCE_OFFICIAL, NotFound),
            (MONG_DUONG.place, Role.WARD_OFFICIAL, Forbidden),
        ):
            with pytest.raises(refusal):
                province_figures(
                    session, officials.official(role, place), PLACES, PROVINCE, COURSE, now=NOW
                )

    def read(self, session: Session, places: officials.Gazetteer = PLACES) -> ProvinceFigures:
        assert PROVINCE is not None
        provincial = officials.official(Role.PROVINCE_OFFICIAL, Place("22"))
        return province_figures(session, provincial, places, PROVINCE, COURSE, now=NOW)


class TestFromRecordsToFigures:
    def test_what_people_did_is_what_officials_read(self, session: Session) -> None:
        learning.publish(session)
        ward = PLACES.ward(learning.WARD)
        assert ward is not None
        leader = learning.make_citizen(session, ward_id=learning.OTHER_WARD)
        group = learning.make_group(session, leader)
        done, begun, young = (
            learning.make_citizen(session, birth_year=year) for year in (1955, 1970, 2015)
        )
        guest = learning.make_guest(session)
        learning.enrol(session, begun, group)
        for person, lessons in (
            (done, ("mot", "hai")),
            (begun, ("mot",)),
            (young, ("mot",)),
            (guest, ("mot",)),
        ):
            for lesson in lessons:
                records.submit(
                    session,
                    learning.CATALOGUE,
                    learning.actor(person),
                    learning.sheet_of(person, lesson),
                    now=learning.NOW,
                )
        session.commit()

        boss = officials.official(place=ward.place)
        figures = ward_figures(session, boss, ward, "khoa", now=learning.NOW)

        assert figures.total == Tally(2, 2, 2, 1)
        assert figures.apart[Standing.YOUNG].active == 1
        assert [part.tally.enrolled for part in figures.groups] == [1, 1]
        assert figures.health.newest == learning.NOW
        assert figures.weeks[-1].completed == 1
