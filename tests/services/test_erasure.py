"""Somebody is erased: the person is gone everywhere, the totals are not."""

from datetime import time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import inspect, select, update
from sqlalchemy.orm import Session

from learnapp.core.days import start_of_day, vietnam_day
from learnapp.core.errors import HoldsGrant, NotFound
from learnapp.core.ids import time_of, uuid7
from learnapp.core.places import Place
from learnapp.core.policy import Actor, Grant, Role
from learnapp.core.records import Assistance, Outcome, PersonKind, Retraction, Verb
from learnapp.db.audit import AuditEntry
from learnapp.db.base import Base
from learnapp.db.certificates import Certificate
from learnapp.db.learning import (
    Bookmark,
    CheckAttempt,
    CourseProgress,
    LearningRecord,
    LessonProgress,
    RefusedRecord,
)
from learnapp.db.people import Consent, Erasure, Identity, LearnerCode, Person, RoleGrant
from learnapp.db.study_groups import Enrolment, StudyGroup
from learnapp.queries.study_groups import led
from learnapp.services import progress, registration, totals
from learnapp.services.erasure import HANDED_OVER, erase
from learnapp.services.records import submit
from tests.learning import (
    CATALOGUE,
    DAY,
    DIMENSIONS,
    FIRST_DAY,
    NOW,
    WARD,
    actor,
    cells,
    counted_into_cells,
    enrol,
    make_citizen,
    make_group,
    make_guest,
    publish,
    sheet_of,
)
from tests.practising import PRACTISED, check_of, practice_of, review_of

TODAY = vietnam_day(NOW)


@pytest.fixture
def mai(session: Session) -> Person:
    """She learned as a guest, made an account, joined a class and took one round back."""
    publish(session)
    guest, mai = make_guest(session), make_citizen(session)
    enrol(session, mai, make_group(session, make_citizen(session)))
    hand_in(session, guest, "hai", observed_at=NOW - 3 * DAY, sent_at=NOW, device_id=uuid7(NOW))
    registration.join_guest(session, mai.id, guest.id)
    wrong = hand_in(session, mai, "mot", right=1)
    hand_in(session, mai, "mot")
    taking_back = Retraction(id=uuid7(NOW), person_id=mai.id, record_id=wrong, reason="nhầm")
    submit(session, CATALOGUE, actor(mai), taking_back, now=NOW)
    return mai


def hand_in(session: Session, person: Person, lesson: str, **more: object) -> UUID:
    sheet = sheet_of(person, lesson, **more)
    receipt = submit(session, CATALOGUE, actor(person), sheet, now=NOW)
    assert receipt.outcome is Outcome.STORED
    assert receipt.id
    return receipt.id


def states(session: Session) -> set[tuple[object, ...]]:
    """Return where everybody stands, without saying who."""
    lessons = select(
        LessonProgress.lesson,
        LessonProgress.state,
        LessonProgress.best_percent,
        LessonProgress.first_day,
        LessonProgress.done_day,
    )
    courses = select(CourseProgress.course, CourseProgress.step, CourseProgress.completed_day)
    return {tuple(row) for asked in (lessons, courses) for row in session.execute(asked)}


def test_no_total_moves_and_a_rebuild_finds_nothing(session: Session, mai: Person) -> None:
    before, stood = cells(session), states(session)
    assert before

    erase(session, mai.id, actor=actor(mai), now=NOW)

    assert cells(session) == before == counted_into_cells(session)
    assert states(session) == stood
    assert progress.refold_people(session, progress.next_people(session, None, 99)) == 0
    assert totals.mend(session) == 0


def test_records_lose_all_that_leads_to_somebody(session: Session, mai: Person) -> None:
    old = set(session.scalars(select(LearningRecord.id)))
    session.execute(update(LearningRecord).values(recorded_by_id=mai.id, meeting_id=uuid7(NOW)))

    erase(session, mai.id, actor=actor(mai), now=NOW)

    rows = session.scalars(select(LearningRecord)).all()
    assert not old & {row.id for row in rows}
    verbs = {row.id: row.verb for row in rows}
    taken_back = [UUID(row.object) for row in rows if row.verb is Verb.RETRACTED]
    assert [verbs[one] for one in taken_back] == [Verb.ANSWERED]
    assert len(rows) == 4
    for row in rows:
        assert row.result == ({"pass": 75} if row.verb is Verb.ANSWERED else {})
        assert row.recorded_by_id is row.device_id is None
        assert row.meeting_id == UUID(int=0), "that there was a meeting is counted, not which"
        assert row.at - start_of_day(row.day) < timedelta(seconds=1)
        assert time_of(row.id) == row.at
        assert {row.observed_at.time(), row.received_at.time()} == {time(17)}


