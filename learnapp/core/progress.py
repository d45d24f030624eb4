"""Learning records → where someone stands. Order and repeats do not matter.

A fold takes a set of facts: those taken back are left out, the rest is sorted by ``(at, id)``. A
course is folded from its own records; ``counting`` makes steps and countable rows of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from learnapp.core.records import Fact, Verb

CourseVersions = Mapping[str, AbstractSet[str]]
"""The lessons of each version of a course that is completed by its lessons alone, by its hash.

A version with a final check is not in it: that is completed by the check.
"""

REACHING = frozenset(
    {Verb.ANSWERED, Verb.PRACTISED, Verb.CHECKED, Verb.DEMONSTRATED, Verb.ATTENDED}
)
"""What somebody does who has reached a course: a first answer, act or attendance."""


class LessonState(StrEnum):
    """How far someone is in one lesson."""

    STARTED = "started"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class First:
    """The first time that something became true: its day, and whose hand did it."""

    day: date
    assistance: str = ""
    supervised: bool = False
    value: int = 0


@dataclass(frozen=True, slots=True)
class LessonFold:
    """Where someone stands in a lesson. ``best_percent`` is of whole rounds, rounded down."""

    best_percent: int
    first_day: date
    last_at: datetime
    done: First | None = None

    @property
    def state(self) -> LessonState:
        return LessonState.DONE if self.done else LessonState.STARTED


@dataclass(frozen=True, slots=True)
class CourseFold:
    """What follows from the records of one course, and from nothing else.

    ``reached`` and ``active`` are the first records that show so; ``completed`` the first at which
    all lessons of that record's own version of the course were completed. Lessons added later
    take nothing back.
    """

    course: str
    lessons: Mapping[str, LessonFold] = field(default_factory=dict)
    reached: First | None = None
    active: First | None = None
    completed: First | None = None
    last_at: datetime | None = None


def standing_facts(facts: Iterable[Fact]) -> list[Fact]:
    """Leave out the facts that were taken back (and the taking back), sort the rest by time."""
    by_id: dict[UUID, Fact] = {fact.id: fact for fact in facts}
    retracted = {fact.object for fact in by_id.values() if fact.verb == Verb.RETRACTED}
    return sorted(
        (
            fact
            for fact in by_id.values()
            if fact.verb != Verb.RETRACTED and str(fact.id) not in retracted
        ),
        key=lambda fact: (fact.at, fact.id),
    )


def fold_course(course: str, facts: Iterable[Fact], course_versions: CourseVersions) -> CourseFold:
    """Fold the facts of one course, given in any order and any number of times.

    Kinds of facts that the rules do not know (yet) change nothing.
    """
    standing = [fact for fact in standing_facts(facts) if fact.verb in REACHING]
    answered = [fact for fact in standing if fact.verb == Verb.ANSWERED]
    lessons = _fold_lessons(answered)
    done = [lesson.done for lesson in lessons.values() if lesson.done]
    return CourseFold(
        course=course,
        lessons=lessons,
        reached=First(standing[0].day, standing[0].assistance) if standing else None,
        active=replace(done[0], value=0) if done else None,
        completed=_completed(answered, course_versions),
        last_at=standing[-1].at if standing else None,
    )


def _fold_lessons(answered: Iterable[Fact]) -> dict[str, LessonFold]:
    """Fold each lesson; those completed come first, in the order in which they were."""
    rounds: dict[str, list[Fact]] = defaultdict(list)
    done: dict[str, First] = {}
    for fact in answered:
        rounds[fact.lesson].append(fact)
        if fact.passed and fact.lesson not in done:
            done[fact.lesson] = First(fact.day, fact.assistance, value=fact.mille)
    return {
        lesson: LessonFold(
            best_percent=max(fact.mille for fact in rounds[lesson]) // 10,
            first_day=rounds[lesson][0].day,
            last_at=rounds[lesson][-1].at,
            done=done.get(lesson),
        )
        for lesson in [*done, *(lesson for lesson in rounds if lesson not in done)]
    }


def _completed(answered: Iterable[Fact], course_versions: CourseVersions) -> First | None:
    """Find the first round after which all lessons of its version of the course were completed."""
    done: set[str] = set()
    for fact in answered:
        if fact.passed:
            done.add(fact.lesson)
        lessons = course_versions.get(fact.course_version)
        if lessons and lessons <= done:
            return First(fact.day, fact.assistance)
    return None
