"""Guests who left nothing behind are forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, aliased

from learnapp.core.records import PersonKind
from learnapp.db.people import Person, SignIn
from learnapp.queries.people import did_something

FORGOTTEN_AFTER = timedelta(days=30)
"""So long nobody may have needed a guest without a record, a class or a browser."""


def sweep(session: Session, *, now: datetime) -> None:
    """Forget the guests who did nothing, joined nothing and are signed in nowhere.

    What is derived of them goes along by cascade, and so do their working papers: no browser is
    left from which to go on with them.
    """
    joined = aliased(Person)
    something = (
        did_something(),
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
