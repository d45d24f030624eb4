"""What comes back just before it would be forgotten: marks → memory → what is asked today.

A person's marks on a question are replayed, oldest first, through the memory model FSRS. Nothing of
it is stored: the same marks give the same days, in whatever order they came in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from fsrs import Card, Rating, Scheduler

from learnapp.core.banks import CheckKind
from learnapp.core.days import start_of_day, vietnam_day
from learnapp.core.lessons import VIETNAMESE, Catalogue
from learnapp.core.questions import Question
from learnapp.core.records import Assistance, Verb

AT_ONCE = 5
"""So many questions a day at most: five minutes."""

RETENTION = 0.9
"""A question comes back when it is known with this probability still."""

ONE_DAY = timedelta(days=1)

LONGEST = 365
"""In days: nothing stays away longer."""

REVIEWABLE = frozenset({Verb.ANSWERED, Verb.CHECKED, Verb.REVIEWED})
"""Records that hold marks on questions."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer to one item: when, by which record, right or not. ``at`` is aware."""

    item: str
    at: datetime
    record_id: UUID
    right: bool
    review: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """How well a person has an item in mind: from which day it is due; stability in days.

    Stability is the time after which it is known with a probability of 90 %.
    """

    item: str
    due: date
    stability: float
    missed: bool
    last_day: date


@dataclass(frozen=True, slots=True)
class Today:
    """What is asked today: ``items`` now, ``later`` so many due that wait for another day.

    ``next_day`` is the day from which something is asked again when ``items`` are done; ``None``
    where nothing was ever answered.
    """

    items: tuple[str, ...]
    later: int = 0
    next_day: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An item as it is asked: the question, and in which lesson (or bank, "") and version."""

    item: str
    question: Question
    version: str
    course: str
    lesson: str = ""


def lesson_item(lesson: str, question: str) -> str:
    """Name a question of a lesson as an item."""
    return f"{lesson}/{question}"


def bank_item(course: str, key: str) -> str:
    """Name an item of a course's bank."""
    return f"{course}:{key}"


def find_item(catalogue: Catalogue, item: str, lang: str = VIETNAMESE) -> Asked | None:
    """Return the question of an item; ``None``: it left the catalogue, or is a practice."""
    slug, of_lesson, key = item.partition("/")
    if of_lesson:
        lesson = catalogue.lesson(slug, lang)
        question = lesson.question(key) if lesson else None
        if lesson is None or question is None:
            return None
        return Asked(item, question, lesson.version, lesson.course, lesson.slug)
    course, _, key = item.partition(":")
    bank = catalogue.bank(course, lang)
    one = bank.item(key) if bank else None
    if bank is None or one is None or one.question is None:
        return None
    return Asked(item, one.question, bank.version, course)


def marks_of(
    *,
    verb: str,
    record_id: UUID,
    at: datetime,
    course: str,
    lesson: str,
    name: str,
    result: Mapping[str, Any],
    assistance: str,
) -> list[Mark]:
    """Return the marks on questions in a learning record; ``name`` is its object.

    What somebody else's hand did tells nothing about this memory. Neither does an entry check,
    which asks before anything was learned. Practices are not reviewed.
    """
    if assistance == Assistance.DONE_FOR or name == CheckKind.ENTRY:
        return []
    if verb == Verb.ANSWERED:
        answers = result.get("answers", ())
        return [
            Mark(lesson_item(lesson, one["q"]), at, record_id, bool(one["ok"])) for one in answers
        ]
    if verb == Verb.CHECKED:
        items = (one for one in result.get("items", ()) if "a" in one)
        return [Mark(bank_item(course, one["i"]), at, record_id, bool(one["ok"])) for one in items]
    if verb == Verb.REVIEWED:
        return [Mark(name, at, record_id, bool(result.get("ok")), review=True)]
    return []


def remember(marks: Iterable[Mark], *, retention: float = RETENTION) -> dict[str, Memory]:
    """Replay marks, given in any order and any number of times, into a memory of each item.

    Of each day only the first mark on an item counts: whoever tries again at once has just read
    the answer.
    """
    found: dict[str, Memory] = {}
    cards: dict[str, Card] = {}
    for mark in sorted(set(marks), key=lambda one: (one.at, one.record_id, one.item, one.right)):
        day = vietnam_day(mark.at)
        before = found.get(mark.item)
        if before and before.last_day >= day:
            continue
        # The model counts whole 24 hours, people go by the calendar: asked in the evening and again
        # the next morning, a day has passed.
        at = start_of_day(day)
        card = cards.get(mark.item) or Card(card_id=len(cards), due=at)
        rating = Rating.Good if mark.right else Rating.Again
        card, _ = _scheduler(retention).review_card(card, rating, at)
        cards[mark.item] = card
        found[mark.item] = Memory(
            mark.item, vietnam_day(card.due), card.stability or 0.0, not mark.right, day
        )
    return found


def due_first(memories: Iterable[Memory], day: date) -> list[Memory]:
    """Return what is due on a day: missed items first, then those that have waited longest."""
    due = [one for one in memories if one.due <= day]
    return sorted(due, key=lambda one: (not one.missed, one.due, one.item))


def today(memories: Sequence[Memory], day: date, *, reviewed: int = 0) -> Today:
    """Choose what is asked on a day, after ``reviewed`` items that were reviewed on it already.

    A day has at most ``AT_ONCE``; the rest waits for the next one and does not pile up in view.
    """
    due = due_first(memories, day)
    items = tuple(one.item for one in due[: max(0, AT_ONCE - reviewed)])
    later = len(due) - len(items)
    days = [max(one.due, day + ONE_DAY) for one in memories if one.item not in items]
    return Today(items, later, min(days, default=None))


def reviewed_on(marks: Iterable[Mark], day: date) -> int:
    """Count the items that were reviewed on a day, each once."""
    return len({one.item for one in marks if one.review and vietnam_day(one.at) == day})


@cache
def _scheduler(retention: float) -> Scheduler:
    """Make the model: whole days only, nothing left to chance."""
    return Scheduler(
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )
