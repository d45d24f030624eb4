"""People see what is kept about them, correct it and take it along."""

from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.days import vietnam_day
from learnapp.db.audit import AuditEntry
from learnapp.db.learning import Counted
from learnapp.db.people import Identity, Person, Residence, SignIn
from learnapp.services import registration
from tests.accounts import (
    OTHER_PHONE,
    OTHER_PIN,
    PASSWORD,
    PHONE,
    PIN,
    make_account,
    make_guest,
    make_staff,
    sign_in,
    sign_in_as,
    ward_id,
)
from tests.pages import Browser

URL = "/toi/tai-khoan"
OTHER_WARD = "06778"


@pytest.fixture
def mai(session: Session, app: Flask, browser: Browser) -> UUID:
    """Phạm Thị Mai, who learned a little as a guest and then made an account."""
    person_id = make_account(session, app, guest_id=make_guest(session, app))
    session.commit()
    sign_in(browser)
    return person_id


class TestAccount:
    def test_it_shows_what_is_kept(self, browser: Browser, mai: UUID) -> None:
        page = browser.open(URL)

        for said in ("Phạm Thị Mai", "1958", "Phường Mông Dương", "0912 345 678", "(máy này)"):
            assert said in page.text

    def test_a_guest_and_a_visitor_are_asked_to_sign_in(
        self, browser: Browser, session: Session, app: Flask
    ) -> None:
        assert browser.open(URL).status == 401
        sign_in_as(browser, session, make_guest(session, app))
        assert browser.open(URL).status == 401

    def test_it_speaks_english(self, browser: Browser, mai: UUID) -> None:
        assert browser.open("/en/toi/tai-khoan").status == 200


class TestDetails:
    def test_they_can_be_corrected_and_are_counted_anew(
        self, browser: Browser, session: Session, mai: UUID
    ) -> None:
        page = browser.submit(
            f"{URL}/sua", full_name="Phạm Thị Mai Lan", birth_year="1999", gender="female"
        )

        assert "Phạm Thị Mai Lan" in page.text
        person, identity = session.get(Person, mai), session.get(Identity, mai)
        assert (person.birth_year, person.gender) == (1999, "female")
        assert identity.search_text == "pham thi mai lan"
        assert set(session.scalars(select(Counted.age_band))) == {"18-29"}

    def test_faults_are_said_and_what_was_typed_stays(self, browser: Browser, mai: UUID) -> None:
        page = browser.submit(f"{URL}/sua", full_name="", birth_year="abc")

        assert page.status == 422
        assert "Hãy gõ họ và tên." in page.text
        assert page.form("birth_year").fields["birth_year"] == ["abc"]


