"""Checks of whoever asks, item by item: the one that is open, the one that was handed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from learnapp.core.banks import Bank, CheckKind, Item
from learnapp.core.checks import (
    Answer,
    CheckGrade,
    ItemMark,
    first_miss,
    mark_item,
)
from learnapp.core.errors import NotFound
from learnapp.core.lesson_archive import bank_from_json
from learnapp.core.lessons import Catalogue
from learnapp.core.policy import Actor
from learnapp.core.records import Verb
from learnapp.db.learning import (
    CheckAttempt,
    ContentVersion,
    LearningRecord,
)
from learnapp.queries.identity import members, own_record
from learnapp.queries.standing import kind_of


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


def my_attempt(
    session: Session, catalogue: Catalogue, actor: Actor, attempt_id: UUID, lang: str
) -> MyAttempt | None:
    """Return the actor's open check; ``None`` once it is handed in. Raises ``NotFound``."""
    own = members(session, actor.person_id)
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
    record = own_record(session, actor, record_id, Verb.CHECKED)
    bank = asked_bank(session, catalogue, record.course, record.version or "", lang)
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
    # Records of the first days hold all acts.
    acts = str(stored.get("acts", ""))
    miss = str(stored.get("miss", ""))
    if item.practice is not None and acts:
        miss = first_miss(item.practice, acts)
    done = bool(answer) if item.question else bool(stored.get("begun", acts))
    return ItemMark(item, bool(stored["critical"]), answer, "", done, bool(stored["ok"]), miss)
