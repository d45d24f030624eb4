"""Where someone stands → the ladder's steps and the rows that totals count.

Each thing counts once, at its first day, for the ward, the neighbourhood and the class in which
the person was on that day. A ward's totals are sums over these rows, kept by differences.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from learnapp.core.days import age_band, age_on
from learnapp.core.history import History, Residence
from learnapp.core.progress import CourseFold, CourseVersions, First, fold_course
from learnapp.core.records import Fact

NIL = UUID(int=0)
"""Stands for "no class" where a key must not be empty."""

ALL_COURSES = ""
"""The course of rows about the person as a whole: a step is taken where it was taken first."""


class Figure(StrEnum):
    """What a row counts."""

    REACHED = "step.reached"
    ENROLLED = "step.enrolled"
    ACTIVE = "step.active"
    PRACTISED = "step.practised"
    SHOWN_PROMPTED = "step.shown_prompted"
    SHOWN_ALONE = "step.shown_alone"
    RETAINED_30 = "step.retained_30"
    RETAINED_90 = "step.retained_90"
    APPLIED = "step.applied"
    COMPLETED = "completed"
    LESSON = "lesson"


LADDER = (
    Figure.REACHED,
    Figure.ENROLLED,
    Figure.ACTIVE,
    Figure.PRACTISED,
    Figure.SHOWN_PROMPTED,
    Figure.SHOWN_ALONE,
    Figure.RETAINED_30,
    Figure.RETAINED_90,
    Figure.APPLIED,
)
"""The steps from the lowest to the highest; who stands on one stands on those below it."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """By what a total can be divided: the key of ``ward_day``. 0, '' and ``NIL`` say "none"."""

    figure: str
    course: str
    key: str
    day: date
    kind: str
    ward_id: int
    neighbourhood_id: int
    study_group_id: UUID
    age_band: str
    gender: str
    assistance: str
    supervised: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing of one person that some total counts, once."""

    cell: Cell
    value: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """How many, the sum of their values, and of the squares: enough for mean and spread."""

    n: int
    total: int
    squares: int


@dataclass(frozen=True, slots=True)
class PersonFold:
    """All that follows from a person's records: where they stand, and what counts of it."""

    courses: Mapping[str, CourseFold]
    counted: frozenset[Counted]


def fold_person(
    facts: Iterable[Fact],
    history: History,
    course_versions: CourseVersions,
    *,
    courses: AbstractSet[str] | None = None,
    elsewhere: Iterable[Counted] = (),
) -> PersonFold:
    """Fold a person's facts: every course, and what follows for the person as a whole.

    With ``courses`` only those are folded, from ``facts`` that hold all of theirs; ``elsewhere``
    then brings what was counted in the other courses.
    """
    shelves: dict[str, list[Fact]] = {}
    for fact in facts:
        shelves.setdefault(fact.course, []).append(fact)
    if courses is None:
        courses = shelves.keys() | {one.course for one in history.enrolments}
    folds = {
        course: fold_course(course, shelves.get(course, ()), course_versions)
        for course in sorted(courses - {ALL_COURSES})
    }
    counted = [row for fold in folds.values() for row in count_course(fold, history)]
    counted += [row for row in elsewhere if row.cell.course not in {ALL_COURSES, *folds}]
    return PersonFold(folds, frozenset([*counted, *_whole_person(counted)]))