def test_practice_and_checks_lose_what_was_done_and_still_count(session: Session) -> None:
    publish(session, PRACTISED)
    lan = make_citizen(session)
    enrol(session, lan, make_group(session, make_citizen(session), course="khoa-tap"))
    meeting = uuid7(NOW)
    for sheet in (
        check_of(lan, "entry", right=2, spared=("nam",)),
        practice_of(lan, "h-h-1.1", said=Assistance.ALONE),
        sheet_of(lan, "bon", catalogue=PRACTISED),
        check_of(lan, right=1),
        check_of(lan, meeting_id=meeting, assistance=Assistance.ALONE),
        review_of(lan, right=True),
    ):
        assert submit(session, PRACTISED, actor(lan), sheet, now=NOW).outcome is Outcome.STORED
    session.add_all(
        [
            Bookmark(person_id=lan.id, object="practice/bon", place="0.1", version="v", at=NOW),
            CheckAttempt(
                id=uuid7(NOW), person_id=lan.id, course="khoa-tap", kind="recheck", stage=1,
                version="v", course_version="v", seed="s", items=[], answers={},
                meeting_id=None, begun_at=NOW,
            ),
            Certificate(
                id=uuid7(NOW), person_id=lan.id, course="khoa-tap", code="AB", issued_at=NOW,
                name_shown=True, withdrawn_at=None, withdrawn_reason=None,
            ),
        ]
    )  # fmt: skip
    session.flush()
    before, stood = cells(session), states(session)
    figures = {row[DIMENSIONS.index("figure")] for row in before}
    assert {"completed", "step.shown_prompted", "step.practised"} <= figures

    erase(session, lan.id, actor=actor(lan), now=NOW)

    assert cells(session) == before == counted_into_cells(session)
    assert states(session) == stood
    assert progress.refold_people(session, progress.next_people(session, None, 99)) == 0
    results = {
        (row.verb, row.object): row.result for row in session.scalars(select(LearningRecord))
    }
    assert results == {
        (Verb.CHECKED, "entry"): {"spared": ["nam"]},
        (Verb.CHECKED, "final"): {},
        (Verb.PRACTISED, "practice"): {},
        (Verb.ANSWERED, "quiz"): {"pass": 75},
        (Verb.REVIEWED, "khoa-tap:cg-01-a"): {},
    }
    assert meeting not in set(session.scalars(select(LearningRecord.meeting_id)))
    for model in (Bookmark, CheckAttempt, Certificate):
        assert session.scalars(select(model)).all() == []


def test_one_nameless_person_is_left(session: Session, mai: Person) -> None:
    created_at = mai.created_at

    erase(session, mai.id, actor=actor(mai), now=NOW)

    nameless = session.scalars(select(Person).where(Person.kind == PersonKind.NAMELESS)).one()
    assert (nameless.birth_year, nameless.account_day) == (1960, FIRST_DAY)
    assert nameless.created_at == time_of(nameless.id) == start_of_day(vietnam_day(created_at))
    assert set(session.scalars(select(LearningRecord.person_id))) == {nameless.id}
    assert len(session.scalars(select(Erasure)).all()) == 2


def test_the_class_list_shows_nobody_any_more(session: Session, mai: Person) -> None:
    group = session.scalars(select(StudyGroup)).one()

    erase(session, mai.id, actor=actor(mai), now=NOW)

    listed = session.scalars(select(Enrolment)).one()
    assert listed.until_day == TODAY + DAY
    assert listed.joined_at == start_of_day(TODAY)
    leader = Actor(group.leader_id, frozenset({Grant(Role.VOLUNTEER, Place())}))
    assert [one.people for one in led(session, leader)] == [0]


