"""What a certificate of learning states, and whether it still holds.

Nothing of it is stored: it follows from the records of the course, so that a record taken back, or
a recheck passed, changes what anyone reads who checks the paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from learnapp.core.consents import may_be_child
from learnapp.core.facts import FINAL, held, standing_facts
from learnapp.core.history import History
from learnapp.core.progress import CourseFold
from learnapp.core.rechecks import Due, due, stage_of
from learnapp.core.records import Assistance, Fact, Verb


class Level(StrEnum):
    """How the course was completed."""

    SELF = "self"
    WITNESSED = "witnessed"


class Status(StrEnum):
    """What whoever checks a paper is told. ``DUE``: it holds, but a recheck waits to be done."""

    VALID = "valid"
    DUE = "due"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Again:
    """A recheck passed alone: after how many days from completing it was due, and its day."""

    stage: int
    day: date


@dataclass(frozen=True, slots=True)
class Standing:
    """What a certificate states: all of it follows from the records of one course.

    ``completed`` is the day on which the course was; ``witnessed`` the first on which its final
    check was passed before a volunteer; ``ward_id`` where the person lived on the first of them.
    ``due`` is the recheck that waits today.
    """

    completed: date
    witnessed: date | None = None
    again: tuple[Again, ...] = ()
    ward_id: int | None = None
    due: Due | None = None

    @property
    def level(self) -> Level:
        return Level.WITNESSED if self.witnessed else Level.SELF

    @property
    def last_shown(self) -> date:
        """The last day on which it was shown."""
        days = (self.completed, self.witnessed, *(one.day for one in self.again))
        return max(day for day in days if day)


def standing(
    fold: CourseFold, facts: Iterable[Fact], history: History, *, today: date
) -> Standing | None:
    """Return what a certificate of the course would state today.

    ``None``: it is not completed, or so far only by another's hand, which no paper states as the
    person's own. ``facts`` are those that were folded, in any order and any number of times.
    """
    if fold.completed is None:
        return None
    checked = [one for one in standing_facts(facts) if one.verb == Verb.CHECKED]
    passed = [one for one in checked if held(one)]
    finals = [one for one in passed if one.object == FINAL]
    if not finals and any(one.object == FINAL and one.passed for one in checked):
        return None
    completed = max([fold.completed.day, *(one.day for one in finals[:1])])
    home = history.residence_on(fold.completed.day)
    return Standing(
        completed=completed,
        witnessed=next((one.day for one in finals if one.supervised), None),
        again=_again(
            one for one in passed if one.day >= completed and one.assistance == Assistance.ALONE
        ),
        ward_id=home.ward_id if home else None,
        due=due(fold.completed.day, facts, today),
    )


def _again(passed: Iterable[Fact]) -> tuple[Again, ...]:
    """Return the first time that each stage was passed, in the order of their days."""
    first: dict[int, date] = {}
    for fact in passed:
        stage = stage_of(fact.object)
        if stage is not None:
            first.setdefault(stage, fact.day)
    return tuple(Again(stage, day) for stage, day in sorted(first.items(), key=lambda one: one[1]))


def status(stands: Standing | None, *, withdrawn: bool) -> Status:
    """Tell what a paper is worth today. One whose course no longer counts says "withdrawn" too."""
    if withdrawn or stands is None:
        return Status.WITHDRAWN
    return Status.DUE if stands.due else Status.VALID


def may_show_name(birth_year: int | None, day: date) -> bool:
    """Tell whether the person may let their name be shown to whoever checks: never a child.

    Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Art. 24 (publishing needs two consents).
    """
    return birth_year is not None and not may_be_child(birth_year, day)
