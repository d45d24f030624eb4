"""What comes back to me: questions of today, rechecks. Only ever about whoever asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, String, select, type_coerce
from sqlalchemy.orm import Session

from learnapp.core import rechecks, reviews
from learnapp.core.days import vietnam_day
from learnapp.core.errors import NotFound
from learnapp.core.grading import Mark
from learnapp.core.lesson_archive import lesson_from_json
from learnapp.core.lessons import LANGUAGES, Catalogue
from learnapp.core.policy import Actor
from learnapp.core.questions import Question
from learnapp.core.rechecks import Due, Place
from learnapp.core.records import Fact, Verb
from learnapp.core.reviews import Asked
from learnapp.db.learning import CheckAttempt, ContentVersion, LearningRecord
from learnapp.queries.checks import asked_bank
from learnapp.queries.identity import own_ids, own_record


@dataclass(frozen=True, slots=True)
class Kept:
    """What I keep up: ``items`` to be asked today, in order, after ``done`` that were already.

    ``later``: due, but for another day; ``next_day``: when something is asked again after these.
    ``facts``: my checks by course, for the rechecks.
    """

    items: tuple[Asked, ...]
    done: int
    later: int
    next_day: date | None
    today: date
    facts: dict[str, list[Fact]]

    def recheck(self, course: str, completed: date | None) -> tuple[Due | None, Due | None]:
        """Return the recheck of a course that is due today, and the one that comes first."""
        if completed is None:
            return None, None
        own = self.facts.get(course, [])
        return rechecks.due(completed, own, self.today), rechecks.next_due(completed, own)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review that I handed in: the question as it was asked, and what helps if it was missed."""

    item: str
    question: Question
    mark: Mark
    help: Place | None


def kept(session: Session, catalogue: Catalogue, actor: Actor, lang: str, *, now: datetime) -> Kept:
    """Return what comes back to the actor today, in the words of that language."""
    marks: list[reviews.Mark] = []
    facts: dict[str, list[Fact]] = {}
    for row in _standing(_rows(session, actor)):
        marks += reviews.marks_of(
            verb=row.verb,
            record_id=row.id,
            at=row.at,
            course=row.course,
            lesson=row.lesson,
            name=row.object,
            result=row.result,
            assistance=row.assistance or "",
        )
        if row.verb == Verb.CHECKED:
            facts.setdefault(row.course, []).append(_fact(row))
    today = vietnam_day(now)
    # What a check that lies open asks is not asked here: the reply would tell.
    open_items = _asked_in_open_checks(session, actor)
    memories = [
        one
        for one in reviews.remember(marks).values()
        if one.item not in open_items and reviews.find_item(catalogue, one.item, lang)
    ]
    done = reviews.reviewed_on(marks, today)
    chosen = reviews.today(memories, today, reviewed=done)
    asked = [reviews.find_item(catalogue, item, lang) for item in chosen.items]
    return Kept(
        items=tuple(one for one in asked if one),
        done=done,
        later=chosen.later,
        next_day=chosen.next_day,
        today=today,
        facts=facts,
    )


def my_review(
    session: Session, catalogue: Catalogue, actor: Actor, record_id: UUID, lang: str
) -> Reviewed:
    """Return a review of the actor's own. Raises ``NotFound`` for any other record."""
    record = own_record(session, actor, record_id, Verb.REVIEWED)
    question = _question(session, catalogue, record, lang)
    mark = Mark(question.key, tuple(record.result["a"]), bool(record.passed))
    asked = reviews.find_item(catalogue, record.object, lang)
    return Reviewed(
        record.object,
        question,
        mark,
        _help(catalogue, asked, lang) if asked and not mark.right else None,
    )


def _asked_in_open_checks(session: Session, actor: Actor) -> set[str]:
    attempts = session.execute(
        select(CheckAttempt.course, CheckAttempt.items).where(
            CheckAttempt.person_id.in_(own_ids(actor.person_id))
        )
    )
    return {reviews.bank_item(course, str(key)) for course, items in attempts for key in items}


def _rows(session: Session, actor: Actor) -> Iterable[Row[Any]]:
    """Return my records of questions and checks, and what I took back."""
    verb = type_coerce(LearningRecord.verb, String)
    return session.execute(
        select(
            LearningRecord.id,
            verb.label("verb"),
            LearningRecord.course,
            LearningRecord.lesson,
            LearningRecord.object,
            LearningRecord.result,
            type_coerce(LearningRecord.assistance, String).label("assistance"),
            LearningRecord.passed,
            LearningRecord.at,
            LearningRecord.day,
        ).where(
            LearningRecord.person_id.in_(own_ids(actor.person_id)),
            verb.in_([*sorted(reviews.REVIEWABLE), Verb.RETRACTED]),
        )
    ).all()


def _standing(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Leave out what was taken back, and the taking back."""
    rows = list(rows)
    gone = {row.object for row in rows if row.verb == Verb.RETRACTED}
    return [row for row in rows if row.verb != Verb.RETRACTED and str(row.id) not in gone]


def _fact(row: Row[Any]) -> Fact:
    return Fact(
        id=row.id,
        verb=row.verb,
        course=row.course,
        lesson=row.lesson,
        object=row.object,
        passed=bool(row.passed),
        assistance=row.assistance or "",
        at=row.at,
        day=row.day,
    )


def _question(
    session: Session, catalogue: Catalogue, record: LearningRecord, lang: str
) -> Question:
    """Return the question as it was answered. Raises ``NotFound`` where nobody knows it."""
    version = record.version or ""
    slug, of_lesson, key = record.object.partition("/")
    found: Question | None
    if of_lesson:
        today = (catalogue.lesson(slug, one) for one in (lang, *LANGUAGES))
        lesson = next((one for one in today if one and one.version == version), None)
        if lesson is None:
            lesson = lesson_from_json(session.get_one(ContentVersion, version).body)
        found = lesson.question(key)
    else:
        course, _, key = record.object.partition(":")
        item = asked_bank(session, catalogue, course, version, lang).item(key)
        found = item.question if item else None
    if found is None:
        raise NotFound(record.id)
    return found


def _help(catalogue: Catalogue, asked: Asked, lang: str) -> Place | None:
    """Return the screen that helps with a question that was missed."""
    choices = (choice.text for choice in asked.question.choices)
    text = " ".join((asked.question.prompt_text, *choices))
    lesson = catalogue.lesson(asked.lesson, lang)
    if lesson:
        return rechecks.screen_in([lesson], text)
    bank = catalogue.bank(asked.course, lang)
    item = bank.item(asked.item.partition(":")[2]) if bank else None
    if item is None:
        return None
    return rechecks.screen_for(catalogue, asked.course, item.skill, text, lang)
