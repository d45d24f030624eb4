"""People make an account, with their consent, and keep what they learned as guests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learnapp.core import pins
from learnapp.core.consents import CURRENT, Agreed, Purpose, Way, may_be_child
from learnapp.core.days import vietnam_day
from learnapp.core.errors import (
    CodeNotUsable,
    ConsentOutdated,
    PhoneOrCodeNeeded,
    PhoneTaken,
    RepresentativeNeeded,
)
from learnapp.core.ids import uuid7
from learnapp.core.names import search_text, sort_key, tidy
from learnapp.core.phones import Phone
from learnapp.core.records import PersonKind
from learnapp.core.throttling import Kind, address_of
from learnapp.db.people import Consent, Identity, LearnerCode, Person, Residence
from learnapp.queries.people import code_can_be_used, guest_with_something
from learnapp.services import sign_ins, signing_in, throttling
from learnapp.services.hashing import Hasher
from learnapp.services.progress import refold_person
from learnapp.services.residences import check_home
from learnapp.services.signing_in import Attempt
from learnapp.services.throttling import Counter


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody tells of themselves; ``code`` in its written form, where there is no phone.

    ``one_time_until``: the secret was generated for them and must be replaced by then.
    """

    full_name: str
    birth_year: int
    gender: str | None
    ward_id: int
    neighbourhood_id: int | None
    phone: Phone | None
    code: str | None
    agreed: tuple[Agreed, ...]
    way: Way = Way.SELF_IN_APP
    one_time_until: datetime | None = None


def check_new(new: NewAccount, pin: str, *, today: date) -> None:
    """Refuse what needs no table to refuse, before any work is done.

    Raises ``PhoneOrCodeNeeded``, ``InvalidPin``, ``WeakPin``, ``ConsentOutdated``,
    ``RepresentativeNeeded``.
    """
    if new.phone is None and new.code is None:
        raise PhoneOrCodeNeeded
    pins.check_pin(pin, birth_year=new.birth_year, phone=new.phone)
    check_agreed(new.agreed, birth_year=new.birth_year, today=today)


def check_agreed(agreed: Iterable[Agreed], *, birth_year: int, today: date) -> None:
    """Make sure that today's texts were agreed to by everyone whose word it needs."""
    given = {one.purpose: one for one in agreed}
    needed = {Purpose.ACCOUNT}
    if may_be_child(birth_year, today):
        needed.add(Purpose.REPRESENTATIVE)
        representative = given.get(Purpose.REPRESENTATIVE)
        if representative is None or not representative.given_by:
            raise RepresentativeNeeded
    if any(
        purpose not in given or given[purpose].version != CURRENT[purpose] for purpose in needed
    ):
        raise ConsentOutdated


def begin(
    session: Session, hasher: Hasher, new: NewAccount, address: str | None, *, now: datetime
) -> Attempt:
    """Count a try to register, as one to sign in: only so does anyone learn of a taken number.

    Every new account counts for its address besides. The caller commits. Raises ``TooManyTries``.
    """
    attempt = signing_in.begin(session, hasher, new.phone or new.code or "", address, now=now)
    if attempt.account is None:
        name = hasher.name(Kind.NEW_ACCOUNTS, address_of(address))
        throttling.count(session, [Counter(name, Kind.NEW_ACCOUNTS)], now=now)
    return attempt


