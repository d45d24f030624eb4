"""Roles are given and taken back; each change is in the audit trail."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core import policy
from learnapp.core.errors import GrantHeld, NoSuchAccount, NotFound, OwnGrant
from learnapp.core.grants import check_grant, overlap
from learnapp.core.ids import uuid7
from learnapp.core.places import Place
from learnapp.core.policy import Actor, Permission, Role, Subject
from learnapp.db.people import Identity, Person, RoleGrant
from learnapp.services import audit, sign_ins


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role in a place; ``until_day`` is the first day it no longer holds."""

    role: Role
    place: Place
    from_day: date
    until_day: date | None = None


def give(
    session: Session, actor: Actor | None, person_id: UUID, new: NewGrant, *, now: datetime
) -> RoleGrant:
    """Give a role to a person with an account; ``actor`` ``None``: the command line.

    The same grant given twice is one. The person is signed out everywhere, since whoever holds a
    role keeps shorter hours. Raises ``Forbidden``, ``OwnGrant``, ``NoSuchAccount``, ``GrantHeld``,
    ``PlaceDoesNotFit``, ``DaysOutOfOrder``.
    """
    if actor is not None:
        policy.check(actor, Permission.GRANT_KEEP, Subject(new.place))
        if actor.person_id == person_id:
            raise OwnGrant(person_id)
    check_grant(new.role, new.place, new.from_day, new.until_day)
    # Held by this transaction, so that two administrators do not give the same at once.
    person = session.scalar(
        select(Person).where(Person.id == person_id).with_for_update(key_share=True)
    )
    if person is None or session.get(Identity, person_id) is None:
        raise NoSuchAccount(person_id)
    for held in _held(session, person_id, new):
        if (held.from_day, held.until_day) == (new.from_day, new.until_day):
            return held
        if overlap(held.from_day, held.until_day, new.from_day, new.until_day):
            raise GrantHeld(held.id)
    grant = RoleGrant(
        id=uuid7(now),
        person_id=person_id,
        role=new.role,
        province_code=new.place.province,
        ward_id=new.place.ward_id,
        from_day=new.from_day,
        until_day=new.until_day,
        given_by_id=actor.person_id if actor else None,
        given_at=now,
        taken_by_id=None,
        taken_at=None,
    )
    session.add(grant)
    _note(session, "grant.given", actor, grant, now)
    sign_ins.end_all(session, person_id)
    session.flush()
    return grant


def take_back(session: Session, actor: Actor | None, grant_id: UUID, *, now: datetime) -> RoleGrant:
    """Take a role back at once and sign the person out everywhere; twice changes nothing.

    Raises ``Forbidden`` and ``NotFound``.
    """
    if actor is not None:
        policy.check(actor, Permission.GRANT_KEEP, Subject())
    grant = session.scalar(
        select(RoleGrant)
        .where(RoleGrant.id == grant_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if grant is None:
        raise NotFound(grant_id)
    if grant.taken_at is None:
        grant.taken_at, grant.taken_by_id = now, actor.person_id if actor else None
        _note(session, "grant.taken", actor, grant, now)
        sign_ins.end_all(session, grant.person_id)
        session.flush()
    return grant


def _held(session: Session, person_id: UUID, new: NewGrant) -> list[RoleGrant]:
    """Return the grants of the same role in the same place that were not taken back."""
    rows = session.scalars(
        select(RoleGrant).where(
            RoleGrant.person_id == person_id,
            RoleGrant.role == new.role,
            RoleGrant.taken_at.is_(None),
        )
    )
    return [row for row in rows if Place(row.province_code, row.ward_id) == new.place]


def _note(
    session: Session, action: str, actor: Actor | None, grant: RoleGrant, now: datetime
) -> None:
    audit.note(
        session,
        action,
        actor=actor,
        subject_id=grant.person_id,
        ward_id=grant.ward_id,
        now=now,
        grant=str(grant.id),
        role=grant.role.value,
        province=grant.province_code,
        from_day=grant.from_day.isoformat(),
        until_day=grant.until_day.isoformat() if grant.until_day else None,
    )
