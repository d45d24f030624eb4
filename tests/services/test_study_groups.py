"""Classes: opened by volunteers of the ward, joined by code, counted from the day of joining."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnapp.core.errors import (
    Forbidden,
    GroupBusy,
    GroupClosed,
    LeaderCannotJoin,
    NotFound,
    UnknownCourse,
)
from learnapp.core.ids import uuid7
from learnapp.core.places import Place
from learnapp.core.policy import Actor, Grant, Role
from learnapp.core.study_groups import GUESTS_AT_ONCE, GUESTS_WITHIN, NewStudyGroup, picture_of
from learnapp.db.learning import CourseProgress, WardDay
from learnapp.db.study_groups import Enrolment, StudyGroup
from learnapp.queries import study_groups as queries
from learnapp.services import records
from learnapp.services import study_groups as services
from tests.accounts import make_account, make_guest, ward_id
from tests.conftest import NOW

OTHER_WARD = "06778"


@pytest.fixture
def volunteer(session: Session, app: Flask) -> Actor:
    person_id = make_account(session, app, full_name="Trần Thu Hà")
    return Actor(person_id, frozenset({Grant(Role.VOLUNTEER, Place("22", ward_id(app)))}))


def open_group(
    session: Session, app: Flask, actor: Actor, *, name: str = "Lớp tối", **changed: object
) -> StudyGroup:
    values: dict[str, object] = {
        "name": name,
        "meets_at": "Nhà văn hoá khu 3",
        "schedule": "19 giờ 30, tối thứ Ba",
        "starts_on": date(2026, 11, 24),
        "course": "khoa-thu",
        "ward_id": ward_id(app),
        "neighbourhood_id": None,
    }
    number = int(session.scalar(select(func.count(StudyGroup.id))) or 0)
    return services.open_group(
        session,
        app.extensions["catalogue"],
        app.extensions["gazetteer"],
        actor,
        NewStudyGroup(**(values | changed)),
        id=uuid7(NOW),
        chance=bytes([number + 1]) * 16,
        now=NOW,
    )


class TestOpening:
    def test_a_volunteer_opens_a_class_in_the_own_ward(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group = open_group(session, app, volunteer)

        assert len(group.code) == 6
        assert [line.name for line in queries.led(session, volunteer)] == ["Lớp tối"]

    def test_a_class_in_a_ward_that_one_has_left_is_no_longer_listed(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        open_group(session, app, volunteer)
        elsewhere = Grant(Role.VOLUNTEER, Place("22", ward_id(app, OTHER_WARD)))

        assert queries.led(session, Actor(volunteer.person_id, frozenset({elsewhere}))) == []

    def test_the_next_ward_is_out_of_reach(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        with pytest.raises(NotFound):
            open_group(session, app, volunteer, ward_id=ward_id(app, OTHER_WARD))

    def test_a_citizen_opens_none(self, session: Session, app: Flask) -> None:
        with pytest.raises(Forbidden):
            open_group(session, app, Actor(make_account(session, app)))

    def test_there_must_be_such_a_course(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        with pytest.raises(UnknownCourse):
            open_group(session, app, volunteer, course="khong-co")

    def test_a_form_sent_twice_opens_one(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        first = open_group(session, app, volunteer)

        again = services.open_group(
            session,
            app.extensions["catalogue"],
            app.extensions["gazetteer"],
            volunteer,
            NewStudyGroup("Khác", "", "", NOW.date(), "khoa-thu", ward_id(app), None),
            id=first.id,
            chance=bytes(16),
            now=NOW,
        )

        assert again is first
        assert session.scalar(select(func.count(StudyGroup.id))) == 1


class TestJoining:
    def test_people_get_numbers_in_the_order_in_which_they_join(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group = open_group(session, app, volunteer)
        guests = [make_guest(session, app, answers=False) for _ in range(3)]

        numbers = [services.join(session, one, group.code, now=NOW).number for one in guests]

        assert numbers == [1, 2, 3]

    def test_joining_again_changes_nothing(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group, guest = open_group(session, app, volunteer), make_guest(session, app)

        services.join(session, guest, group.code, now=NOW)
        services.join(session, guest, group.code, now=NOW + timedelta(days=3))

        assert session.scalar(select(func.count()).select_from(Enrolment)) == 1

    def test_whoever_joins_is_enrolled_and_reached(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group, guest = open_group(session, app, volunteer), make_guest(session, app, answers=False)

        services.join(session, guest, group.code, now=NOW)

        step = session.scalar(select(CourseProgress.step).where(CourseProgress.person_id == guest))
        counted = set(
            session.scalars(select(WardDay.figure).where(WardDay.study_group_id == group.id))
        )
        assert step == "step.enrolled"
        assert counted == {"step.reached", "step.enrolled"}

    def test_nobody_joins_a_closed_class(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group, guest = open_group(session, app, volunteer), make_guest(session, app)
        services.close_group(session, app.extensions["gazetteer"], volunteer, group.id, now=NOW)

        with pytest.raises(GroupClosed):
            services.join(session, guest, group.code, now=NOW)

    def test_the_leader_is_no_learner_of_the_own_class(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group = open_group(session, app, volunteer)

        with pytest.raises(LeaderCannotJoin):
            services.join(session, volunteer.person_id, group.code, now=NOW)

    def test_a_flood_of_guests_is_stopped_for_an_hour_and_accounts_are_not(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group = open_group(session, app, volunteer)
        for _ in range(GUESTS_AT_ONCE):
            services.join(session, records.begin_guest(session, now=NOW).id, group.code, now=NOW)
        late = make_guest(session, app, answers=False)

        with pytest.raises(GroupBusy):
            services.join(session, late, group.code, now=NOW)
        account = make_account(session, app, phone="0911111111")
        assert services.join(session, account, group.code, now=NOW).number == GUESTS_AT_ONCE + 1
        in_time = NOW + GUESTS_WITHIN
        assert services.join(session, late, group.code, now=in_time).number == GUESTS_AT_ONCE + 2

    def test_an_unknown_code_is_not_found(self, session: Session, app: Flask) -> None:
        with pytest.raises(NotFound):
            services.join(session, make_guest(session, app), "CDFGHJ", now=NOW)

    def test_who_left_today_may_come_back_under_the_same_number(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group, guest = open_group(session, app, volunteer), make_guest(session, app)
        services.join(session, guest, group.code, now=NOW)
        services.leave(session, guest, group.id, now=NOW)

        assert services.join(session, guest, group.code, now=NOW).number == 1


class TestRoster:
    def roster(
        self, session: Session, app: Flask, actor: Actor, group_id: UUID
    ) -> tuple[queries.RosterLine, ...]:
        return queries.group_page(session, app.extensions["gazetteer"], actor, group_id).roster

    def test_named_people_come_by_given_name_then_guests_by_number(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group = open_group(session, app, volunteer)
        guest = make_guest(session, app)
        binh = make_account(session, app, phone="0911111111", full_name="Nguyễn Thị Bình")
        an = make_account(session, app, phone="0922222222", full_name="Vũ Văn Ân")
        for person in (guest, binh, an):
            services.join(session, person, group.code, now=NOW)

        lines = self.roster(session, app, volunteer, group.id)

        assert [line.full_name for line in lines] == ["Vũ Văn Ân", "Nguyễn Thị Bình", None]
        assert (lines[2].picture, lines[2].number) == (picture_of(1), 1)
        assert (lines[1].family, lines[1].given) == ("Nguyễn Thị", "Bình")

    def test_it_shows_each_ones_last_lesson(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group, guest = open_group(session, app, volunteer), make_guest(session, app)
        services.join(session, guest, group.code, now=NOW)

        line = self.roster(session, app, volunteer, group.id)[0]

        assert line.lesson is not None

    def test_a_guest_without_an_answer_is_on_the_list_too(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group = open_group(session, app, volunteer)
        guest = records.begin_guest(session, now=NOW)
        services.join(session, guest.id, group.code, now=NOW)

        line = self.roster(session, app, volunteer, group.id)[0]

        assert (line.lesson, line.done, line.full_name) == (None, 0, None)

    def test_another_volunteer_does_not_see_it(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group = open_group(session, app, volunteer)
        other = make_account(session, app, phone="0933333333")
        colleague = Actor(other, volunteer.grants)

        with pytest.raises(NotFound):
            self.roster(session, app, colleague, group.id)

    def test_its_state_changes_when_somebody_joins(
        self, session: Session, app: Flask, volunteer: Actor
    ) -> None:
        group = open_group(session, app, volunteer)
        gazetteer = app.extensions["gazetteer"]
        before = queries.group_page(session, gazetteer, volunteer, group.id).state

        services.join(session, make_guest(session, app), group.code, now=NOW)

        assert queries.group_page(session, gazetteer, volunteer, group.id).state != before
