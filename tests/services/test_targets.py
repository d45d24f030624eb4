"""A ward sets its target and keeps its neighbourhoods."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnapp.core.errors import (
    DueDayPassed,
    Forbidden,
    LearnappError,
    NeighbourhoodNameTooLong,
    NeighbourhoodTaken,
    NotFound,
    SourceDayToCome,
    TargetOverPopulation,
    UnknownCourse,
)
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue
from learnapp.core.places import Place
from learnapp.core.policy import Actor, Role
from learnapp.core.targets import NewTarget
from learnapp.db.audit import AuditEntry
from learnapp.db.places import Neighbourhood, Target
from learnapp.queries.neighbourhoods import kept_in, open_in
from learnapp.services import neighbourhoods
from learnapp.services.neighbourhoods import Added
from learnapp.services.targets import set_target
from tests import officials
from tests.officials import MONG_DUONG, NOW, QUANG_HANH, TODAY


@pytest.fixture
def catalogue(app: Flask) -> Catalogue:
    found: Catalogue = app.extensions["catalogue"]
    return found


@pytest.fixture
def actor(session: Session) -> Actor:
    return officials.stored(session, officials.official())


@pytest.fixture
def new(catalogue: Catalogue) -> NewTarget:
    return NewTarget(
        course=catalogue.courses()[0].slug,
        population=12_000,
        people=3000,
        due_day=date(2026, 12, 31),
        source="Kế hoạch số 15/KH-UBND",
        source_day=date(2026, 8, 15),
    )


def audited(session: Session) -> list[str]:
    return sorted(session.scalars(select(AuditEntry.action)))


class TestSetTarget:
    def test_it_is_kept_and_noted(
        self, session: Session, catalogue: Catalogue, actor: Actor, new: NewTarget
    ) -> None:
        target = set_target(session, catalogue, actor, MONG_DUONG, new, id=uuid7(NOW), now=NOW)

        assert (target.ward_id, target.people, target.set_by_id) == (
            MONG_DUONG.id,
            3000,
            actor.person_id,
        )
        assert audited(session) == ["target.set"]

    def test_sent_twice_it_is_one(
        self, session: Session, catalogue: Catalogue, actor: Actor, new: NewTarget
    ) -> None:
        id_ = uuid7(NOW)
        for people in (3000, 4000):
            sent = replace(new, people=people)
            set_target(session, catalogue, actor, MONG_DUONG, sent, id=id_, now=NOW)

        assert session.scalars(select(Target.people)).all() == [3000]
        assert audited(session) == ["target.set"]

    def test_the_id_of_another_ward_s_target_tells_nothing(
        self, session: Session, catalogue: Catalogue, actor: Actor, new: NewTarget
    ) -> None:
        id_ = uuid7(NOW)
        set_target(session, catalogue, actor, MONG_DUONG, new, id=id_, now=NOW)
        next_door = officials.official(place=QUANG_HANH.place)

        with pytest.raises(NotFound):
            set_target(session, catalogue, next_door, QUANG_HANH, new, id=id_, now=NOW)

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"people": 12_001}, TargetOverPopulation),
            ({"due_day": TODAY}, DueDayPassed),
            ({"source_day": TODAY + timedelta(days=1)}, SourceDayToCome),
            ({"course": "khong-co"}, UnknownCourse),
        ],
    )
    def test_what_cannot_be_right(
        self,
        session: Session,
        catalogue: Catalogue,
        actor: Actor,
        new: NewTarget,
        changes: dict[str, object],
        refusal: type[LearnappError],
    ) -> None:
        with pytest.raises(refusal):
            set_target(
                session,
                catalogue,
                actor,
                MONG_DUONG,
                replace(new, **changes),  # type: ignore[arg-type]
                id=uuid7(NOW),
                now=NOW,
            )
        assert session.scalar(select(func.count(Target.id))) == 0

    @pytest.mark.parametrize(
        ("who", "refusal"),
        [
            (officials.official(place=QUANG_HANH.place), NotFound),
            (officials.official(Role.PROVINCE_OFFICIAL, Place("22")), Forbidden),
            (officials.official(Role.VOLUNTEER), Forbidden),
        ],
    )
    def test_only_the_ward_itself(
        self,
        session: Session,
        catalogue: Catalogue,
        new: NewTarget,
        who: Actor,
        refusal: type[LearnappError],
    ) -> None:
        with pytest.raises(refusal):
            set_target(session, catalogue, who, MONG_DUONG, new, id=uuid7(NOW), now=NOW)


class TestNeighbourhoods:
    def add(self, session: Session, actor: Actor, *names: str) -> Added:
        return neighbourhoods.add(session, actor, MONG_DUONG, names, now=NOW)

    def ids(self, session: Session) -> dict[str, int]:
        return {one.name: one.id for one in kept_in(session, MONG_DUONG.id)}

    def test_a_pasted_list_is_sorted_as_people_count(self, session: Session, actor: Actor) -> None:
        added = self.add(session, actor, "Khu 10", "", "  Khu  2 ", "khu 2", "Khu 1")

        assert added == Added(new=3)
        assert [one.name for one in kept_in(session, MONG_DUONG.id)] == [
            "Khu 1",
            "khu 2",
            "Khu 10",
        ]
        assert audited(session) == ["neighbourhood.opened"] * 3

    def test_added_again_it_is_the_same(self, session: Session, actor: Actor) -> None:
        self.add(session, actor, "Khu Đồi")

        assert self.add(session, actor, "khu doi", "Khu 2") == Added(new=1, known=1)

    def test_a_closed_one_is_not_offered_and_comes_back_by_its_name(
        self, session: Session, actor: Actor
    ) -> None:
        self.add(session, actor, "Khu 1")
        id_ = self.ids(session)["Khu 1"]

        neighbourhoods.close(session, actor, MONG_DUONG, id_, now=NOW)
        neighbourhoods.close(session, actor, MONG_DUONG, id_, now=NOW)

        assert open_in(session, [MONG_DUONG.id]) == []
        assert self.add(session, actor, "Khu 1") == Added(reopened=1)
        assert self.ids(session) == {"Khu 1": id_}
        neighbourhoods.close(session, actor, MONG_DUONG, id_, now=NOW)
        neighbourhoods.reopen(session, actor, MONG_DUONG, id_, now=NOW)
        assert [one.id for one in open_in(session, [MONG_DUONG.id])] == [id_]

    def test_renamed_it_stays_the_same_place(self, session: Session, actor: Actor) -> None:
        self.add(session, actor, "Khu 1", "Khu 2")
        ids = self.ids(session)

        neighbourhoods.rename(session, actor, MONG_DUONG, ids["Khu 1"], "KHU 1", now=NOW)
        neighbourhoods.rename(session, actor, MONG_DUONG, ids["Khu 1"], "Khu Đồi", now=NOW)

        assert self.ids(session) == {"Khu 2": ids["Khu 2"], "Khu Đồi": ids["Khu 1"]}
        with pytest.raises(NeighbourhoodTaken):
            neighbourhoods.rename(session, actor, MONG_DUONG, ids["Khu 2"], "khu doi", now=NOW)
        assert audited(session)[2:] == ["neighbourhood.renamed"] * 2

    def test_a_whole_page_in_one_line_is_refused_and_none_is_added(
        self, session: Session, actor: Actor
    ) -> None:
        with pytest.raises(NeighbourhoodNameTooLong):
            self.add(session, actor, "Khu 1", "x" * 81)

        assert session.scalar(select(func.count(Neighbourhood.id))) == 0

    def test_another_ward_s_is_not_there(self, session: Session, actor: Actor) -> None:
        other = officials.neighbourhood(session, "Khu 1", QUANG_HANH)

        for change in (neighbourhoods.close, neighbourhoods.reopen):
            with pytest.raises(NotFound):
                change(session, actor, MONG_DUONG, other, now=NOW)
        with pytest.raises(NotFound):
            neighbourhoods.rename(session, actor, MONG_DUONG, other, "Khu 2", now=NOW)
        with pytest.raises(NotFound):
            neighbourhoods.add(session, actor, QUANG_HANH, ["Khu 3"], now=NOW)
