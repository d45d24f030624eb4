"""Ids that sort by the moment they were made: UUID version 7 of RFC 9562, section 5.7.

Python 3.11 has none of its own. Whoever makes a record makes its id, so the script on a phone
does the same; the server only checks the shape.
"""

import os
from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

CHANCE_BYTES = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_VERSION = 7
_TIME_BITS = 48


def uuid7(now: datetime, chance: bytes | None = None) -> UUID:
    """Make an id of an aware moment, to the millisecond, and ten bytes of chance.

    Without ``chance`` the bytes come from the operating system. Of the 80 bits 74 are used. Raises
    ``ValueError`` for a naive moment, one outside 1970 to 10889, or another number of bytes.
    """
    if now.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    chance = os.urandom(CHANCE_BYTES) if chance is None else chance
    if len(chance) != CHANCE_BYTES:
        raise ValueError(f"an id needs {CHANCE_BYTES} bytes of chance")
    milliseconds = (now - _EPOCH) // _MILLISECOND
    if not 0 <= milliseconds < 1 << _TIME_BITS:
        raise ValueError("the moment does not fit into 48 bits")
    bits = int.from_bytes(chance, "big")
    first, second = bits >> 62 & 0xFFF, bits & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | _VERSION << 76 | first << 64 | 0b10 << 62 | second)


def is_uuid7(value: UUID) -> bool:
    """Whether version and variant are those of UUIDv7."""
    return value.variant == RFC_4122 and value.version == _VERSION


def time_of(value: UUID) -> datetime:
    """Read the moment, in UTC to the millisecond, out of an id. Raises ``ValueError``.

    It is what the maker's clock said, which on a phone may be years off: sort by it, never judge.
    """
    if not is_uuid7(value):
        raise ValueError("only a UUIDv7 holds a moment")
    return _EPOCH + (value.int >> 80) * _MILLISECOND
