from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from learnapp.core.counting import Figure
from learnapp.core.errors import NotFound
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue
from learnapp.core.policy import Actor
from learnapp.core.progress import LessonState
from learnapp.db.learning import (
    Counted,
    CourseProgress,
    LearningRecord,
    LessonProgress,
    WardDay,
)
from learnapp.db.people import Residence
from learnapp.queries.progress import mine, my_round
from learnapp.services import progress
from learnapp.services.records import submit
from tests.learning import (
    CATALOGUE,
    NOW,
    OTHER_WARD,
    WARD,
    actor,
    derived,
    enrol,
    figures,
    make_citizen,
    make_course,
    make_group,
    make_guest,
    make_lesson,
    publish,
    sheet_of,
)


@pytest.fixture(autouse=True)
def _published(engine: Engine) -> None:
    with Session(engine) as session:
        publish(session)
        session.commit()


def learn(session: Session, person_id: UUID, lesson: str = "mot", **more: object) -> UUID:
    sheet = sheet_of(person_id, lesson, **more)
    receipt = submit(session, CATALOGUE, Actor(person_id), sheet, now=NOW)
    assert receipt.id
    return receipt.id


def wards(session: Session, figure: Figure) -> list[int]:
    rows = select(WardDay.ward_id).where(WardDay.figure == figure, WardDay.course == "khoa")
    return list(session.scalars(rows))


class TestRefold:
    def test_on_sound_tables_it_changes_nothing(self, session: Session) -> None:
        citizen = make_citizen(session)
        learn(session, citizen.id)

        assert progress.refold_person(session, citizen.id) == 0

    def test_nobody_is_nothing_to_fold(self, session: Session) -> None:
        assert progress.refold_person(session, uuid7(NOW)) == 0

    def test_a_corrected_residence_moves_what_was_counted(self, session: Session) -> None:
        citizen = make_citizen(session, ward_id=WARD)
        learn(session, citizen.id)
        session.execute(update(Residence).values(ward_id=OTHER_WARD))

        progress.refold_person(session, citizen.id)

        assert wards(session, Figure.REACHED) == [OTHER_WARD]

    def test_moving_takes_nothing_along(self, session: Session) -> None:
        citizen = make_citizen(session, ward_id=WARD)
        learn(session, citizen.id)
        session.add(
            Residence(
                person_id=citizen.id,
                from_day=NOW.date() + timedelta(days=1),
                ward_id=OTHER_WARD,
                neighbourhood_id=None,
            )
        )

        assert progress.refold_person(session, citizen.id) == 0
        assert wards(session, Figure.REACHED) == [WARD]

    def test_joining_a_class_is_reaching_and_enrolling(self, session: Session) -> None:
        citizen = make_citizen(session)
        group = make_group(session, make_citizen(session))
        enrol(session, citizen, group)

        progress.refold_person(session, citizen.id)

        assert figures(session) == {"step.reached": 1, "step.enrolled": 1}
        assert session.scalars(select(CourseProgress.step)).all() == ["step.enrolled"]

    def test_whoever_leads_a_class_is_no_learner_of_it(self, session: Session) -> None:
        leader = make_citizen(session)
        enrol(session, leader, make_group(session, leader))

        assert progress.refold_person(session, leader.id) == 0

    def test_a_class_counts_until_the_day_it_is_closed(self, session: Session) -> None:
        citizen = make_citizen(session)
        group = make_group(session, make_citizen(session))
        enrol(session, citizen, group)
        group.closed_day = NOW.date()
        learn(session, citizen.id)
        active = select(Counted.study_group_id).where(
            Counted.figure == Figure.ACTIVE, Counted.course == "khoa"
        )
        assert session.scalars(active).one() == group.id

        group.closed_day = NOW.date() - timedelta(days=1)
        progress.refold_person(session, citizen.id)

        assert session.scalars(active).one() == UUID(int=0)


