"""How many wrong tries there are, and how long a block lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from learnapp.core.errors import TooManyTries
from learnapp.core.throttling import (
    LIMITS,
    Kind,
    Tries,
    address_of,
    count,
    give_back,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ACCOUNT = LIMITS[Kind.ACCOUNT]
MINUTE = timedelta(minutes=1)


def wrong(tries: Tries | None, times: int, now: datetime) -> Tries:
    for _try in range(times):
        tries = count(tries, ACCOUNT, now)
    assert tries is not None
    return tries


def test_five_tries_are_free_and_the_sixth_waits_a_quarter_of_an_hour() -> None:
    tries = wrong(None, 5, NOW)

    with pytest.raises(TooManyTries) as refusal:
        count(tries, ACCOUNT, NOW + MINUTE)

    assert refusal.value.args == (14 * 60,)


def test_each_block_within_a_day_is_longer_up_to_an_hour() -> None:
    tries, now, waits = None, NOW, []
    for _block in range(4):
        tries = wrong(tries, 5, now)
        assert tries.blocked_until is not None
        waits.append((tries.blocked_until - now) // MINUTE)
        now = tries.blocked_until

    assert waits == [15, 30, 60, 60]


def test_after_a_quiet_day_a_block_is_short_again() -> None:
    blocked = wrong(wrong(None, 5, NOW), 0, NOW)
    later = NOW + timedelta(days=2)

    assert wrong(blocked, 5, later).blocked_until == later + 15 * MINUTE


def test_wrong_tries_are_forgotten_with_their_window() -> None:
    tries = wrong(None, 4, NOW)

    assert wrong(tries, 4, NOW + 16 * MINUTE).blocked_until is None


def test_a_right_try_is_not_counted_and_lifts_the_block_it_set() -> None:
    tries = give_back(wrong(None, 5, NOW), ACCOUNT)

    assert (tries.failures, tries.blocked_until, tries.blocks) == (4, None, 0)
    assert give_back(Tries(0, NOW), ACCOUNT).failures == 0


def test_a_clock_put_back_keeps_no_window_open() -> None:
    assert count(Tries(4, NOW), ACCOUNT, NOW - timedelta(days=400)).failures == 1


def test_a_class_of_fifty_with_three_wrong_tries_each_stays_below() -> None:
    tries = None
    for _try in range(150):
        tries = count(tries, LIMITS[Kind.ADDRESS], NOW)

    assert tries is not None
    assert tries.blocked_until is None


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("113.160.1.2", "113.160.1.2"),
        ("2001:ee0:1:2:3:4:5:6", "2001:ee0:1:2::/64"),
        ("::ffff:113.160.1.2", "113.160.1.2"),
        ("no address", "unknown"),
        (None, "unknown"),
    ],
)
def test_how_an_address_is_counted(typed: str | None, counted: str) -> None:
    assert address_of(typed) == counted
