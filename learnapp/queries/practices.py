"""What somebody's runs of practices say. Only ever about whoever asks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from learnapp.core.errors import NotFound
from learnapp.core.policy import Actor
from learnapp.core.records import Assistance, Verb
from learnapp.db.learning import LearningRecord
from learnapp.queries.identity import own_ids, own_record


@dataclass(frozen=True, slots=True)
class PracticeRun:
    """One run of a practice: how it ended, what it took, and who helped, if anybody said."""

    id: UUID
    finished: bool
    wrong: int
    hints: int
    strong_hints: int
    assistance: Assistance | None
    at: datetime

    @property
    def alone(self) -> bool:
        """Tell whether it shows that the person can do it alone."""
        return self.finished and self.assistance is Assistance.ALONE


def my_run(session: Session, actor: Actor, record_id: UUID, lesson: str) -> PracticeRun:
    """Return one run of the actor's own. Raises ``NotFound`` for any other record."""
    record = own_record(session, actor, record_id, Verb.PRACTISED)
    if record.lesson != lesson:
        raise NotFound(record_id)
    result = record.result
    return PracticeRun(
        id=record.id,
        finished=bool(record.passed),
        wrong=result.get("wrong", 0),
        hints=result.get("hints", 0),
        strong_hints=result.get("strong_hints", 0),
        assistance=record.assistance,
        at=record.at,
    )


def passed_quiz(session: Session, actor: Actor, lesson: str) -> bool:
    """Tell whether the actor ever passed the lesson's quiz."""
    return _ever_passed(session, actor, lesson, Verb.ANSWERED)


def finished_practice(session: Session, actor: Actor, lesson: str) -> bool:
    """Tell whether the actor ever finished the lesson's practice."""
    return _ever_passed(session, actor, lesson, Verb.PRACTISED)


def _ever_passed(session: Session, actor: Actor, lesson: str, verb: Verb) -> bool:
    found = exists().where(
        LearningRecord.person_id.in_(own_ids(actor.person_id)),
        LearningRecord.lesson == lesson,
        LearningRecord.verb == verb,
        LearningRecord.passed.is_(True),
    )
    return bool(session.scalar(select(found)))
