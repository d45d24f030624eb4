"""The audit trail: who saw or changed whose data. Entries are only ever added."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from learnapp.core.ids import uuid7
from learnapp.core.policy import Actor
from learnapp.db.audit import AuditEntry


def note(
    session: Session,
    action: str,
    *,
    actor: Actor | None,
    now: datetime,
    subject_id: UUID | None = None,
    ward_id: int | None = None,
    **details: str | int | None,
) -> None:
    """Write down that the actor (``None``: the command line) did this, in the caller's transaction.

    ``details`` hold codes and ids, never names, numbers or answers.
    """
    session.add(
        AuditEntry(
            id=uuid7(now),
            at=now,
            actor_id=actor.person_id if actor else None,
            action=action,
            subject_id=subject_id,
            ward_id=ward_id,
            details=details,
        )
    )
