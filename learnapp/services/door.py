"""The door: a sheet becomes the row of a learning record, graded once, or is refused."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from learnapp.core import policy
from learnapp.core.days import vietnam_day
from learnapp.core.errors import NotFound, UnknownRecord
from learnapp.core.grading import grade
from learnapp.core.policy import Actor, Permission, Subject
from learnapp.core.records import (
    ONE_SHEET,
    AnswerSheet,
    HandedIn,
    Moment,
    Retraction,
    Verb,
    moment,
)
from learnapp.db.study_groups import StudyGroup
from learnapp.queries.folding import RECORD, Known
from learnapp.services.texts import Texts

QUIZ = "quiz"
"""The object of an answered record: the quiz of its lesson."""

CLOCK_DOUBTED = "clock_doubted"
"""In a result: the phone's clock was wrong, so it happened when it was received."""

Row = dict[str, Any]
"""The columns of a learning record to be stored."""


def answered(
    texts: Texts, actor: Actor, sheet: AnswerSheet, known: Known | None, *, now: datetime
) -> Row:
    """Grade a round by the text that was answered, and make its row.

    Raises ``NotFound`` for a person out of reach, ``UnknownVersion``, ``UnknownQuestion`` and
    ``UnknownChoice``.
    """
    known = within_reach(actor, sheet.person_id, known, now)
    lesson = texts.lesson(sheet.lesson, sheet.version)
    course_version = texts.course_version(lesson.course, sheet.course_version)
    texts.check_archived(frozenset({lesson.version, course_version or lesson.version}))
    grading = grade(lesson.questions, sheet.answers)
    published_at = texts.published_at(lesson) if sheet.observed_at else None
    when = moment(sheet.observed_at, sheet.sent_at, now, not_before=published_at)
    marks = [{"q": one.question, "a": list(one.answer), "ok": one.right} for one in grading.marks]
    return row_of(sheet, actor, known, when, now) | {
        "verb": Verb.ANSWERED,
        "course": lesson.course,
        "lesson": lesson.slug,
        "object": QUIZ,
        "version": lesson.version,
        "course_version": course_version,
        "result": doubt(when) | {"answers": marks, "pass": lesson.pass_percent},
        "correct": grading.correct,
        "total": grading.total,
        "passed": grading.passed(lesson.pass_percent),
        "assistance": sheet.assistance,
        "meeting_id": sheet.meeting_id,
    }


def retracted(
    session: Session, actor: Actor, sheet: Retraction, known: Known | None, *, now: datetime
) -> Row:
    """Make the row that takes a record back: by whoever recorded it, or the leader of the class.

    Raises ``UnknownRecord`` for any other, and for a record that is not there.
    """
    record = session.execute(select(RECORD).where(RECORD.c.id == sheet.record_id)).one_or_none()
    if known is None or record is None or record.person_id not in known.member_ids:
        raise UnknownRecord(sheet.record_id)
    if record.verb is Verb.RETRACTED or not _may_take_back(session, actor, known, record):
        raise UnknownRecord(sheet.record_id)
    when = moment(sheet.observed_at, sheet.sent_at, now)
    return row_of(sheet, actor, known, when, now) | {
        "verb": Verb.RETRACTED,
        "course": record.course,
        "lesson": record.lesson,
        "object": str(record.id),
        "result": doubt(when) | {"reason": sheet.reason},
    }


_RECENT = select(RECORD.c.id, RECORD.c.result).where(
    RECORD.c.person_id == bindparam("person_id"),
    RECORD.c.lesson == bindparam("lesson"),
    RECORD.c.verb == bindparam("verb"),
    RECORD.c.object == bindparam("object"),
    RECORD.c.version.is_not_distinct_from(bindparam("version")),
    RECORD.c.received_at >= bindparam("since"),
)


def same_sheet(session: Session, row: Row, now: datetime) -> UUID | None:
    """Find the record that a second tap would repeat, where the form named none."""
    same = {name: row[name] for name in ("person_id", "lesson", "verb", "object", "version")}
    recent = session.execute(_RECENT, same | {"since": now - ONE_SHEET})
    result = _said(row["result"])
    return next((one.id for one in recent if _said(one.result) == result), None)


def _said(result: dict[str, Any]) -> dict[str, Any]:
    """Return what somebody did or answered, without doubts about when."""
    return {name: value for name, value in result.items() if name != CLOCK_DOUBTED}


def within_reach(actor: Actor, person_id: UUID, known: Known | None, now: datetime) -> Known:
    """Return the person, if the actor may hand in for them. Raises ``NotFound``."""
    if known is None:
        raise NotFound(person_id)
    themselves = actor.person_id in known.member_ids
    place = known.place_on(vietnam_day(now))
    subject = Subject(place, actor.person_id if themselves else known.root_id)
    policy.check(actor, Permission.RECORD_SUBMIT, subject)
    return known


def _may_take_back(session: Session, actor: Actor, known: Known, record: Any) -> bool:  # noqa: ANN401 - a row
    """Whoever recorded it may, and the leader of the class in which the person was that day.

    Nobody takes back a check of their own: a failed one would be gone, and with it the wait.
    """
    if record.verb is Verb.CHECKED and actor.person_id in known.member_ids:
        return False
    if record.recorded_by_id is None and actor.person_id in known.member_ids:
        return True
    if record.recorded_by_id == actor.person_id:
        return True
    enrolment = known.history.enrolment_on(record.day, record.course)
    group = session.get(StudyGroup, enrolment.study_group_id) if enrolment else None
    return group is not None and group.leader_id == actor.person_id


def row_of(sheet: HandedIn, actor: Actor, known: Known, when: Moment, now: datetime) -> Row:
    """Fill in what every record says: whose, by whom, where they live, and when.

    What only some kinds of records say is left empty.
    """
    place = known.place_on(vietnam_day(now))
    empty = ("version", "course_version", "correct", "total", "passed", "assistance", "meeting_id")
    return dict.fromkeys(empty) | {
        "person_id": sheet.person_id,
        "recorded_by_id": None if actor.person_id in known.member_ids else actor.person_id,
        "device_id": sheet.device_id,
        "channel": sheet.channel,
        "ward_id": place.ward_id,
        "province_code": place.province,
        "observed_at": sheet.observed_at or now,
        "received_at": now,
        "at": when.at,
        "day": vietnam_day(when.at),
    }


def doubt(when: Moment) -> dict[str, object]:
    """Return what a result says of a moment that cannot be right."""
    return {CLOCK_DOUBTED: True} if when.clock_doubted else {}
