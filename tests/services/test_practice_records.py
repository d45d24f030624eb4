"""Practice, checks and reviews go through the same door as answers, and are graded there once."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from learnapp.core.counting import Figure
from learnapp.core.ids import uuid7
from learnapp.core.places import Place
from learnapp.core.policy import Actor, Grant, Role
from learnapp.core.records import Assistance, Outcome, Receipt, Retraction, Sheet
from learnapp.core.sheets import read_sheet, sheet_content
from learnapp.db.learning import (
    CourseProgress,
    LearningRecord,
    LessonProgress,
    RefusedRecord,
)
from learnapp.db.people import Person
from learnapp.queries.ladder import my_ladder
from learnapp.services import progress
from learnapp.services.records import submit
from tests.learning import (
    NOW,
    WARD,
    actor,
    derived,
    enrol,
    figures,
    make_citizen,
    make_group,
    make_guest,
    publish,
    sheet_of,
    statements,
)
from tests.practising import (
    GOOD,
    LEFT_AT,
    PRACTISED,
    PROMPTED_BY,
    check_of,
    practice_of,
    review_of,
)

LATER = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _published(engine: Engine) -> None:
    with Session(engine) as session:
        publish(session, PRACTISED)
        session.commit()


def hand_in(session: Session, person: Person, sheet: Sheet, **more: object) -> Receipt:
    settings = {"now": NOW} | more
    return submit(session, PRACTISED, actor(person), sheet, **settings)


def learn(session: Session, person: Person, *lessons: str) -> None:
    for lesson in lessons:
        hand_in(session, person, sheet_of(person, lesson, catalogue=PRACTISED))


class TestPractice:
    def test_a_run_is_played_once_and_its_acts_are_dropped(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheet = practice_of(citizen, said=Assistance.ALONE)

        assert hand_in(session, citizen, sheet).outcome is Outcome.STORED

        record = session.get_one(LearningRecord, sheet.id)
        assert record.result == {
            "end": "done", "wrong": 0, "hints": 0, "strong_hints": 0, "said": "alone",
        }  # fmt: skip
        assert (record.object, record.lesson, record.passed) == ("practice", "bon", True)
        assert (record.assistance, record.meeting_id) == (Assistance.ALONE, None)
        assert figures(session, "khoa-tap")["step.shown_alone"] == 1

    def test_a_second_hint_is_a_prompt_whatever_is_said(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheet = practice_of(citizen, PROMPTED_BY, said=Assistance.ALONE)

        hand_in(session, citizen, sheet)

        record = session.get_one(LearningRecord, sheet.id)
        assert (record.result["strong_hints"], record.result["said"]) == (1, "alone")
        assert record.assistance is Assistance.PROMPTED
        found = figures(session, "khoa-tap")
        assert found["step.shown_prompted"] == 1
        assert "step.shown_alone" not in found

    @pytest.mark.parametrize(("acts", "left"), [(LEFT_AT, False), (LEFT_AT, True), (GOOD, True)])
    def test_what_was_left_is_no_practice(self, session: Session, acts: str, *, left: bool) -> None:
        citizen = make_citizen(session)
        sheet = practice_of(citizen, acts, left=left)

        hand_in(session, citizen, sheet)

        record = session.get_one(LearningRecord, sheet.id)
        assert (record.result["end"], record.passed) == ("left", False)
        assert figures(session, "khoa-tap").keys() == {"step.reached", "step.enrolled"}

    def test_no_answer_on_who_did_it_is_practised_only(self, session: Session) -> None:
        citizen = make_citizen(session)

        hand_in(session, citizen, practice_of(citizen))

        found = figures(session, "khoa-tap")
        assert found["step.practised"] == 1
        assert "step.shown_prompted" not in found

    def test_the_lesson_is_done_with_its_quiz(self, session: Session) -> None:
        citizen = make_citizen(session)
        learn(session, citizen, "bon")
        row = session.scalars(select(LessonProgress)).one()
        assert (row.state, row.done_day) == ("started", None)
        assert row.passed_day == NOW.date()

        hand_in(session, citizen, practice_of(citizen))

        session.expire_all()
        row = session.scalars(select(LessonProgress)).one()
        assert (row.state, row.done_day, row.practised_day) == ("done", NOW.date(), NOW.date())

    @pytest.mark.parametrize(
        ("more", "reason"),
        [
            ({"acts": "9.9"}, "UnknownAct"),
            ({"acts": "1.1-1.1"}, "UnknownAct"),
            ({"acts": ""}, "UnreadableActs"),
            ({"acts": "012345678901"}, "UnreadableActs"),
            ({"practice": "khac"}, "UnknownPractice"),
            ({"lesson": "nam"}, "UnknownVersion"),
            ({"version": "f" * 32}, "UnknownVersion"),
        ],
    )
    def test_acts_that_cannot_be_are_refused_and_kept(
        self, session: Session, more: dict[str, object], reason: str
    ) -> None:
        citizen = make_citizen(session)
        sheet = practice_of(citizen, **more)

        receipt = hand_in(session, citizen, sheet)

        assert receipt == Receipt(sheet.id, Outcome.REFUSED, reason)
        assert session.scalars(select(RefusedRecord.reason)).one() == reason

    def test_a_lesson_without_practice_has_none_to_record(self, session: Session) -> None:
        citizen = make_citizen(session)
        lesson = PRACTISED.lesson("nam")
        assert lesson
        sheet = practice_of(citizen, lesson="nam", version=lesson.version)

        assert hand_in(session, citizen, sheet).reason == "UnknownPractice"

    def test_a_second_tap_without_an_id_is_the_same_run(self, session: Session) -> None:
        citizen = make_citizen(session)
        first = hand_in(session, citizen, practice_of(citizen, id=None))

        second = hand_in(session, citizen, practice_of(citizen, id=None), now=LATER)
        other = hand_in(session, citizen, practice_of(citizen, PROMPTED_BY, id=None), now=LATER)

        assert second == Receipt(first.id, Outcome.KNOWN)
        assert other.outcome is Outcome.STORED

    def test_nobody_says_of_themselves_that_a_volunteer_was_there(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheet = practice_of(citizen, assistance=Assistance.ALONE, meeting_id=uuid7(NOW))

        hand_in(session, citizen, sheet)

        record = session.get_one(LearningRecord, sheet.id)
        assert (record.assistance, record.meeting_id) == (None, None)

    def test_nobody_hands_in_for_somebody_else(self, session: Session) -> None:
        citizen, volunteer = make_citizen(session), make_citizen(session)
        sheet = practice_of(citizen, assistance=Assistance.ALONE)
        grants = frozenset({Grant(Role.VOLUNTEER, Place("22", WARD))})

        receipt = submit(session, PRACTISED, Actor(volunteer.id, grants), sheet, now=NOW)

        assert (receipt.outcome, receipt.reason) == (Outcome.REFUSED, "NotFound")

    def test_one_more_run_touches_no_total_and_takes_few_statements(self, session: Session) -> None:
        citizen = make_citizen(session)
        hand_in(session, citizen, practice_of(citizen))

        with statements(session) as sent:
            hand_in(session, citizen, practice_of(citizen))

        locks = session.get_bind().dialect.name != "sqlite"
        assert len(sent) <= 7 + locks, "\n".join(sent)
        assert not [one for one in sent if "ward_day" in one]


class TestCheck:
    def test_the_final_check_completes_the_course(self, session: Session) -> None:
        citizen = make_citizen(session)
        learn(session, citizen, "bon", "nam")
        hand_in(session, citizen, practice_of(citizen))
        assert "completed" not in figures(session, "khoa-tap")

        hand_in(session, citizen, check_of(citizen, assistance=Assistance.ALONE))

        assert figures(session, "khoa-tap")["completed"] == 1
        row = session.get_one(CourseProgress, (citizen.id, "khoa-tap"))
        assert (row.completed_day, row.final_percent, row.supervised) == (NOW.date(), 100, False)

    def test_it_is_kept_as_it_was_graded(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheet = check_of(citizen, right=3, meeting_id=uuid7(NOW))

        hand_in(session, citizen, sheet)

        record = session.get_one(LearningRecord, sheet.id)
        assert (record.correct, record.total, record.passed) == (3, 4, False)
        assert record.result["seed"] == "hat-giong"
        assert [one["ok"] for one in record.result["items"]] == [True, True, True, False]
        assert (record.object, record.meeting_id) == ("final", sheet.meeting_id)

    def test_two_failures_wait_a_day(self, session: Session) -> None:
        citizen = make_citizen(session)
        for now in (NOW, LATER):
            hand_in(session, citizen, check_of(citizen, right=1), now=now)

        row = session.get_one(CourseProgress, (citizen.id, "khoa-tap"))
        assert (row.failures, row.wait_until) == (2, LATER + timedelta(days=1))

    def test_handed_in_twice_it_counts_once(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheet = check_of(citizen, right=1)
        hand_in(session, citizen, sheet)

        assert hand_in(session, citizen, sheet).outcome is Outcome.KNOWN
        assert session.get_one(CourseProgress, (citizen.id, "khoa-tap")).failures == 1

    def test_the_entry_check_spares_lessons(self, session: Session) -> None:
        citizen = make_citizen(session)
        hand_in(session, citizen, check_of(citizen, "entry", spared=("bon", "nam")))

        states = set(session.scalars(select(LessonProgress.state)))
        assert states == {"spared"}
        hand_in(session, citizen, check_of(citizen))
        assert figures(session, "khoa-tap")["completed"] == 1
        assert progress.refold_person(session, citizen.id) == 0

    def test_nobody_takes_back_their_own_but_the_leader_may(self, session: Session) -> None:
        leader, citizen = make_citizen(session), make_citizen(session)
        enrol(session, citizen, make_group(session, leader, course="khoa-tap"))
        progress.refold_person(session, citizen.id)
        before = derived(session)
        sheet = check_of(citizen, right=1)
        hand_in(session, citizen, sheet)
        back = [
            Retraction(id=uuid7(NOW), person_id=citizen.id, record_id=sheet.id) for _ in range(2)
        ]

        own = hand_in(session, citizen, back[0])
        leaders = hand_in(session, leader, back[1])

        assert (own.outcome, own.reason) == (Outcome.REFUSED, "UnknownRecord")
        assert leaders.outcome is Outcome.STORED
        assert derived(session) == before

    def test_no_device_brings_one(self, session: Session) -> None:
        citizen = make_citizen(session)
        content = sheet_content(check_of(citizen))

        receipt = hand_in(session, citizen, read_sheet(content, citizen.id))

        assert (receipt.outcome, receipt.reason) == (Outcome.REFUSED, "VerbNotAccepted")

    def test_a_bank_that_is_not_published_yet_is_refused(self, session: Session) -> None:
        citizen = make_citizen(session)

        receipt = hand_in(session, citizen, check_of(citizen, version="f" * 32))

        assert receipt.reason == "UnknownVersion"


class TestMyLadder:
    def test_each_step_with_its_day_and_whose_hand_it_was(self, session: Session) -> None:
        citizen, guest = make_citizen(session), make_guest(session)
        guest.same_as_id = citizen.id
        session.flush()
        learn(session, guest, "bon", "nam")
        hand_in(session, guest, practice_of(guest, said=Assistance.ALONE))
        hand_in(session, citizen, check_of(citizen, meeting_id=uuid7(NOW)))

        steps = my_ladder(session, actor(guest), "khoa-tap")

        assert [one.figure for one in steps] == [
            *(Figure.REACHED, Figure.ENROLLED, Figure.ACTIVE, Figure.PRACTISED),
            *(Figure.SHOWN_PROMPTED, Figure.SHOWN_ALONE, Figure.COMPLETED),
        ]
        assert {one.day for one in steps} == {NOW.date()}
        assert (steps[-2].assistance, steps[-2].supervised) == (Assistance.ALONE, False)
        assert (steps[-1].assistance, steps[-1].supervised) == (None, True)

    def test_nobody_elses(self, session: Session) -> None:
        citizen, neighbour = make_citizen(session), make_citizen(session)
        hand_in(session, citizen, practice_of(citizen))

        assert my_ladder(session, actor(neighbour), "khoa-tap") == ()


class TestReview:
    @pytest.mark.parametrize(
        ("item", "course", "lesson"),
        [("khoa-tap:cg-01-b", "khoa-tap", ""), ("bon/q2", "khoa-tap", "bon")],
    )
    def test_an_item_is_graded_by_its_text_and_counts_nothing(
        self, session: Session, item: str, course: str, lesson: str
    ) -> None:
        citizen = make_citizen(session)
        before = derived(session)
        right, wrong = (review_of(citizen, item, right=one) for one in (True, False))

        for sheet in (right, wrong):
            assert hand_in(session, citizen, sheet).outcome is Outcome.STORED

        records = [session.get_one(LearningRecord, one.id) for one in (right, wrong)]
        assert [one.result for one in records] == [
            {"a": ["a"], "ok": True},
            {"a": ["b"], "ok": False},
        ]
        assert {(one.object, one.course, one.lesson) for one in records} == {(item, course, lesson)}
        assert derived(session) == before

    @pytest.mark.parametrize(
        ("item", "reason"),
        [("khoa-tap:khong-co", "UnknownQuestion"), ("bon/khong-co", "UnknownQuestion"),
         ("khong:co", "UnknownVersion")],
    )  # fmt: skip
    def test_what_is_not_asked_is_refused(self, session: Session, item: str, reason: str) -> None:
        citizen = make_citizen(session)

        receipt = hand_in(session, citizen, review_of(citizen, item, right=True))

        assert receipt.reason == reason

    def test_a_second_tap_without_an_id_is_the_same_answer(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheets = [review_of(citizen, right=right) for right in (True, True, False)]
        bare = [replace(one, id=None) for one in sheets]

        first, second, other = (hand_in(session, citizen, one, now=LATER) for one in bare)

        assert second == Receipt(first.id, Outcome.KNOWN)
        assert other.outcome is Outcome.STORED


class TestFromDevices:
    def test_practice_and_reviews_come_as_json_and_are_read_again(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheets: list[Sheet] = [
            practice_of(citizen, said=Assistance.PROMPTED, observed_at=NOW, sent_at=NOW),
            practice_of(citizen, LEFT_AT, left=True),
            review_of(citizen, right=True),
        ]

        for sheet in sheets:
            assert read_sheet(sheet_content(sheet), UUID(int=0)) == sheet

    @pytest.mark.parametrize(
        "content",
        [
            {"verb": "practised", "lesson": "bon", "version": "a", "acts": "0912345678 x"},
            {"verb": "practised", "lesson": "bon", "version": "a", "acts": "0-" * 3000},
            {"verb": "practised", "lesson": "bon", "version": "a", "acts": "0", "said": "me"},
            {"verb": "reviewed", "item": "no place", "version": "a", "answer": ["a"]},
            {"verb": "reviewed", "item": "a/b", "version": "a", "answer": "a"},
        ],
    )
    def test_anything_else_is_unreadable(
        self, session: Session, content: dict[str, object]
    ) -> None:
        citizen = make_citizen(session)

        receipt = hand_in(session, citizen, read_sheet(content, citizen.id))

        assert (receipt.outcome, receipt.reason) == (Outcome.REFUSED, "UnreadableRecord")
