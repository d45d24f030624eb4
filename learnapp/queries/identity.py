"""Whose ids are whose: a person is a root and every guest that was joined to it.

Records, bookmarks and attempts stay under the id they were made with; who asks for what is
"theirs" asks for all of them, and always here.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from learnapp.core.errors import NotFound
from learnapp.core.policy import Actor
from learnapp.core.records import Verb
from learnapp.db.learning import LearningRecord
from learnapp.db.people import Person


def root_of(person_id: UUID) -> ScalarSelect[Any]:
    """Return, as part of a statement, the id under which a person is counted."""
    person = aliased(Person)
    root = func.coalesce(person.same_as_id, person.id)
    return select(root).where(person.id == person_id).scalar_subquery()


def own_ids(person_id: UUID) -> Select[UUID]:
    """Return, as part of a statement, every id of the person of whom this is one."""
    person, root = aliased(Person), root_of(person_id)
    return select(person.id).where(or_(person.id == root, person.same_as_id == root))


def root_id(session: Session, person_id: UUID) -> UUID:
    """Return the id under which a person is counted; their own where nobody is known."""
    root: UUID | None = session.scalar(select(root_of(person_id)))
    return root or person_id


def members(session: Session, person_id: UUID) -> list[UUID]:
    """Return every id of the person of whom this is one; empty where nobody is known."""
    return list(session.scalars(own_ids(person_id)))


def own_record(session: Session, actor: Actor, record_id: UUID, verb: Verb) -> LearningRecord:
    """Return a record of the actor's own about a text.

    Raises ``NotFound`` for any other record, and for one of another verb.
    """
    record = session.get(LearningRecord, record_id)
    if record is None or record.verb is not verb or record.version is None:
        raise NotFound(record_id)
    if record.person_id not in members(session, actor.person_id):
        raise NotFound(record_id)
    return record