class TestRebuild:
    def test_it_says_that_all_is_right(self, app: Flask, session: Session) -> None:
        for _ in range(3):
            learn(session, make_citizen(session).id)
        session.commit()
        before = derived(session)

        result = app.test_cli_runner().invoke(args=["progress", "rebuild"])

        assert result.exit_code == 0, result.output
        assert "Mọi số liệu đã đúng" in result.output
        assert derived(session) == before

    def test_it_mends_whatever_is_wrong(self, app: Flask, session: Session) -> None:
        people = [make_citizen(session).id for _ in range(4)]
        for person_id in people:
            learn(session, person_id)
        session.commit()
        before = derived(session)
        session.execute(delete(LessonProgress).where(LessonProgress.person_id == people[0]))
        session.execute(delete(CourseProgress).where(CourseProgress.person_id == people[1]))
        session.execute(delete(Counted).where(Counted.person_id == people[2]))
        session.execute(
            update(Counted).where(Counted.person_id == people[3]).values(day=date(2020, 1, 1))
        )
        session.execute(update(WardDay).values(n=WardDay.n + 7, squares=3))
        session.commit()

        result = app.test_cli_runner().invoke(args=["progress", "rebuild"])

        assert result.exit_code == 0, result.output
        assert "Đã sửa" in result.output
        session.expire_all()
        assert derived(session) == before


class TestMyPage:
    def test_nothing_yet(self, session: Session) -> None:
        me = make_guest(session)

        page = mine(session, CATALOGUE, actor(me), "vi")

        assert page.begun == ()
        assert [course.course.slug for course in page.others] == ["khoa", "khoa-khac"]
        assert page.next
        assert page.next.lesson.slug == "mot"

    def test_what_i_did_and_what_is_next(self, session: Session) -> None:
        me = make_citizen(session)
        learn(session, me.id, "mot")
        learn(session, me.id, "hai", right=2)

        page = mine(session, CATALOGUE, actor(me), "vi")

        [course] = page.begun
        assert (course.step, course.done, course.completed_day) == (Figure.ACTIVE, 1, None)
        assert [lesson.state for lesson in course.lessons] == [
            LessonState.DONE,
            LessonState.STARTED,
        ]
        assert course.lessons[1].best_percent == 50
        assert page.next == course.lessons[1]

    def test_what_i_learned_as_a_guest_is_mine(self, session: Session) -> None:
        me, guest = make_citizen(session), make_guest(session)
        learn(session, guest.id)
        guest.same_as_id = me.id
        progress.refold_person(session, me.id)

        for who in (Actor(me.id), Actor(guest.id)):
            assert mine(session, CATALOGUE, who, "vi").begun[0].done == 1

    def test_a_round_with_the_text_that_was_answered(self, session: Session) -> None:
        me, neighbour = make_citizen(session), make_citizen(session)
        record_id = learn(session, me.id, right=3)
        newer = Catalogue.of([make_lesson("mot", edition=2)], [make_course("khoa", ("mot",))])

        shown = my_round(session, newer, actor(me), record_id)

        assert (shown.correct, shown.total, shown.passed) == (3, 4, True)
        assert shown.lesson == CATALOGUE.lesson("mot")
        assert shown.answers["q4"] == ("b",)
        for who, what in [(neighbour, record_id), (me, uuid7(NOW))]:
            with pytest.raises(NotFound):
                my_round(session, CATALOGUE, actor(who), what)


def test_a_verb_of_a_newer_program_stops_nothing(session: Session) -> None:
    me = make_citizen(session)
    record_id = learn(session, me.id)
    row = session.get_one(LearningRecord, record_id)
    later = {column.name: getattr(row, column.name) for column in LearningRecord.__table__.columns}
    session.execute(
        LearningRecord.__table__.insert(), later | {"id": uuid7(NOW), "verb": "reviewed"}
    )

    assert progress.refold_person(session, me.id) == 0
    assert figures(session)["step.active"] == 1
