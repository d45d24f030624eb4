"""Codes that were handed out and not used yet."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.policy import Actor
from learnapp.db.people import LearnerCode


def unused(session: Session, actor: Actor, *, now: datetime) -> list[LearnerCode]:
    """Return the actor's own codes that nobody used and that are still good, the newest first."""
    return list(
        session.scalars(
            select(LearnerCode)
            .where(
                LearnerCode.issued_by_id == actor.person_id,
                LearnerCode.used_by_id.is_(None),
                LearnerCode.until > now,
            )
            .order_by(LearnerCode.issued_at.desc(), LearnerCode.code)
        )
    )
