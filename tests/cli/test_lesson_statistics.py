from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.banks import CheckKind
from learnapp.core.ids import uuid7
from learnapp.core.item_statistics import ItemFigures
from learnapp.core.lessons import Catalogue, Lesson
from learnapp.core.policy import Actor
from learnapp.core.records import AnswerSheet, Assistance, Retraction
from learnapp.db.people import Person
from learnapp.queries.item_statistics import ItemLine, course_statistics
from learnapp.services import records
from tests.checks import COURSE, bank_of, take_check


@pytest.fixture
def catalogue(app: Flask) -> Catalogue:
    return app.extensions["catalogue"]


@pytest.fixture
def lesson(catalogue: Catalogue) -> Lesson:
    lessons = catalogue.lessons_of(COURSE)
    return next(one for one in lessons if one.questions and one.questions[0].kind.one_pick)


def answer(
    session: Session,
    catalogue: Catalogue,
    lesson: Lesson,
    *,
    right: bool,
    person: Person | None = None,
    assistance: Assistance | None = None,
) -> tuple[Person, AnswerSheet]:
    now = utc_now()
    question = lesson.questions[0]
    person = person or records.begin_guest(session, now=now)
    sheet = AnswerSheet(
        id=uuid7(now),
        person_id=person.id,
        lesson=lesson.slug,
        version=lesson.version,
        answers={question.key: (next(one.key for one in question.choices if one.right is right),)},
        assistance=assistance,
    )
    assert records.submit(session, catalogue, Actor(person.id), sheet, now=now).kept
    return person, sheet


def figures(session: Session, catalogue: Catalogue, lesson: Lesson) -> ItemFigures:
    found = course_statistics(session, catalogue, COURSE)
    item = f"{lesson.slug}/{lesson.questions[0].key}"
    return next(one.figures for one in found.items if one.item == item)


class TestItems:
    def test_the_first_answer_of_each_person_counts(
        self, session: Session, catalogue: Catalogue, lesson: Lesson
    ) -> None:
        for number in range(12):
            person, _ = answer(session, catalogue, lesson, right=number < 9)
            answer(session, catalogue, lesson, right=True, person=person)

        found = figures(session, catalogue, lesson)

        assert (found.n, found.difficulty) == (12, 0.75)

    def test_what_was_done_for_somebody_or_taken_back_does_not(
        self, session: Session, catalogue: Catalogue, lesson: Lesson
    ) -> None:
        answer(session, catalogue, lesson, right=True, assistance=Assistance.DONE_FOR)
        person, sheet = answer(session, catalogue, lesson, right=True)
        back = Retraction(id=uuid7(utc_now()), person_id=person.id, record_id=sheet.id or person.id)
        assert records.submit(session, catalogue, Actor(person.id), back, now=utc_now()).kept

        assert figures(session, catalogue, lesson).n == 0

    def test_checks_count_but_not_the_entry_check(
        self, session: Session, catalogue: Catalogue
    ) -> None:
        guest = records.begin_guest(session, now=utc_now())
        take_check(session, catalogue, guest.id, CheckKind.ENTRY, now=utc_now() - timedelta(days=1))
        before = course_statistics(session, catalogue, COURSE)
        take_check(session, catalogue, guest.id, now=utc_now())
        after = course_statistics(session, catalogue, COURSE)

        assert not any(one.figures.n for one in before.items)
        assert any(one.figures.n for one in after.items if ":" in one.item)

    def test_answers_to_an_items_older_words_are_left_out(
        self, session: Session, catalogue: Catalogue
    ) -> None:
        guest = records.begin_guest(session, now=utc_now())
        take_check(session, catalogue, guest.id, now=utc_now())
        asked = {one.item for one in bank_lines(session, catalogue) if one.figures.n}
        edited = next(
            one
            for one in bank_of(catalogue).items
            if one.question and f"{COURSE}:{one.key}" in asked
        )
        assert edited.question
        words = replace(edited, question=replace(edited.question, hash="other words"))
        bank = replace(
            bank_of(catalogue),
            items=tuple(words if one is edited else one for one in bank_of(catalogue).items),
        )
        today = Catalogue.of(catalogue.lessons_of(COURSE), catalogue.courses(), [bank])

        counted = {one.item for one in bank_lines(session, today) if one.figures.n}

        assert counted == asked - {f"{COURSE}:{edited.key}"}


def bank_lines(session: Session, catalogue: Catalogue) -> list[ItemLine]:
    return [one for one in course_statistics(session, catalogue, COURSE).items if ":" in one.item]


class TestGain:
    def test_is_that_of_people_with_both_checks(
        self, session: Session, catalogue: Catalogue
    ) -> None:
        for _ in range(10):
            guest = records.begin_guest(session, now=utc_now())
            day_before = utc_now() - timedelta(days=1)
            take_check(session, catalogue, guest.id, CheckKind.ENTRY, now=day_before, right=False)
            take_check(session, catalogue, guest.id, now=utc_now())

        gain = course_statistics(session, catalogue, COURSE).gain

        assert gain is not None
        assert (gain.n, gain.mean, gain.final) == (10, 1, 100)


class TestCommand:
    def test_it_prints_a_line_for_each_item(
        self, app: Flask, session: Session, catalogue: Catalogue, lesson: Lesson
    ) -> None:
        for number in range(12):
            answer(session, catalogue, lesson, right=number < 9)
        session.commit()

        result = app.test_cli_runner().invoke(args=["lessons", "statistics", COURSE])

        line = next(one for one in result.output.splitlines() if lesson.questions[0].key in one)
        assert "0,75" in line
        assert "chưa đủ 10 người" in result.output

    def test_few_people_are_not_told(
        self, app: Flask, session: Session, catalogue: Catalogue, lesson: Lesson
    ) -> None:
        answer(session, catalogue, lesson, right=True)
        session.commit()

        result = app.test_cli_runner().invoke(args=["lessons", "statistics", COURSE])

        assert "dưới 10" in result.output
        assert "1,00" not in result.output

    def test_it_writes_a_file(self, app: Flask, tmp_path: Path, catalogue: Catalogue) -> None:
        file = tmp_path / "muc.csv"

        app.test_cli_runner().invoke(args=["lessons", "statistics", COURSE, "--csv", str(file)])

        bank = catalogue.bank(COURSE)
        assert bank is not None
        text = file.read_text("utf-8-sig")
        assert all(f"{COURSE}:{one.key}" in text for one in bank.items)

    def test_a_course_that_is_not_there_is_refused(self, app: Flask) -> None:
        result = app.test_cli_runner().invoke(args=["lessons", "statistics", "khong-co"])

        assert result.exit_code == 1
        assert "không có khoá" in result.output
