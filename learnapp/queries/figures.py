"""What officials read of a ward or a province, from ``ward_day`` and a few plain facts.

Figures never read ``identity``. Every statement is limited by ``queries.scope``, besides the check
of the policy at the door.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from learnapp.core.counting import NIL, Figure
from learnapp.core.days import vietnam_day
from learnapp.core.figures import (
    TALLIED,
    YOUNG,
    Aim,
    Outlook,
    Part,
    Rate,
    Standing,
    Tally,
    Week,
    monday_of,
    outlook,
    standing,
    weeks,
)
from learnapp.core.names import place_sort_key
from learnapp.core.places import Ward
from learnapp.core.policy import Actor, Permission, Subject, allows, check
from learnapp.core.records import PersonKind
from learnapp.db.learning import LearningRecord, RefusedRecord, WardDay
from learnapp.db.people import Person, Residence
from learnapp.db.places import Neighbourhood, Target
from learnapp.db.study_groups import StudyGroup
from learnapp.queries.scope import residence_on, wards_within

ADULTS: ColumnElement[bool] = and_(
    WardDay.kind != PersonKind.GUEST, WardDay.age_band.not_in(["", YOUNG])
)
"""The twin of ``core.figures.standing(...) is Standing.ADULT``."""

WAITING = "UnknownVersion"
"""Refused until its lesson's text becomes known here; every other reason is for good."""

ELSEWHERE = "elsewhere"
"""Stands for all classes of other wards together."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the figures can be trusted."""

    newest: datetime | None
    placed: Rate
    waiting: int
    refused: int


@dataclass(frozen=True, slots=True)
class WardFigures:
    """All that the page of a ward shows of one course, as of ``now``.

    The totals equal the sums over neighbourhoods and over classes, those without one included.
    """

    ward: Ward
    course: str
    now: datetime
    aim: Aim | None
    total: Tally
    apart: Mapping[Standing, Tally]
    neighbourhoods: tuple[Part, ...]
    groups: tuple[Part, ...]
    weeks: tuple[Week, ...]
    outlook: Outlook
    new_this_week: Tally
    health: Health
    small_hidden: bool

    @property
    def rate(self) -> Rate | None:
        """Completed ÷ target, adults only; ``None`` without a target."""
        return Rate(self.total.completed, self.aim.people) if self.aim else None


