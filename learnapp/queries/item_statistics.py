"""How good a course's checks and questions are, from all that people answered. No person in it."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from learnapp.core.banks import CheckKind
from learnapp.core.item_statistics import (
    Gain,
    ItemFigures,
    Response,
    item_figures,
    learning_gain,
    sitting,
)
from learnapp.core.lessons import LANGUAGES, Catalogue
from learnapp.core.questions import Question
from learnapp.core.records import Assistance, Verb
from learnapp.core.reviews import bank_item, lesson_item
from learnapp.db.learning import CourseProgress, LearningRecord
from learnapp.db.people import Person

AT_ONCE = 500
"""How many records are held at a time."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of today's catalogue: where it stands (a lesson or a skill), what it asks."""

    item: str
    stands_in: str
    text: str
    figures: ItemFigures


@dataclass(frozen=True, slots=True)
class CourseStatistics:
    """``gain`` is ``None`` where too few did both checks; ``items`` in the order of the course."""

    gain: Gain | None
    items: tuple[ItemLine, ...]


def count_sittings(session: Session, course: str) -> int:
    """Count the rounds and checks that a course's statistics read."""
    return session.scalar(select(func.count()).select_from(_sittings(course).subquery())) or 0


def course_statistics(
    session: Session,
    catalogue: Catalogue,
    course: str,
    *,
    read: Callable[[int], object] = int,
) -> CourseStatistics:
    """Describe a course's checks and items; ``read`` hears how many sittings were read.

    Of each person the first answer to an item counts: later ones were taught by the reply. An
    entry check asks before anything was learned, so it makes the gain but not the items'
    figures. Keys name a lesson's questions across small changes of their words; of a bank's item
    only answers to its words of today tell anything, and whoever met older ones is left out.
    """
    responses = _responses(session, catalogue, course, read)
    items = tuple(
        ItemLine(item, stands_in, text, item_figures(responses.get(item, ()), _wrong(question)))
        for item, stands_in, text, question in _items(catalogue, course)
    )
    return CourseStatistics(_gain(session, course), items)


def _responses(
    session: Session, catalogue: Catalogue, course: str, read: Callable[[int], object]
) -> dict[str, list[Response]]:
    """Return of each item the first answer of each person, where it was to its words of today."""
    taken_back = select(LearningRecord.object).where(
        LearningRecord.course == course, LearningRecord.verb == Verb.RETRACTED
    )
    gone, wordings = set(session.scalars(taken_back)), _wordings(catalogue, course)
    found: dict[str, dict[UUID, Response | None]] = {}
    for row in session.execute(_sittings(course).execution_options(yield_per=AT_ONCE)):
        marks = [] if str(row.id) in gone else list(_marks(row))
        older = _reworded(row, wordings)
        for item, response in sitting(marks).items():
            told = None if item in older else response
            found.setdefault(item, {}).setdefault(row.root_id, told)
        read(1)
    return {item: [one for one in by.values() if one] for item, by in found.items()}


def _gain(session: Session, course: str) -> Gain | None:
    pairs = session.execute(
        select(CourseProgress.entry_percent, CourseProgress.final_percent).where(
            CourseProgress.course == course,
            CourseProgress.entry_percent.is_not(None),
            CourseProgress.final_percent.is_not(None),
        )
    )
    return learning_gain([(entry or 0, final or 0) for entry, final in pairs])


def _sittings(course: str) -> Select[Any]:
    """Ask for rounds and checks in their order, but for those done for somebody."""
    return (
        select(
            LearningRecord.id,
            func.coalesce(Person.same_as_id, Person.id).label("root_id"),
            LearningRecord.verb,
            LearningRecord.lesson,
            LearningRecord.course,
            LearningRecord.result,
        )
        .join(Person, Person.id == LearningRecord.person_id)
        .where(
            LearningRecord.course == course,
            LearningRecord.verb.in_([Verb.ANSWERED, Verb.CHECKED]),
            LearningRecord.object != CheckKind.ENTRY.value,
            LearningRecord.assistance.is_distinct_from(Assistance.DONE_FOR),
        )
        .order_by(LearningRecord.at, LearningRecord.id)
    )


def _marks(row: Row[Any]) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
    """Return the items of a sitting: which, whether right, what was picked."""
    if row.verb is Verb.ANSWERED:
        for one in row.result.get("answers", ()):
            yield lesson_item(row.lesson, one["q"]), bool(one["ok"]), tuple(one["a"])
    else:
        for one in row.result.get("items", ()):
            yield bank_item(row.course, one["i"]), bool(one["ok"]), tuple(one.get("a", ()))


def _reworded(row: Row[Any], wordings: AbstractSet[tuple[str, str]]) -> set[str]:
    """Return the bank items of a sitting that were asked in other words than today's."""
    asked = ((bank_item(row.course, one["i"]), one.get("v")) for one in row.result.get("items", ()))
    return {item for item, wording in asked if (item, wording) not in wordings}


def _wordings(catalogue: Catalogue, course: str) -> AbstractSet[tuple[str, str]]:
    """Return the bank items of today, each with the hash of its words in every language."""
    banks = [bank for lang in LANGUAGES if (bank := catalogue.bank(course, lang))]
    return {(bank_item(course, one.key), one.hash) for bank in banks for one in bank.items}


def _items(catalogue: Catalogue, course: str) -> Iterator[tuple[str, str, str, Question | None]]:
    """Return every item of today: its name, where it stands, what it asks."""
    for lesson in catalogue.lessons_of(course):
        for question in lesson.questions:
            item = lesson_item(lesson.slug, question.key)
            yield item, lesson.title, question.prompt_text, question
    bank = catalogue.bank(course)
    for one in bank.items if bank else ():
        text = one.practice.title if one.practice else ""
        text = one.question.prompt_text if one.question else text
        yield bank_item(course, one.key), one.skill, text, one.question


def _wrong(question: Question | None) -> tuple[str, ...]:
    """Return the wrong choices of a question that has such: not of ordering and matching."""
    if question is None or question.why_html or question.partners:
        return ()
    return tuple(one.key for one in question.choices if not one.right)
