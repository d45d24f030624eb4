"""One round of a quiz, shown again to whoever answered it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from learnapp.core.errors import NotFound
from learnapp.core.grading import Mark
from learnapp.core.policy import Actor
from learnapp.core.records import Verb
from learnapp.db.learning import LearningRecord
from learnapp.db.people import Person


@dataclass(frozen=True, slots=True)
class Round:
    """What was answered, and how it was graded at the door."""

    lesson: str
    version: str
    marks: tuple[Mark, ...]
    correct: int
    total: int
    passed: bool
    at: datetime


def own_round(session: Session, actor: Actor, record_id: UUID) -> Round:
    """Return a round of the actor's own. Raises ``NotFound`` for anyone else's."""
    own = select(Person.id).where(
        or_(Person.id == actor.person_id, Person.same_as_id == actor.person_id)
    )
    record = session.scalar(
        select(LearningRecord).where(
            LearningRecord.id == record_id,
            LearningRecord.verb == Verb.ANSWERED,
            LearningRecord.person_id.in_(own),
        )
    )
    if record is None or record.version is None:
        raise NotFound(record_id)
    marks = tuple(
        Mark(one["q"], tuple(one["a"]), one["ok"]) for one in record.result.get("answers", ())
    )
    return Round(
        lesson=record.lesson,
        version=record.version,
        marks=marks,
        correct=record.correct or 0,
        total=record.total or 0,
        passed=bool(record.passed),
        at=record.at,
    )
