"""Somebody proves who they are, in three steps of which the middle one holds no transaction.

``begin`` counts the try (commit), ``is_right`` compares the secret (slow), ``succeed`` gives the
try back (commit). A try that ends in between stays counted. A known and an unknown number take the
same steps and the same work.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from learnapp.core.codes import ALPHABET, read_code
from learnapp.core.errors import InvalidCode, InvalidPhone, InvalidPin, WrongSecret
from learnapp.core.names import tidy
from learnapp.core.phones import parse_phone
from learnapp.core.pins import read_password, read_pin
from learnapp.core.throttling import Kind, address_of
from learnapp.db.people import Identity
from learnapp.queries import people
from learnapp.queries.people import Account, SecretKind
from learnapp.services import throttling
from learnapp.services.hashing import Hasher
from learnapp.services.throttling import Counter

REPLACED_WITHIN = timedelta(minutes=30)
"""From its first use on a one-time password opens the account this long: to replace it."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that is counted already; ``account`` is ``None`` where no account is."""

    counters: tuple[Counter, ...]
    account: Account | None


def begin(
    session: Session, hasher: Hasher, who: str, address: str | None, *, now: datetime
) -> Attempt:
    """Begin to sign in by a phone number or a code, as typed. The caller commits.

    Raises ``TooManyTries``.
    """
    name = read_name(who)
    account = people.account_by_name(session, name, now=now)
    counters = _counters(hasher, account, name, address)
    throttling.count(session, counters, now=now)
    return Attempt(counters, account)


def begin_again(
    session: Session, hasher: Hasher, person_id: UUID, address: str | None, *, now: datetime
) -> Attempt:
    """Begin to ask somebody who is signed in for their secret once more. The caller commits.

    Raises ``TooManyTries``.
    """
    account = people.account_of(session, person_id, now=now)
    counters = _counters(hasher, account, "", address)
    throttling.count(session, counters, now=now)
    return Attempt(counters, account)


def is_right(hasher: Hasher, attempt: Attempt, typed: str) -> bool:
    """Tell whether that is the secret. Raises ``Busy``."""
    kind = attempt.account.kind if attempt.account else SecretKind.PIN
    hashed = attempt.account.hashed if attempt.account else None
    return hasher.is_right(hashed, as_hashed(kind, typed))


def renewed_hash(hasher: Hasher, attempt: Attempt, typed: str) -> str | None:
    """Return a new hash of the right secret where the settings have become stricter."""
    account = attempt.account
    if account is None or account.hashed is None:
        return None
    return hasher.renewed(account.hashed, as_hashed(account.kind, typed))


def succeed(
    session: Session, attempt: Attempt, *, renewed: str | None = None, now: datetime
) -> UUID:
    """Take the try off again and return whose account it is; a one-time password is now used.

    Raises ``WrongSecret`` where no account is, or where its secret was changed meanwhile.
    """
    account = attempt.account
    identity = session.get(Identity, account.person_id) if account else None
    if account is None or identity is None or account.hashed != _hash_of(identity, account.kind):
        raise WrongSecret
    throttling.give_back(session, attempt.counters, now=now)
    if account.kind is SecretKind.ONE_TIME and identity.one_time_until is not None:
        # It was read out to somebody: from its first use on there is time to replace it, no more.
        identity.one_time_until = min(identity.one_time_until, now + REPLACED_WITHIN)
    if renewed and account.kind is SecretKind.PASSWORD:
        identity.password_hash = renewed
    elif renewed:
        identity.pin_hash = renewed
    session.flush()
    return account.person_id


def read_name(typed: str) -> str:
    """Return a number or a code in its one written form, or what was typed where it is neither."""
    try:
        return parse_phone(typed)
    except InvalidPhone:
        pass
    try:
        return read_code(typed)
    except InvalidCode:
        return tidy(typed)


def as_hashed(kind: SecretKind, typed: str) -> str:
    """Return a secret in the form in which it is hashed."""
    match kind:
        case SecretKind.PASSWORD:
            return read_password(typed)
        case SecretKind.ONE_TIME:
            return "".join(sign for sign in typed.upper() if sign in ALPHABET)
        case SecretKind.PIN:
            try:
                return read_pin(typed)
            except InvalidPin:
                return typed


def _counters(
    hasher: Hasher, account: Account | None, name: str, address: str | None
) -> tuple[Counter, ...]:
    """Name the account, whatever it was called, and the address."""
    whose = str(account.person_id) if account else f"unknown:{name}"
    place = address_of(address)
    return tuple(
        Counter(hasher.name(kind, value), kind)
        for kind, value in (
            (Kind.ACCOUNT, whose),
            (Kind.ADDRESS, place),
            (Kind.ADDRESS_DAY, place),
        )
    )


def _hash_of(identity: Identity, kind: SecretKind) -> str | None:
    return identity.password_hash if kind is SecretKind.PASSWORD else identity.pin_hash
