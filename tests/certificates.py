"""People who completed a course, made from records as the services store them."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy.orm import Session

from learnapp.core.days import vietnam_day
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue, Course
from learnapp.core.records import Assistance, Channel, Verb
from learnapp.db.learning import LearningRecord
from learnapp.services.progress import refold_person

COURSE = "khoa-thu"


def course_of(app: Flask, slug: str = COURSE) -> Course:
    catalogue: Catalogue = app.extensions["catalogue"]
    found = catalogue.course(slug)
    assert found is not None
    return found


def complete(
    session: Session,
    app: Flask,
    person_id: UUID,
    *,
    at: datetime,
    witnessed: bool = False,
    slug: str = COURSE,
) -> LearningRecord:
    """Store all that completes the course; return its last record, the final check if it has one.

    The caller commits.
    """
    course = course_of(app, slug)
    last = None
    for n, lesson in enumerate(course.lessons):
        moment = at - timedelta(minutes=10 * (len(course.lessons) - n))
        last = record(session, course, person_id, Verb.ANSWERED, at=moment, lesson=lesson)
        if lesson in course.practices:
            moment += timedelta(minutes=5)
            last = record(session, course, person_id, Verb.PRACTISED, at=moment, lesson=lesson)
    if course.check:
        last = record(
            session, course, person_id, Verb.CHECKED, at=at, object_="final", witnessed=witnessed
        )
    assert last is not None
    refold_person(session, person_id)
    return last


def recheck(
    session: Session,
    app: Flask,
    person_id: UUID,
    stage: int,
    *,
    at: datetime,
    passed: bool = True,
    slug: str = COURSE,
) -> LearningRecord:
    """Store a recheck of the course. The caller commits."""
    found = record(
        session,
        course_of(app, slug),
        person_id,
        Verb.CHECKED,
        at=at,
        object_=f"recheck-{stage}",
        passed=passed,
    )
    refold_person(session, person_id)
    return found


def take_back(session: Session, app: Flask, taken: LearningRecord, *, at: datetime) -> None:
    """Take a record back, as the one who recorded it does. The caller commits."""
    record(
        session,
        course_of(app, taken.course),
        taken.person_id,
        Verb.RETRACTED,
        at=at,
        lesson=taken.lesson,
        object_=str(taken.id),
    )
    refold_person(session, taken.person_id)


def record(
    session: Session,
    course: Course,
    person_id: UUID,
    verb: Verb,
    *,
    at: datetime,
    lesson: str = "",
    object_: str = "quiz",
    passed: bool = True,
    witnessed: bool = False,
) -> LearningRecord:
    stored = LearningRecord(
        id=uuid7(at),
        person_id=person_id,
        recorded_by_id=None,
        verb=verb,
        course=course.slug,
        lesson=lesson,
        object=object_,
        version=None,
        course_version=course.version,
        result={},
        correct=4,
        total=4,
        passed=passed,
        assistance=Assistance.ALONE,
        meeting_id=uuid4() if witnessed else None,
        device_id=None,
        channel=Channel.PAGE,
        ward_id=None,
        province_code=None,
        observed_at=at,
        received_at=at,
        at=at,
        day=vietnam_day(at),
    )
    session.add(stored)
    session.flush()
    return stored