def register(
    session: Session,
    new: NewAccount,
    pin_hash: str,
    *,
    guest_id: UUID | None = None,
    now: datetime,
) -> UUID:
    """Make an account and return its person's id.

    ``guest_id``: a guest who said that what was learned on this phone is theirs; the account is
    added to that very person, and nothing moves. Raises ``PhoneTaken``, ``CodeNotUsable``,
    ``UnknownWard``, ``UnknownNeighbourhood``.
    """
    today = vietnam_day(now)
    check_home(session, new.ward_id, new.neighbourhood_id, today=today)
    if new.code is not None and not code_can_be_used(session, new.code, now=now):
        raise CodeNotUsable
    person = _guest(session, guest_id) or Person(
        id=uuid7(now), kind=PersonKind.CITIZEN, same_as_id=None, created_at=now
    )
    person.kind, person.account_day = PersonKind.CITIZEN, today
    person.birth_year, person.gender = new.birth_year, new.gender
    session.add(person)
    session.flush()
    add_identity(session, person.id, new, pin_hash, now=now)
    if new.code is not None:
        _use_code(session, new.code, person.id, now)
    session.add(
        Residence(
            person_id=person.id,
            from_day=_lives_there_from(session, person.id, today),
            ward_id=new.ward_id,
            neighbourhood_id=new.neighbourhood_id,
        )
    )
    for agreed in new.agreed:
        _keep_consent(session, person.id, agreed, new.way, now)
    session.flush()
    refold_person(session, person.id)
    return person.id


def add_identity(
    session: Session, person_id: UUID, new: NewAccount, pin_hash: str, *, now: datetime
) -> None:
    """Give a person a name and a way to sign in. Raises ``PhoneTaken``, ``CodeNotUsable``."""
    full_name = tidy(new.full_name)
    identity = Identity(
        person_id=person_id,
        full_name=full_name,
        sort_key=sort_key(full_name),
        search_text=search_text(full_name),
        phone=new.phone,
        code=new.code,
        pin_hash=pin_hash,
        password_hash=None,
        one_time_until=new.one_time_until,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(identity)
    except IntegrityError as error:
        raise (PhoneTaken if new.phone else CodeNotUsable) from error


def join_guest(session: Session, person_id: UUID, guest_id: UUID) -> bool:
    """Join what a guest did to the account that says it is theirs; tell whether there was any.

    One step deep and undone by clearing the pointer: no record is rewritten.
    """
    guest = _guest(session, guest_id)
    person = session.get(Person, person_id)
    if guest is None or person is None or guest.id == person.root_id:
        return False
    guest.same_as_id = person.root_id
    sign_ins.end_all(session, guest.id)
    session.flush()
    refold_person(session, person.root_id)
    return True


def _guest(session: Session, guest_id: UUID | None) -> Person | None:
    """Return a guest of their own, held by this transaction, or nobody."""
    if guest_id is None or not guest_with_something(session, guest_id):
        return None
    guest = session.scalar(
        select(Person)
        .where(Person.id == guest_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    is_guest = guest is not None and guest.kind is PersonKind.GUEST and guest.same_as_id is None
    return guest if is_guest else None


def _lives_there_from(session: Session, person_id: UUID, today: date) -> date:
    """Take the place of what was only supposed of a guest: from its first day, this is the home."""
    supposed = session.scalars(select(Residence).where(Residence.person_id == person_id)).all()
    for row in supposed:
        session.delete(row)
    session.flush()
    return min((row.from_day for row in supposed), default=today)


def _use_code(session: Session, code: str, person_id: UUID, now: datetime) -> None:
    """Use the code up; of two who try at once, one has it. Raises ``CodeNotUsable``."""
    used = session.execute(
        update(LearnerCode)
        .where(LearnerCode.code == code, LearnerCode.used_at.is_(None), LearnerCode.until > now)
        .values(used_by_id=person_id, used_at=now)
        .returning(LearnerCode.code)
    )
    if used.one_or_none() is None:
        raise CodeNotUsable


def _keep_consent(
    session: Session, person_id: UUID, agreed: Agreed, way: Way, now: datetime
) -> None:
    session.add(
        Consent(
            id=uuid7(now),
            person_id=person_id,
            purpose=agreed.purpose.value,
            version=agreed.version,
            way=way.value,
            taken_by_id=None,
            given_by=agreed.given_by,
            at=now,
            withdrawn_at=None,
        )
    )
