"""A ward's target in a course: what an official enters, and what cannot be right."""

from dataclasses import dataclass
from datetime import date

from learnapp.core.errors import DueDayPassed, SourceDayToCome, TargetOverPopulation


@dataclass(frozen=True, slots=True)
class NewTarget:
    """So many of so many adults by a day, and the paper that says so."""

    course: str
    population: int
    people: int
    due_day: date
    source: str
    source_day: date


def check_target(new: NewTarget, today: date) -> None:
    """Refuse what cannot be right.

    Raises ``TargetOverPopulation``, ``DueDayPassed`` (a target is set for days to come) or
    ``SourceDayToCome`` (a paper of tomorrow).
    """
    if new.people > new.population:
        raise TargetOverPopulation(new.people, new.population)
    if new.due_day <= today:
        raise DueDayPassed(new.due_day)
    if new.source_day > today:
        raise SourceDayToCome(new.source_day)
