"""Guests who left nothing behind are forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, aliased

from learnapp.core.records import PersonKind
from learnapp.db.learning import LearningRecord, RefusedRecord
from learnapp.db.people import Person, SignIn
from learnapp.db.study_groups import Enrolment

FORGOTTEN_AFTER = timedelta(days=30)
"""So long nobody may have needed a guest without a record, a class or a browser."""


def sweep(session: Session, *, now: datetime) -> None:
    """Forget the guests who did nothing, joined nothing and are signed in nowhere.

    What is derived of them goes along by cascade. A record that was refused is something: it may be
    taken in when its lesson is published.
    """
    joined = aliased(Person)
    something = (
        exists().where(LearningRecord.person_id == Person.id),
        exists().where(RefusedRecord.handed_in_by_id == Person.id),
        exists().where(Enrolment.person_id == Person.id),
        exists().where(SignIn.person_id == Person.id, SignIn.until > now),
        exists().where(joined.same_as_id == Person.id),
    )
    idle = select(Person.id).where(
        Person.kind == PersonKind.GUEST,
        Person.same_as_id.is_(None),
        Person.created_at <= now - FORGOTTEN_AFTER,
        *(~one for one in something),
    )
    session.execute(
        delete(Person).where(Person.id.in_(idle)).execution_options(synchronize_session=False)
    )
