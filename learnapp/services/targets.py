"""An official sets what the ward must reach in a course, by when, and on whose word."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from learnapp.core.days import vietnam_day
from learnapp.core.errors import NotFound, UnknownCourse
from learnapp.core.lessons import Catalogue
from learnapp.core.places import Ward
from learnapp.core.policy import Actor, Permission, Subject, check
from learnapp.core.targets import NewTarget, check_target
from learnapp.db.places import Target
from learnapp.services import audit


def set_target(
    session: Session,
    catalogue: Catalogue,
    actor: Actor,
    ward: Ward,
    new: NewTarget,
    *,
    id: UUID,  # noqa: A002 - the form names the new target, so that sending twice makes one
    now: datetime,
) -> Target:
    """Store a target; the older ones stay and the newest holds.

    Raises ``Forbidden`` or ``NotFound`` outside the actor's reach, ``UnknownCourse``, and what
    ``check_target`` raises.
    """
    check(actor, Permission.WARD_KEEP, Subject(ward.place))
    known = session.get(Target, id)
    if known is not None:
        if known.ward_id != ward.id or known.set_by_id != actor.person_id:
            raise NotFound(id)
        return known
    if catalogue.course(new.course) is None:
        raise UnknownCourse(new.course)
    check_target(new, vietnam_day(now))
    target = Target(id=id, ward_id=ward.id, set_by_id=actor.person_id, set_at=now, **asdict(new))
    session.add(target)
    audit.note(
        session,
        "target.set",
        actor=actor,
        ward_id=ward.id,
        now=now,
        target=str(id),
        course=new.course,
        people=new.people,
    )
    session.flush()
    return target
