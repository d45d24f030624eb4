"""How many wrong tries an account and an address have, before they must wait.

A try is counted before its secret is looked at and given back when it was right. So any number of
tries at the same moment cannot pass the limit, and a class of fifty behind one address is never
stopped by its right ones. Source: OWASP ASVS 5.0, 6.1.1 and 6.3.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from learnapp.core.errors import TooManyTries

FORGIVEN_AFTER = timedelta(days=1)
"""After this long without a block the next one is short again."""

_IPV6_HOME = 64
"""A household or a phone is given a whole /64: its other addresses are the same somebody."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries within a window, then a block; each block within a day is longer."""

    tries: int
    window: timedelta
    blocks: tuple[timedelta, ...]


class Kind(StrEnum):
    """What tries are counted by."""

    ACCOUNT = "account"
    ADDRESS = "address"
    ADDRESS_DAY = "address_day"
    NEW_ACCOUNTS = "new_accounts"
    CERTIFICATES = "certificates"


LIMITS: Mapping[Kind, Limit] = {
    Kind.ACCOUNT: Limit(
        5, timedelta(minutes=15), tuple(timedelta(minutes=n) for n in (15, 30, 60))
    ),
    # A class of fifty with three wrong tries each stays below.
    Kind.ADDRESS: Limit(200, timedelta(minutes=15), (timedelta(minutes=15),)),
    Kind.ADDRESS_DAY: Limit(400, timedelta(days=1), (timedelta(days=1),)),
    # New accounts from one address, right ones too: several classes in one evening stay below.
    Kind.NEW_ACCOUNTS: Limit(300, timedelta(hours=1), (timedelta(hours=1),)),
    # Codes that no certificate has: a slip is caught by its check sign and not counted.
    Kind.CERTIFICATES: Limit(60, timedelta(minutes=15), (timedelta(minutes=15),)),
}


@dataclass(frozen=True, slots=True)
class Tries:
    """What is known of one account or address. ``blocks``: how often it was blocked lately."""

    failures: int
    window_from: datetime
    blocked_until: datetime | None = None
    blocks: int = 0


def count(tries: Tries | None, limit: Limit, now: datetime) -> Tries:
    """Count one more try. Raises ``TooManyTries`` with the seconds to wait.

    The last try that is allowed sets the block; if it turns out right, ``give_back`` lifts it.
    """
    check(tries, limit, now)
    current = _current(tries, limit, now)
    failures = current.failures + 1
    if failures < limit.tries:
        return replace(current, failures=failures)
    length = limit.blocks[min(current.blocks, len(limit.blocks) - 1)]
    return Tries(failures, current.window_from, now + length, current.blocks + 1)


def check(tries: Tries | None, limit: Limit, now: datetime) -> None:
    """Refuse whoever must wait. Raises ``TooManyTries`` with the seconds; counts nothing."""
    current = _current(tries, limit, now)
    if current.blocked_until is not None:
        raise TooManyTries(ceil((current.blocked_until - now).total_seconds()))


def give_back(tries: Tries, limit: Limit) -> Tries:
    """Take one try off again, since it was right; a block that it set is lifted."""
    failures = max(tries.failures - 1, 0)
    if tries.blocked_until is not None and failures < limit.tries:
        return Tries(failures, tries.window_from, None, max(tries.blocks - 1, 0))
    return replace(tries, failures=failures)


def _current(tries: Tries | None, limit: Limit, now: datetime) -> Tries:
    """Forget what lies too far back: a block that is over, a window that is over, old blocks."""
    if tries is None:
        return Tries(0, now)
    if tries.blocked_until is not None and now < tries.blocked_until:
        return tries
    last = tries.blocked_until or tries.window_from
    blocks = tries.blocks if now - last < FORGIVEN_AFTER else 0
    # A clock that was put back must not keep a window open for ever.
    in_window = tries.window_from <= now < tries.window_from + limit.window
    if tries.blocked_until is not None or not in_window:
        return Tries(0, now, None, blocks)
    return replace(tries, blocks=blocks)


def address_of(text: str | None) -> str:
    """Write a client's address as it is counted: IPv4 whole, IPv6 by its first 64 bits."""
    try:
        address = ip_address(text or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, _IPV6_HOME), strict=False))
    return str(address)
