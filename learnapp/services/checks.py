"""A check is begun and handed in: once, however often the button is pressed.

Every change goes through the lock on the person, so that two phones come one after the other.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.banks import Bank, CheckKind
from learnapp.core.check_drawing import draw
from learnapp.core.checks import grade, spared
from learnapp.core.days import vietnam_day
from learnapp.core.errors import (
    CheckNotOpen,
    CheckWaits,
    NotFound,
    UnknownVersion,
)
from learnapp.core.ids import uuid7
from learnapp.core.lessons import VIETNAMESE, Catalogue, Course
from learnapp.core.policy import Actor
from learnapp.core.rechecks import recheck_object
from learnapp.core.records import Assistance, CheckSheet, Outcome, Verb
from learnapp.db.learning import CheckAttempt, LearningRecord
from learnapp.queries.folding import Known
from learnapp.queries.standing import Standing, due_recheck, standing
from learnapp.services import records
from learnapp.services.progress import open_people
from learnapp.services.texts import Texts


def begin(
    session: Session,
    catalogue: Catalogue,
    actor: Actor,
    course: str,
    kind: CheckKind,
    *,
    now: datetime,
    chance: bytes,
    meeting_id: UUID | None = None,
) -> UUID:
    """Begin a check, or go on with the one that is open; return its id.

    ``chance`` are 16 bytes. In a ``meeting_id`` it begins anew, unless it was begun in the same:
    what was done at home is not supervised. Raises ``NotFound`` for a course without an item
    bank, ``CheckNotOpen``, ``CheckWaits``, and ``UnknownVersion`` while the bank is unpublished.
    """
    known = known_person(session, actor)
    bank, text = _texts(catalogue, course)
    found = standing(session, catalogue, sorted(known.member_ids), course, VIETNAMESE)
    before = session.get(CheckAttempt, found.open[kind]) if kind in found.open else None
    if before and meeting_id in {None, before.meeting_id}:
        before.stage = _stage_now(session, known, before, now=now)
        return before.id
    stage = _stage(session, known, found, kind, now=now, supervised=meeting_id is not None)
    seen = _seen(session, found)
    Texts(session, catalogue).check_archived(frozenset({bank.version, text.version}))
    _put_away(session, before)
    attempt = CheckAttempt(
        id=uuid7(now, chance[:10]),
        person_id=known.root_id,
        course=course,
        kind=kind.value,
        stage=stage,
        version=bank.version,
        course_version=text.version,
        seed=chance.hex(),
        items=[one.key for one in draw(bank, kind, seen=seen, seed=chance.hex())],
        answers={},
        meeting_id=meeting_id,
        begun_at=now,
    )
    session.add(attempt)
    session.flush()
    return attempt.id


def hand_in(
    session: Session,
    catalogue: Catalogue,
    actor: Actor,
    attempt_id: UUID,
    *,
    said: Assistance | None,
    now: datetime,
    meeting_id: UUID | None = None,
) -> UUID:
    """Grade a check by the bank it was drawn from and record it; return the record's id.

    Handed in before, it is what it was: the first time stands. ``said``: whose hand it was, by
    the person's own word. ``meeting_id``: the meeting in which it is handed in; supervised is what
    was begun there, too. A final check left open while another was passed is dropped, and the id
    of the one passed returned. Raises ``NotFound``, ``CheckWaits`` for one left open before two
    others failed, and ``UnknownVersion`` where the record cannot be stored yet; after both the
    attempt stays open.
    """
    known = known_person(session, actor)
    row = session.get(CheckAttempt, attempt_id, populate_existing=True)
    if row is None:
        return own_check(session, known, attempt_id)
    if row.person_id not in known.member_ids:
        raise NotFound(attempt_id)
    found = standing(session, catalogue, sorted(known.member_ids), row.course, VIETNAMESE)
    supervised = row.meeting_id is not None and row.meeting_id == meeting_id
    if row.kind == CheckKind.FINAL:
        if passed := found.closing_final(supervised=supervised):
            _put_away(session, row)
            return passed.id
        if found.waits_until and now < found.waits_until:
            raise CheckWaits(found.waits_until)
    row.stage = _stage_now(session, known, row, now=now)
    sheet = _sheet(session, catalogue, row, found, said)
    sheet = sheet if supervised else replace(sheet, meeting_id=None)
    receipt = records.submit(session, catalogue, actor, sheet, now=now)
    if receipt.outcome is Outcome.KNOWN:
        # No check has this id: the row would be gone. Something else was sent under it.
        sheet = replace(sheet, id=uuid7(now))
        receipt = records.submit(session, catalogue, actor, sheet, now=now)
    if not receipt.kept:
        raise UnknownVersion(receipt.reason)
    _put_away(session, row)
    return sheet.id


def _put_away(session: Session, row: CheckAttempt | None) -> None:
    """Delete a working paper that is done with, before another takes its place."""
    if row is not None:
        session.delete(row)
        session.flush()


def _sheet(
    session: Session,
    catalogue: Catalogue,
    row: CheckAttempt,
    found: Standing,
    said: Assistance | None,
) -> CheckSheet:
    """Grade an attempt by the bank that it was drawn from."""
    judged = grade(
        Texts(session, catalogue).bank(row.course, row.version),
        row.items,
        row.answers,
        CheckKind(row.kind),
    )
    # What another hand did, or what was done after a final check, says nothing of what the person
    # could do before they learned.
    spares = (
        row.kind == CheckKind.ENTRY
        and said is not Assistance.DONE_FOR
        and not found.of(CheckKind.FINAL)
    )
    return CheckSheet(
        id=row.id,
        person_id=row.person_id,
        course=row.course,
        kind=recheck_object(row.stage) if row.kind == CheckKind.RECHECK else row.kind,
        version=row.version,
        course_version=row.course_version,
        seed=row.seed,
        items=tuple(one.recorded for one in judged.marks),
        passed=judged.passed,
        spared=spared(judged, catalogue.lessons_of(row.course)) if spares else (),
        assistance=said,
        meeting_id=row.meeting_id,
    )


def _stage_now(session: Session, known: Known, row: CheckAttempt, *, now: datetime) -> int:
    """Return the stage that a recheck counts for today: who comes late is asked once for both."""
    if row.kind != CheckKind.RECHECK:
        return row.stage
    stage, _coming = due_recheck(session, [known.root_id], row.course, vietnam_day(now))
    return stage.stage if stage else row.stage


def _texts(catalogue: Catalogue, course: str) -> tuple[Bank, Course]:
    """Return the bank and the course of today. Raises ``NotFound``."""
    bank, text = catalogue.bank(course), catalogue.course(course)
    if bank is None or text is None:
        raise NotFound(course)
    return bank, text


def known_person(session: Session, actor: Actor) -> Known:
    """Lock the person and return them. Raises ``NotFound`` for somebody erased."""
    known = open_people(session, [actor.person_id]).get(actor.person_id)
    if known is None:
        raise NotFound(actor.person_id)
    return known


def _stage(
    session: Session,
    known: Known,
    found: Standing,
    kind: CheckKind,
    *,
    now: datetime,
    supervised: bool,
) -> int:
    """Return the stage of a recheck, 0 for other kinds, or say why none may begin now."""
    if kind is CheckKind.RECHECK:
        stage, _coming = due_recheck(session, [known.root_id], found.course, vietnam_day(now))
        if stage is None:
            raise CheckNotOpen(kind)
        return stage.stage
    if kind is CheckKind.ENTRY:
        if found.of(CheckKind.ENTRY) or found.of(CheckKind.FINAL):
            raise CheckNotOpen(kind)
        return 0
    if found.closing_final(supervised=supervised):
        raise CheckNotOpen(kind)
    if found.waits_until and now < found.waits_until:
        raise CheckWaits(found.waits_until)
    return 0


def _seen(session: Session, found: Standing) -> list[str]:
    """Return the items that the person was asked, the last one last, with those of open checks."""
    keys = [key for one in found.handed_in for key in one.keys]
    rows = session.scalars(
        select(CheckAttempt.items).where(CheckAttempt.id.in_(list(found.open.values())))
    )
    return [*keys, *(str(key) for items in rows for key in items)]


def own_check(session: Session, known: Known, record_id: UUID) -> UUID:
    """Return the id of the person's own record of a check. Raises ``NotFound``."""
    record = session.get(LearningRecord, record_id)
    if record is None or record.verb is not Verb.CHECKED:
        raise NotFound(record_id)
    if record.person_id not in known.member_ids:
        raise NotFound(record_id)
    return record.id
