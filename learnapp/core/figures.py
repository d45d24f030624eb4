"""Counts → what officials read: tallies, rates, weeks, and the way to the target.

A ward's figures are about its adults with an account; guests, the young and those whose age nobody
knows stand apart. Here is the one definition that pages and downloads share.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from typing import Self

from learnapp.core.counting import Figure
from learnapp.core.days import AGE_BANDS
from learnapp.core.records import PersonKind

YOUNG = AGE_BANDS[0][1]
"""The age band below 18 years."""

WEEK = timedelta(days=7)


class Standing(StrEnum):
    """In which pot a person is counted. Only adults with an account make a ward's rates."""

    ADULT = "adult"
    YOUNG = "young"
    UNKNOWN_AGE = "unknown_age"
    GUEST = "guest"


def standing(kind: str, age_band: str) -> Standing:
    """Tell the pot of a counted row; for ``ADULT`` its twin is ``queries.figures.ADULTS``."""
    if kind == PersonKind.GUEST:
        return Standing.GUEST
    if age_band == YOUNG:
        return Standing.YOUNG
    return Standing.ADULT if age_band else Standing.UNKNOWN_AGE


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people stand on each step, and how many completed the course.

    Whoever stands on a step stands on those before it; completing is counted beside them.
    """

    reached: int = 0
    enrolled: int = 0
    active: int = 0
    completed: int = 0
    practised: int = 0
    shown: int = 0
    shown_alone: int = 0
    retained_30: int = 0
    retained_90: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in TALLIED))

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Self:
        """Make it of counts by figure; figures of other things are left out."""
        return cls(**{name: counts.get(figure, 0) for name, figure in TALLIED.items()})


TALLIED: Mapping[str, Figure] = {
    "reached": Figure.REACHED,
    "enrolled": Figure.ENROLLED,
    "active": Figure.ACTIVE,
    "completed": Figure.COMPLETED,
    "practised": Figure.PRACTISED,
    "shown": Figure.SHOWN_PROMPTED,
    "shown_alone": Figure.SHOWN_ALONE,
    "retained_30": Figure.RETAINED_30,
    "retained_90": Figure.RETAINED_90,
}
"""Which figure each field of a tally counts, in the order of the fields."""

STEPS = (
    *("reached", "enrolled", "active", "practised", "shown", "shown_alone", "completed"),
    *("retained_30", "retained_90"),
)
"""The fields of a tally in the order in which people come to them."""

_OF_PRACTICE = frozenset({"practised", "shown", "shown_alone"})
_OF_RECHECKS = {"retained_30": 30, "retained_90": 90}


def steps_of(
    tallies: Iterable[Tally], *, practised: bool, since: timedelta | None
) -> tuple[str, ...]:
    """Return the steps that can be told of a course.

    A course without practice has no step of practice (``practised``), and nobody can have kept for
    30 days what was first completed more lately (``since`` how long, ``None``: never): a step that
    nobody can stand on would look like one on which nobody does. Where somebody stands on one all
    the same, it is told.
    """
    there = {name for one in tallies for name in TALLIED if getattr(one, name)}
    left_out = set() if practised else set(_OF_PRACTICE)
    for name, days in _OF_RECHECKS.items():
        if since is None or since < timedelta(days=days):
            left_out.add(name)
    return tuple(name for name in STEPS if name in there or name not in left_out)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that never goes without its two numbers."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """The share; ``None`` where there is nobody to be a share of."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Part:
    """One neighbourhood or class of a ward, or what belongs to none (``id`` empty)."""

    id: str
    name: str
    sort_key: str
    tally: Tally
    since: date | None = None
    closed: bool = False

    @property
    def rate(self) -> Rate:
        """Of those enrolled, the share that completed the course."""
        return Rate(self.tally.completed, self.tally.enrolled)


LAGGING = 0.85
"""Lagging: a part whose rate is below this share of the whole ward's rate …"""

ENOUGH_TO_LAG = 10
"""… with at least this many people enrolled."""


def lags(part: Part, whole: Rate) -> bool:
    """Tell whether a part is far enough behind its ward for somebody to go and ask why."""
    share, level = part.rate.share, whole.share
    if share is None or level is None or part.rate.whole < ENOUGH_TO_LAG:
        return False
    return share < LAGGING * level


