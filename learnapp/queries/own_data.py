"""Everything that is kept about a person, for that person to take along."""

from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.errors import NotFound
from learnapp.db.audit import AuditEntry
from learnapp.db.base import Base
from learnapp.db.certificates import Certificate
from learnapp.db.learning import (
    Bookmark,
    CheckAttempt,
    CourseProgress,
    LearningRecord,
    LessonProgress,
    RefusedRecord,
)
from learnapp.db.people import Consent, Identity, Person, Residence, RoleGrant, SignIn
from learnapp.db.study_groups import Enrolment, StudyGroup
from learnapp.queries.identity import members

Document = dict[str, Any]

_COLUMNS: tuple[tuple[str, type[Base], tuple[str, ...]], ...] = (
    ("residences", Residence, ("from_day", "ward_id", "neighbourhood_id")),
    ("consents", Consent, ("purpose", "version", "way", "given_by", "at", "withdrawn_at")),
    (
        "grants",
        RoleGrant,
        ("role", "province_code", "ward_id", "from_day", "until_day", "taken_at"),
    ),
    ("sign_ins", SignIn, ("created_at", "until", "shared_phone")),
    (
        "lesson_progress",
        LessonProgress,
        ("lesson", "course", "state", "best_percent", "passed_day", "practised_day", "done_day"),
    ),
    (
        "course_progress",
        CourseProgress,
        ("course", "step", "completed_day", "entry_percent", "final_percent", "supervised"),
    ),
    (
        "certificates",
        Certificate,
        ("course", "code", "issued_at", "name_shown", "withdrawn_at", "withdrawn_reason"),
    ),
    (
        "learning_records",
        LearningRecord,
        (
            "id", "verb", "course", "lesson", "object", "version", "result", "correct", "total",
            "passed", "assistance", "meeting_id", "channel", "observed_at", "received_at", "day",
        ),
    ),
    ("bookmarks", Bookmark, ("object", "place", "version", "at")),
    # What is asked, by which chance it was drawn, and what was answered, in the keys of the bank,
    # is told when the check is handed in: before, it would tell what is right.
    ("checks_begun", CheckAttempt, ("course", "kind", "stage", "begun_at")),
)  # fmt: skip


def own_data(session: Session, person_id: UUID) -> Document:
    """Return all that is kept under the person's id and under the ids joined to it, as plain JSON.

    Secrets are left out; of an act of somebody else only its time and name are told. Raises
    ``NotFound`` for somebody without an account.
    """
    identity, person = session.get(Identity, person_id), session.get(Person, person_id)
    if identity is None or person is None:
        raise NotFound(person_id)
    ids = members(session, person_id)
    document: Document = {
        "person": _values(person, ("id", "birth_year", "gender", "created_at", "account_day")),
        "account": _values(identity, ("full_name", "phone", "code", "created_at")),
    }
    for name, model, columns in _COLUMNS:
        whose = model.__table__.c.person_id
        rows = session.scalars(select(model).where(whose.in_(ids)))
        document[name] = [_values(row, columns) for row in rows]
    document["refused_records"] = [
        _values(row, ("id", "content", "reason", "received_at"))
        for row in session.scalars(
            select(RefusedRecord).where(RefusedRecord.handed_in_by_id.in_(ids))
        )
    ]
    document["classes"] = _classes(session, ids)
    document["looked_at_or_changed"] = _trail(session, ids)
    return document


def _classes(session: Session, ids: list[UUID]) -> list[Document]:
    rows = session.execute(
        select(StudyGroup.name, Enrolment.from_day, Enrolment.until_day)
        .join(Enrolment, Enrolment.study_group_id == StudyGroup.id)
        .where(Enrolment.person_id.in_(ids))
        .order_by(Enrolment.joined_at)
    )
    return [
        {"name": row.name, "from_day": _plain(row.from_day), "until_day": _plain(row.until_day)}
        for row in rows
    ]


def _trail(session: Session, ids: list[UUID]) -> list[Document]:
    rows = session.scalars(
        select(AuditEntry).where(AuditEntry.subject_id.in_(ids)).order_by(AuditEntry.at)
    )
    return [
        {"at": _plain(row.at), "action": row.action, "by_themselves": row.actor_id in ids}
        for row in rows
    ]


def _values(row: object, names: tuple[str, ...]) -> Document:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: object) -> object:
    """Write a value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
