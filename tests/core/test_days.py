from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.days import age_band, age_on, start_of_day, vietnam_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), date(2026, 11, 23)),
    ],
    ids=["before midnight in Vietnam", "midnight in Vietnam"],
)
def test_a_day_is_the_day_in_vietnam(moment: datetime, day: date) -> None:
    assert vietnam_day(moment) == day


def test_a_naive_moment_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        vietnam_day(datetime(2026, 11, 23))  # noqa: DTZ001 - that is the point


@given(st.dates(min_value=date(1900, 1, 2)))
def test_a_day_begins_with_its_first_moment(day: date) -> None:
    start = start_of_day(day)

    assert start.tzinfo is UTC
    assert vietnam_day(start) == day
    assert vietnam_day(start - timedelta(microseconds=1)) == day - timedelta(days=1)


def test_age_is_the_difference_of_the_years() -> None:
    assert age_on(date(2026, 1, 1), 1958) == 68


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "<18"), (17, "<18"), (18, "18-29"), (29, "18-29"), (30, "30-44"), (44, "30-44"),
        (45, "45-59"), (59, "45-59"), (60, "60-74"), (74, "60-74"), (75, "75+"), (110, "75+"),
    ],
)  # fmt: skip
def test_bands_of_age(age: int, band: str) -> None:
    assert age_band(age) == band


def test_nobody_is_younger_than_nothing() -> None:
    with pytest.raises(ValueError, match="younger"):
        age_band(-1)
