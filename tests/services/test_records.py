from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from learnapp.core.ids import uuid7
from learnapp.core.records import Channel, Outcome, Receipt, Retraction, UnreadableSheet
from learnapp.core.sheets import read_sheet, sheet_content
from learnapp.db.learning import LearningRecord, LessonProgress, RefusedRecord
from learnapp.db.people import Erasure, Person
from learnapp.services import progress
from learnapp.services.records import begin_guest, submit, submit_batch
from tests.learning import (
    CATALOGUE,
    NOW,
    OTHER_WARD,
    WARD,
    WRONG,
    actor,
    cells,
    counted_into_cells,
    derived,
    enrol,
    figures,
    make_citizen,
    make_group,
    make_guest,
    publish,
    sheet_of,
    statements,
)

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _published(engine: Engine) -> None:
    with Session(engine) as session:
        publish(session)
        session.commit()


def hand_in(session: Session, person: Person, **more: object) -> Receipt:
    return submit(session, CATALOGUE, actor(person), sheet_of(person, **more), now=NOW)


class TestSubmit:
    def test_a_round_is_graded_stored_and_folded(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheet = sheet_of(citizen, right=3)

        receipt = submit(session, CATALOGUE, actor(citizen), sheet, now=NOW)

        assert receipt == Receipt(sheet.id, Outcome.STORED)
        record = session.get_one(LearningRecord, sheet.id)
        assert (record.correct, record.total, record.passed) == (3, 4, True)
        assert record.result["pass"] == 75
        assert record.result["answers"][3] == {"q": "q4", "a": ["b"], "ok": False}
        assert record.course_version == CATALOGUE.course("khoa").version
        assert (record.ward_id, record.province_code) == (WARD, "22")
        assert record.recorded_by_id is None
        lesson = session.scalars(select(LessonProgress)).one()
        assert (lesson.lesson, lesson.state, lesson.best_percent) == ("mot", "done", 75)
        assert figures(session) == {
            "step.reached": 1,
            "step.enrolled": 1,
            "step.active": 1,
            "lesson": 1,
        }

    def test_the_whole_course_is_completed(self, session: Session) -> None:
        citizen = make_citizen(session)

        hand_in(session, citizen)
        hand_in(session, citizen, lesson="hai")

        assert figures(session)["completed"] == 1
        assert figures(session, "")["completed"] == 1

    def test_a_guest_begins_with_the_first_answer(self, session: Session) -> None:
        guest = begin_guest(session, now=NOW, chance=bytes(10))

        assert hand_in(session, guest, right=1).outcome is Outcome.STORED
        assert figures(session) == {"step.reached": 1}

    def test_the_same_sheet_twice_is_stored_once_as_first_sent(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheet = sheet_of(citizen, right=1)
        submit(session, CATALOGUE, actor(citizen), sheet, now=NOW)
        before = derived(session)

        for second in (sheet, sheet_of(citizen, right=4, id=sheet.id)):
            receipt = submit(session, CATALOGUE, actor(citizen), second, now=NOW + MINUTE)
            assert receipt == Receipt(sheet.id, Outcome.KNOWN)

        assert derived(session) == before
        assert session.get_one(LearningRecord, sheet.id).correct == 1

    def test_a_known_id_stays_known_when_its_second_copy_cannot_be_read(
        self, session: Session
    ) -> None:
        citizen = make_citizen(session)
        sheet = sheet_of(citizen)
        submit(session, CATALOGUE, actor(citizen), sheet, now=NOW)
        spoilt = sheet_of(citizen, id=sheet.id, version="f" * 32)

        receipt = submit(session, CATALOGUE, actor(citizen), spoilt, now=NOW)

        assert receipt.outcome is Outcome.KNOWN
        assert session.scalars(select(RefusedRecord)).all() == []

    def test_somebody_elses_id_is_a_conflict_that_says_no_more(self, session: Session) -> None:
        first, second = make_citizen(session), make_citizen(session)
        sheet = sheet_of(first, right=1)
        submit(session, CATALOGUE, actor(first), sheet, now=NOW)

        receipt = submit(session, CATALOGUE, actor(second), sheet_of(second, id=sheet.id), now=NOW)

        assert receipt == Receipt(sheet.id, Outcome.CONFLICT)
        kept = session.scalars(select(RefusedRecord)).one()
        assert (kept.id, kept.handed_in_by_id) == (sheet.id, second.id)
        assert session.get_one(LearningRecord, sheet.id).person_id == first.id


class TestWithoutAnId:
    def tap(self, session: Session, person: Person, now: datetime, **more: object) -> Receipt:
        sheet = replace(sheet_of(person, **more), id=None)

        return submit(session, CATALOGUE, actor(person), sheet, now=now)

    def test_a_second_tap_is_the_same_sheet(self, session: Session) -> None:
        citizen = make_citizen(session)

        first = self.tap(session, citizen, NOW)
        second = self.tap(session, citizen, NOW + MINUTE)

        assert second == Receipt(first.id, Outcome.KNOWN)

    def test_other_answers_are_another_round(self, session: Session) -> None:
        citizen = make_citizen(session)

        first = self.tap(session, citizen, NOW, right=1)
        second = self.tap(session, citizen, NOW, right=2)

        assert first.id != second.id
        assert second.outcome is Outcome.STORED

    def test_a_minute_later_it_is_another_round(self, session: Session) -> None:
        citizen = make_citizen(session)
        self.tap(session, citizen, NOW)

        later = self.tap(session, citizen, NOW + MINUTE + timedelta(seconds=1))

        assert later.outcome is Outcome.STORED


class TestRefused:
    @pytest.mark.parametrize(
        ("more", "reason"),
        [
            ({"version": "f" * 32}, "UnknownVersion"),
            ({"version": "'\x00--"}, "UnknownVersion"),
            ({"lesson": "khong-co"}, "UnknownVersion"),
            ({"answers": {"nobody-asked": ("a",)}}, "UnknownQuestion"),
            ({"answers": {"q1": ("\x00z\ud800",)}}, "UnknownChoice"),
        ],
    )
    def test_what_a_rule_refuses_is_kept_with_its_reason(
        self, session: Session, more: dict[str, object], reason: str
    ) -> None:
        citizen = make_citizen(session)
        sheet = sheet_of(citizen, **more)

        receipt = submit(session, CATALOGUE, actor(citizen), sheet, now=NOW)

        assert receipt == Receipt(sheet.id, Outcome.REFUSED, reason)
        kept = session.scalars(select(RefusedRecord)).one()
        assert (kept.id, kept.reason) == (sheet.id, reason)
        assert session.scalars(select(LearningRecord)).all() == []

    def test_refused_twice_is_kept_once(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheet = sheet_of(citizen, version="f" * 32)

        for _ in range(2):
            submit(session, CATALOGUE, actor(citizen), sheet, now=NOW)

        assert len(session.scalars(select(RefusedRecord)).all()) == 1

    def test_nobody_hands_in_for_somebody_else(self, session: Session) -> None:
        citizen, neighbour = make_citizen(session), make_citizen(session)

        receipt = submit(session, CATALOGUE, actor(neighbour), sheet_of(citizen), now=NOW)

        assert (receipt.outcome, receipt.reason) == (Outcome.REFUSED, "NotFound")
        assert session.scalars(select(LearningRecord)).all() == []

    def test_who_was_erased_is_gone_and_who_never_was_is_not_found(self, session: Session) -> None:
        citizen = make_citizen(session)
        erased, nobody = uuid7(NOW), uuid7(NOW)
        session.add(Erasure(person_id=erased, day=NOW.date()))
        session.flush()

        receipts = submit_batch(
            session, CATALOGUE, actor(citizen), [sheet_of(erased), sheet_of(nobody)], now=NOW
        )

        assert [receipt.outcome for receipt in receipts] == [Outcome.GONE, Outcome.REFUSED]
        assert receipts[1].reason == "NotFound"


class TestBatch:
    def test_a_bad_sheet_does_not_hold_back_the_rest(self, session: Session) -> None:
        citizen = make_citizen(session)
        bad = UnreadableSheet(id=None, person_id=citizen.id, reason="UnreadableRecord")
        sheets = [bad, sheet_of(citizen), sheet_of(citizen, version="f" * 32), sheet_of(citizen)]

        receipts = submit_batch(session, CATALOGUE, actor(citizen), sheets, now=NOW)

        assert [receipt.outcome for receipt in receipts] == [
            Outcome.REFUSED,
            Outcome.STORED,
            Outcome.REFUSED,
            Outcome.STORED,
        ]

    def test_the_same_id_twice_in_one_batch(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheet = sheet_of(citizen)

        receipts = submit_batch(session, CATALOGUE, actor(citizen), [sheet, sheet], now=NOW)

        assert [one.outcome for one in receipts] == [Outcome.STORED, Outcome.KNOWN]

    def test_an_old_phones_queue_comes_in_under_its_own_days(self, session: Session) -> None:
        citizen = make_citizen(session)
        seen = NOW - timedelta(days=5)
        sheet = sheet_of(citizen, observed_at=seen, sent_at=NOW, channel=Channel.PHONE)
        future = sheet_of(citizen, observed_at=NOW + timedelta(days=9), sent_at=NOW)
        lost = sheet_of(citizen, observed_at=datetime(1970, 1, 1, tzinfo=UTC), sent_at=NOW)

        submit_batch(session, CATALOGUE, actor(citizen), [sheet, future, lost], now=NOW)

        assert session.get_one(LearningRecord, sheet.id).at == seen
        assert session.get_one(LearningRecord, future.id).at == NOW
        doubted = session.get_one(LearningRecord, lost.id)
        assert (doubted.at, doubted.result["clock_doubted"]) == (NOW, True)

    def test_an_empty_batch(self, session: Session) -> None:
        assert submit_batch(session, CATALOGUE, actor(make_citizen(session)), [], now=NOW) == []


class TestRetraction:
    def take_back(self, session: Session, who: Person, person: Person, record: object) -> Receipt:
        sheet = Retraction(id=uuid7(NOW), person_id=person.id, record_id=record)
        return submit(session, CATALOGUE, actor(who), sheet, now=NOW)

    def test_ones_own_record_and_nothing_is_left_of_it(self, session: Session) -> None:
        citizen = make_citizen(session)
        before = derived(session)
        record = hand_in(session, citizen)

        receipt = self.take_back(session, citizen, citizen, record.id)

        assert receipt.outcome is Outcome.STORED
        assert derived(session) == before

    def test_the_leader_of_the_class_may(self, session: Session) -> None:
        leader, citizen = make_citizen(session), make_citizen(session)
        enrol(session, citizen, make_group(session, leader))
        record = hand_in(session, citizen)

        receipt = self.take_back(session, leader, citizen, record.id)

        assert receipt.outcome is Outcome.STORED
        assert figures(session) == {"step.reached": 1, "step.enrolled": 1}

    def test_nobody_else_may_nor_twice_over(self, session: Session) -> None:
        citizen, neighbour = make_citizen(session), make_citizen(session)
        record = hand_in(session, citizen)
        taken = self.take_back(session, citizen, citizen, record.id)

        for who, target in [(neighbour, record.id), (citizen, uuid7(NOW)), (citizen, taken.id)]:
            receipt = self.take_back(session, who, citizen, target)
            assert (receipt.outcome, receipt.reason) == (Outcome.REFUSED, "UnknownRecord")


class TestSheets:
    def test_what_is_kept_can_be_read_again(self, session: Session) -> None:
        citizen = make_citizen(session)
        sheet = sheet_of(citizen, observed_at=NOW, sent_at=NOW, course_version="a" * 32)
        retraction = Retraction(id=uuid7(NOW), person_id=citizen.id, record_id=uuid7(NOW))

        for one in (sheet, retraction):
            assert read_sheet(sheet_content(one), uuid7(NOW)) == one

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            ([], "UnreadableRecord"),
            ("x", "UnreadableRecord"),
            ({}, "UnreadableRecord"),
            ({"verb": ["answered"]}, "UnreadableRecord"),
            ({"verb": "answered"}, "UnreadableRecord"),
            (
                {"verb": "answered", "id": 7, "answers": {"\x00": [["x"] * 9999]}},
                "UnreadableRecord",
            ),
            ({"verb": "checked"}, "VerbNotAccepted"),
            ({"verb": "attended"}, "VerbNotAccepted"),
            ({"verb": "practised"}, "UnreadableRecord"),
            ({"verb": "sung"}, "UnreadableRecord"),
        ],
    )
    def test_anything_may_come_in(self, session: Session, content: object, reason: str) -> None:
        citizen = make_citizen(session)
        sheet = read_sheet(content, citizen.id, sent_at="yesterday")

        receipt = submit(session, CATALOGUE, actor(citizen), sheet, now=NOW)

        assert (receipt.outcome, receipt.reason) == (Outcome.REFUSED, reason)


class TestJoined:
    def test_a_guests_answers_count_for_the_account_they_join(self, session: Session) -> None:
        citizen, guest = make_citizen(session), make_guest(session)
        hand_in(session, guest)
        guest.same_as_id = citizen.id
        progress.refold_person(session, citizen.id)

        late = hand_in(session, guest, lesson="hai")

        assert late.outcome is Outcome.STORED
        assert figures(session)["completed"] == 1
        assert {row.person_id for row in session.scalars(select(LessonProgress))} == {citizen.id}

    def test_parting_them_again_leaves_each_their_own(self, session: Session) -> None:
        citizen, guest = make_citizen(session), make_guest(session)
        hand_in(session, guest)
        before = derived(session)
        guest.same_as_id = citizen.id
        progress.refold_person(session, citizen.id)
        guest.same_as_id = None

        progress.refold_people(session, [citizen.id, guest.id])

        assert derived(session) == before

    def test_moving_takes_nothing_along(self, session: Session) -> None:
        citizen = make_citizen(session, ward_id=OTHER_WARD)
        hand_in(session, citizen)

        assert cells(session) == counted_into_cells(session)


class TestCost:
    def test_a_guests_first_round_takes_few_statements(self, session: Session) -> None:
        with statements(session) as sent:
            guest = begin_guest(session, now=NOW)
            submit(session, CATALOGUE, actor(guest), sheet_of(guest), now=NOW)

        locks = session.get_bind().dialect.name != "sqlite"
        assert len(sent) <= 11 + locks, "\n".join(sent)

    def test_one_more_round_of_many_touches_no_total(self, session: Session) -> None:
        citizen = make_citizen(session)
        for _ in range(3):
            hand_in(session, citizen)

        with statements(session) as sent:
            hand_in(session, citizen, answers={"q1": WRONG})

        locks = session.get_bind().dialect.name != "sqlite"
        assert len(sent) <= 7 + locks, "\n".join(sent)
        assert not [one for one in sent if "ward_day" in one]


def test_many_at_once_end_where_one_after_the_other_would(engine: Engine) -> None:
    with Session(engine) as session:
        people = [make_citizen(session) for _ in range(2)]
        ids = [person.id for person in people]
        session.commit()
    shared = [sheet_of(ids[n % 2], "mot", right=n % 5) for n in range(8)]
    own = [sheet_of(ids[n % 2], ("mot", "hai")[n % 3 > 0], right=n % 5) for n in range(16)]

    def hand_in_some(number: int) -> list[Outcome]:
        outcomes = []
        for sheet in (*shared, own[number]):
            with Session(engine) as session:
                me = session.get_one(Person, sheet.person_id)
                outcomes.append(submit(session, CATALOGUE, actor(me), sheet, now=NOW).outcome)
                session.commit()
        return outcomes

    with ThreadPoolExecutor(16) as pool:
        outcomes = [one for some in pool.map(hand_in_some, range(16)) for one in some]

    assert outcomes.count(Outcome.STORED) == 24
    assert outcomes.count(Outcome.KNOWN) == 15 * 8
    with Session(engine) as session:
        assert session.scalar(select(func.count(LearningRecord.id))) == 24
        assert cells(session) == counted_into_cells(session)
        before = derived(session)
        assert progress.refold_people(session, ids) == 0
        assert derived(session) == before
