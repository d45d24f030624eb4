"""Somebody is erased: the person goes, what the ward counts by stays without a name.

A new, nameless person takes over records, residences and enrolments, so that no total moves and a
rebuild finds nothing to mend. Records lose answers, recorder, device, hour, their ids, which hold
the hour and lie on the phone, and which meeting it was; that there was one is counted. What others
owe to the person (a class they led, a target they set, a grant they gave) points to the nameless
one: the totals of a class leave out its leader.

The consent goes too: it is proof of an agreement only together with whose it was, and keeping
that would keep the person. That somebody was erased, and by whose act, stays in the audit trail
under an id that leads nowhere.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, case, delete, null, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from learnapp.core.days import vietnam_day
from learnapp.core.erasure import (
    IN_A_MEETING,
    kept_of_result,
    lists_left,
    one_home_a_day,
    without_hour,
    without_hours,
)
from learnapp.core.errors import HoldsGrant, NotFound
from learnapp.core.ids import uuid7
from learnapp.core.policy import Actor
from learnapp.core.records import PersonKind
from learnapp.db.learning import LearningRecord, RefusedRecord
from learnapp.db.people import Consent, Erasure, LearnerCode, Person, Residence, RoleGrant
from learnapp.db.places import Target
from learnapp.db.study_groups import Enrolment, StudyGroup
from learnapp.queries.folding import RECORD, Known
from learnapp.services import audit
from learnapp.services.progress import open_people, refold_people

HANDED_OVER: tuple[InstrumentedAttribute[Any], ...] = (
    LearningRecord.recorded_by_id,
    StudyGroup.leader_id,
    Target.set_by_id,
    LearnerCode.issued_by_id,
    RoleGrant.given_by_id,
    RoleGrant.taken_by_id,
    Consent.taken_by_id,
)
"""What somebody did for others, which stays: it points to the nameless person from now on."""


def check_free(session: Session, person_ids: Collection[UUID], *, now: datetime) -> None:
    """Make sure that nobody's power goes with the person. Raises ``HoldsGrant``."""
    today = vietnam_day(now)
    held = session.scalar(
        select(RoleGrant.id).where(
            RoleGrant.person_id.in_(person_ids),
            RoleGrant.taken_at.is_(None),
            or_(RoleGrant.until_day.is_(None), RoleGrant.until_day > today),
        )
    )
    if held is not None:
        raise HoldsGrant(held)


def erase(session: Session, person_id: UUID, *, actor: Actor | None, now: datetime) -> None:
    """Erase a person with all that was joined to them; ``actor`` ``None``: the command line.

    Late records of theirs are answered "gone" from now on. A class that they still lead is closed:
    without the grant, which must be taken back first, nobody else could. Raises ``NotFound`` for
    anybody but the actor, and for who is erased already; ``HoldsGrant``.
    """
    known = open_people(session, [person_id]).get(person_id)
    if known is None or (actor is not None and actor.person_id not in known.member_ids):
        raise NotFound(person_id)
    check_free(session, known.member_ids, now=now)
    _close_groups(session, known, actor, now)
    nameless_id = _begin_nameless(session, known)
    _hand_over(session, known, nameless_id)
    _move_records(session, known, nameless_id)
    _move_history(session, known, nameless_id, vietnam_day(now))
    session.flush()
    refold_people(session, [known.root_id, nameless_id])
    _delete(session, known, vietnam_day(now))
    audit.note(session, "person.erased", actor=actor, subject_id=known.root_id, now=now)
    session.flush()
    session.expire_all()


def _close_groups(session: Session, known: Known, actor: Actor | None, now: datetime) -> None:
    led = select(StudyGroup).where(
        StudyGroup.leader_id.in_(known.member_ids), StudyGroup.closed_day.is_(None)
    )
    for group in session.scalars(led):
        group.closed_day = vietnam_day(now)
        what = str(group.id)
        audit.note(session, "group.closed", actor=actor, ward_id=group.ward_id, now=now, group=what)


def _begin_nameless(session: Session, known: Known) -> UUID:
    """Store the nameless person: what figures divide by, and no hour, not even in the id."""
    since = without_hour(session.get_one(Person, known.root_id).created_at)
    nameless = Person(
        id=uuid7(since),
        kind=PersonKind.NAMELESS,
        same_as_id=None,
        birth_year=known.history.birth_year,
        gender=known.history.gender or None,
        created_at=since,
        account_day=known.history.account_day,
    )
    session.add(nameless)
    session.flush()
    return nameless.id


