"""People erase their account: what the page says, asks, and leaves behind."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnapp.db.learning import LearningRecord, WardDay
from learnapp.db.people import Erasure, Identity, Person
from tests.accounts import (
    OTHER_PHONE,
    OTHER_PIN,
    PASSWORD,
    PIN,
    make_account,
    make_guest,
    make_staff,
    sign_in,
)
from tests.pages import Browser

URL, DONE = "/toi/xoa", "/toi/da-xoa"


@pytest.fixture
def mai(session: Session, app: Flask, browser: Browser) -> UUID:
    """Phạm Thị Mai, who learned a little as a guest and then made an account."""
    person_id = make_account(session, app, guest_id=make_guest(session, app))
    session.commit()
    sign_in(browser)
    return person_id


@pytest.mark.usefixtures("mai")
def test_the_page_is_linked_and_says_what_goes_and_what_stays(browser: Browser) -> None:
    assert f'href="{URL}"' in browser.client.get("/toi/tai-khoan").text

    page = browser.open(URL)

    for said in ("Xoá hẳn", "Họ tên", "Còn lại", "những con số không tên"):
        assert said in page.text


def test_the_account_goes_and_the_totals_stay(
    browser: Browser, second_browser: Browser, session: Session, mai: UUID
) -> None:
    sign_in(second_browser)
    before = session.scalars(select(func.sum(WardDay.n))).one()

    page = browser.submit(URL, old=PIN, sure="y")

    assert (page.path, page.status) == (DONE, 200)
    assert "Đã xoá tài khoản" in page.text
    session.rollback()
    assert session.get(Person, mai) is session.scalar(select(Identity)) is None
    assert session.get(Erasure, mai)
    assert session.scalars(select(func.sum(WardDay.n))).one() == before > 0
    assert mai not in session.scalars(select(LearningRecord.person_id)).all()
    for one in (browser, second_browser):
        assert one.open("/toi/tai-khoan").status == 401
    assert "chưa đúng" in sign_in(browser).text


@pytest.mark.usefixtures("mai")
def test_the_number_is_free_again(browser: Browser, session: Session, app: Flask) -> None:
    browser.submit(URL, old=PIN, sure="y")
    session.rollback()

    make_account(session, app)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"old": OTHER_PIN}, "đang dùng chưa đúng"),
        ({"old": ""}, "Hãy gõ mã PIN"),
        ({"sure": []}, "Muốn xoá thì đánh dấu ô này."),
    ],
)
def test_not_without_pin_and_mark(
    browser: Browser, session: Session, mai: UUID, typed: dict[str, object], words: str
) -> None:
    page = browser.submit(URL, **({"old": PIN, "sure": "y"} | typed))

    assert page.status == 422
    assert words in page.text
    assert session.get(Identity, mai)


@pytest.mark.usefixtures("mai")
def test_a_thief_of_the_session_cannot_guess_the_pin(browser: Browser) -> None:
    statuses = [browser.submit(URL, old=OTHER_PIN, sure="y").status for _try in range(6)]

    assert statuses == [422] * 5 + [429]


def test_who_holds_a_grant_is_told_what_to_do_first(
    browser: Browser, session: Session, app: Flask
) -> None:
    person_id = make_staff(session, app)
    session.commit()
    sign_in(browser, who=OTHER_PHONE, secret=PASSWORD)

    page = browser.submit(URL, old=PASSWORD, sure="y")

    assert page.status == 422
    assert "thu hồi quyền trước" in page.text
    assert session.get(Identity, person_id)


@pytest.mark.usefixtures("mai")
def test_nobody_who_is_signed_in_is_told_that_it_is_done(browser: Browser) -> None:
    assert browser.open(DONE).path == "/toi/"


@pytest.mark.usefixtures("mai")
def test_it_speaks_english(browser: Browser) -> None:
    assert browser.open(f"/en{URL}").status == 200
    assert browser.submit(f"/en{URL}", old=PIN, sure="y").path == f"/en{DONE}"