def test_account_consent_and_what_was_refused_go(session: Session, mai: Person) -> None:
    volunteer = make_citizen(session)
    for handed_in_by, whose in ((mai, mai), (volunteer, mai), (volunteer, volunteer)):
        sheet = sheet_of(whose, version="0" * 32)
        submit(session, CATALOGUE, actor(handed_in_by), sheet, now=NOW)
    session.add_all(
        [
            Identity(
                person_id=mai.id, full_name="Phạm Thị Mai", sort_key="mai", search_text="mai",
                phone="+84912345678", pin_hash="-", created_at=NOW,
            ),
            Consent(
                id=uuid7(NOW), person_id=mai.id, purpose="account", version="1", way="app", at=NOW
            ),
            LearnerCode(
                code="AAAA", ward_id=WARD, issued_by_id=volunteer.id, issued_at=NOW, until=NOW,
                used_by_id=mai.id, used_at=NOW,
            ),
        ]
    )  # fmt: skip

    erase(session, mai.id, actor=actor(mai), now=NOW)

    for model in (Identity, Consent):
        assert session.scalars(select(model)).all() == []
    code = session.scalars(select(LearnerCode)).one()
    assert (code.used_by_id, code.used_at) == (None, NOW)
    refused = session.scalars(select(RefusedRecord)).all()
    assert [one.content["person_id"] for one in refused] == [str(volunteer.id)]


def test_what_comes_late_is_answered_gone(session: Session, mai: Person) -> None:
    guest_id = session.scalars(select(Person.id).where(Person.same_as_id == mai.id)).one()
    late = [sheet_of(mai.id), sheet_of(guest_id)]
    erase(session, mai.id, actor=actor(mai), now=NOW)

    receipts = [
        submit(session, CATALOGUE, Actor(make_guest(session).id), one, now=NOW) for one in late
    ]

    assert [one.outcome for one in receipts] == [Outcome.GONE, Outcome.GONE]
    with pytest.raises(NotFound):
        erase(session, guest_id, actor=None, now=NOW)


def test_the_trail_says_that_it_was_done_and_no_name(session: Session, mai: Person) -> None:
    mai_id = mai.id

    erase(session, mai_id, actor=None, now=NOW)

    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.actor_id, entry.subject_id) == ("person.erased", None, mai_id)
    assert entry.details == {}


def test_nobody_erases_somebody_else(session: Session, mai: Person) -> None:
    with pytest.raises(NotFound):
        erase(session, mai.id, actor=actor(make_citizen(session)), now=NOW)

    assert session.get(Person, mai.id)


class TestStaff:
    def grant(self, session: Session, person: Person, **more: object) -> RoleGrant:
        place = Place("22", WARD)
        grant = RoleGrant(
            id=uuid7(NOW), person_id=person.id, role=Role.VOLUNTEER,
            province_code=place.province, ward_id=place.ward_id, from_day=FIRST_DAY,
            given_by_id=person.id, given_at=NOW, **more,
        )  # fmt: skip
        session.add(grant)
        session.flush()
        return grant

    def test_who_holds_a_grant_stays(self, session: Session, mai: Person) -> None:
        self.grant(session, mai)

        with pytest.raises(HoldsGrant):
            erase(session, mai.id, actor=actor(mai), now=NOW)

    def test_a_grant_that_is_over_or_taken_back_holds_nobody(
        self, session: Session, mai: Person
    ) -> None:
        self.grant(session, mai, until_day=TODAY)
        self.grant(session, mai, taken_at=NOW)

        erase(session, mai.id, actor=actor(mai), now=NOW)

        assert session.scalars(select(RoleGrant)).all() == []

    def test_what_was_done_for_others_stays_and_is_nobodys(self, session: Session) -> None:
        publish(session)
        volunteer, learner = make_citizen(session), make_citizen(session)
        group = make_group(session, volunteer)
        enrol(session, learner, group)
        enrol(session, volunteer, group)
        for one in (volunteer, learner):
            hand_in(session, one, "mot")
        given = self.grant(session, learner)
        given.given_by_id = volunteer.id
        before = cells(session)

        erase(session, volunteer.id, actor=actor(volunteer), now=NOW)

        nameless = session.scalars(
            select(Person.id).where(Person.kind == PersonKind.NAMELESS)
        ).one()
        assert (group.leader_id, group.closed_day) == (nameless, TODAY)
        assert given.given_by_id == nameless
        assert cells(session) == before
        assert progress.refold_people(session, progress.next_people(session, None, 99)) == 0


def test_every_column_that_points_to_a_person_is_thought_of() -> None:
    """Without a cascade a row would hold the person back."""
    pointing = {
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column is inspect(Person).local_table.c.id and key.ondelete != "CASCADE"
    }
    moved = {"learning_record.person_id", "person.same_as_id", "learner_code.used_by_id"}

    handed_over = {f"{one.class_.__tablename__}.{one.key}" for one in HANDED_OVER}
    assert pointing == handed_over | moved, "Say in services/erasure.py what becomes of it"
