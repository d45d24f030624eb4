"""Questions come back, one at a time; my page says what waits and how far I am."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.banks import CheckKind
from learnapp.core.days import vietnam_day
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue, Lesson
from learnapp.core.policy import Actor
from learnapp.core.questions import QuestionKind
from learnapp.core.quiz_fields import field_name
from learnapp.core.records import AnswerSheet, Verb
from learnapp.core.reviews import bank_item
from learnapp.db.learning import CheckAttempt, CourseProgress, LearningRecord
from learnapp.queries.reviews import kept
from learnapp.services import records
from tests.accounts import OTHER_PHONE, make_account, sign_in_as
from tests.checks import COURSE, bank_of, begin_check, take_check
from tests.learning import statements
from tests.pages import Browser, Page

DAY = timedelta(days=1)


@pytest.fixture
def catalogue(app: Flask) -> Catalogue:
    return app.extensions["catalogue"]


@pytest.fixture
def lesson(catalogue: Catalogue) -> Lesson:
    lessons = [one for course in catalogue.courses() for one in catalogue.lessons_of(course.slug)]
    return next(one for one in lessons if sum(q.kind.one_pick for q in one.questions) > 1)


@pytest.fixture
def person(app: Flask, session: Session, browser: Browser) -> UUID:
    found = make_account(session, app)
    session.commit()
    sign_in_as(browser, session, found)
    return found


def answer(
    session: Session, catalogue: Catalogue, person: UUID, lesson: Lesson, *, days_ago: int
) -> None:
    """Answer a whole quiz wrong, some days ago."""
    now = utc_now() - days_ago * DAY
    sheet = AnswerSheet(
        id=uuid7(now),
        person_id=person,
        lesson=lesson.slug,
        version=lesson.version,
        answers={
            one.key: (next(choice.key for choice in one.choices if not choice.right),)
            for one in lesson.questions
            if one.kind.one_pick
        },
    )
    assert records.submit(session, catalogue, Actor(person), sheet, now=now).kept
    session.commit()


def filled(lesson: Lesson, fields: dict[str, str], *, right: bool) -> dict[str, object]:
    """Fill in the form of a question as somebody who knows the answer, or does not."""
    question = lesson.question(fields["item"].partition("/")[2])
    assert question is not None
    keys = [one.key for one in question.choices]
    if question.kind is QuestionKind.ORDERING:
        order = question.answer if right else question.answer[::-1]
        given = {field_name(question, key): str(n) for n, key in enumerate(order, 1)}
    elif question.kind is QuestionKind.MATCHING:
        partners = question.answer if right else (*question.answer[1:], question.answer[0])
        given = {field_name(question, key): one for key, one in zip(keys, partners, strict=True)}
    else:
        wrong = [key for key in keys if key not in question.answer][:1]
        given = {field_name(question): list(question.answer) if right else wrong}
    return {**fields, **given}


def reviews_of(session: Session, person: UUID) -> int:
    statement = select(func.count()).where(
        LearningRecord.person_id == person, LearningRecord.verb == Verb.REVIEWED
    )
    session.rollback()
    return session.scalars(statement).one()


class TestNothingDue:
    def test_a_visitor_is_shown_the_way_to_the_lessons(self, browser: Browser) -> None:
        page = browser.open("/on-lai/")

        assert "Chưa có câu nào để ôn" in page.text
        assert page.has_link("/")

    def test_somebody_who_answered_today_is_told_when_it_comes_back(
        self,
        browser: Browser,
        session: Session,
        catalogue: Catalogue,
        person: UUID,
        lesson: Lesson,
    ) -> None:
        answer(session, catalogue, person, lesson, days_ago=0)
        tomorrow = vietnam_day(utc_now()) + DAY

        assert f"Lần tới: {tomorrow:%d/%m/%Y}" in browser.open("/on-lai/").text

    def test_nothing_waits_on_my_page(self, browser: Browser, person: UUID) -> None:
        assert "Đang chờ" not in browser.open("/toi/").text
        assert browser.client.get("/api/v1/me").get_json()["due"] == []


class TestReviewing:
    @pytest.fixture(autouse=True)
    def _missed(self, session: Session, catalogue: Catalogue, person: UUID, lesson: Lesson) -> None:
        answer(session, catalogue, person, lesson, days_ago=3)

    def form(self, browser: Browser) -> dict[str, str]:
        """Return what the form of the question on the page would send untouched."""
        page = browser.open("/on-lai/")
        form = next(one for one in page.forms if "item" in one.fields)
        return {name: values[0] for name, values in form.fields.items() if values}

    def send(self, browser: Browser, lesson: Lesson, *, right: bool) -> Page:
        fields = self.form(browser)
        return browser.send("/on-lai/", filled(lesson, fields, right=right))

    def test_what_was_missed_is_asked_one_at_a_time(self, browser: Browser) -> None:
        page = browser.open("/on-lai/")

        assert "Hôm nay ôn" in page.text
        assert "Câu 1 trên" in page.text
        assert "Câu 2 trên" not in page.text

    def test_a_right_answer_is_kept_and_said_to_be_right(
        self, browser: Browser, session: Session, person: UUID, lesson: Lesson
    ) -> None:
        page = self.send(browser, lesson, right=True)

        assert "Nhớ đúng rồi" in page.text
        assert reviews_of(session, person) == 1

    def test_a_wrong_one_says_why_and_points_to_the_lesson(
        self, browser: Browser, lesson: Lesson
    ) -> None:
        page = self.send(browser, lesson, right=False)

        assert "Câu này sẽ hỏi lại" in page.text
        assert f"/bai-hoc/{lesson.slug}/" in page.html

    def test_what_was_answered_is_not_asked_again_that_day(
        self, browser: Browser, lesson: Lesson
    ) -> None:
        asked = []
        while "item" in (fields := self._open(browser)):
            asked.append(fields["item"])
            browser.send("/on-lai/", filled(lesson, fields, right=len(asked) == 1))

        assert 1 <= len(asked) <= 5
        assert len(set(asked)) == len(asked)
        assert "Hôm nay ôn xong rồi" in browser.open("/on-lai/").text

    def _open(self, browser: Browser) -> dict[str, str]:
        forms = [one for one in browser.open("/on-lai/").forms if "item" in one.fields]
        if not forms:
            return {}
        return {name: values[0] for name, values in forms[0].fields.items() if values}

    def test_sending_it_twice_counts_once(
        self, browser: Browser, session: Session, person: UUID, lesson: Lesson
    ) -> None:
        fields = self.form(browser)
        fields = filled(lesson, fields, right=True)
        first = browser.send("/on-lai/", fields)
        second = browser.send("/on-lai/", fields)

        assert first.text == second.text
        assert reviews_of(session, person) == 1

    def test_an_empty_answer_is_asked_for_again_and_not_kept(
        self, browser: Browser, session: Session, person: UUID, lesson: Lesson
    ) -> None:
        page = browser.send("/on-lai/", self.form(browser))

        assert page.status == 422
        assert "Câu này còn để trống" in page.text
        assert reviews_of(session, person) == 0

    def test_a_question_that_is_gone_leads_on(self, browser: Browser, lesson: Lesson) -> None:
        fields = self.form(browser) | {"item": "bai-da-bo/cau"}

        assert "đã được sửa" in browser.send("/on-lai/", fields).text

    def test_a_question_that_is_not_due_gets_no_reply(
        self, browser: Browser, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        """Asking for it would tell what a check is about to ask."""
        form = self._open(browser)
        bank = bank_of(catalogue)
        item = next(one for one in bank.items if one.question)
        assert item.question is not None
        asked = {
            **form,
            "item": bank_item(COURSE, item.key),
            "version": bank.version,
            f"q-{item.question.key}": item.question.choices[0].key,
        }

        page = browser.send("/on-lai/", asked)

        assert page.path == "/on-lai/"
        assert reviews_of(session, person) == 0

    def test_what_an_open_check_asks_is_not_asked_here(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        take_check(session, catalogue, person, now=utc_now() - 3 * DAY, right=False)
        asked = self._bank_items(session, catalogue, person)
        attempt_id = begin_check(session, catalogue, person, now=utc_now())
        session.get_one(CheckAttempt, attempt_id).items = [one.partition(":")[2] for one in asked]
        session.commit()

        assert asked
        assert not asked & self._bank_items(session, catalogue, person)

    def _bank_items(self, session: Session, catalogue: Catalogue, person: UUID) -> set[str]:
        found = kept(session, catalogue, Actor(person), "vi", now=utc_now())
        return {one.item for one in found.items if one.item.startswith(f"{COURSE}:")}

    def test_nobody_else_sees_the_answer(
        self,
        app: Flask,
        browser: Browser,
        second_browser: Browser,
        session: Session,
        lesson: Lesson,
    ) -> None:
        self.send(browser, lesson, right=True)
        statement = select(LearningRecord.id).where(LearningRecord.verb == Verb.REVIEWED)
        record_id = session.scalars(statement).one()
        sign_in_as(second_browser, session, make_account(session, app, phone=OTHER_PHONE))

        assert second_browser.open(f"/on-lai/{record_id}").status == 404

    def test_one_line_waits_at_home_and_on_my_page(self, browser: Browser) -> None:
        due = browser.client.get("/api/v1/me").get_json()["due"]

        assert [one["url"] for one in due] == ["/on-lai/"]
        assert "Hôm nay ôn" in browser.open("/toi/").text

    def test_a_guest_reviews_too(
        self, second_browser: Browser, session: Session, catalogue: Catalogue, lesson: Lesson
    ) -> None:
        guest = records.begin_guest(session, now=utc_now())
        answer(session, catalogue, guest.id, lesson, days_ago=3)
        sign_in_as(second_browser, session, guest.id)

        assert "Hôm nay ôn" in second_browser.open("/on-lai/").text

    def test_all_of_it_is_read_with_two_statements(
        self, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        with statements(session) as seen:
            found = kept(session, catalogue, Actor(person), "vi", now=utc_now())

        assert found.items
        assert len(seen) == 2


class TestMyPage:
    def complete(self, session: Session, person: UUID, *, days_ago: int) -> None:
        row = session.get_one(CourseProgress, (person, COURSE))
        row.completed_day = vietnam_day(utc_now() - days_ago * DAY)
        session.commit()

    def test_a_recheck_that_is_due_waits_there_and_at_home(
        self, browser: Browser, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        take_check(session, catalogue, person, now=utc_now() - 8 * DAY)
        self.complete(session, person, days_ago=8)
        address = f"/khoa-hoc/{COURSE}/kiem-tra/lai/"

        due = browser.client.get("/api/v1/me").get_json()["due"]
        page = browser.open("/toi/")

        assert address in [one["url"] for one in due]
        assert page.has_link(address)
        assert "Sau 7 ngày còn nhớ không" in page.text

    def test_a_recheck_to_come_is_told_with_its_day(
        self, browser: Browser, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        take_check(session, catalogue, person, now=utc_now())
        self.complete(session, person, days_ago=0)
        tomorrow = vietnam_day(utc_now()) + DAY

        assert f"Kiểm tra lại lần tới: {tomorrow:%d/%m/%Y}" in browser.open("/toi/").text

    def test_a_check_that_was_begun_waits_there(
        self, browser: Browser, session: Session, catalogue: Catalogue, person: UUID
    ) -> None:
        attempt_id = begin_check(session, catalogue, person, CheckKind.ENTRY, now=utc_now())
        session.commit()

        assert browser.open("/toi/").has_link(f"/kiem-tra/{attempt_id}/")

    def test_the_ladder_stands_there_with_its_days(
        self,
        browser: Browser,
        session: Session,
        catalogue: Catalogue,
        person: UUID,
        lesson: Lesson,
    ) -> None:
        answer(session, catalogue, person, lesson, days_ago=3)
        day = vietnam_day(utc_now() - 3 * DAY)

        assert f"Bắt đầu học · {day:%d/%m/%Y}" in browser.open("/toi/").text
