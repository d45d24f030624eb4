"""Who holds which role where, as administrators see it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from learnapp.core import policy
from learnapp.core.codes import read_code
from learnapp.core.errors import InvalidCode, InvalidPhone
from learnapp.core.names import search_text
from learnapp.core.phones import Phone, parse_phone
from learnapp.core.places import Place
from learnapp.core.policy import Actor, Permission, Role, Subject
from learnapp.db.people import Identity, RoleGrant

PAGE = 50


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant in the list. ``until_day`` is the first day it no longer holds."""

    id: UUID
    person_id: UUID
    full_name: str
    phone: Phone | None
    code: str | None
    role: Role
    place: Place
    from_day: date
    until_day: date | None
    has_password: bool
    taken: bool

    def holds_on(self, day: date) -> bool:
        """Tell whether it is in force on a day."""
        return not self.taken and self.from_day <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Tell whether its last day has passed."""
        return self.until_day is not None and self.until_day <= day


@dataclass(frozen=True, slots=True)
class GrantPage:
    """One page of the list."""

    lines: tuple[GrantLine, ...]
    page: int
    pages: int


def grants(session: Session, actor: Actor | None, *, search: str = "", page: int = 1) -> GrantPage:
    """Return the grants not taken back, by given name; ``actor`` ``None``: the command line.

    ``search`` is a part of a name, marks or none. Raises ``Forbidden``.
    """
    _check(actor)
    chosen = (
        select(RoleGrant, Identity)
        .join(Identity, Identity.person_id == RoleGrant.person_id)
        .where(RoleGrant.taken_at.is_(None))
    )
    for word in search_text(search).split():
        chosen = chosen.where(Identity.search_text.contains(word, autoescape=True))
    count = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    rows = session.execute(
        chosen.order_by(Identity.sort_key, RoleGrant.id).limit(PAGE).offset((page - 1) * PAGE)
    )
    return GrantPage(tuple(_line(grant, identity) for grant, identity in rows), page, pages)


def grant(session: Session, actor: Actor | None, grant_id: UUID) -> GrantLine | None:
    """Return one grant, also one taken back. Raises ``Forbidden``."""
    _check(actor)
    row = session.execute(
        select(RoleGrant, Identity)
        .join(Identity, Identity.person_id == RoleGrant.person_id)
        .where(RoleGrant.id == grant_id)
    ).one_or_none()
    return _line(*row) if row else None


def find_person(session: Session, actor: Actor | None, name: str) -> tuple[UUID, str] | None:
    """Find id and full name by a phone number or code as typed. Raises ``Forbidden``."""
    _check(actor)
    keys: list[str] = []
    for read in (parse_phone, read_code):
        try:
            keys.append(read(name))
        except (InvalidPhone, InvalidCode):
            continue
    row = session.execute(
        select(Identity.person_id, Identity.full_name).where(
            or_(Identity.phone.in_(keys), Identity.code.in_(keys))
        )
    ).one_or_none()
    return (row.person_id, row.full_name) if row else None


def _check(actor: Actor | None) -> None:
    if actor is not None:
        policy.check(actor, Permission.GRANT_KEEP, Subject())


def _line(grant: RoleGrant, identity: Identity) -> GrantLine:
    return GrantLine(
        id=grant.id,
        person_id=grant.person_id,
        full_name=identity.full_name,
        phone=Phone(identity.phone) if identity.phone else None,
        code=identity.code,
        role=grant.role,
        place=Place(grant.province_code, grant.ward_id),
        from_day=grant.from_day,
        until_day=grant.until_day,
        has_password=identity.password_hash is not None,
        taken=grant.taken_at is not None,
    )
