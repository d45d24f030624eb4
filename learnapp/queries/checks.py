"""Checks of whoever asks: what is open, what was handed in, what may be begun."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.banks import Bank, CheckKind, Item
from learnapp.core.checks import Answer, CheckGrade, ItemMark, mark_item, out_of_turn, waits_until
from learnapp.core.errors import NotFound
from learnapp.core.facts import FINAL
from learnapp.core.lesson_archive import bank_from_json
from learnapp.core.lessons import Catalogue, Lesson
from learnapp.core.policy import Actor
from learnapp.core.progress import LessonState
from learnapp.core.rechecks import Due, due, next_due
from learnapp.core.records import Assistance, Verb
from learnapp.db.learning import (
    CheckAttempt,
    ContentVersion,
    CourseProgress,
    LearningRecord,
    LessonProgress,
)
from learnapp.db.people import Person
from learnapp.queries.folding import facts, known_people


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A check that was handed in, as its record has it. ``keys``: what was asked.

    ``held``: passed, and not by another's hand; a final check not while it had to wait, either.
    """

    id: UUID
    kind: CheckKind
    at: datetime
    passed: bool
    held: bool
    supervised: bool
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MyAttempt:
    """A check that is open, in the words of a language; ``marks`` know what is right: keep them in.

    ``items`` are as written: the page shows them shuffled by ``seed``.
    """

    id: UUID
    course: str
    kind: CheckKind
    stage: int
    seed: str
    bank: Bank
    items: tuple[Item, ...]
    marks: tuple[ItemMark, ...]
    meeting_id: UUID | None

    @property
    def empty(self) -> tuple[int, ...]:
        """The places, from 1, of what has no answer yet."""
        return tuple(place for place, one in enumerate(self.marks, 1) if not one.done)


@dataclass(frozen=True, slots=True)
class MyCheck:
    """A check that was handed in, item by item; ``grade`` is as it was judged then."""

    id: UUID
    course: str
    kind: CheckKind
    stage: int
    seed: str
    passed: bool
    grade: CheckGrade
    spared: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands with the checks of a course.

    ``open`` are the ids of attempts by kind, ``handed_in`` the records, the last one last;
    ``missing`` the lessons that completing the course still asks for.
    """

    course: str
    open: dict[CheckKind, UUID]
    handed_in: tuple[HandedIn, ...]
    missing: tuple[Lesson, ...]
    completed_day: date | None

    @property
    def waits_until(self) -> datetime | None:
        """Until when the next final check waits; it may lie in the past."""
        return waits_until((one.at, one.passed) for one in self.of(CheckKind.FINAL))

    def of(self, kind: CheckKind) -> list[HandedIn]:
        """Return what was handed in of a kind, the last one last."""
        return [one for one in self.handed_in if one.kind is kind]

    def passed(self, kind: CheckKind) -> HandedIn | None:
        """Return the last one that the person passed of a kind, or ``None``."""
        return next((one for one in reversed(self.of(kind)) if one.held), None)

    def closing_final(self, *, supervised: bool) -> HandedIn | None:
        """Return the final check after which none is taken any more, or ``None``.

        One passed at home may be taken once more in a meeting.
        """
        passed = [one for one in self.of(CheckKind.FINAL) if one.held]
        return next((one for one in reversed(passed) if one.supervised or not supervised), None)


def members(session: Session, actor: Actor) -> list[UUID]:
    """Return the ids under which the actor did things: their own, and those joined to it."""
    root = session.scalar(select(Person.same_as_id).where(Person.id == actor.person_id))
    root = root or actor.person_id
    mine = (Person.id == root) | (Person.same_as_id == root)
    return list(session.scalars(select(Person.id).where(mine)))


def standing(
    session: Session, catalogue: Catalogue, person_ids: Sequence[UUID], course: str, lang: str
) -> Standing:
    """Return where the person of these ids stands with the checks of a course."""
    attempts = session.execute(
        select(CheckAttempt.kind, CheckAttempt.id)
        .where(CheckAttempt.person_id.in_(person_ids), CheckAttempt.course == course)
        .order_by(CheckAttempt.begun_at)
    )
    progress = session.execute(
        select(LessonProgress.lesson).where(
            LessonProgress.person_id.in_(person_ids),
            LessonProgress.course == course,
            LessonProgress.state.in_([LessonState.DONE.value, LessonState.SPARED.value]),
        )
    )
    done = set(progress.scalars())
    return Standing(
        course,
        {CheckKind(kind): attempt_id for kind, attempt_id in attempts},
        tuple(_handed_in(session, person_ids, course)),
        tuple(one for one in catalogue.lessons_of(course, lang) if one.slug not in done),
        session.scalar(
            select(CourseProgress.completed_day).where(
                CourseProgress.person_id.in_(person_ids), CourseProgress.course == course
            )
        ),
    )


def due_recheck(
    session: Session, person_ids: Sequence[UUID], course: str, today: date
) -> tuple[Due | None, Due | None]:
    """Return the recheck of the course that is due today, and the one that comes first."""
    row = session.execute(
        select(CourseProgress.person_id, CourseProgress.completed_day).where(
            CourseProgress.person_id.in_(person_ids),
            CourseProgress.course == course,
            CourseProgress.completed_day.is_not(None),
        )
    ).first()
    if row is None or row.completed_day is None:
        return None, None
    known = known_people(session, [row.person_id])
    own = facts(session, known.values(), {course}).get(row.person_id, [])
    return due(row.completed_day, own, today), next_due(row.completed_day, own)


def _handed_in(session: Session, person_ids: Sequence[UUID], course: str) -> Iterable[HandedIn]:
    gone = set(
        session.scalars(
            select(LearningRecord.object).where(
                LearningRecord.person_id.in_(person_ids), LearningRecord.verb == Verb.RETRACTED
            )
        )
    )
    rows = session.scalars(
        select(LearningRecord)
        .where(
            LearningRecord.person_id.in_(person_ids),
            LearningRecord.course == course,
            LearningRecord.verb == Verb.CHECKED,
        )
        .order_by(LearningRecord.at, LearningRecord.id)
    )
    stand = [row for row in rows if str(row.id) not in gone]
    finals = [(row.at, bool(row.passed)) for row in stand if row.object == FINAL]
    early = out_of_turn(finals)
    for row in stand:
        passed = bool(row.passed)
        in_turn = row.object != FINAL or (row.at, passed) not in early
        yield HandedIn(
            row.id,
            kind_of(row.object),
            row.at,
            passed,
            passed and in_turn and row.assistance is not Assistance.DONE_FOR,
            row.meeting_id is not None,
            tuple(str(one["i"]) for one in row.result.get("items", ())),
        )


def kind_of(name: str) -> CheckKind:
    """Return the kind of check that the object of a record names."""
    return CheckKind(name.partition("-")[0])


def my_attempt(
    session: Session, catalogue: Catalogue, actor: Actor, attempt_id: UUID, lang: str
) -> MyAttempt | None:
    """Return the actor's open check; ``None`` once it is handed in. Raises ``NotFound``."""
    own = members(session, actor)
    row = session.get(CheckAttempt, attempt_id, populate_existing=True)
    if row is None:
        record = session.get(LearningRecord, attempt_id)
        if record and record.verb is Verb.CHECKED and record.person_id in own:
            return None
        raise NotFound(attempt_id)
    if row.person_id not in own:
        raise NotFound(attempt_id)
    return opened(session, catalogue, row, lang)


