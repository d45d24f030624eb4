from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.ids import is_uuid7, time_of, uuid7

NOW = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)
MOMENTS = st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.just(UTC),
)
CHANCE = st.binary(min_size=10, max_size=10)


def test_it_makes_the_example_of_rfc_9562_a_6() -> None:
    moment = datetime(2022, 2, 22, 14, 22, 22, tzinfo=timezone(timedelta(hours=-5)))
    chance = (0xCC3 << 62 | 0x18C4DC0C0C07398F).to_bytes(10, "big")

    assert uuid7(moment, chance) == UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


@given(MOMENTS, CHANCE)
def test_the_moment_comes_back_to_the_millisecond(moment: datetime, chance: bytes) -> None:
    made = uuid7(moment, chance)

    assert is_uuid7(made)
    assert timedelta(0) <= moment - time_of(made) < timedelta(milliseconds=1)


@given(MOMENTS, MOMENTS, CHANCE, CHANCE)
def test_ids_sort_by_the_moment(
    first: datetime, second: datetime, one: bytes, other: bytes
) -> None:
    earlier, later = uuid7(first, one), uuid7(second, other)

    if time_of(earlier) < time_of(later):
        assert earlier < later
        assert str(earlier) < str(later)


def test_without_chance_each_is_another() -> None:
    assert len({uuid7(NOW) for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("moment", "chance"),
    [
        (NOW.replace(tzinfo=None), bytes(10)),
        (datetime(1969, 12, 31, tzinfo=UTC), bytes(10)),
        (NOW, bytes(9)),
    ],
    ids=["a naive moment", "before 1970", "too little chance"],
)
def test_it_refuses(moment: datetime, chance: bytes) -> None:
    with pytest.raises(ValueError, match=r"moment|chance"):
        uuid7(moment, chance)


def test_an_id_of_another_version_holds_no_moment() -> None:
    assert not is_uuid7(uuid4())
    assert not is_uuid7(UUID(int=0))
    with pytest.raises(ValueError, match="UUIDv7"):
        time_of(uuid4())
