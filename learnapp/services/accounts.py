"""People change what is kept about them: name, number, PIN, password."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learnapp.core.codes import new_code
from learnapp.core.errors import NotFound, PhoneTaken
from learnapp.core.names import search_text, sort_key, tidy
from learnapp.core.phones import Phone
from learnapp.core.policy import Actor
from learnapp.db.people import Identity, Person
from learnapp.services import audit, sign_ins
from learnapp.services.progress import refold_person

ONE_TIME_LENGTH = 16
"""Signs of a generated password: 23 signs to choose from, 72 bits."""

ONE_TIME_FOR = timedelta(hours=72)
"""A generated password that was not replaced by then opens nothing any more."""


def new_one_time_password(chance: bytes) -> str:
    """Make a password to be read out once, in four groups, of 16 random bytes."""
    signs = new_code(chance, ONE_TIME_LENGTH)
    return "-".join(signs[at : at + 4] for at in range(0, ONE_TIME_LENGTH, 4))


@dataclass(frozen=True, slots=True)
class Details:
    """What people tell of themselves."""

    full_name: str
    birth_year: int
    gender: str | None


def correct_details(session: Session, actor: Actor, new: Details, *, now: datetime) -> None:
    """Correct what people told of themselves; what is counted by it is counted anew."""
    identity = _own(session, actor)
    person = session.scalars(
        select(Person).where(Person.id == actor.person_id).with_for_update(key_share=True)
    ).one()
    name = tidy(new.full_name)
    identity.full_name, identity.sort_key = name, sort_key(name)
    identity.search_text = search_text(name)
    person.birth_year, person.gender = new.birth_year, new.gender
    audit.note(session, "details.corrected", actor=actor, subject_id=actor.person_id, now=now)
    session.flush()
    refold_person(session, person.root_id)


def change_phone(session: Session, actor: Actor, phone: Phone, *, now: datetime) -> None:
    """Sign in with another number from now on. Raises ``PhoneTaken``."""
    identity = _own(session, actor)
    if identity.phone == phone:
        return
    try:
        with session.begin_nested():
            identity.phone = phone
            session.flush()
    except IntegrityError as error:
        raise PhoneTaken from error
    audit.note(session, "phone.changed", actor=actor, subject_id=actor.person_id, now=now)
    session.flush()


def set_pin(session: Session, actor: Actor, pin_hash: str, *, token: str, now: datetime) -> None:
    """Sign in with another PIN from now on; every other browser is signed out."""
    identity = _own(session, actor)
    identity.pin_hash, identity.one_time_until = pin_hash, None
    sign_ins.end_all(session, actor.person_id, but_token=token)
    audit.note(session, "pin.changed", actor=actor, subject_id=actor.person_id, now=now)
    session.flush()


def set_password(session: Session, actor: Actor, password_hash: str, *, now: datetime) -> None:
    """Sign in with this password from now on and with no PIN; every browser is signed out."""
    identity = _own(session, actor)
    identity.password_hash, identity.pin_hash, identity.one_time_until = password_hash, None, None
    sign_ins.end_all(session, actor.person_id)
    audit.note(session, "password.changed", actor=actor, subject_id=actor.person_id, now=now)
    session.flush()


def reset_secret(session: Session, person_id: UUID, one_time_hash: str, *, now: datetime) -> None:
    """Put a one-time password in the place of PIN and password: from the command line alone.

    Everybody who was signed in as this person is signed out. Raises ``NotFound``.
    """
    identity = session.get(Identity, person_id)
    if identity is None:
        raise NotFound(person_id)
    identity.pin_hash, identity.password_hash = one_time_hash, None
    identity.one_time_until = now + ONE_TIME_FOR
    sign_ins.end_all(session, person_id)
    audit.note(session, "secret.reset", actor=None, subject_id=person_id, now=now)
    session.flush()


def _own(session: Session, actor: Actor) -> Identity:
    """Return the actor's own account. Raises ``NotFound`` for a guest."""
    identity = session.get(Identity, actor.person_id)
    if identity is None:
        raise NotFound(actor.person_id)
    return identity
