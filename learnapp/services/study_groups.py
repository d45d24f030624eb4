"""Classes are opened and closed; people join them and leave."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnapp.core import policy
from learnapp.core.codes import new_class_code
from learnapp.core.days import vietnam_day
from learnapp.core.errors import (
    GroupBusy,
    GroupClosed,
    GroupFull,
    LeaderCannotJoin,
    NotFound,
    UnknownCourse,
    UnknownNeighbourhood,
)
from learnapp.core.lessons import Catalogue
from learnapp.core.places import Gazetteer
from learnapp.core.policy import Actor, Permission, Subject
from learnapp.core.records import PersonKind
from learnapp.core.study_groups import GUESTS_AT_ONCE, GUESTS_WITHIN, LARGEST, NewStudyGroup
from learnapp.db.people import Person
from learnapp.db.places import Neighbourhood
from learnapp.db.study_groups import Enrolment, StudyGroup
from learnapp.queries.identity import own_ids
from learnapp.services import audit
from learnapp.services.progress import refold_person


def open_group(
    session: Session,
    catalogue: Catalogue,
    gazetteer: Gazetteer,
    actor: Actor,
    new: NewStudyGroup,
    *,
    id: UUID,  # noqa: A002 - the form names the new class, so that sending twice makes one
    chance: bytes,
    now: datetime,
) -> StudyGroup:
    """Open a class in a ward where the actor is a volunteer; they lead it.

    Raises ``Forbidden`` or ``NotFound`` outside the actor's reach, ``UnknownCourse``,
    ``UnknownNeighbourhood`` for one of another ward.
    """
    ward = gazetteer.ward(new.ward_id)
    if ward is None:
        raise NotFound(new.ward_id)
    policy.check(actor, Permission.GROUP_LEAD, Subject(ward.place, actor.person_id))
    known = session.get(StudyGroup, id)
    if known is not None:
        if known.leader_id != actor.person_id:
            raise NotFound(id)
        return known
    if catalogue.course(new.course) is None:
        raise UnknownCourse(new.course)
    if new.neighbourhood_id is not None:
        neighbourhood = session.get(Neighbourhood, new.neighbourhood_id)
        if neighbourhood is None or neighbourhood.ward_id != ward.id:
            raise UnknownNeighbourhood(new.neighbourhood_id)
    group = _new_group(new, id, code=new_class_code(chance), leader_id=actor.person_id, now=now)
    session.add(group)
    audit.note(session, "group.opened", actor=actor, ward_id=ward.id, now=now, group=str(id))
    session.flush()
    return group


def _new_group(
    new: NewStudyGroup, group_id: UUID, *, code: str, leader_id: UUID, now: datetime
) -> StudyGroup:
    return StudyGroup(
        id=group_id,
        code=code,
        name=new.name,
        meets_at=new.meets_at,
        schedule=new.schedule,
        starts_on=new.starts_on,
        course=new.course,
        ward_id=new.ward_id,
        neighbourhood_id=new.neighbourhood_id,
        leader_id=leader_id,
        created_at=now,
        closed_day=None,
    )


def close_group(
    session: Session, gazetteer: Gazetteer, actor: Actor, group_id: UUID, *, now: datetime
) -> StudyGroup:
    """Close a class: nobody joins any more, those on its list keep what they learned."""
    group = led_by(session, gazetteer, actor, group_id)
    if group.closed_day is None:
        group.closed_day = vietnam_day(now)
        ward_id, what = group.ward_id, str(group.id)
        audit.note(session, "group.closed", actor=actor, ward_id=ward_id, now=now, group=what)
        session.flush()
    return group


def led_by(session: Session, gazetteer: Gazetteer, actor: Actor, group_id: UUID) -> StudyGroup:
    """Return a class that the actor leads. Raises ``NotFound`` for any other."""
    group = session.get(StudyGroup, group_id)
    ward = gazetteer.ward(group.ward_id) if group else None
    if group is None or ward is None:
        raise NotFound(group_id)
    policy.check(actor, Permission.GROUP_LEAD, Subject(ward.place, group.leader_id))
    return group


def join(session: Session, person_id: UUID, code: str, *, now: datetime) -> Enrolment:
    """Put a person on the list of the class with this code; joining again changes nothing.

    The next free number is theirs. Raises ``NotFound``, ``GroupClosed``, ``GroupFull``,
    ``GroupBusy``, and ``LeaderCannotJoin``: who runs a class is never counted as one of its
    learners.
    """
    group = session.scalar(
        select(StudyGroup).where(StudyGroup.code == code).with_for_update(key_share=True)
    )
    if group is None:
        raise NotFound(code)
    person = session.get_one(Person, person_id)
    root_id = person.root_id
    if group.leader_id == root_id:
        raise LeaderCannotJoin(group.id)
    known = session.scalar(
        select(Enrolment).where(
            Enrolment.study_group_id == group.id,
            Enrolment.person_id.in_(own_ids(person_id)),
            Enrolment.until_day.is_(None),
        )
    )
    if known is not None:
        return known
    if group.closed_day is not None:
        raise GroupClosed(group.id)
    last = session.scalar(
        select(func.max(Enrolment.number)).where(Enrolment.study_group_id == group.id)
    )
    number = (last or 0) + 1
    if number > LARGEST:
        raise GroupFull(group.id)
    if person.kind is PersonKind.GUEST and root_id == person_id:
        _check_guests(session, group.id, now=now)
    enrolment = _list(session, person_id, group.id, number, now=now)
    refold_person(session, root_id)
    return enrolment


def _check_guests(session: Session, group_id: UUID, *, now: datetime) -> None:
    """Make sure that one more guest may join. Raises ``GroupBusy``."""
    guests = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Enrolment.study_group_id == group_id,
            Enrolment.joined_at > now - GUESTS_WITHIN,
            Person.kind == PersonKind.GUEST,
        )
    )
    if (guests or 0) >= GUESTS_AT_ONCE:
        raise GroupBusy(int(GUESTS_WITHIN.total_seconds()))


def _list(
    session: Session, person_id: UUID, group_id: UUID, number: int, *, now: datetime
) -> Enrolment:
    """Put them on the list; who left earlier today is put back where they stood."""
    day = vietnam_day(now)
    left_today = session.get(Enrolment, (person_id, group_id, day))
    if left_today is not None:
        left_today.until_day = None
        session.flush()
        return left_today
    enrolment = Enrolment(
        person_id=person_id,
        study_group_id=group_id,
        from_day=day,
        until_day=None,
        joined_at=now,
        number=number,
    )
    session.add(enrolment)
    session.flush()
    return enrolment


def leave(session: Session, person_id: UUID, group_id: UUID, *, now: datetime) -> None:
    """Take a person off a list from today on; what was counted before stays counted."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(person_id)
    root = person.root_id
    for enrolment in session.scalars(
        select(Enrolment).where(
            Enrolment.study_group_id == group_id,
            Enrolment.person_id.in_(own_ids(person_id)),
            Enrolment.until_day.is_(None),
        )
    ):
        enrolment.until_day = vietnam_day(now)
    session.flush()
    refold_person(session, root)
