"""A day is the day in Vietnam, whatever the clock of the server or the phone says."""

from datetime import UTC, date, datetime, time, timedelta, timezone

# One hour for the whole country, and no summer time since 1975.
VIETNAM = timezone(timedelta(hours=7), "UTC+07:00")

# Youngest age of each band, in years, with its name.
AGE_BANDS: tuple[tuple[int, str], ...] = (
    (0, "<18"),
    (18, "18-29"),
    (30, "30-44"),
    (45, "45-59"),
    (60, "60-74"),
    (75, "75+"),
)


def vietnam_day(moment: datetime) -> date:
    """Give the day in Vietnam of an aware moment. Raises ``ValueError`` for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(VIETNAM).date()


def start_of_day(day: date) -> datetime:
    """Give the first moment of a day in Vietnam, in UTC."""
    return datetime.combine(day, time.min, VIETNAM).astimezone(UTC)


def age_on(day: date, birth_year: int) -> int:
    """Give an age in full years as figures count it: the difference of the years.

    Only the year of birth is ever asked for, so someone may be a year younger than this says.
    """
    return day.year - birth_year


def age_band(age: int) -> str:
    """Give the name of the age band, one of ``AGE_BANDS``. Raises ``ValueError`` below zero."""
    if age < 0:
        raise ValueError("nobody is younger than nothing")
    return next(name for youngest, name in reversed(AGE_BANDS) if age >= youngest)
