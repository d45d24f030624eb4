"""How long somebody stays signed in (OWASP ASVS 5.0, 7.1.1 and 7.3)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from learnapp.core.policy import Role


@dataclass(frozen=True, slots=True)
class Stay:
    """The longest rest between two visits, and the longest time in all."""

    idle: timedelta
    absolute: timedelta


CITIZEN = Stay(idle=timedelta(days=180), absolute=timedelta(days=730))
VOLUNTEER = Stay(idle=timedelta(days=30), absolute=timedelta(days=30))
OFFICE = Stay(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
SHARED_PHONE = Stay(idle=timedelta(minutes=15), absolute=timedelta(hours=12))


def stay(roles: Iterable[Role], *, shared_phone: bool = False) -> Stay:
    """Return how long a sign-in lasts: the more a role may do, the shorter."""
    held = frozenset(roles)
    office = bool(held - {Role.VOLUNTEER})
    own = OFFICE if office else VOLUNTEER if held else CITIZEN
    if not shared_phone:
        return own
    return Stay(min(own.idle, SHARED_PHONE.idle), min(own.absolute, SHARED_PHONE.absolute))


def token_hash(token: str) -> str:
    """Return what is kept of a sign-in's token: a thief of the table cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()
