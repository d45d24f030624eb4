"""What a provincial official reads: every ward of the province side by side, figures only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from learnapp.core.counting import Figure
from learnapp.core.days import vietnam_day
from learnapp.core.figures import TALLIED, Aim, Rate, Standing, Tally, standing
from learnapp.core.places import Gazetteer, Place, Province, Ward
from learnapp.core.policy import Actor, Permission, Subject, check
from learnapp.db.learning import LearningRecord, WardDay
from learnapp.queries.figures import ADULTS, by_key, newest_aims
from learnapp.queries.scope import wards_within

RECENT = timedelta(weeks=4)
"""New in the last four weeks, today included."""

TREND_WEEKS = 12


@dataclass(frozen=True, slots=True)
class WardRow:
    """A ward among its neighbours. ``trend``: completed at the end of each of the last weeks."""

    ward: Ward
    aim: Aim | None
    total: Tally
    guests: Tally
    recent: int
    trend: tuple[int, ...]

    @property
    def rate(self) -> Rate | None:
        """Completed ÷ target; ``None`` without a target."""
        return Rate(self.total.completed, self.aim.people) if self.aim else None


@dataclass(frozen=True, slots=True)
class ProvinceFigures:
    """All that the page of a province shows of one course, as of ``now``."""

    province: Province
    course: str
    now: datetime
    rows: tuple[WardRow, ...]
    apart: Mapping[Standing, Tally]
    newest: datetime | None

    @property
    def total(self) -> Tally:
        """The sum over all wards."""
        return sum((row.total for row in self.rows), Tally())

    @property
    def guests(self) -> Tally:
        """Guests in all wards, who are in no other number."""
        return sum((row.guests for row in self.rows), Tally())

    @property
    def recent(self) -> int:
        """How many completed the course in the last four weeks, in all wards."""
        return sum(row.recent for row in self.rows)

    @property
    def trend(self) -> tuple[int, ...]:
        """Completed at the end of each week, in all wards."""
        return tuple(map(sum, zip(*(row.trend for row in self.rows), strict=True)))

    @property
    def rate(self) -> Rate:
        """Completed ÷ targets, over the wards that have a target."""
        aimed = [row.rate for row in self.rows if row.rate]
        return Rate(sum(rate.part for rate in aimed), sum(rate.whole for rate in aimed))

    @property
    def without_aim(self) -> tuple[WardRow, ...]:
        """The wards that have no target yet; they are in no rate."""
        return tuple(row for row in self.rows if row.aim is None)


def province_figures(
    session: Session,
    actor: Actor,
    gazetteer: Gazetteer,
    province: Province,
    course: str,
    *,
    now: datetime,
) -> ProvinceFigures:
    """Return a province's figures. Raises ``NotFound`` for a province out of reach.

    A ward that is no more stays in the list while somebody was counted there.
    """
    check(actor, Permission.PROVINCE_FIGURES_READ, Subject(Place(province.code)))
    today = vietnam_day(now)
    wards = [ward for ward in gazetteer.all_wards if ward.province == province.code]
    here = and_(
        WardDay.ward_id.in_([ward.id for ward in wards]),
        wards_within(actor, Permission.PROVINCE_FIGURES_READ, WardDay.ward_id),
        WardDay.course == course,
    )
    tallies, recent = _totals(session, here, today)
    totals = {ward_id: one for (ward_id, pot), one in tallies.items() if pot is Standing.ADULT}
    gains = _gains(session, here, today)
    aims = newest_aims(session, actor, course, [ward.id for ward in wards])
    rows = [
        WardRow(
            ward,
            aims.get(ward.id),
            totals.get(ward.id, Tally()),
            tallies.get((ward.id, Standing.GUEST), Tally()),
            recent.get(ward.id, 0),
            _trend(totals.get(ward.id, Tally()).completed, gains.get(ward.id, {}), today),
        )
        for ward in wards
        if ward.in_force(today) or ward.id in totals
    ]
    apart: dict[Standing, Tally] = {
        pot: sum((one for (_, other), one in tallies.items() if other is pot), Tally())
        for pot in Standing
        if pot is not Standing.ADULT
    }
    return ProvinceFigures(province, course, now, tuple(rows), apart, _newest(session, province))


def _totals(
    session: Session, here: ColumnElement[bool], today: date
) -> tuple[dict[tuple[int, Standing], Tally], dict[int, int]]:
    """Return everybody by ward and standing, and by ward the adults who lately completed."""
    lately = case((WardDay.day > today - RECENT, WardDay.n), else_=0)
    dimensions = (WardDay.ward_id, WardDay.figure, WardDay.kind, WardDay.age_band)
    rows = session.execute(
        select(*dimensions, func.sum(WardDay.n), func.sum(lately))
        .where(here, WardDay.figure.in_(TALLIED.values()))
        .group_by(*dimensions)
    ).all()
    numbers = [
        (ward_id, figure, standing(kind, band), int(n), int(new))
        for ward_id, figure, kind, band, n, new in rows
    ]
    recent = by_key(
        (ward_id, figure, new) for ward_id, figure, pot, _, new in numbers if pot is Standing.ADULT
    )
    return (
        by_key(((ward_id, pot), figure, n) for ward_id, figure, pot, n, _ in numbers),
        {ward_id: tally.completed for ward_id, tally in recent.items()},
    )


def _gains(session: Session, here: ColumnElement[bool], today: date) -> dict[int, dict[date, int]]:
    """Return how many adults completed on each day of the weeks that a trend shows, by ward."""
    rows = session.execute(
        select(WardDay.ward_id, WardDay.day, func.sum(WardDay.n))
        .where(
            here,
            ADULTS,
            WardDay.figure == Figure.COMPLETED,
            WardDay.day > today - timedelta(weeks=TREND_WEEKS),
        )
        .group_by(WardDay.ward_id, WardDay.day)
    )
    found: dict[int, dict[date, int]] = {}
    for ward_id, day, n in rows:
        found.setdefault(ward_id, {})[day] = int(n)
    return found


def _trend(completed: int, gains: Mapping[date, int], today: date) -> tuple[int, ...]:
    """Walk back from today's state: completed before the weeks shown, and at the end of each."""
    ends: Iterable[date] = (today - timedelta(weeks=back) for back in range(TREND_WEEKS, -1, -1))
    return tuple(completed - sum(n for day, n in gains.items() if day > end) for end in ends)


def _newest(session: Session, province: Province) -> datetime | None:
    return session.scalar(
        select(LearningRecord.received_at)
        .where(LearningRecord.province_code == province.code)
        .order_by(LearningRecord.received_at.desc())
        .limit(1)
    )