def ward_figures(
    session: Session, actor: Actor, ward: Ward, course: str, *, now: datetime
) -> WardFigures:
    """Return a ward's figures in a course. Raises ``NotFound`` for a ward out of reach."""
    subject = Subject(ward.place)
    check(actor, Permission.WARD_FIGURES_READ, subject)
    today = vietnam_day(now)
    here = and_(
        WardDay.ward_id == ward.id,
        wards_within(actor, Permission.WARD_FIGURES_READ, WardDay.ward_id),
        WardDay.course == course,
        WardDay.figure.in_(TALLIED.values()),
    )
    cells = _cells(session, here)
    daily = _daily(session, here)
    states = weeks(daily[Figure.ACTIVE], daily[Figure.COMPLETED], today)
    aim = newest_aims(session, actor, course, [ward.id]).get(ward.id)
    apart = by_key((cell.standing, cell.figure, cell.n) for cell in cells)
    total = apart.pop(Standing.ADULT, Tally())
    adults = [cell for cell in cells if cell.standing is Standing.ADULT]
    neighbourhoods = _neighbourhoods(session, ward, adults)
    return WardFigures(
        ward,
        course,
        now,
        aim,
        total,
        apart,
        neighbourhoods,
        _groups(session, ward, course, adults),
        states,
        outlook(states, aim, today),
        _since(daily, monday_of(today)),
        _health(session, ward, neighbourhoods, today),
        not allows(actor, Permission.SMALL_FIGURES_READ, subject),
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number of ``ward_day``, without the days."""

    figure: str
    standing: Standing
    neighbourhood_id: int
    study_group_id: UUID
    n: int


def _cells(session: Session, here: ColumnElement[bool]) -> list[_Cell]:
    dimensions = (
        WardDay.figure,
        WardDay.kind,
        WardDay.age_band,
        WardDay.neighbourhood_id,
        WardDay.study_group_id,
    )
    rows = session.execute(
        select(*dimensions, func.sum(WardDay.n)).where(here).group_by(*dimensions)
    )
    return [
        _Cell(figure, standing(kind, band), neighbourhood_id, group_id, int(n))
        for figure, kind, band, neighbourhood_id, group_id, n in rows
    ]


def _daily(session: Session, here: ColumnElement[bool]) -> Mapping[str, Mapping[date, int]]:
    """Return how many adults were new on each day, by figure."""
    rows = session.execute(
        select(WardDay.figure, WardDay.day, func.sum(WardDay.n))
        .where(here, ADULTS)
        .group_by(WardDay.figure, WardDay.day)
    )
    found: dict[str, dict[date, int]] = {figure: {} for figure in TALLIED.values()}
    for figure, day, n in rows:
        found[figure][day] = int(n)
    return found


def _since(daily: Mapping[str, Mapping[date, int]], first: date) -> Tally:
    return Tally.of(
        {
            figure: sum(n for day, n in days.items() if day >= first)
            for figure, days in daily.items()
        }
    )


def by_key(numbers: Iterable[tuple[Key, str, int]]) -> dict[Key, Tally]:
    """Gather (key, figure, number) into a tally for each key."""
    counts: dict[Key, dict[str, int]] = {}
    for key, figure, n in numbers:
        figures = counts.setdefault(key, {})
        figures[figure] = figures.get(figure, 0) + n
    return {key: Tally.of(figures) for key, figures in counts.items()}


def newest_aims(
    session: Session, actor: Actor, course: str, wards: Iterable[int]
) -> dict[int, Aim]:
    """Return the target that holds in each ward: the one set last."""
    rows = session.execute(
        select(
            Target.ward_id,
            Target.population,
            Target.people,
            Target.due_day,
            Target.source,
            Target.source_day,
        )
        .where(
            Target.ward_id.in_(list(wards)),
            Target.course == course,
            wards_within(actor, Permission.WARD_FIGURES_READ, Target.ward_id),
        )
        .order_by(Target.set_at, Target.id)
    )
    return {
        ward_id: Aim(population, people, due_day, source, source_day)
        for ward_id, population, people, due_day, source, source_day in rows
    }


def _neighbourhoods(session: Session, ward: Ward, cells: Iterable[_Cell]) -> tuple[Part, ...]:
    """Return the ward's neighbourhoods and, last, who belongs to none; sums to the whole ward.

    One that was closed is there while somebody is counted in it.
    """
    rows = session.execute(
        select(
            Neighbourhood.id, Neighbourhood.name, Neighbourhood.sort_key, Neighbourhood.closed_day
        ).where(Neighbourhood.ward_id == ward.id)
    ).all()
    known = {row.id for row in rows}
    tallies = by_key(
        (cell.neighbourhood_id if cell.neighbourhood_id in known else 0, cell.figure, cell.n)
        for cell in cells
    )
    parts = [
        Part(str(id_), name, sort_key, tallies.get(id_, Tally()), closed=closed_day is not None)
        for id_, name, sort_key, closed_day in rows
    ]
    return _shown(parts, tallies.get(0, Tally()))


def _groups(session: Session, ward: Ward, course: str, cells: Iterable[_Cell]) -> tuple[Part, ...]:
    """Return the classes in which the ward's people learn and, last, who learns in none.

    Classes of other wards are one part together: their names are not this ward's business.
    """
    rows = session.execute(
        select(StudyGroup.id, StudyGroup.name, StudyGroup.starts_on, StudyGroup.closed_day).where(
            StudyGroup.ward_id == ward.id, StudyGroup.course == course
        )
    ).all()
    known = {NIL, *(row.id for row in rows)}
    tallies = by_key(
        (cell.study_group_id if cell.study_group_id in known else None, cell.figure, cell.n)
        for cell in cells
    )
    parts = [
        Part(
            str(id_),
            name,
            place_sort_key(name),
            tallies.get(id_, Tally()),
            since=starts_on,
            closed=closed_day is not None,
        )
        for id_, name, starts_on, closed_day in rows
    ]
    if elsewhere := tallies.get(None):
        parts.append(Part(ELSEWHERE, "", "", elsewhere))
    return _shown(parts, tallies.get(NIL, Tally()))


def _shown(parts: Iterable[Part], none: Tally) -> tuple[Part, ...]:
    shown = [part for part in parts if not part.closed or part.tally != Tally()]
    shown.sort(key=lambda part: (part.sort_key, part.id))
    return (*shown, Part("", "", "", none))


def _health(session: Session, ward: Ward, neighbourhoods: Iterable[Part], today: date) -> Health:
    newest = session.scalar(
        select(LearningRecord.received_at)
        .where(LearningRecord.ward_id == ward.id)
        .order_by(LearningRecord.received_at.desc())
        .limit(1)
    )
    refused = session.execute(
        select(RefusedRecord.reason, func.count())
        .join(Person, Person.id == RefusedRecord.handed_in_by_id)
        .where(
            # Whoever ever lived here is found by an index; then who does today.
            Person.id.in_(select(Residence.person_id).where(Residence.ward_id == ward.id)),
            residence_on(today).correlate(Person).scalar_subquery() == ward.id,
        )
        .group_by(RefusedRecord.reason)
    )
    reasons = {reason: int(n) for reason, n in refused}
    waiting = reasons.pop(WAITING, 0)
    placed = sum(part.tally.reached for part in neighbourhoods if part.id)
    everyone = sum(part.tally.reached for part in neighbourhoods)
    return Health(newest, Rate(placed, everyone), waiting, sum(reasons.values()))