def _hand_over(session: Session, known: Known, nameless_id: UUID) -> None:
    for column in HANDED_OVER:
        session.execute(
            update(column.class_)
            .where(column.in_(known.member_ids))
            .values({column.key: nameless_id})
            .execution_options(synchronize_session=False)
        )


_RECORDS = select(
    RECORD.c.id,
    RECORD.c.at,
    RECORD.c.day,
    RECORD.c.object,
    RECORD.c.result,
    RECORD.c.observed_at,
    RECORD.c.received_at,
).where(RECORD.c.person_id.in_(bindparam("ids", expanding=True)))

_MOVING = (
    update(RECORD)
    .where(RECORD.c.id == bindparam("old_id"))
    .values(
        {name: bindparam(f"new_{name}") for name in ("id", "person_id", "object", "result", "at")}
        | {name: bindparam(f"new_{name}") for name in ("observed_at", "received_at")}
        | dict.fromkeys(("recorded_by_id", "device_id"))
        | {"meeting_id": case((RECORD.c.meeting_id.is_not(None), IN_A_MEETING), else_=null())}
    )
)


def _move_records(session: Session, known: Known, nameless_id: UUID) -> None:
    """Give the records to the nameless person, each under a new id and without its hour."""
    rows = session.execute(_RECORDS, {"ids": list(known.member_ids)}).all()
    moments = without_hours((row.at, row.id, row.day) for row in rows)
    ids = {row.id: uuid7(moments[row.id]) for row in rows}
    # A record that was taken back is named by its id.
    objects = {str(old): str(new) for old, new in ids.items()}
    moved = [
        {
            "old_id": row.id,
            "new_id": ids[row.id],
            "new_person_id": nameless_id,
            "new_object": objects.get(row.object, row.object),
            "new_result": kept_of_result(row.result),
            "new_at": moments[row.id],
            "new_observed_at": without_hour(row.observed_at),
            "new_received_at": without_hour(row.received_at),
        }
        for row in rows
    ]
    if moved:
        session.execute(_MOVING, moved)


def _move_history(session: Session, known: Known, nameless_id: UUID, today: date) -> None:
    """Give where they lived and learned to the nameless person, who is on no list from now on."""
    listed = Enrolment.person_id.in_(known.member_ids)
    numbers = _numbers(session, listed)
    session.execute(delete(Enrolment).where(listed).execution_options(synchronize_session=False))
    session.add_all(
        Residence(
            person_id=nameless_id,
            from_day=home.from_day,
            ward_id=home.ward_id,
            neighbourhood_id=home.neighbourhood_id or None,
        )
        for home in one_home_a_day(known.history.residences)
    )
    session.add_all(
        Enrolment(
            person_id=nameless_id,
            study_group_id=one.study_group_id,
            from_day=one.from_day,
            until_day=one.until_day,
            joined_at=one.joined_at,
            number=next(numbers[one.study_group_id]),
        )
        for one in lists_left(known.history.enrolments, today=today)
    )


def _numbers(session: Session, listed: ColumnElement[bool]) -> dict[UUID, Iterator[int]]:
    """Return the numbers that they have on each list."""
    found: dict[UUID, list[int]] = defaultdict(list)
    for row in session.execute(
        select(Enrolment.study_group_id, Enrolment.number).where(listed).order_by(Enrolment.number)
    ):
        found[row.study_group_id].append(row.number)
    return {group_id: iter(numbers) for group_id, numbers in found.items()}


def _delete(session: Session, known: Known, today: date) -> None:
    """Delete the rows of the person; what hangs on them goes by cascade."""
    ids = known.member_ids
    named = RefusedRecord.content["person_id"].as_string()
    for statement in (
        update(LearnerCode).where(LearnerCode.used_by_id.in_(ids)).values(used_by_id=None),
        # What others handed in for them; what they handed in themselves goes with them.
        delete(RefusedRecord).where(named.in_([str(one) for one in ids])),
        delete(Person).where(Person.id.in_(ids), Person.same_as_id.is_not(None)),
        delete(Person).where(Person.id == known.root_id),
    ):
        session.execute(statement.execution_options(synchronize_session=False))
    session.add_all(Erasure(person_id=one, day=today) for one in ids)
