"""Answers come in, from a form or from a device: there is one way in, and each gets a receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from learnapp.core.errors import LearnappError
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue
from learnapp.core.policy import Actor
from learnapp.core.records import (
    AnswerSheet,
    CheckSheet,
    Outcome,
    PersonKind,
    PracticeSheet,
    ReadableSheet,
    Receipt,
    Retraction,
    ReviewSheet,
    Sheet,
    UnreadableSheet,
    Verb,
)
from learnapp.core.sheets import sheet_content
from learnapp.db.learning import RefusedRecord
from learnapp.db.people import Erasure, Person
from learnapp.queries.folding import RECORD, Known
from learnapp.services.door import Row, answered, retracted, same_sheet
from learnapp.services.door_checks import checked
from learnapp.services.door_practice import practised, reviewed
from learnapp.services.progress import open_people, refold
from learnapp.services.texts import Texts
from learnapp.services.totals import insert_into

REFUSED: Table = RefusedRecord.__table__  # type: ignore[assignment]  # a declared class has a table


def begin_guest(session: Session, *, now: datetime, chance: bytes | None = None) -> Person:
    """Make a guest: at the first answer, in its transaction, and not before.

    ``chance`` is ten bytes for the id; without it they come from the operating system.
    """
    guest = Person(
        id=uuid7(now, chance),
        kind=PersonKind.GUEST,
        same_as_id=None,
        birth_year=None,
        gender=None,
        created_at=now,
    )
    session.add(guest)
    session.flush()
    return guest


def submit(
    session: Session, catalogue: Catalogue, actor: Actor, sheet: Sheet, *, now: datetime
) -> Receipt:
    """Take in one sheet: grade it, store it, fold it in; the same sheet sent twice is stored once.

    The receipt's ``id`` is that of the record that now stands. Commit after any receipt: what was
    refused is kept, too.
    """
    return submit_batch(session, catalogue, actor, [sheet], now=now)[0]


def submit_batch(
    session: Session, catalogue: Catalogue, actor: Actor, sheets: Iterable[Sheet], *, now: datetime
) -> list[Receipt]:
    """Take in what a device collected; a bad sheet does not hold back the rest.

    Returns a receipt for each sheet, in their order. Everybody concerned is locked first, and
    folded once, after the last sheet.
    """
    sheets = list(sheets)
    people = open_people(session, {sheet.person_id for sheet in sheets})
    delivery = _Delivery(session, Texts(session, catalogue), actor, now)
    receipts: list[Receipt] = []
    touched: dict[UUID, Known] = {}
    courses: set[str] = set()
    for sheet in sheets:
        known = people.get(sheet.person_id)
        receipt, course = _take_in(delivery, sheet, known)
        receipts.append(receipt)
        if known and course:
            touched[known.root_id] = known
            courses.add(course)
    if touched:
        refold(
            session,
            touched.values(),
            courses=courses,
            versions=delivery.texts.current_courses(),
            learned=_only_learned(sheets),
        )
    return receipts


def _only_learned(sheets: Iterable[Sheet]) -> set[str] | None:
    """Return the lessons that were answered or practised; ``None`` where others may differ."""
    learned: set[str] = set()
    for sheet in sheets:
        if isinstance(sheet, AnswerSheet | PracticeSheet):
            learned.add(sheet.lesson)
        elif isinstance(sheet, Retraction | CheckSheet):
            return None
    return learned


@dataclass(frozen=True, slots=True)
class _Delivery:
    """Somebody hands something in, now."""

    session: Session
    texts: Texts
    actor: Actor
    now: datetime


def _take_in(delivery: _Delivery, sheet: Sheet, known: Known | None) -> tuple[Receipt, str]:
    """Store one sheet or refuse it; return its receipt and the course to be folded again."""
    session = delivery.session
    if known is None and session.get(Erasure, sheet.person_id) is not None:
        return Receipt(sheet.id, Outcome.GONE), ""
    if isinstance(sheet, UnreadableSheet):
        return _refuse(delivery, sheet, known, sheet.reason), ""
    try:
        row = _row(delivery, sheet, known)
    except LearnappError as refusal:
        return _refuse(delivery, sheet, known, type(refusal).__name__), ""
    return _store(delivery, sheet, known, row)


def _row(delivery: _Delivery, sheet: ReadableSheet, known: Known | None) -> Row:
    """Go through the door of that kind of sheet. Raises what it refuses with."""
    texts, actor, now = delivery.texts, delivery.actor, delivery.now
    match sheet:
        case AnswerSheet():
            return answered(texts, actor, sheet, known, now=now)
        case PracticeSheet():
            return practised(texts, actor, sheet, known, now=now)
        case ReviewSheet():
            return reviewed(texts, actor, sheet, known, now=now)
        case CheckSheet():
            return checked(texts, actor, sheet, known, now=now)
        case Retraction():
            return retracted(delivery.session, actor, sheet, known, now=now)


def _store(delivery: _Delivery, sheet: Sheet, known: Known | None, row: Row) -> tuple[Receipt, str]:
    """Insert the row; where its id is taken, look whose it is."""
    session, now = delivery.session, delivery.now
    if sheet.id is None and (same := same_sheet(session, row, now)):
        return Receipt(same, Outcome.KNOWN), ""
    record_id = row["id"] = sheet.id or uuid7(now)
    connection = session.connection()
    if connection.execute(_inserting(RECORD, connection.dialect.name), row).first():
        # Nothing is counted by what comes back.
        course = "" if row["verb"] is Verb.REVIEWED else row["course"]
        return Receipt(record_id, Outcome.STORED), course
    before = _stored_before(delivery, sheet, known)
    return before or Receipt(record_id, Outcome.CONFLICT), ""


def _refuse(delivery: _Delivery, sheet: Sheet, known: Known | None, reason: str) -> Receipt:
    """Keep what a rule refused, with the rule's name, unless the id already has its record."""
    if before := _stored_before(delivery, sheet, known):
        return before
    return Receipt(_keep(delivery, sheet, reason), Outcome.REFUSED, reason)


def _stored_before(delivery: _Delivery, sheet: Sheet, known: Known | None) -> Receipt | None:
    """Answer for an id that has its record: known to its owner, a conflict to anyone else."""
    if sheet.id is None:
        return None
    owner = delivery.session.scalar(select(RECORD.c.person_id).where(RECORD.c.id == sheet.id))
    if owner is None:
        return None
    if known and owner in known.member_ids:
        return Receipt(sheet.id, Outcome.KNOWN)
    _keep(delivery, sheet, "IdTaken")
    return Receipt(sheet.id, Outcome.CONFLICT)


def _keep(delivery: _Delivery, sheet: Sheet, reason: str) -> UUID:
    """Keep a refused sheet, under its id and whoever handed it in; return that id."""
    kept_as = sheet.id or uuid7(delivery.now)
    row = {
        "id": kept_as,
        "handed_in_by_id": delivery.actor.person_id,
        "content": sheet_content(sheet),
        "reason": reason,
        "received_at": delivery.now,
    }
    session = delivery.session
    session.execute(_inserting(REFUSED, session.get_bind().dialect.name), row)
    return kept_as


@cache
def _inserting(table: Table, dialect: str) -> ReturningInsert[*tuple[Any, ...]]:
    """Insert what is new, and say so; the first write stands."""
    keys = list(table.primary_key.columns)
    statement = insert_into(table, dialect).on_conflict_do_nothing(index_elements=keys)
    return statement.returning(*keys)