@dataclass(frozen=True, slots=True)
class Week:
    """How many stood where at the end of a week's last counted day."""

    last_day: date
    active: int
    completed: int


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks(
    active: Mapping[date, int], completed: Mapping[date, int], today: date, *, at_most: int = 53
) -> tuple[Week, ...]:
    """Add up what was new on each day to the state at each week's end, Sundays and ``today``.

    Begins with the week of the first day on which anything was counted; nothing counted, no weeks.
    """
    days = [day for day in active.keys() | completed.keys() if day <= today]
    if not days:
        return ()
    ends = []
    end = monday_of(min(days)) + timedelta(days=6)
    while end < today:
        ends.append(end)
        end += WEEK
    ends.append(today)
    return tuple(
        Week(
            end,
            sum(n for day, n in active.items() if day <= end),
            sum(n for day, n in completed.items() if day <= end),
        )
        for end in ends
    )[-at_most:]


@dataclass(frozen=True, slots=True)
class Aim:
    """What a ward is to reach in a course: so many of so many adults, by a day; and whose word."""

    population: int
    people: int
    due_day: date
    source: str
    source_day: date


class Verdict(StrEnum):
    """What can honestly be said about reaching the target."""

    NO_TARGET = "no_target"
    REACHED = "reached"
    OVERDUE = "overdue"
    TOO_EARLY = "too_early"
    IN_TIME = "in_time"
    UNCERTAIN = "uncertain"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the present pace leads by the due day, with the range that the past weeks allow.

    ``pace`` and ``needed`` are people a week, ``needed`` rounded up.
    """

    verdict: Verdict
    full_weeks: int = 0
    pace: float = 0
    needed: int = 0
    expected: int = 0
    low: int = 0
    high: int = 0


ENOUGH_WEEKS = 4
"""Fewer full weeks than this say nothing about the next ones."""

LOOK_BACK = 8
"""The pace is that of at most so many of the last full weeks."""

RANGE = 1.96
"""How many standard errors the range spans to either side: 95 % if weeks were alike."""


def outlook(states: Sequence[Week], aim: Aim | None, today: date) -> Outlook:
    """Draw the line on: the mean of the last full weeks, and how far weeks strayed from it.

    The error of ``w`` weeks to come, each like one of ``k`` past weeks with variance ``v``, is
    ``v · (w + w²/k)``: the weeks' own ups and downs, and not knowing the mean.
    """
    completed = states[-1].completed if states else 0
    if aim is None:
        return Outlook(Verdict.NO_TARGET)
    if completed >= aim.people:
        return Outlook(Verdict.REACHED)
    if today > aim.due_day:
        return Outlook(Verdict.OVERDUE)
    gains = _full_weeks(states)[-LOOK_BACK:]
    to_go = max((aim.due_day - today).days, 1) / 7
    needed = -int(-(aim.people - completed) // max(to_go, 1))
    if len(gains) < ENOUGH_WEEKS:
        return Outlook(Verdict.TOO_EARLY, full_weeks=len(gains), needed=needed)
    pace = sum(gains) / len(gains)
    variance = sum((gain - pace) ** 2 for gain in gains) / (len(gains) - 1)
    error = RANGE * sqrt(variance * (to_go + to_go**2 / len(gains)))
    expected = completed + pace * to_go
    low = max(completed, round(expected - error))
    high = min(aim.population, max(low, round(expected + error)))
    return Outlook(
        _verdict(low, high, aim.people),
        len(gains),
        pace,
        needed,
        min(round(expected), aim.population),
        low,
        high,
    )


def _full_weeks(states: Sequence[Week]) -> list[int]:
    """Return how many completed in each whole week, Monday to Sunday.

    The first week may have begun late and the last one is still going on; both are left out.
    """
    ends = [state for state in states if state.last_day.weekday() == 6]  # noqa: PLR2004 - Sunday
    return [after.completed - before.completed for before, after in pairwise(ends)]


def _verdict(low: int, high: int, people: int) -> Verdict:
    if low >= people:
        return Verdict.IN_TIME
    return Verdict.SHORT if high < people else Verdict.UNCERTAIN