class TestHome:
    def test_moving_adds_a_home_and_takes_nothing_along(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        old = session.get(Residence, (mai, vietnam_day(utc_now())))
        assert old is not None
        moved_from(session, old, date(2026, 1, 1))
        there = ward_id(app, OTHER_WARD)

        browser.submit("/toi/noi-o", ward=str(there), why="moved")

        homes = session.scalars(select(Residence).order_by(Residence.from_day)).all()
        assert [home.ward_id for home in homes] == [ward_id(app), there]

    def test_correcting_changes_the_home_and_moves_what_was_counted(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        there = ward_id(app, OTHER_WARD)

        browser.submit("/toi/noi-o", ward=str(there), why="corrected")

        assert session.scalars(select(Residence.ward_id)).one() == there
        assert set(session.scalars(select(Counted.ward_id))) == {there}

    def test_correcting_leaves_the_home_before_it_where_it_was(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        old = session.get(Residence, (mai, vietnam_day(utc_now())))
        assert old is not None
        moved_from(session, old, date(2026, 1, 1))
        browser.submit("/toi/noi-o", ward=str(ward_id(app, OTHER_WARD)), why="moved")

        browser.submit("/toi/noi-o", ward=str(ward_id(app)), why="corrected")

        homes = session.scalars(select(Residence).order_by(Residence.from_day)).all()
        assert [home.from_day for home in homes] == [date(2026, 1, 1), vietnam_day(utc_now())]
        assert {home.ward_id for home in homes} == {ward_id(app)}

    def test_the_picker_works_here_too(self, browser: Browser, mai: UUID) -> None:
        fields = dict(browser.open("/toi/noi-o").form("why").fields)
        page = browser.send("/toi/noi-o", fields | {"ward-chu": "quang hanh", "tim-phuong": "chu"})

        assert "Phường Quang Hanh" in page.text
        assert "Phường Mông Dương" in page.text

    def test_why_is_asked(self, browser: Browser, mai: UUID) -> None:
        assert browser.submit("/toi/noi-o", **{"ward-chu": ""}).status == 422


class TestPhone:
    def test_it_changes_with_the_pin(
        self, browser: Browser, second_browser: Browser, mai: UUID
    ) -> None:
        browser.submit("/toi/so-dien-thoai", phone=OTHER_PHONE, old=PIN)

        assert sign_in(second_browser, who=OTHER_PHONE).path == "/toi/"

    def test_not_without(self, browser: Browser, session: Session, mai: UUID) -> None:
        page = browser.submit("/toi/so-dien-thoai", phone=OTHER_PHONE, old=OTHER_PIN)

        assert "đang dùng chưa đúng" in page.text
        assert session.get(Identity, mai).phone == "+84912345678"

    def test_asking_for_taken_numbers_is_throttled(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        make_account(session, app, phone=OTHER_PHONE)
        session.commit()
        pages = [
            browser.submit("/toi/so-dien-thoai", phone=OTHER_PHONE, old=PIN) for _try in range(6)
        ]

        assert "Số này đã có tài khoản." in pages[0].text
        assert [page.status for page in pages] == [422] * 5 + [429]


class TestPin:
    def test_it_changes_with_the_old_one_and_signs_other_phones_out(
        self, browser: Browser, second_browser: Browser, session: Session, mai: UUID
    ) -> None:
        sign_in(second_browser)
        page = browser.submit("/toi/ma-pin", old=PIN, pin=OTHER_PIN, pin_again=OTHER_PIN)

        assert "Đã đổi mã PIN." in page.text
        assert second_browser.open(URL).status == 401
        assert browser.open(URL).status == 200
        assert sign_in(second_browser, secret=OTHER_PIN).path == "/toi/"
        assert "pin.changed" in session.scalars(select(AuditEntry.action)).all()

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"old": OTHER_PIN}, "đang dùng chưa đúng"),
            ({"pin": "111111", "pin_again": "111111"}, "dễ đoán"),
            ({"pin_again": PIN}, "chưa giống nhau"),
            ({"pin": "12"}, "Mã PIN gồm đúng 6 chữ số."),
        ],
    )
    def test_faults(self, browser: Browser, mai: UUID, typed: dict[str, str], words: str) -> None:
        filled = {"old": PIN, "pin": OTHER_PIN, "pin_again": OTHER_PIN}
        page = browser.submit("/toi/ma-pin", **(filled | typed))

        assert page.status == 422
        assert words in page.text

    def test_a_thief_of_the_session_cannot_guess_it(self, browser: Browser, mai: UUID) -> None:
        statuses = [
            browser.submit("/toi/ma-pin", old="000000", pin=OTHER_PIN, pin_again=OTHER_PIN).status
            for _try in range(6)
        ]

        assert statuses == [422] * 5 + [429]

    def test_a_citizen_has_no_password_page(self, browser: Browser, mai: UUID) -> None:
        assert browser.open("/toi/mat-khau").path == "/toi/ma-pin"


def test_staff_change_their_password_with_the_old_one(
    browser: Browser, second_browser: Browser, session: Session, app: Flask
) -> None:
    make_staff(session, app)
    session.commit()
    for one in (browser, second_browser):
        sign_in(one, who=OTHER_PHONE, secret=PASSWORD)
    assert browser.open("/toi/ma-pin").path == "/toi/mat-khau"
    another = "chín con cá vàng"

    browser.submit("/toi/mat-khau", old=PASSWORD, password=another, password_again=another)

    assert second_browser.open(URL).status == 401
    assert browser.open(URL).status == 200
    assert sign_in(second_browser, who=OTHER_PHONE, secret=another).status == 200


@pytest.mark.usefixtures("mai")
def test_signing_out_on_other_phones(
    browser: Browser, second_browser: Browser, session: Session
) -> None:
    sign_in(second_browser)
    page = browser.open(URL)
    form = next(form for form in page.forms if form.action.endswith("/dang-xuat-may-khac"))

    browser.send(form.action, dict(form.fields))

    assert second_browser.open(URL).status == 401
    assert len(session.scalars(select(SignIn)).all()) == 1


def test_everything_kept_can_be_taken_along(
    browser: Browser, session: Session, app: Flask, mai: UUID
) -> None:
    registration.join_guest(session, mai, make_guest(session, app))
    make_account(session, app, phone=OTHER_PHONE, full_name="Người Khác")
    session.commit()

    response = browser.client.get("/toi/du-lieu.json")

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "private, no-store"
    kept = response.get_json()
    assert kept["account"]["full_name"] == "Phạm Thị Mai"
    assert kept["account"]["phone"] == f"+84{PHONE[1:]}"
    assert kept["person"]["birth_year"] == 1958
    assert len(kept["learning_records"]) == 2
    assert kept["consents"][0]["version"] == "2026-11-23"
    assert "Người Khác" not in response.text
    assert "argon2" not in response.text


def moved_from(session: Session, home: Residence, day: date) -> None:
    home.from_day = day
    session.commit()
