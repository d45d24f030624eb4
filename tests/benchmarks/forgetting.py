"""How much stays in mind for each minute spent: our schedule against fixed intervals.

Made-up learners forget as psychology says that people do, and by parameters that we know: half of
them exponentially (Ebbinghaus), half by a power of time (Wixted & Ebbesen 1991). Neither is the
model of our scheduler, which must find out from right and wrong alone. Recalling something makes
it last longer, the more the nearer it was to being forgotten (the spacing effect, Cepeda et al.
2006); forgetting it sets it back. Every learner has an own strength, every item its own. On the
average something new falls to 90 % after two days and lasts three times as long when it is
recalled then, as in the published averages of large collections of reviews.

All schedules are given the same learners, the same luck and at most five questions a day. What
counts is the true probability of recall, of all items, on all days after the last lesson.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from math import exp, sqrt
from pathlib import Path
from random import Random
from statistics import fmean
from uuid import UUID

import click

from learnapp.core.reviews import AT_ONCE, RETENTION, Mark, Memory, remember, today
from tests.benchmarks import report
from tests.benchmarks.forgetting_plot import Comparison, Spent, percent, plot

SEED = 2026
PEOPLE = 100
DAYS = 180
ITEMS = 40
A_DAY = 5
"""So many items a lesson: forty in the first eight days."""

LEARNED = ITEMS // A_DAY
MINUTES_RIGHT, MINUTES_WRONG = 0.5, 1.0
"""A question that is known takes half a minute; one that is not, a whole one, for its reason."""
RETENTIONS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.93)
EVERY = (3, 5, 7, 10, 14, 21, 30, 45, 60)
STEPS = (3, 7, 14, 30)
STRETCHED = (0.5, 0.75, 1, 1.5, 2, 3)
"""Fixed intervals that grow: these steps as they are, and closer or wider."""
START = datetime(2026, 1, 1, 3, tzinfo=UTC)
FIRST = START.date()
ONE_DAY = timedelta(days=1)
PLOT = Path(__file__).parents[2] / "docs" / "pictures" / "forgetting.svg"


@dataclass(frozen=True, slots=True)
class Learner:
    """How somebody remembers: ``strength`` in days, how much recalling adds, and the curve."""

    number: int
    strength: float
    growth: float
    power: bool

    def recall(self, stability: float, days: float) -> float:
        """Return the probability of recall so long after the last time; 1/e or less at 1 S."""
        if self.power:
            return float((1 + days / stability) ** -0.8)
        return exp(-days / stability)


@dataclass(slots=True)
class Trace:
    """An item in somebody's mind: how long it lasts, since which day; all marks on it."""

    name: str
    stability: float
    day: int
    marks: list[Mark]


Chooser = Callable[[Sequence[Trace], int], Sequence[Trace]]
"""What is asked of the items learned so far, on a day."""


def learners(people: int, seed: int = SEED) -> list[Learner]:
    """Make learners; their parameters follow from the seed."""
    made = []
    for number in range(people):
        chance = Random(f"{seed}/{number}")  # noqa: S311 - no secret
        strength = chance.lognormvariate(2.8, 0.5)
        made.append(Learner(number, strength, chance.uniform(3, 9), number % 2 == 1))
    return made


def by_memory(retention: float = RETENTION) -> Chooser:
    """Ask what our schedule asks, by its own functions."""
    known: dict[tuple[str, int], Memory] = {}

    def choose(traces: Sequence[Trace], day: int) -> Sequence[Trace]:
        memories = []
        for one in traces:
            key = (one.name, len(one.marks))
            if key not in known:
                known[key] = remember(one.marks, retention=retention)[one.name]
            memories.append(known[key])
        names = today(memories, FIRST + day * ONE_DAY).items
        by_name = {one.name: one for one in traces}
        return [by_name[name] for name in names]

    return choose


def by_days(*steps: int, again: int | None = None) -> Chooser:
    """Ask each item so many days after the time before, whatever was answered.

    After the last step every ``again`` days, or by the last step; without either never. What does
    not fit into a day waits.
    """

    last = again or (steps[-1] if steps else 0)

    def choose(traces: Sequence[Trace], day: int) -> Sequence[Trace]:
        due = []
        for one in traces:
            done = len(one.marks) - 1
            wait = steps[done] if done < len(steps) else last
            if wait and day - one.day >= wait:
                due.append((one.day + wait, one.name, one))
        return [one for _, _, one in sorted(due, key=lambda row: row[:2])[:AT_ONCE]]

    return choose


