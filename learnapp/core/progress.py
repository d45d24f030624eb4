"""Learning records → where someone stands. Order and repeats do not matter.

A fold takes a set of facts: those taken back are left out, the rest is sorted by ``(at, id)``. A
course is folded from its own records; ``counting`` makes steps and countable rows of it.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile

from learnapp.core.checks import waits_until
from learnapp.core.facts import ENTRY, FINAL, held, standing_facts
from learnapp.core.lessons import Course
from learnapp.core.records import Assistance, Fact, Verb


@dataclass(frozen=True, slots=True)
class CourseVersion:
    """What one version of a course asks for: of its lessons, and beyond them.

    ``practices`` are the lessons that have one; ``checked``: there is a final check; ``growing``:
    lessons are still to be written, so nobody completes it.
    """

    lessons: AbstractSet[str] = frozenset()
    practices: AbstractSet[str] = frozenset()
    checked: bool = False
    growing: bool = False

    @classmethod
    def of(cls, course: Course) -> "CourseVersion":
        """Return what a course asks for as it stands."""
        return cls(
            frozenset(course.lessons),
            frozenset(course.practices),
            bool(course.check),
            course.growing,
        )


CourseVersions = Mapping[str, CourseVersion]
"""Versions of courses by their hash."""

RETAINED = {30: "recheck-30", 90: "recheck-90"}
"""The rechecks that are steps of the ladder, by their days."""

REACHING = frozenset(
    {Verb.ANSWERED, Verb.PRACTISED, Verb.CHECKED, Verb.DEMONSTRATED, Verb.ATTENDED}
)
"""What somebody does who has reached a course: a first answer, act or attendance."""

_LEARNING = frozenset({Verb.ANSWERED, Verb.PRACTISED})
_SHOWING = frozenset({Verb.PRACTISED, Verb.DEMONSTRATED})
_OWN_HAND = frozenset({Assistance.ALONE, Assistance.PROMPTED})
_NO_VERSION = CourseVersion()


class LessonState(StrEnum):
    """How far someone is in one lesson. Spared: the entry check showed that they know it."""

    STARTED = "started"
    SPARED = "spared"
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
    """Where someone stands in a lesson.

    ``best_percent`` is of whole rounds, rounded down, ``None`` before the first; ``passed`` the
    first round that reached the pass mark, ``practised`` the first practice finished, ``done``
    the first moment at which nothing was missing any more.
    """

    first_day: date
    last_at: datetime
    best_percent: int | None = None
    passed: First | None = None
    practised: First | None = None
    done: First | None = None
    spared: bool = False

    @property
    def state(self) -> LessonState:
        if self.done:
            return LessonState.DONE
        return LessonState.SPARED if self.spared else LessonState.STARTED


@dataclass(frozen=True, slots=True)
class Checks:
    """What the checks of a course say.

    ``entry_percent`` of the first entry check, ``final_percent`` of the last final check, rounded
    down; ``failures`` of final checks in a row, ``wait_until`` when the next may begin, if not at
    once.
    """

    entry_percent: int | None = None
    final_percent: int | None = None
    failures: int = 0
    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CourseFold:
    """What follows from the records of one course, and from nothing else.

    Each ``First`` is the first record that shows so: ``shown`` with the own hand, prompted or
    alone, ``retained`` by the days after which a recheck was passed alone. ``completed`` is the
    first at which that record's own version of the course asked for nothing more. Lessons added
    later take nothing back.
    """

    course: str
    lessons: Mapping[str, LessonFold] = field(default_factory=dict)
    reached: First | None = None
    active: First | None = None
    practised: First | None = None
    shown: First | None = None
    shown_alone: First | None = None
    retained: Mapping[int, First] = field(default_factory=dict)
    completed: First | None = None
    checks: Checks = Checks()
    last_at: datetime | None = None


def fold_course(course: str, facts: Iterable[Fact], course_versions: CourseVersions) -> CourseFold:
    """Fold the facts of one course, given in any order and any number of times.

    Kinds of facts that the rules do not know (yet) change nothing.
    """
    standing = [fact for fact in standing_facts(facts) if fact.verb in REACHING]
    if not standing:
        return CourseFold(course)
    walk = _Walk(course_versions)
    for fact in standing:
        walk.take(fact)
    done = [lesson.done for lesson in walk.done.values() if lesson.done]
    finished = [fact for fact in standing if fact.verb in _SHOWING and fact.passed]
    checked = [fact for fact in standing if fact.verb == Verb.CHECKED]
    return CourseFold(
        course=course,
        lessons={**walk.done, **walk.lessons},
        reached=First(standing[0].day, standing[0].assistance),
        active=replace(done[0], value=0) if done else None,
        practised=_first(fact for fact in finished if fact.verb == Verb.PRACTISED),
        shown=_first(fact for fact in finished if fact.assistance in _OWN_HAND),
        shown_alone=_first(fact for fact in finished if fact.assistance == Assistance.ALONE),
        retained=_retained(checked, walk.completed),
        completed=walk.completed,
        checks=_checks(checked),
        last_at=standing[-1].at,
    )


@dataclass(slots=True)
class _Walk:
    """Goes through the facts of a course in their order.

    ``done`` are the lessons completed, in the order in which they were; ``lessons`` are all.
    """

    versions: CourseVersions
    lessons: dict[str, LessonFold] = field(default_factory=dict)
    done: dict[str, LessonFold] = field(default_factory=dict)
    spared: set[str] = field(default_factory=set)
    final: Fact | None = None
    completed: First | None = None

    def take(self, fact: Fact) -> None:
        """Take one fact in; one that completes nothing and spares nothing changes nothing."""
        version = self.versions.get(fact.course_version, _NO_VERSION)
        if fact.verb == Verb.CHECKED:
            self._check(fact)
        elif fact.verb in _LEARNING:
            lesson = _lesson_after(self.lessons.get(fact.lesson), fact, version)
            self.lessons[fact.lesson] = lesson
            if lesson.done:
                self.done[fact.lesson] = lesson
        else:
            return
        if self.completed is None:
            self.completed = self._completed(fact, version)

    def _check(self, fact: Fact) -> None:
        spared = fact.spared if fact.assistance != Assistance.DONE_FOR else ()
        for slug in spared:
            lesson = self.lessons.get(slug) or LessonFold(fact.day, fact.at)
            self.lessons[slug] = replace(lesson, spared=True)
        self.spared.update(spared)
        if fact.object == FINAL and fact.passed:
            self.final = max(self.final or fact, fact, key=_weight)

    def _completed(self, fact: Fact, version: CourseVersion) -> First | None:
        """Return the moment of a fact, if nothing is missing any more by its version."""
        if not version.lessons or version.growing:
            return None
        if not version.checked:
            done = version.lessons <= self.done.keys()
            return First(fact.day, fact.assistance) if done else None
        if self.final is None or not version.lessons <= self.done.keys() | self.spared:
            return None
        return First(fact.day, self.final.assistance, self.final.supervised)


def _weight(final: Fact) -> tuple[bool, bool]:
    """Say which of several finals passed before a course was complete is the one that counts.

    The own hand goes before another's, a witness before none; of two alike, the first.
    """
    return held(final), final.supervised


def _lesson_after(before: LessonFold | None, fact: Fact, version: CourseVersion) -> LessonFold:
    """Return where a lesson stands after a round or a practice.

    It is done by a round passed and a practice finished, in either order; by a round passed alone
    where the version of the course that the round carries knows of no practice in it.
    """
    lesson = before or LessonFold(fact.day, fact.at)
    passed, practised, best = lesson.passed, lesson.practised, lesson.best_percent
    done = lesson.done
    if fact.verb == Verb.ANSWERED:
        best = max(fact.mille // 10, best or 0)
        if fact.passed:
            passed = passed or First(fact.day, fact.assistance, value=fact.mille)
            if fact.lesson not in version.practices:
                done = done or First(fact.day, fact.assistance, value=fact.mille)
    elif fact.passed:
        practised = practised or _moment(fact)
    if passed and practised:
        done = done or First(fact.day, fact.assistance, value=passed.value)
    return replace(
        lesson,
        last_at=fact.at,
        best_percent=best,
        passed=passed,
        practised=practised,
        done=done,
    )


def _moment(fact: Fact) -> First:
    return First(fact.day, fact.assistance, fact.supervised)


def _first(facts: Iterable[Fact]) -> First | None:
    """Return the moment of the first of some facts in their order."""
    return next(map(_moment, facts), None)


def _retained(checked: Iterable[Fact], completed: First | None) -> dict[int, First]:
    """Find the first recheck of each stage that was passed alone, once the course was completed."""
    alone = [
        fact
        for fact in checked
        if completed
        and fact.day >= completed.day
        and fact.passed
        and fact.assistance == Assistance.ALONE
    ]
    stages = {
        days: _first(fact for fact in alone if fact.object == kind)
        for days, kind in RETAINED.items()
    }
    return {days: first for days, first in stages.items() if first}


def _checks(checked: Iterable[Fact]) -> Checks:
    """Say what the checks of a course came to, in their order."""
    checked = list(checked)
    finals = [fact for fact in checked if fact.object == FINAL]
    # One that lay open and came in after a final check says nothing of before.
    untaught = takewhile(lambda fact: fact.object != FINAL, checked)
    entries = [fact for fact in untaught if fact.object == ENTRY]
    return Checks(
        entry_percent=entries[0].mille // 10 if entries else None,
        final_percent=finals[-1].mille // 10 if finals else None,
        failures=sum(1 for _ in takewhile(lambda fact: not fact.passed, reversed(finals))),
        wait_until=waits_until((fact.at, fact.passed) for fact in finals),
    )