def steps(fold: CourseFold, history: History) -> dict[Figure, First]:
    """Return the steps on which someone stands in a course, each with its first time.

    Being on the list of a class is reaching the course and enrolling in it; having an account is
    enrolling in what one has reached. Then each step holds at the latest when a higher one does.
    """
    on_list = history.list_day(fold.course)
    listed = First(on_list) if on_list else None
    reached = _earliest(fold.reached, listed)
    account = None
    if reached and history.account_day:
        account = First(max(reached.day, history.account_day))
    own = {
        Figure.REACHED: reached,
        Figure.ENROLLED: _earliest(listed, account),
        Figure.ACTIVE: fold.active,
        Figure.PRACTISED: fold.practised,
        Figure.SHOWN_PROMPTED: fold.shown,
        Figure.SHOWN_ALONE: fold.shown_alone,
        Figure.RETAINED_30: fold.retained.get(30),
        Figure.RETAINED_90: fold.retained.get(90),
    }
    found: dict[Figure, First] = {}
    above: First | None = None
    for step in reversed(LADDER):
        above = _earliest(own.get(step), above)
        if above:
            found[step] = above
    return {step: found[step] for step in LADDER if step in found}


def highest(fold: CourseFold, history: History) -> Figure | None:
    """Return the highest step on which someone stands in a course."""
    return next(reversed(steps(fold, history)), None)


def count_course(fold: CourseFold, history: History) -> list[Counted]:
    """Return the rows that a course gives to the totals, each thing once, at its first day."""
    things: list[tuple[Figure, str, First]] = [
        (step, "", first) for step, first in steps(fold, history).items()
    ]
    if fold.completed:
        things.append((Figure.COMPLETED, "", fold.completed))
    things += [
        (Figure.LESSON, lesson, one.done) for lesson, one in fold.lessons.items() if one.done
    ]
    return [
        Counted(_cell(figure, fold.course, key, first, history), first.value)
        for figure, key, first in things
    ]


def band_on(day: date, birth_year: int | None) -> str:
    """Return the age band by the year of that day; '' where it is not known or cannot be."""
    if birth_year is None or birth_year > day.year:
        return ""
    return age_band(age_on(day, birth_year))


def differences(old: Iterable[Counted], new: Iterable[Counted]) -> dict[Cell, Sums]:
    """Say what must be added to the totals when old rows become new ones.

    Rows that stay may be among both, or among neither. Cells come in the order of their keys, so
    that two transactions never wait for each other.
    """
    sums: dict[Cell, Sums] = {}
    for rows, sign in ((old, -1), (new, 1)):
        for row in rows:
            one = sums.get(row.cell, Sums(0, 0, 0))
            value = sign * row.value
            sums[row.cell] = Sums(one.n + sign, one.total + value, one.squares + value * row.value)
    return {cell: sums[cell] for cell in sorted(sums) if sums[cell] != Sums(0, 0, 0)}


def _earliest(first: First | None, other: First | None) -> First | None:
    """Return the earlier of the two; on the same day the one named first."""
    if first is None or other is None:
        return first or other
    return other if other.day < first.day else first


def _cell(figure: Figure, course: str, key: str, first: First, history: History) -> Cell:
    """Look up where, and in which class, someone was on the day of a thing.

    Whoever has never said where they live counts where their class meets.
    """
    enrolment = history.enrolment_on(first.day, course)
    home = history.residence_on(first.day)
    if home is None:
        home = Residence(first.day, enrolment.ward_id if enrolment else 0)
    return Cell(
        figure=figure.value,
        course=course,
        key=key,
        day=first.day,
        kind=history.counted_as.value,
        ward_id=home.ward_id,
        neighbourhood_id=home.neighbourhood_id,
        study_group_id=enrolment.study_group_id if enrolment else NIL,
        age_band=band_on(first.day, history.birth_year),
        gender=history.gender,
        assistance=first.assistance,
        supervised=first.supervised,
    )


def _whole_person(counted: Sequence[Counted]) -> list[Counted]:
    """Make the rows about the person: each step, and completing, as in the course of its first."""
    first: dict[str, Counted] = {}
    for row in counted:
        figure = row.cell.figure
        if figure == Figure.LESSON:
            continue
        best = first.get(figure)
        if best is None or (row.cell.day, row.cell.course) < (best.cell.day, best.cell.course):
            first[figure] = row
    return [replace(row, cell=replace(row.cell, course=ALL_COURSES)) for row in first.values()]
