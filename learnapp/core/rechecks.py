"""When a completed course is asked about again: after 1, 7, 30 and 90 days, with fresh items.

Skill may age. A recheck counts for the highest stage that is due on its day; one that failed comes
back after the interval before its own, and the stages below it are not asked for any more.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import log

from learnapp.core.facts import held, standing_facts
from learnapp.core.lessons import VIETNAMESE, Catalogue, Lesson, Screen
from learnapp.core.names import tidy
from learnapp.core.records import Fact, Verb

STAGES = (1, 7, 30, 90)
"""After how many days from completing a course each recheck is due."""

AFTER_FAILURE = {1: 1, 7: 1, 30: 7, 90: 30}
"""How many days after a failure at a stage the same stage is due again: the interval before it."""

_OBJECT = "recheck-"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Due:
    """The stage (in days from completing) that a recheck counts for, and since when it is due."""

    stage: int
    since: date


def recheck_object(stage: int) -> str:
    """Return the object of the learning record of a recheck at that stage."""
    return f"{_OBJECT}{stage}"


def stage_of(name: str) -> int | None:
    """Read the stage out of the object of a record; ``None`` where it is no recheck."""
    number = name.removeprefix(_OBJECT)
    if number == name or not number.isdecimal():
        return None
    return int(number) if int(number) in STAGES else None


def stages_to_come(completed: date, facts: Iterable[Fact]) -> tuple[Due, ...]:
    """Return the stages that are still to be passed, with the day from which each is due.

    ``completed`` is the day on which the course was completed; ``facts`` are those of the course
    (others are left out), in any order and any number of times.
    """
    tried = [
        (stage, fact)
        for fact in standing_facts(facts)
        if fact.verb == Verb.CHECKED
        and fact.day >= completed
        and (stage := stage_of(fact.object)) is not None
    ]
    top = max((stage for stage, _ in tried), default=0)
    at_top = [fact for stage, fact in tried if stage == top]
    again: date | None = None
    if at_top and not any(held(fact) for fact in at_top):
        again = at_top[-1].day + timedelta(days=AFTER_FAILURE[top])
    found = []
    for stage in STAGES:
        since = completed + timedelta(days=stage)
        if stage == top and again:
            found.append(Due(stage, max(since, again)))
        elif stage > top:
            found.append(Due(stage, since))
    return tuple(found)


def due(completed: date, facts: Iterable[Fact], today: date) -> Due | None:
    """Return the recheck due today: the highest stage whose day has come, or ``None``."""
    come = [one for one in stages_to_come(completed, facts) if one.since <= today]
    return come[-1] if come else None


def next_due(completed: date, facts: Iterable[Fact]) -> Due | None:
    """Return the recheck that comes first, come already or not; ``None``: all are passed."""
    return min(stages_to_come(completed, facts), key=lambda one: one.since, default=None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where help for a failed item stands: a lesson, and the screen of it if one can be told."""

    lesson: Lesson
    screen: Screen | None = None


def screen_for(
    catalogue: Catalogue, course: str, skill: str, text: str, lang: str = VIETNAMESE
) -> Place | None:
    """Return the one screen that helps with an item of a skill, in the words of a language.

    ``text`` is what the item says (task, question, choices). Among the course's lessons that
    teach the skill it is the screen whose words it shares most; where it shares none, or as many
    with two, the first such lesson as a whole. ``None``: no lesson of the course has the skill.
    """
    lessons = [one for one in catalogue.lessons_of(course, lang) if skill in one.codes]
    return screen_in(lessons, text) if lessons else None


def screen_in(lessons: Sequence[Lesson], text: str) -> Place:
    """Return the screen of some lessons (at least one) whose words a text shares most."""
    screens = [(lesson, screen) for lesson in lessons for screen in lesson.screens]
    words = [_words(f"{screen.title} {screen.text}") for _, screen in screens]
    asked = _words(text)
    weights = [sum(_weight(word, words) for word in asked & own) for own in words]
    best = max(weights, default=0.0)
    if best <= 0 or weights.count(best) > 1:
        return Place(lessons[0])
    return Place(*screens[weights.index(best)])


def _words(text: str) -> frozenset[str]:
    """Return the words of a text, and the pairs that stand side by side: "tạm trú" is one word."""
    words = _WORD.findall(tidy(text).casefold())
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    return frozenset(words) | frozenset(pairs)


def _weight(word: str, screens: list[frozenset[str]]) -> float:
    """Weigh a word by how few screens hold it: one that stands on all of them says nothing."""
    return log(len(screens) / sum(word in screen for screen in screens))
