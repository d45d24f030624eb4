"""The demonstration's people learn by the rules of everybody, and leave something to look at."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from learnapp.core.policy import Actor
from learnapp.core.records import AnswerSheet, CheckSheet, PracticeSheet, ReadableSheet
from learnapp.db.learning import LearningRecord, RefusedRecord
from learnapp.services.demo_learning import Learner
from learnapp.services.demo_people import make_person
from learnapp.services.records import submit_batch
from tests.learning import NOW, figures, make_citizen, publish
from tests.practising import PRACTISED

PEOPLE = 30


@pytest.fixture(autouse=True)
def _published(engine: Engine) -> None:
    with Session(engine) as session:
        publish(session, PRACTISED)
        session.commit()


def days_of_learning(session: Session) -> list[list[ReadableSheet]]:
    chance = Random(7)  # noqa: S311 - made-up people
    course, lessons = PRACTISED.course("khoa-tap"), PRACTISED.lessons_of("khoa-tap")
    assert course
    found = []
    for _ in range(PEOPLE):
        learner = Learner(
            chance,
            make_person(chance, lessons=len(lessons), this_year=2026, weeks=8),
            make_citizen(session).id,
            course,
            lessons,
            PRACTISED.bank("khoa-tap"),
            at=NOW - timedelta(weeks=9),
            until=NOW,
        )
        found.append(learner.learn())
    return found


def test_every_sheet_goes_through_the_door(session: Session) -> None:
    sheets = days_of_learning(session)

    for mine in sheets:
        if mine:
            receipts = submit_batch(session, PRACTISED, Actor(mine[0].person_id), mine, now=NOW)
            assert all(one.kept for one in receipts)

    assert session.scalars(select(RefusedRecord)).all() == []
    assert len(session.scalars(select(LearningRecord.id)).all()) == sum(map(len, sheets))
    found = figures(session, "khoa-tap")
    assert found["step.shown_alone"] > 0
    assert found["completed"] > 0


def test_some_practise_and_some_are_checked_and_all_in_order_before_now(session: Session) -> None:
    sheets = days_of_learning(session)

    kinds = {type(one) for mine in sheets for one in mine}
    assert kinds == {AnswerSheet, PracticeSheet, CheckSheet}
    for mine in sheets:
        times = [one.observed_at for one in mine]
        assert times == sorted(times)
        assert not times or times[-1] < NOW
