"""The door: a sheet becomes the row of a learning record, graded once, or is refused."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from learnapp.core import policy
from learnapp.core.days import vietnam_day
from learnapp.core.errors import NotFound, UnknownRecord, UnknownVersion
from learnapp.core.grading import grade
from learnapp.core.lesson_archive import lesson_from_json
from learnapp.core.lessons import LANGUAGES, Catalogue, Lesson
from learnapp.core.policy import Actor, Permission, Subject
from learnapp.core.progress import CourseVersions
from learnapp.core.records import ONE_SHEET, AnswerSheet, Moment, Retraction, Verb, moment
from learnapp.db.learning import ContentVersion
from learnapp.db.study_groups import StudyGroup
from learnapp.queries.folding import RECORD, VERSION, Known

QUIZ = "quiz"
"""The object of an answered record: the quiz of its lesson."""

Row = dict[str, Any]
"""The columns of a learning record to be stored."""

_HASH = re.compile(r"[0-9a-f]{8,64}")

_ARCHIVED = select(VERSION.c.hash).where(
    or_(VERSION.c.hash == bindparam("one"), VERSION.c.hash == bindparam("other"))
)


@dataclass(frozen=True, slots=True)
class Texts:
    """The lessons and courses that answers can be about: of today, or from the archive."""

    session: Session
    catalogue: Catalogue
    _archived: dict[tuple[str, str, str], datetime | None] = field(default_factory=dict)
    _published: set[frozenset[str]] = field(default_factory=set)

    def lesson(self, slug: str, version: str) -> Lesson:
        """Return that version of a lesson. Raises ``UnknownVersion``, ``UnreadableVersion``."""
        for lang in LANGUAGES:
            lesson = self.catalogue.lesson(slug, lang)
            if lesson and lesson.version == version:
                return lesson
        if self._published_at("lesson", slug, version):
            archived = self.session.get_one(ContentVersion, version)
            return lesson_from_json(archived.body)
        raise UnknownVersion(slug, version)

    def published_at(self, lesson: Lesson) -> datetime | None:
        """Return when that version could first be seen."""
        return self._published_at("lesson", lesson.slug, lesson.version)

    def course_version(self, course: str, said: str | None) -> str | None:
        """Return the version of the course that somebody held, if it was one; else today's."""
        current = self.catalogue.course(course)
        today = current.version if current else None
        if said and said != today and self._published_at("course", course, said):
            return said
        return today

    def current_courses(self) -> CourseVersions:
        """Return the lessons of today's courses by version."""
        return {one.version: frozenset(one.lessons) for one in self.catalogue.courses()}

    def _published_at(self, kind: str, slug: str, version: str) -> datetime | None:
        """Look into the archive, once for each version. What is no hash is not asked for."""
        key = (kind, slug, version)
        if key not in self._archived and _HASH.fullmatch(version):
            self._archived[key] = self.session.scalar(
                select(ContentVersion.published_at).where(
                    ContentVersion.hash == version,
                    ContentVersion.kind == kind,
                    ContentVersion.slug == slug,
                )
            )
        return self._archived.get(key)

    def check_archived(self, versions: frozenset[str]) -> None:
        """Make sure that a record can name these two versions: lessons may run ahead of ``setup``.

        Raises ``UnknownVersion``: the sheet is kept, and taken in when they are published.
        """
        if versions in self._published:
            return
        given = {"one": min(versions), "other": max(versions)}
        found = self.session.connection().execute(_ARCHIVED, given).scalars()
        if missing := versions.difference(found):
            raise UnknownVersion(*sorted(missing))
        self._published.add(versions)


def answered(
    texts: Texts, actor: Actor, sheet: AnswerSheet, known: Known | None, *, now: datetime
) -> Row:
    """Grade a round by the text that was answered, and make its row.

    Raises ``NotFound`` for a person out of reach, ``UnknownVersion``, ``UnknownQuestion`` and
    ``UnknownChoice``.
    """
    known = _within_reach(actor, sheet.person_id, known, now)
    lesson = texts.lesson(sheet.lesson, sheet.version)
    course_version = texts.course_version(lesson.course, sheet.course_version)
    texts.check_archived(frozenset({lesson.version, course_version or lesson.version}))
    grading = grade(lesson.questions, sheet.answers)
    published_at = texts.published_at(lesson) if sheet.observed_at else None
    when = moment(sheet.observed_at, sheet.sent_at, now, not_before=published_at)
    marks = [{"q": one.question, "a": list(one.answer), "ok": one.right} for one in grading.marks]
    return _row(sheet, actor, known, when, now) | {
        "verb": Verb.ANSWERED,
        "course": lesson.course,
        "lesson": lesson.slug,
        "object": QUIZ,
        "version": lesson.version,
        "course_version": course_version,
        "result": _doubt(when) | {"answers": marks, "pass": lesson.pass_percent},
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
    return _row(sheet, actor, known, when, now) | {
        "verb": Verb.RETRACTED,
        "course": record.course,
        "lesson": record.lesson,
        "object": str(record.id),
        "version": None,
        "course_version": None,
        "result": _doubt(when) | {"reason": sheet.reason},
        "correct": None,
        "total": None,
        "passed": None,
        "assistance": None,
        "meeting_id": None,
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
    answers = row["result"].get("answers")
    return next((one.id for one in recent if one.result.get("answers") == answers), None)


def _within_reach(actor: Actor, person_id: UUID, known: Known | None, now: datetime) -> Known:
    """Return the person, if the actor may hand in for them. Raises ``NotFound``."""
    if known is None:
        raise NotFound(person_id)
    themselves = actor.person_id in known.member_ids
    place = known.place_on(vietnam_day(now))
    subject = Subject(place, actor.person_id if themselves else known.root_id)
    policy.check(actor, Permission.RECORD_SUBMIT, subject)
    return known


def _may_take_back(session: Session, actor: Actor, known: Known, record: Any) -> bool:  # noqa: ANN401 - a row
    """Whoever recorded it may, and the leader of the class in which the person was that day."""
    if record.recorded_by_id is None and actor.person_id in known.member_ids:
        return True
    if record.recorded_by_id == actor.person_id:
        return True
    enrolment = known.history.enrolment_on(record.day, record.course)
    group = session.get(StudyGroup, enrolment.study_group_id) if enrolment else None
    return group is not None and group.leader_id == actor.person_id


def _row(
    sheet: AnswerSheet | Retraction, actor: Actor, known: Known, when: Moment, now: datetime
) -> Row:
    """Fill in what every record says: whose, by whom, where they live, and when."""
    place = known.place_on(vietnam_day(now))
    return {
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


def _doubt(when: Moment) -> dict[str, object]:
    return {"clock_doubted": True} if when.clock_doubted else {}
