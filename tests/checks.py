"""Checks for tests: handed in right or wrong, as a person or as a browser does."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from learnapp.core.banks import Bank, CheckKind, Item
from learnapp.core.lessons import Catalogue
from learnapp.core.policy import Actor
from learnapp.core.practice_acts import write_acts
from learnapp.core.practice_paths import good_path
from learnapp.core.records import Assistance
from learnapp.db.learning import CheckAttempt
from learnapp.services import checks

COURSE = "khoa-thu"


def right_answer(item: Item) -> list[str] | str:
    """Return the right answer to an item, as attempts keep it."""
    if item.practice is not None:
        path = good_path(item.practice)
        assert path is not None
        return write_acts(path)
    assert item.question is not None
    return list(item.question.answer)


def bank_of(catalogue: Catalogue, course: str = COURSE) -> Bank:
    bank = catalogue.bank(course)
    assert bank is not None
    return bank


def begin_check(
    session: Session,
    catalogue: Catalogue,
    person_id: UUID,
    kind: CheckKind = CheckKind.FINAL,
    *,
    now: datetime,
    meeting_id: UUID | None = None,
    course: str = COURSE,
) -> UUID:
    """Begin a check, or go on with it; return the attempt's id."""
    return checks.begin(
        session,
        catalogue,
        Actor(person_id),
        course,
        kind,
        now=now,
        chance=secrets.token_bytes(16),
        meeting_id=meeting_id,
    )


def take_check(
    session: Session,
    catalogue: Catalogue,
    person_id: UUID,
    kind: CheckKind = CheckKind.FINAL,
    *,
    now: datetime,
    right: bool = True,
    meeting_id: UUID | None = None,
    said: Assistance | None = None,
    course: str = COURSE,
) -> UUID:
    """Begin a check, answer all of it or nothing, hand it in; return its record's id."""
    attempt_id = begin_check(
        session, catalogue, person_id, kind, now=now, meeting_id=meeting_id, course=course
    )
    attempt = session.get_one(CheckAttempt, attempt_id)
    items = [bank_of(catalogue, course).item(key) for key in attempt.items]
    if right:
        attempt.answers = {one.key: right_answer(one) for one in items if one}
    return checks.hand_in(
        session, catalogue, Actor(person_id), attempt_id, said=said, now=now, meeting_id=meeting_id
    )