def follow(learner: Learner, choose: Chooser, days: int = DAYS, seed: int = SEED) -> Spent:
    """Let a learner live by a schedule; return the minutes of reviewing and what stayed."""
    chance = Random(f"items/{seed}/{learner.number}")  # noqa: S311 - no secret
    factors = [chance.lognormvariate(0, 0.6) for _ in range(ITEMS)]
    ids = count(1)
    traces: list[Trace] = []
    minutes, shares = 0.0, []
    for day in range(days):
        for one in choose(traces, day) if traces else ():
            right = _answer(learner, one, day, UUID(int=next(ids)), seed)
            minutes += MINUTES_RIGHT if right else MINUTES_WRONG
        for number in range(len(traces), min(ITEMS, (day + 1) * A_DAY)):
            stability = learner.strength * factors[number]
            trace = Trace(f"l/{number}", stability, day, [])
            first = _luck(learner, trace, day, seed) < 0.7
            trace.marks.append(_mark(trace, day, UUID(int=next(ids)), right=first))
            traces.append(trace)
        if day >= LEARNED:
            shares.append(fmean(learner.recall(one.stability, day - one.day) for one in traces))
    return Spent("", minutes, fmean(shares))


def _answer(learner: Learner, trace: Trace, day: int, record_id: UUID, seed: int) -> bool:
    """Ask one item: whether it is known; then it lasts longer, or less long."""
    known = learner.recall(trace.stability, day - trace.day)
    right = _luck(learner, trace, day, seed) < known
    if right:
        trace.stability *= 1 + learner.growth * sqrt(1 - known)
    else:
        trace.stability = max(learner.strength * 0.5, trace.stability * 0.4)
    trace.day = day
    trace.marks.append(_mark(trace, day, record_id, right=right))
    return right


def _mark(trace: Trace, day: int, record_id: UUID, *, right: bool) -> Mark:
    return Mark(trace.name, START + day * ONE_DAY, record_id, right)


def _luck(learner: Learner, trace: Trace, day: int, seed: int) -> float:
    """Return chance that is the same for all schedules: of a learner, an item and a day."""
    return Random(f"{seed}/{learner.number}/{trace.name}/{day}").random()  # noqa: S311 - no secret


def mean_of(
    name: str, people: Iterable[Learner], make: Callable[[], Chooser], seed: int = SEED
) -> Spent:
    """Let everybody live by a schedule; return the averages."""
    found = [follow(one, make(), seed=seed) for one in people]
    return Spent(name, fmean(one.minutes for one in found), fmean(one.kept for one in found))


def compare(people: int = PEOPLE, seed: int = SEED) -> Comparison:
    """Compare all schedules on the same learners."""
    everybody = learners(people, seed)
    ours = tuple(
        mean_of(percent(one), everybody, lambda one=one: by_memory(one), seed) for one in RETENTIONS
    )
    even = tuple(
        mean_of(f"{one}", everybody, lambda one=one: by_days(again=one), seed) for one in EVERY
    )
    growing = tuple(
        mean_of("-".join(map(str, steps)), everybody, lambda steps=steps: by_days(*steps), seed)
        for steps in ([round(one * factor) for one in STEPS] for factor in STRETCHED)
    )
    nothing = mean_of("0", everybody, by_days, seed)
    return Comparison(ours, even, growing, nothing)


def sentence(found: Comparison) -> str:
    """Say what came out."""
    own, equal = found.own, found.equal
    return (
        f"{report.number(own.minutes)} phút ôn trong {DAYS} ngày: lịch theo trí nhớ giữ "
        f"{report.number(100 * own.kept, 1)}%, lịch cố định tốt nhất "
        f"{report.number(100 * equal.kept, 1)}%; "
        f"mỗi phút giữ gấp {report.number(found.ratio, 2)} lần"
    )


def judge(verdicts: report.Verdicts, people: int) -> None:
    """Compare and say whether ours keeps more."""
    found = compare(people)
    report.heading(f"Ôn lại: {report.number(people)} người học giả, biết trước họ quên thế nào")
    verdicts.judge(sentence(found) + " (cần > 1)", met=found.ratio > 1)


@click.command(help="So lịch ôn với hỏi lại đều đặn, trên người học giả biết trước sức quên.")
@click.option("--people", default=PEOPLE, show_default=True)
@click.option("--plot", "file", type=click.Path(path_type=Path), default=PLOT, show_default=True)
def main(*, people: int, file: Path) -> None:
    """Compare, print, draw."""
    found = compare(people)
    rows = [found.nothing, *found.even, *found.growing, *found.ours]
    report.table(
        ("lịch", "phút mỗi người", "còn nhớ", "phần nghìn nhớ mỗi phút"),
        [
            (
                one.name,
                report.number(one.minutes),
                f"{report.number(100 * one.kept, 1)}%",
                report.number(1000 * one.kept / one.minutes, 2) if one.minutes else "–",
            )
            for one in rows
        ],
    )
    click.echo(sentence(found))
    file.write_text(plot(found))


if __name__ == "__main__":
    main()
