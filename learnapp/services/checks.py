"""A check is begun and handed in: once, however often the button is pressed.

Every change goes through the lock on the person, so that two phones come one after the other.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.banks import Bank, CheckKind
from learnapp.core.check_drawing import draw
from learnapp.core.checks import CheckGrade, grade, spared
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
from learnapp.core.records import Assistance, CheckSheet, Verb
from learnapp.db.learning import CheckAttempt, LearningRecord
from learnapp.queries.checks import Standing, due_recheck, standing
from learnapp.queries.folding import Known
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
    if before := session.get(CheckAttempt, found.open[kind]) if kind in found.open else None:
        if meeting_id in {None, before.meeting_id}:
            return before.id
        session.delete(before)
    stage = _stage(session, known, found, kind, now=now, supervised=meeting_id is not None)
    Texts(session, catalogue).check_archived(frozenset({bank.version, text.version}))
    session.flush()
    seed = chance.hex()
    items = draw(bank, kind, seen=_seen(session, found), seed=seed)
    attempt = CheckAttempt(
        id=uuid7(now, chance[:10]),
        person_id=known.root_id,
        course=course,
        kind=kind.value,
        stage=stage,
        version=bank.version,
        course_version=text.version,
        seed=seed,
        items=[one.key for one in items],
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
) -> UUID:
    """Grade a check by the bank it was drawn from and record it; return the record's id.

    Handed in before, it is what it was: the first time stands. ``said``: whose hand it was, by
    the person's own word. Raises ``NotFound``, and ``UnknownVersion`` where the record cannot be
    stored yet; then the attempt stays open.
    """
    known = known_person(session, actor)
    row = session.get(CheckAttempt, attempt_id, populate_existing=True)
    if row is None:
        return own_check(session, known, attempt_id)
    if row.person_id not in known.member_ids:
        raise NotFound(attempt_id)
    bank = Texts(session, catalogue).bank(row.course, row.version)
    judged = grade(bank, row.items, row.answers, CheckKind(row.kind))
    lessons = catalogue.lessons_of(row.course) if row.kind == CheckKind.ENTRY else ()
    sheet = CheckSheet(
        id=row.id,
        person_id=row.person_id,
        course=row.course,
        kind=recheck_object(row.stage) if row.kind == CheckKind.RECHECK else row.kind,
        version=row.version,
        course_version=row.course_version,
        seed=row.seed,
        items=_recorded(judged),
        passed=judged.passed,
        # What another hand did tells nothing of what the person can leave out.
        spared=spared(judged, lessons) if said is not Assistance.DONE_FOR else (),
        assistance=said,
        meeting_id=row.meeting_id,
    )
    receipt = records.submit(session, catalogue, actor, sheet, now=now)
    if not receipt.kept:
        raise UnknownVersion(receipt.reason)
    session.delete(row)
    session.flush()
    return attempt_id


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
    passed = [one for one in found.of(CheckKind.FINAL) if one.passed]
    if passed and (not supervised or any(one.supervised for one in passed)):
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


def _recorded(judged: CheckGrade) -> tuple[dict[str, object], ...]:
    """Write the items as records have them."""
    return tuple(
        {"i": one.item.key, "v": one.item.hash, "ok": one.right, "critical": one.critical}
        | ({"acts": one.acts} if one.item.performance else {"a": list(one.answer)})
        for one in judged.marks
    )