def opened(session: Session, catalogue: Catalogue, row: CheckAttempt, lang: str) -> MyAttempt:
    """Read an attempt by the bank that it was drawn from."""
    bank = asked_bank(session, catalogue, row.course, row.version, lang)
    items = tuple(item for key in row.items if (item := bank.item(key)))
    marks = tuple(
        mark_item(one, _answer(row.answers.get(one.key)), critical=one.skill in bank.critical)
        for one in items
    )
    return MyAttempt(
        row.id, row.course, CheckKind(row.kind), row.stage, row.seed, bank, items, marks,
        row.meeting_id,
    )  # fmt: skip


def my_check(
    session: Session, catalogue: Catalogue, actor: Actor, record_id: UUID, lang: str
) -> MyCheck:
    """Return a check that the actor handed in. Raises ``NotFound`` for any other record."""
    record = session.get(LearningRecord, record_id)
    if record is None or record.verb is not Verb.CHECKED or record.version is None:
        raise NotFound(record_id)
    if record.person_id not in members(session, actor):
        raise NotFound(record_id)
    bank = asked_bank(session, catalogue, record.course, record.version, lang)
    stored = record.result.get("items", [])
    pairs = ((bank.item(one["i"]), one) for one in stored)
    stage = record.object.partition("-")[2]
    return MyCheck(
        record.id,
        record.course,
        kind_of(record.object),
        int(stage) if stage else 0,
        record.result.get("seed", ""),
        bool(record.passed),
        CheckGrade(tuple(_as_judged(item, one) for item, one in pairs if item)),
        tuple(record.result.get("spared", ())),
        record.at,
    )


def asked_bank(
    session: Session, catalogue: Catalogue, course: str, version: str, lang: str
) -> Bank:
    """Return the bank that was asked: today's in that language, or as it was archived."""
    today = catalogue.bank(course)
    if today is not None and today.version == version:
        return catalogue.bank(course, lang) or today
    return bank_from_json(session.get_one(ContentVersion, version).body)


def _answer(stored: Any) -> Answer:  # noqa: ANN401 - JSON
    if isinstance(stored, str):
        return stored
    return tuple(str(one) for one in stored or ())


def _as_judged(item: Item, stored: dict[str, Any]) -> ItemMark:
    answer = tuple(stored.get("a", ()))
    acts = stored.get("acts", "")
    done = bool(answer) if item.question else bool(acts)
    return ItemMark(item, bool(stored["critical"]), answer, acts, done, bool(stored["ok"]))
