"""Persons with an account: how they sign in, and what they see of themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from learnapp.core.consents import Purpose
from learnapp.core.days import vietnam_day
from learnapp.core.errors import NotFound
from learnapp.core.phones import Phone
from learnapp.core.records import PersonKind
from learnapp.core.sign_ins import token_hash
from learnapp.db.learning import Bookmark, CheckAttempt, LearningRecord, RefusedRecord
from learnapp.db.people import Consent, Identity, LearnerCode, Person, Residence, SignIn
from learnapp.db.places import Neighbourhood
from learnapp.db.study_groups import Enrolment


class SecretKind(StrEnum):
    """By what somebody signs in."""

    PIN = "pin"
    ONE_TIME = "one_time"
    PASSWORD = "password"  # noqa: S105 - a kind of secret, none itself


@dataclass(frozen=True, slots=True)
class Account:
    """How a person signs in; ``hashed`` is ``None`` for a one-time password that has ended."""

    person_id: UUID
    kind: SecretKind
    hashed: str | None


@dataclass(frozen=True, slots=True)
class SignInLine:
    """One browser that is signed in."""

    created_at: datetime
    shared_phone: bool
    here: bool


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What people see of themselves."""

    person_id: UUID
    full_name: str
    birth_year: int | None
    gender: str | None
    phone: Phone | None
    code: str | None
    has_password: bool
    ward_id: int | None
    neighbourhood_id: int | None
    neighbourhood: str | None
    lives_there_from: date | None
    consent_version: str | None
    consented_at: datetime | None
    sign_ins: tuple[SignInLine, ...]


def account_by_name(session: Session, name: str, *, now: datetime) -> Account | None:
    """Find an account by its phone number or code, in the one written form of either."""
    found = session.scalar(
        select(Identity).where(or_(Identity.phone == name, Identity.code == name))
    )
    return _account(found, now) if found else None


def account_of(session: Session, person_id: UUID, *, now: datetime) -> Account:
    """Return how this person signs in. Raises ``NotFound`` for somebody without an account."""
    found = session.get(Identity, person_id)
    if found is None:
        raise NotFound(person_id)
    return _account(found, now)


def _account(identity: Identity, now: datetime) -> Account:
    """Who has a password signs in with it alone."""
    if identity.password_hash:
        return Account(identity.person_id, SecretKind.PASSWORD, identity.password_hash)
    if identity.one_time_until:
        valid = identity.pin_hash if now < identity.one_time_until else None
        return Account(identity.person_id, SecretKind.ONE_TIME, valid)
    return Account(identity.person_id, SecretKind.PIN, identity.pin_hash)


def did_something() -> ColumnElement[bool]:
    """Return the condition that a person did or joined something that stays.

    A record that was refused is something: it may be taken in when its lesson is published.
    """
    return or_(
        exists().where(LearningRecord.person_id == Person.id),
        exists().where(RefusedRecord.handed_in_by_id == Person.id),
        exists().where(Enrolment.person_id == Person.id),
    )


def guest_with_something(session: Session, person_id: UUID) -> bool:
    """Tell whether this is a guest of their own who did, joined or began something."""
    own = or_(
        did_something(),
        exists().where(CheckAttempt.person_id == Person.id),
        exists().where(Bookmark.person_id == Person.id),
    )
    return bool(
        session.scalar(
            select(Person.id).where(
                Person.id == person_id,
                Person.kind == PersonKind.GUEST,
                Person.same_as_id.is_(None),
                own,
            )
        )
    )


def code_can_be_used(session: Session, code: str, *, now: datetime) -> bool:
    """Tell whether a volunteer gave out this code, and nobody has used it yet."""
    found = session.get(LearnerCode, code)
    return found is not None and found.used_at is None and now < found.until


def own_account(session: Session, person_id: UUID, token: str, *, now: datetime) -> OwnAccount:
    """Return what somebody sees of their account. Raises ``NotFound`` without one."""
    row = session.execute(
        select(Person, Identity).join(Identity).where(Person.id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFound(person_id)
    person, identity = row
    home = residence_today(session, person_id, vietnam_day(now))
    neighbourhood = (
        session.get(Neighbourhood, home.neighbourhood_id)
        if home and home.neighbourhood_id
        else None
    )
    consent = session.scalars(
        select(Consent)
        .where(
            Consent.person_id == person_id,
            Consent.purpose == Purpose.ACCOUNT.value,
            Consent.withdrawn_at.is_(None),
        )
        .order_by(Consent.at.desc())
    ).first()
    return OwnAccount(
        person_id=person_id,
        full_name=identity.full_name,
        birth_year=person.birth_year,
        gender=person.gender,
        phone=Phone(identity.phone) if identity.phone else None,
        code=identity.code,
        has_password=identity.password_hash is not None,
        ward_id=home.ward_id if home else None,
        neighbourhood_id=home.neighbourhood_id if home else None,
        neighbourhood=neighbourhood.name if neighbourhood else None,
        lives_there_from=home.from_day if home else None,
        consent_version=consent.version if consent else None,
        consented_at=consent.at if consent else None,
        sign_ins=tuple(_sign_ins(session, person_id, token, now)),
    )


def residence_today(session: Session, person_id: UUID, day: date) -> Residence | None:
    """Return where somebody lives on a day; before the first known residence, that one."""
    rows = session.scalars(
        select(Residence).where(Residence.person_id == person_id).order_by(Residence.from_day)
    ).all()
    begun = [row for row in rows if row.from_day <= day]
    return begun[-1] if begun else (rows[0] if rows else None)


def _sign_ins(session: Session, person_id: UUID, token: str, now: datetime) -> list[SignInLine]:
    here = token_hash(token)
    rows = session.scalars(
        select(SignIn)
        .where(SignIn.person_id == person_id, SignIn.until > now)
        .order_by(SignIn.created_at.desc())
    )
    return [SignInLine(row.created_at, row.shared_phone, row.id_hash == here) for row in rows]
