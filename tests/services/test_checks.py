"""Checks are begun, resumed and handed in once, also when everything happens at the same time."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.banks import CheckKind
from learnapp.core.errors import CheckHandedIn, CheckNotOpen, CheckWaits, NotFound
from learnapp.core.lessons import Catalogue
from learnapp.core.policy import Actor
from learnapp.core.records import AnswerSheet, Assistance, Verb
from learnapp.db.learning import CheckAttempt, CourseProgress, LearningRecord
from learnapp.db.people import Person
from learnapp.queries.checks import my_attempt, my_check
from learnapp.services import checks, publishing, records
from learnapp.services.check_answers import Where, act_in_item, answer_question
from tests.accounts import make_guest
from tests.checks import COURSE, bank_of, begin_check, right_answer, take_check

TOGETHER = 4
NOBODY = Actor(uuid4())


@pytest.fixture
def catalogue(app: Flask) -> Catalogue:
    found: Catalogue = app.extensions["catalogue"]
    return found


@pytest.fixture
def person(app: Flask, session: Session) -> UUID:
    person_id = make_guest(session, app, answers=False)
    session.commit()
    return person_id


def all_at_once(engine: Engine, do: Callable[[Session], UUID]) -> list[UUID | Exception]:
    """Do the same in several transactions at the same time; return what each came to."""

    def one(_number: int) -> UUID | Exception:
        with Session(engine) as session:
            try:
                done = do(session)
                session.commit()
            except (CheckNotOpen, CheckWaits, NotFound) as error:
                session.rollback()
                return error
            return done

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(one, range(TOGETHER)))


def count(session: Session, model: type) -> int:
    session.rollback()
    return int(session.scalar(select(func.count()).select_from(model)) or 0)


class TestAtTheSameTime:
    def test_a_check_begun_everywhere_is_one(
        self, engine: Engine, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        now = utc_now()
        found = all_at_once(engine, lambda own: begin_check(own, catalogue, person, now=now))

        assert len(set(found)) == 1
        assert count(session, CheckAttempt) == 1

    def test_a_check_handed_in_everywhere_is_one_record(
        self, engine: Engine, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        now = utc_now()
        attempt_id = begin_check(session, catalogue, person, now=now)
        session.commit()

        def hand_in(own: Session) -> UUID:
            return checks.hand_in(
                own, catalogue, Actor(person), attempt_id, said=None, now=utc_now()
            )

        assert all_at_once(engine, hand_in) == [attempt_id] * TOGETHER
        assert (count(session, LearningRecord), count(session, CheckAttempt)) == (1, 0)

    def test_begins_after_two_failures_all_wait(
        self, engine: Engine, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        now = utc_now()
        for _ in range(2):
            take_check(session, catalogue, person, now=now, right=False)
        session.commit()

        found = all_at_once(engine, lambda own: begin_check(own, catalogue, person, now=now))

        assert all(isinstance(one, CheckWaits) for one in found)
        assert count(session, CheckAttempt) == 0

    def test_answers_to_different_items_are_all_kept(
        self, engine: Engine, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        attempt_id = begin_check(session, catalogue, person, now=utc_now())
        session.get_one(CheckAttempt, attempt_id).items = ["gl-01-c", "gl-01-d"]
        session.commit()
        sent = {1: {"q-gl-01-c": ["a"]}, 2: {"q-gl-01-d": ["a", "b"]}}

        def answering(place: int) -> Callable[[Session], UUID]:
            def answer(own: Session) -> UUID:
                where = Where(attempt_id, place)
                answer_question(own, catalogue, Actor(person), where, sent=sent[place])
                return attempt_id

            return answer

        with ThreadPoolExecutor(2) as pool:
            done = [pool.submit(all_at_once, engine, answering(place)) for place in sent]
            assert all(one.result() == [attempt_id] * TOGETHER for one in done)

        session.rollback()
        answers = session.get_one(CheckAttempt, attempt_id).answers
        assert answers.keys() == {"gl-01-c", "gl-01-d"}


class TestBeginning:
    def test_items_seen_in_a_check_do_not_come_again_at_once(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        first = take_check(session, catalogue, person, now=utc_now(), right=False)
        second = begin_check(session, catalogue, person, now=utc_now())

        record = session.get_one(LearningRecord, first)
        before = {one["i"] for one in record.result["items"]}
        assert not before & set(session.get_one(CheckAttempt, second).items)

    def test_an_open_check_counts_as_seen(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        entry = begin_check(session, catalogue, person, CheckKind.ENTRY, now=utc_now())
        final = begin_check(session, catalogue, person, now=utc_now())

        one, other = (session.get_one(CheckAttempt, each).items for each in (entry, final))
        assert not set(one) & set(other)

    def test_a_course_without_a_bank_has_none(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        with pytest.raises(NotFound):
            checks.begin(
                session,
                catalogue,
                Actor(person),
                "khoa-tap",
                CheckKind.FINAL,
                now=utc_now(),
                chance=secrets.token_bytes(16),
            )

    def test_the_entry_check_comes_before_the_final_one(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        take_check(session, catalogue, person, now=utc_now(), right=False)

        with pytest.raises(CheckNotOpen):
            begin_check(session, catalogue, person, CheckKind.ENTRY, now=utc_now())

    def test_what_was_begun_at_home_is_begun_anew_in_a_meeting(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        meeting = uuid4()
        home = begin_check(session, catalogue, person, now=utc_now())
        there = begin_check(session, catalogue, person, now=utc_now(), meeting_id=meeting)
        again = begin_check(session, catalogue, person, now=utc_now(), meeting_id=meeting)

        assert home != there
        assert there == again
        assert session.get_one(CheckAttempt, there).meeting_id == meeting

    def test_one_passed_at_home_may_be_shown_again_in_a_meeting_once(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        take_check(session, catalogue, person, now=utc_now())
        with pytest.raises(CheckNotOpen):
            begin_check(session, catalogue, person, now=utc_now())

        record = take_check(session, catalogue, person, now=utc_now(), meeting_id=uuid4())

        assert session.get_one(LearningRecord, record).meeting_id
        with pytest.raises(CheckNotOpen):
            begin_check(session, catalogue, person, now=utc_now(), meeting_id=uuid4())

    def test_what_was_asked_at_home_counts_as_seen_in_the_meeting(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        home = begin_check(session, catalogue, person, now=utc_now())
        asked = session.get_one(CheckAttempt, home)
        asked.items = [one.key for one in bank_of(catalogue).items if one.question][:1]
        [seen] = asked.items

        there = begin_check(session, catalogue, person, now=utc_now(), meeting_id=uuid4())

        assert seen not in session.get_one(CheckAttempt, there).items

    def test_one_of_another_hand_may_be_done_again(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        take_check(session, catalogue, person, now=utc_now(), said=Assistance.DONE_FOR)

        own = take_check(session, catalogue, person, now=utc_now(), said=Assistance.ALONE)

        assert session.get_one(LearningRecord, own).passed


class TestHandingIn:
    def test_what_was_begun_in_a_meeting_and_done_at_home_is_not_supervised(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        meeting = uuid4()
        attempt_id = begin_check(session, catalogue, person, now=utc_now(), meeting_id=meeting)

        record_id = checks.hand_in(
            session, catalogue, Actor(person), attempt_id, said=None, now=utc_now()
        )

        assert session.get_one(LearningRecord, record_id).meeting_id is None

    def test_an_entry_check_after_the_final_one_spares_nothing(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        entry = begin_check(session, catalogue, person, CheckKind.ENTRY, now=utc_now())
        attempt = session.get_one(CheckAttempt, entry)
        items = [bank_of(catalogue).item(key) for key in attempt.items]
        attempt.answers = {one.key: right_answer(one) for one in items if one}
        take_check(session, catalogue, person, now=utc_now())

        checks.hand_in(session, catalogue, Actor(person), entry, said=None, now=utc_now())

        assert not session.get_one(LearningRecord, entry).result.get("spared")

    def test_an_id_that_was_used_for_something_else_loses_no_check(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        attempt_id = begin_check(session, catalogue, person, now=utc_now())
        lesson = catalogue.lessons_of(COURSE)[0]
        sheet = AnswerSheet(
            id=attempt_id,
            person_id=person,
            lesson=lesson.slug,
            version=lesson.version,
            answers={},
        )
        assert records.submit(session, catalogue, Actor(person), sheet, now=utc_now()).kept

        record_id = checks.hand_in(
            session, catalogue, Actor(person), attempt_id, said=None, now=utc_now()
        )

        assert session.get_one(LearningRecord, record_id).verb is Verb.CHECKED

    def test_one_left_open_does_not_get_round_the_wait(
        self, app: Flask, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        """As a guest on another phone, joined since."""
        for _ in range(2):
            take_check(session, catalogue, person, now=utc_now(), right=False)
        guest = make_guest(session, app, answers=False)
        attempt_id = begin_check(session, catalogue, guest, now=utc_now())
        session.get_one(Person, guest).same_as_id = person
        session.flush()

        with pytest.raises(CheckWaits):
            checks.hand_in(session, catalogue, Actor(person), attempt_id, said=None, now=utc_now())

        assert session.get(CheckAttempt, attempt_id)

    def test_the_record_says_what_was_asked_and_how_it_was_judged(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        record_id = take_check(session, catalogue, person, now=utc_now(), said=Assistance.ALONE)

        record = session.get_one(LearningRecord, record_id)
        items = record.result["items"]
        assert (record.object, record.passed, record.correct, record.total) == ("final", True, 4, 4)
        assert record.version == bank_of(catalogue).version
        assert record.assistance is Assistance.ALONE
        assert {one["i"] for one in items if one["critical"]} == {
            one["i"] for one in items if one["i"].startswith("gl")
        }
        assert all(("begun" in one) is not ("a" in one) for one in items)
        assert not any("acts" in one for one in items), "no act by act"
        assert len(record.result["seed"]) == 32

    def test_an_attempt_is_graded_by_the_bank_that_it_was_drawn_from(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        attempt_id = begin_check(session, catalogue, person, now=utc_now())
        attempt = session.get_one(CheckAttempt, attempt_id)
        old = bank_of(catalogue)
        attempt.answers = {
            one.key: right_answer(one) for key in attempt.items if (one := old.item(key))
        }
        new = replace(old, items=(), version="0" * 32)
        course = replace(catalogue.courses()[0], check=new.version, version="1" * 32)
        changed = Catalogue.of(catalogue.lessons_of(COURSE), [course], [new])
        publishing.publish(session, changed, now=utc_now())

        mine = my_attempt(session, changed, Actor(person), attempt_id, "vi")
        checks.hand_in(session, changed, Actor(person), attempt_id, said=None, now=utc_now())

        assert mine is not None
        assert len(mine.items) == 4
        record = session.get_one(LearningRecord, attempt_id)
        assert (record.version, record.passed) == (old.version, True)
        done = my_check(session, changed, Actor(person), attempt_id, "en")
        assert done.grade.correct == 4

    def test_another_persons_is_not_there(
        self, app: Flask, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        attempt_id = begin_check(session, catalogue, person, now=utc_now())
        other = Actor(make_guest(session, app, answers=False))

        for actor in (other, NOBODY):
            with pytest.raises(NotFound):
                checks.hand_in(session, catalogue, actor, attempt_id, said=None, now=utc_now())

    def test_an_erased_person_leaves_no_attempt_behind(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        attempt_id = begin_check(session, catalogue, person, now=utc_now())
        session.commit()

        session.delete(session.get_one(Person, person))
        session.commit()

        assert count(session, CheckAttempt) == 0
        with pytest.raises(NotFound):
            checks.hand_in(session, catalogue, Actor(person), attempt_id, said=None, now=utc_now())

    def test_nothing_is_answered_after_the_end(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        record_id = take_check(session, catalogue, person, now=utc_now())

        with pytest.raises(CheckHandedIn):
            answer_question(session, catalogue, Actor(person), Where(record_id, 1), sent={})

    def test_completing_the_course_opens_a_recheck_the_next_day(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        then = utc_now() - timedelta(days=1)
        take_check(session, catalogue, person, CheckKind.ENTRY, now=then)
        take_check(session, catalogue, person, now=then)
        assert session.scalar(select(CourseProgress.completed_day)) is not None

        record = take_check(session, catalogue, person, CheckKind.RECHECK, now=utc_now())

        assert session.get_one(LearningRecord, record).object == "recheck-1"
        with pytest.raises(CheckNotOpen):
            begin_check(session, catalogue, person, CheckKind.RECHECK, now=utc_now())


class TestActing:
    def test_an_older_page_does_anew_what_came_after_it(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        attempt_id = begin_check(session, catalogue, person, now=utc_now())
        attempt = session.get_one(CheckAttempt, attempt_id)
        attempt.items = ["pt-01-a"]
        actor, where = Actor(person), Where(attempt_id, 1)

        for after, sent in (
            (0, {"bam": ["0"]}),
            (1, {"bam": ["0"], "o-0": ["1"]}),
            (1, {"bam": ["0"], "o-0": ["2"]}),
        ):
            run = act_in_item(session, catalogue, actor, where, sent=sent, after=after)

        assert run.done
        assert attempt.answers == {"pt-01-a": "0-0.2"}

    def test_nothing_is_done_after_the_end_of_an_item(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        attempt_id = begin_check(session, catalogue, person, now=utc_now())
        attempt = session.get_one(CheckAttempt, attempt_id)
        attempt.items, attempt.answers = ["gl-01-a"], {"gl-01-a": "0"}

        act_in_item(
            session, catalogue, Actor(person), Where(attempt_id, 1), sent={"bam": ["1"]}, after=1
        )

        assert attempt.answers == {"gl-01-a": "0"}
