"""What is left of somebody who is erased: enough to count by, in an order without hours.

A nameless person takes over what the figures rest on. Everything here keeps every answer that
``History`` and the fold give for a day, or a total would move when somebody goes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Any
from uuid import UUID

from learnapp.core.days import start_of_day, vietnam_day
from learnapp.core.history import Enrolment, Residence

DAY = timedelta(days=1)
STEP = timedelta(milliseconds=1)
"""Between two things of one day: their order stays, their hour goes."""

KEPT_OF_RESULT = ("pass", "spared")
"""Of a record's result: the pass mark, and which lessons an entry check spares.

Answers, what was asked, what was done wrong, doubts about the clock and reasons go.
"""

IN_A_MEETING = UUID(int=0)
"""Stands for a meeting that is no longer named: that a volunteer was there is counted."""


def without_hours(records: Iterable[tuple[datetime, UUID, date]]) -> dict[UUID, datetime]:
    """Return another moment for each record: of the same day in Vietnam, in the same order.

    In: ``(at, id, day)`` of all records of one person. Out: by id, from midnight on, so that
    sorting by the new moments gives what sorting by ``(at, id)`` gave.
    """
    seen: Counter[date] = Counter()
    moments = {}
    for _, record_id, day in sorted(records):
        moments[record_id] = start_of_day(day) + seen[day] * STEP
        seen[day] += 1
    return moments


def without_hour(moment: datetime) -> datetime:
    """Return the midnight in Vietnam before a moment."""
    return start_of_day(vietnam_day(moment))


def kept_of_result(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return what may stay of a record's result."""
    return {name: result[name] for name in KEPT_OF_RESULT if name in result}


def one_home_a_day(residences: Sequence[Residence]) -> list[Residence]:
    """Put the residences of joined persons under one id, under which a day holds one home.

    In the order in which ``History`` holds them. Of two of one day the later one counts from that
    day on, the first one before it.
    """
    ordered = sorted(residences, key=lambda one: one.from_day)
    homes = {one.from_day: one for one in ordered}
    if ordered and homes[ordered[0].from_day] is not ordered[0]:
        before = replace(ordered[0], from_day=ordered[0].from_day - DAY)
        homes[before.from_day] = before
    return [homes[day] for day in sorted(homes)]


def lists_left(enrolments: Sequence[Enrolment], *, today: date) -> list[Enrolment]:
    """Take somebody off every list from tomorrow on, and put what was joined under one id.

    Under one id a class holds one row from a day on: of two, the longer one begins where the
    shorter one ends. The hour of joining goes, the order stays.
    """
    groups = {one.study_group_id: one for one in enrolments}
    end = today + DAY
    waiting = [
        (one.study_group_id, one.from_day, min(one.until_day or end, end), one.joined_at)
        for one in enrolments
    ]
    heapify(waiting)
    kept: dict[tuple[UUID, date], tuple[date, datetime]] = {}
    while waiting:
        group_id, from_day, until_day, joined_at = heappop(waiting)
        if from_day >= until_day:
            continue
        if (group_id, from_day) not in kept:
            kept[group_id, from_day] = until_day, joined_at
            continue
        shorter, joined_before = kept[group_id, from_day]
        kept[group_id, from_day] = shorter, max(joined_before, joined_at)
        heappush(waiting, (group_id, shorter, until_day, joined_at))
    joined = _in_order({joined_at for _, joined_at in kept.values()})
    return [
        replace(
            groups[group_id], from_day=from_day, until_day=until_day, joined_at=joined[joined_at]
        )
        for (group_id, from_day), (until_day, joined_at) in sorted(kept.items())
    ]


def _in_order(moments: Iterable[datetime]) -> dict[datetime, datetime]:
    """Return each moment without its hour, in the same order."""
    return {
        moment: without_hour(moment) + place * STEP for place, moment in enumerate(sorted(moments))
    }
