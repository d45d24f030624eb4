"""A certificate is issued once, to who completed the course, and states what holds today."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.certificates import Level, Status
from learnapp.core.days import vietnam_day
from learnapp.core.errors import (
    CertificateWithdrawn,
    NameNotShowable,
    NoSuchCertificate,
    NotCompleted,
    NotFound,
)
from learnapp.core.policy import Actor
from learnapp.db.audit import AuditEntry
from learnapp.db.certificates import Certificate
from learnapp.db.people import Consent, Person
from learnapp.queries import certificates as queries
from learnapp.queries.certificates import Issued
from learnapp.queries.folding import known_people
from learnapp.queries.own_data import own_data
from learnapp.services import certificates, erasure, registration
from tests.accounts import make_account, make_guest, ward_id
from tests.certificates import COURSE, complete, recheck, take_back
from tests.conftest import NOW

DAY = timedelta(days=1)


def issue(session: Session, person_id: UUID, *, name_shown: bool = False, n: int = 0) -> Issued:
    chance = n.to_bytes(16, "big")
    actor = Actor(person_id)
    return certificates.issue(session, actor, COURSE, name_shown=name_shown, chance=chance, now=NOW)


def check(session: Session, code: str, now: datetime = NOW) -> Issued | None:
    return queries.by_code(session, code, today=vietnam_day(now))


@pytest.fixture
def learner(session: Session, app: Flask) -> UUID:
    return make_account(session, app)


class TestIssuing:
    def test_who_completed_the_course_gets_one(
        self, app: Flask, session: Session, learner: UUID
    ) -> None:
        complete(session, app, learner, at=NOW)

        issued = issue(session, learner)

        assert issued.owner.full_name == "Phạm Thị Mai"
        assert issued.status is Status.VALID
        assert issued.stands.completed == vietnam_day(NOW)
        assert issued.stands.ward_id == ward_id(app)
        assert check(session, issued.code) == issued

    def test_asking_twice_gives_the_same_one(
        self, app: Flask, session: Session, learner: UUID
    ) -> None:
        complete(session, app, learner, at=NOW)

        assert issue(session, learner, n=1).code == issue(session, learner, n=2).code
        assert len(session.scalars(select(Certificate)).all()) == 1

    def test_who_has_not_completed_it_gets_none(self, session: Session, learner: UUID) -> None:
        with pytest.raises(NotCompleted):
            issue(session, learner)

    def test_a_guest_gets_none_and_keeps_the_learning_by_an_account(
        self, app: Flask, session: Session
    ) -> None:
        guest = make_guest(session, app, answers=False)
        complete(session, app, guest, at=NOW)
        with pytest.raises(NotFound):
            issue(session, guest)

        learner = make_account(session, app, guest_id=guest)

        assert issue(session, learner).status is Status.VALID

    def test_what_a_joined_guest_completed_counts(
        self, app: Flask, session: Session, learner: UUID
    ) -> None:
        guest = make_guest(session, app, answers=False)
        complete(session, app, guest, at=NOW)
        registration.join_guest(session, learner, guest)

        issued = issue(session, learner)

        assert check(session, issued.code).owner.person_id == learner


class TestWhatItStates:
    def test_a_check_before_a_volunteer_is_said(
        self, app: Flask, session: Session, learner: UUID
    ) -> None:
        complete(session, app, learner, at=NOW, witnessed=True)

        assert issue(session, learner).stands.level is Level.WITNESSED

    def test_a_recheck_passed_is_said_without_another_paper(
        self, app: Flask, session: Session, learner: UUID
    ) -> None:
        complete(session, app, learner, at=NOW)
        code = issue(session, learner).code
        later = NOW + 31 * DAY
        assert check(session, code, later).status is Status.DUE

        recheck(session, app, learner, 30, at=later)

        assert check(session, code, later).status is Status.VALID
        assert [one.stage for one in check(session, code, later).stands.again] == [30]

    def test_a_record_taken_back_withdraws_it(
        self, app: Flask, session: Session, learner: UUID
    ) -> None:
        last = complete(session, app, learner, at=NOW)
        code = issue(session, learner).code

        take_back(session, app, last, at=NOW + DAY)

        assert check(session, code).status is Status.WITHDRAWN
        assert check(session, code).stands is None


class TestName:
    def test_it_is_hidden_until_its_owner_agrees_and_again_when_they_change_their_mind(
        self, app: Flask, session: Session, learner: UUID
    ) -> None:
        complete(session, app, learner, at=NOW)
        code = issue(session, learner).code
        assert check(session, code).shown_name is None

        certificates.show_name(session, Actor(learner), COURSE, shown=True, now=NOW)
        assert check(session, code).shown_name == "Phạm Thị Mai"
        consents = select(Consent).where(Consent.purpose == "certificate_name")
        assert [one.withdrawn_at for one in session.scalars(consents)] == [None]

        certificates.show_name(session, Actor(learner), COURSE, shown=False, now=NOW + DAY)
        assert check(session, code).shown_name is None
        assert [one.withdrawn_at for one in session.scalars(consents)] == [NOW + DAY]

    def test_a_childs_name_is_never_shown(self, app: Flask, session: Session) -> None:
        child = make_account(session, app, birth_year=2010)
        complete(session, app, child, at=NOW)
        with pytest.raises(NameNotShowable):
            issue(session, child, name_shown=True)

    def test_a_birth_year_corrected_to_a_childs_hides_the_name(
        self, app: Flask, session: Session, learner: UUID
    ) -> None:
        complete(session, app, learner, at=NOW)
        code = issue(session, learner, name_shown=True).code
        assert check(session, code).shown_name == "Phạm Thị Mai"

        session.get_one(Person, learner).birth_year = 2012
        session.flush()

        assert check(session, code).shown_name is None

    @pytest.mark.parametrize("typed", ["Phạm Thị Mai", "  phạm thị MAI "])
    def test_the_name_on_the_paper_can_be_compared(
        self, app: Flask, session: Session, learner: UUID, typed: str
    ) -> None:
        complete(session, app, learner, at=NOW)
        code = issue(session, learner).code

        assert queries.has_name(session, code, typed)

    @pytest.mark.parametrize("typed", ["Phạm Thị Mải", "Phạm Thi Mai", "Phạm Mai", ""])
    def test_an_edited_name_is_caught_by_one_mark(
        self, app: Flask, session: Session, learner: UUID, typed: str
    ) -> None:
        complete(session, app, learner, at=NOW)
        code = issue(session, learner).code

        assert not queries.has_name(session, code, typed)


class TestWithdrawing:
    def test_it_says_so_and_the_trail_keeps_it(
        self, app: Flask, session: Session, learner: UUID
    ) -> None:
        complete(session, app, learner, at=NOW)
        code = issue(session, learner).code

        certificates.withdraw(session, code, "Người khác làm hộ", now=NOW)

        assert check(session, code).status is Status.WITHDRAWN
        assert check(session, code).withdrawn_reason == "Người khác làm hộ"
        noted = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "certificate.withdrawn")
        ).one()
        assert noted.subject_id == learner
        assert "Người" not in str(noted.details)
        with pytest.raises(CertificateWithdrawn):
            issue(session, learner)
        with pytest.raises(CertificateWithdrawn):
            certificates.withdraw(session, code, "lần nữa", now=NOW)

    def test_a_mistake_is_put_right(self, app: Flask, session: Session, learner: UUID) -> None:
        complete(session, app, learner, at=NOW)
        code = issue(session, learner).code
        certificates.withdraw(session, code, "nhầm", now=NOW)

        certificates.restore(session, code, now=NOW)

        assert check(session, code).status is Status.VALID

    def test_an_unknown_code_is_nobodys(self, session: Session) -> None:
        with pytest.raises(NoSuchCertificate):
            certificates.withdraw(session, "2" * 16, "?", now=NOW)


def test_all_of_a_course_are_issued_at_once_and_again_without_doubles(
    app: Flask, session: Session, learner: UUID
) -> None:
    other = make_account(session, app, phone="0987654321", full_name="Trần Văn Mẫu")
    nobody = make_account(session, app, phone="0987654322")
    complete(session, app, learner, at=NOW)
    complete(session, app, other, at=NOW)
    numbers = iter(range(100))

    def issue_all(ward: int | None = None) -> list[Issued]:
        known = known_people(session, [learner, other, nobody])
        return certificates.issue_all(
            session,
            known.values(),
            COURSE,
            ward_id=ward,
            chance=lambda: next(numbers).to_bytes(16, "big"),
            now=NOW,
        )

    first, second = issue_all(), issue_all(ward_id(app))
    assert {one.owner.person_id for one in first} == {learner, other}
    assert {one.code for one in first} == {one.code for one in second}
    assert issue_all(ward=-1) == []
    certificates.withdraw(session, first[0].code, "?", now=NOW)
    assert len(issue_all()) == 1


def test_an_erased_persons_paper_is_unknown(app: Flask, session: Session, learner: UUID) -> None:
    complete(session, app, learner, at=NOW)
    code = issue(session, learner).code

    erasure.erase(session, learner, actor=None, now=NOW + DAY)

    assert check(session, code) is None


def test_a_person_takes_along_what_is_kept_of_their_certificates(
    app: Flask, session: Session, learner: UUID
) -> None:
    complete(session, app, learner, at=NOW)
    code = issue(session, learner).code
    session.commit()

    assert [one["code"] for one in own_data(session, learner)["certificates"]] == [code]
