"""Who is signed in, and with which grants."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from learnapp.core.days import vietnam_day
from learnapp.core.places import Place
from learnapp.core.policy import Actor, Grant
from learnapp.core.records import PersonKind
from learnapp.core.sign_ins import token_hash
from learnapp.db.people import Identity, Person, RoleGrant, SignIn


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a sign-in that still counts.

    A grant counts for nothing until its holder has set a password: ``needs_password``. Who came
    in by a one-time password sets a secret of their own first: ``needs_secret``.
    """

    person_id: UUID
    kind: PersonKind
    full_name: str | None
    shared_phone: bool
    created_at: datetime
    actor: Actor
    needs_password: bool = False
    needs_secret: bool = False


_PERSON, _IDENTITY, _SIGN_IN = Person.__table__, Identity.__table__, SignIn.__table__

# Every page of somebody signed in begins with this, so it is put together once.
_FIND = (
    select(
        _PERSON.c.id,
        _PERSON.c.kind,
        _PERSON.c.same_as_id,
        _IDENTITY.c.full_name,
        _IDENTITY.c.password_hash.is_not(None),
        _IDENTITY.c.one_time_until.is_not(None),
        _SIGN_IN.c.shared_phone,
        _SIGN_IN.c.created_at,
    )
    .select_from(_SIGN_IN)
    .join(_PERSON, _PERSON.c.id == _SIGN_IN.c.person_id)
    .outerjoin(_IDENTITY, _IDENTITY.c.person_id == _PERSON.c.id)
    .where(_SIGN_IN.c.id_hash == bindparam("id_hash"), _SIGN_IN.c.until > bindparam("now"))
    # A one-time password that was not replaced in time takes its sign-ins along.
    .where(
        or_(
            _IDENTITY.c.one_time_until.is_(None),
            _IDENTITY.c.one_time_until > bindparam("now"),
        )
    )
)


def find(session: Session, token: str, *, now: datetime) -> SignedIn | None:
    """Return whose sign-in this token is, or ``None`` when it is over or was revoked."""
    row = session.execute(_FIND, {"id_hash": token_hash(token), "now": now}).one_or_none()
    if row is None:
        return None
    person_id, kind, same_as_id, full_name, has_password, one_time, shared_phone, created_at = row
    held = grants_on(session, person_id, vietnam_day(now)) if full_name else frozenset()
    actor = Actor(same_as_id or person_id, held if has_password else frozenset())
    needs_password = bool(held) and not has_password
    return SignedIn(
        person_id, kind, full_name, shared_phone, created_at, actor, needs_password, bool(one_time)
    )


def grants_on(session: Session, person_id: UUID, day: date) -> frozenset[Grant]:
    """Return the grants that a person holds on a day."""
    rows = session.execute(
        select(RoleGrant.role, RoleGrant.province_code, RoleGrant.ward_id).where(
            RoleGrant.person_id == person_id,
            RoleGrant.taken_at.is_(None),
            RoleGrant.from_day <= day,
            or_(RoleGrant.until_day.is_(None), RoleGrant.until_day > day),
        )
    )
    return frozenset(Grant(role, Place(province, ward)) for role, province, ward in rows)
