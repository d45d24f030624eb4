"""Everything kept about a person can be taken along, in plain words for the columns."""

from json import dumps

import pytest
from sqlalchemy.orm import Session

from learnapp.core.errors import NotFound
from learnapp.core.ids import uuid7
from learnapp.core.records import Assistance
from learnapp.db.certificates import Certificate
from learnapp.db.learning import Bookmark, CheckAttempt
from learnapp.db.people import Identity, Person
from learnapp.queries.own_data import own_data
from learnapp.services.records import submit
from tests.learning import NOW, actor, make_citizen, make_guest, publish
from tests.practising import PRACTISED, check_of, practice_of, review_of


@pytest.fixture
def hoa(session: Session) -> Person:
    """She practised as a guest, took a check and keeps a certificate; another check is begun."""
    publish(session, PRACTISED)
    hoa, guest = make_citizen(session), make_guest(session)
    guest.same_as_id = hoa.id
    session.add(
        Identity(
            person_id=hoa.id, full_name="Vũ Thị Hoa", sort_key="hoa", search_text="hoa",
            phone="+84912345678", pin_hash="-", created_at=NOW,
        )
    )  # fmt: skip
    session.flush()
    for who, sheet in (
        (guest, practice_of(guest, said=Assistance.PROMPTED)),
        (hoa, check_of(hoa, right=3)),
        (hoa, review_of(hoa, right=True)),
    ):
        submit(session, PRACTISED, actor(who), sheet, now=NOW)
    session.add_all(
        [
            Bookmark(person_id=hoa.id, object="practice/bon", place="0.1", version="v", at=NOW),
            CheckAttempt(
                id=uuid7(NOW), person_id=hoa.id, course="khoa-tap", kind="final", stage=0,
                version="v", course_version="v", seed="hidden-seed",
                items=[{"i": "hidden-item"}], answers={"cg-01-a": ["a"]}, meeting_id=None,
                begun_at=NOW,
            ),
            Certificate(
                id=uuid7(NOW), person_id=hoa.id, course="khoa-tap", code="ABCD", issued_at=NOW,
                name_shown=True, withdrawn_at=None, withdrawn_reason=None,
            ),
        ]
    )  # fmt: skip
    session.flush()
    return hoa


def test_practice_checks_and_reviews_are_among_the_records(session: Session, hoa: Person) -> None:
    records = {one["verb"]: one for one in own_data(session, hoa.id)["learning_records"]}

    assert records["practised"]["result"]["said"] == "prompted"
    assert records["practised"]["assistance"] == "prompted"
    assert [one["ok"] for one in records["checked"]["result"]["items"]] == [True] * 3 + [False]
    assert (records["checked"]["correct"], records["checked"]["total"]) == (3, 4)
    assert records["reviewed"]["object"] == "khoa-tap:cg-01-a"


def test_working_papers_and_certificates_are_told(session: Session, hoa: Person) -> None:
    document = own_data(session, hoa.id)

    [bookmark] = document["bookmarks"]
    assert (bookmark["object"], bookmark["place"]) == ("practice/bon", "0.1")
    [attempt] = document["checks_begun"]
    assert attempt["kind"] == "final"
    assert "answers" not in attempt
    [certificate] = document["certificates"]
    assert (certificate["code"], certificate["name_shown"]) == ("ABCD", True)
    [course] = document["course_progress"]
    assert (course["step"], course["final_percent"]) == ("step.shown_prompted", 75)


def test_what_a_check_will_ask_is_not_told_before_it_is_handed_in(
    session: Session, hoa: Person
) -> None:
    assert "hidden" not in dumps(own_data(session, hoa.id))


def test_nobody_without_an_account(session: Session) -> None:
    with pytest.raises(NotFound):
        own_data(session, make_guest(session).id)
