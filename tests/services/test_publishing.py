from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.lesson_archive import lesson_from_json
from learnapp.core.lessons import Catalogue
from learnapp.core.records import Outcome, UnreadableSheet
from learnapp.db.learning import ContentVersion, LearningRecord, RefusedRecord
from learnapp.queries.publishing import unpublished
from learnapp.services.publishing import publish
from learnapp.services.records import submit, submit_batch
from tests.learning import (
    CATALOGUE,
    NOW,
    actor,
    figures,
    make_citizen,
    make_course,
    make_lesson,
    sheet_of,
)

LATER = NOW + timedelta(days=2)
NEWER = Catalogue.of(
    [make_lesson("mot", edition=2), make_lesson("hai"), make_lesson("ba", "khoa-khac")],
    [make_course("khoa", ("mot", "hai")), make_course("khoa-khac", ("ba",))],
)


def test_every_text_is_archived_once(session: Session) -> None:
    publish(session, CATALOGUE, now=NOW)

    assert unpublished(session, CATALOGUE) == []
    assert publish(session, CATALOGUE, now=LATER) == 0
    lesson = CATALOGUE.lesson("mot")
    assert lesson
    assert lesson_from_json(session.get_one(ContentVersion, lesson.version).body) == lesson


def test_an_answer_to_an_older_text_is_graded_by_it(session: Session) -> None:
    publish(session, CATALOGUE, now=NOW)
    publish(session, NEWER, now=LATER)
    citizen = make_citizen(session)
    sheet = sheet_of(citizen)

    receipt = submit(session, NEWER, actor(citizen), sheet, now=LATER)

    assert receipt.outcome is Outcome.STORED
    assert session.get_one(LearningRecord, sheet.id).version == sheet.version


def test_what_came_before_its_text_is_taken_in_with_it(session: Session) -> None:
    publish(session, CATALOGUE, now=NOW)
    citizen = make_citizen(session)
    early = sheet_of(citizen, catalogue=NEWER, observed_at=NOW, sent_at=NOW)
    never = sheet_of(citizen, version="f" * 32)
    receipts = submit_batch(session, CATALOGUE, actor(citizen), [early, never], now=NOW)
    assert [one.reason for one in receipts] == ["UnknownVersion", "UnknownVersion"]

    publish(session, NEWER, now=LATER)

    record = session.get_one(LearningRecord, early.id)
    assert (record.received_at, record.at) == (NOW, NOW)
    assert session.scalars(select(RefusedRecord.id)).all() == [never.id]
    assert figures(session)["step.active"] == 1


def test_what_is_served_before_it_is_published_is_kept_and_taken_in(session: Session) -> None:
    publish(session, CATALOGUE, now=NOW)
    citizen = make_citizen(session)
    early = sheet_of(citizen, catalogue=NEWER)
    assert submit(session, NEWER, actor(citizen), early, now=NOW).reason == "UnknownVersion"
    assert session.get(RefusedRecord, (early.id, citizen.id)) is not None

    publish(session, NEWER, now=LATER)

    assert session.get_one(LearningRecord, early.id).received_at == NOW
    assert session.scalars(select(RefusedRecord)).all() == []


def test_what_a_form_sent_is_read_when_its_questions_are_known(session: Session) -> None:
    publish(session, CATALOGUE, now=NOW)
    citizen = make_citizen(session)
    lesson = NEWER.lesson("mot")
    assert lesson
    content = {
        "lesson": "mot",
        "version": lesson.version,
        "fields": {"version": [lesson.version], "q-q1": ["a"], "q-q2": ["b"]},
    }
    form = UnreadableSheet(id=None, person_id=citizen.id, reason="UnknownVersion", content=content)
    receipt = submit(session, CATALOGUE, actor(citizen), form, now=NOW)

    publish(session, NEWER, now=LATER)

    record = session.get_one(LearningRecord, receipt.id)
    assert (record.correct, record.total) == (1, 4)
    assert session.scalars(select(RefusedRecord)).all() == []


def test_the_command_publishes_what_is_new(app: Flask, session: Session) -> None:
    session.execute(ContentVersion.__table__.delete())
    session.commit()

    first = app.test_cli_runner().invoke(args=["lessons", "publish"])
    second = app.test_cli_runner().invoke(args=["lessons", "publish"])

    assert (first.exit_code, second.exit_code) == (0, 0)
    texts = len(app.extensions["catalogue"].all_versions())
    assert f"Đã phát hành {texts} bản mới." in first.output
    assert "Không có gì mới." in second.output
