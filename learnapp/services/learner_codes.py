"""Codes for people without a phone number: a volunteer hands one out, it registers one person."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from learnapp.core import policy
from learnapp.core.codes import new_learner_code
from learnapp.core.errors import NotFound
from learnapp.core.places import Gazetteer
from learnapp.core.policy import Actor, Permission, Subject
from learnapp.db.people import LearnerCode
from learnapp.services import audit

GOOD_FOR = timedelta(days=90)
"""A card that was not used by then is void: printed cards get lost."""


def issue(
    session: Session,
    gazetteer: Gazetteer,
    actor: Actor,
    ward_id: int,
    chances: Iterable[bytes],
    *,
    now: datetime,
) -> list[LearnerCode]:
    """Make one code for each chance (16 random bytes), good in this ward for ``GOOD_FOR``.

    Raises ``Forbidden`` or ``NotFound`` outside the actor's reach.
    """
    ward = gazetteer.ward(ward_id)
    if ward is None:
        raise NotFound(ward_id)
    policy.check(actor, Permission.CODE_ISSUE, Subject(ward.place))
    codes = [
        LearnerCode(
            code=new_learner_code(chance),
            ward_id=ward_id,
            issued_by_id=actor.person_id,
            issued_at=now,
            until=now + GOOD_FOR,
            used_by_id=None,
            used_at=None,
        )
        for chance in chances
    ]
    session.add_all(codes)
    audit.note(session, "code.issued", actor=actor, ward_id=ward_id, now=now, count=len(codes))
    session.flush()
    return codes
