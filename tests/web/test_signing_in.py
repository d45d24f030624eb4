"""Signing in and out, and whose the lessons on this phone are."""

import json
import logging
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.policy import Role
from learnapp.db.learning import LessonProgress
from learnapp.db.people import Identity, Person, SignIn, Throttle
from learnapp.queries.people import SecretKind
from learnapp.services import accounts, grants, signing_in
from learnapp.services.hashing import Hasher
from learnapp.web.account.local import local_path
from learnapp.web.session import USER
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
from tests.pages import Browser, Page

URL = "/dang-nhap"
WRONG = "Số điện thoại, mã hoặc mã PIN chưa đúng. Hãy xem lại cả hai ô."


@pytest.fixture
def mai(session: Session, app: Flask) -> UUID:
    person_id = make_account(session, app)
    session.commit()
    return person_id


def token_of(browser: Browser) -> str | None:
    with browser.client.session_transaction() as cookie:
        return cookie.get(USER)


class TestSignIn:
    @pytest.mark.parametrize("who", ["0912345678", "+84 912 345 678", "0912.345.678"])
    def test_the_number_may_be_written_as_people_write_it(
        self, browser: Browser, mai: UUID, who: str
    ) -> None:
        assert sign_in(browser, who=who, secret="274 913").path == "/toi/"

    def test_a_wrong_pin_and_an_unknown_number_get_the_same_answer(
        self, browser: Browser, second_browser: Browser, mai: UUID
    ) -> None:
        known = sign_in(browser, secret=OTHER_PIN)
        unknown = sign_in(second_browser, who=OTHER_PHONE, secret=OTHER_PIN)

        assert known.status == unknown.status == 422
        assert WRONG in known.text
        assert plain(known) == plain(unknown).replace(OTHER_PHONE, PHONE)

    def test_nonsense_gets_the_same_answer_too(self, browser: Browser, mai: UUID) -> None:
        for who in ("x", "\x00", "CDFGHJKM", "9" * 40, "'; DROP TABLE person"):
            assert WRONG in sign_in(browser, who=who, secret="\x00 quả").text

    def test_the_session_is_renewed(self, browser: Browser, session: Session, mai: UUID) -> None:
        sign_in(browser)
        first = token_of(browser)
        sign_in(browser)

        assert token_of(browser) != first
        assert session.scalar(select(func.count()).select_from(SignIn)) == 1

    def test_it_leads_back_to_where_one_wanted_to_go(self, browser: Browser, mai: UUID) -> None:
        asked = browser.open("/toi/tai-khoan")
        assert asked.status == 401
        back = next(link for link in asked.parser.links if "dang-nhap" in link)

        page = browser.submit(back, who=PHONE, secret=PIN)

        assert page.path == "/toi/tai-khoan"

    def test_it_leads_back_in_english(self, browser: Browser, mai: UUID) -> None:
        asked = browser.open("/en/toi/tai-khoan")
        back = next(link for link in asked.parser.links if "dang-nhap" in link)

        assert browser.submit(back, who=PHONE, secret=PIN).path == "/en/toi/tai-khoan"

    @pytest.mark.parametrize(
        "away",
        [
            "//evil.example",
            "https://evil.example/",
            "/\\evil.example",
            "/\tevil",
            "javascript:alert(1)",
            "evil.example",
            "/\n/evil.example",
            "",
        ],
    )
    def test_it_never_leads_to_another_site(self, browser: Browser, mai: UUID, away: str) -> None:
        assert local_path(away) is None
        fields = dict(browser.open(URL).form("who").fields)
        page = browser.send(URL, fields | {"who": PHONE, "secret": PIN, "next": away})
        assert page.path == "/toi/"

    def test_a_shared_phone_is_remembered_as_such(
        self, browser: Browser, session: Session, mai: UUID
    ) -> None:
        sign_in(browser, shared_phone="y")

        row = session.scalars(select(SignIn)).one()
        assert row.shared_phone
        assert row.until - row.created_at == timedelta(hours=12)

    def test_signing_out_ends_it_on_the_server(
        self, browser: Browser, session: Session, mai: UUID
    ) -> None:
        sign_in(browser)
        page = browser.open("/toi/tai-khoan")
        form = next(form for form in page.forms if form.action.endswith("/dang-xuat"))

        assert browser.client.get("/dang-xuat").status_code == 405
        page = browser.send("/dang-xuat", dict(form.fields))

        assert "Đã đăng xuất." in page.text
        assert session.scalars(select(SignIn)).all() == []
        assert browser.open("/toi/tai-khoan").status == 401

    def test_signing_out_needs_the_token(
        self, browser: Browser, session: Session, mai: UUID
    ) -> None:
        sign_in(browser)
        browser.send("/dang-xuat", {})

        assert session.scalars(select(SignIn)).one()

    def test_an_older_hash_is_renewed(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        before = session.get(Identity, mai).pin_hash
        hasher = app.extensions["hasher"]
        app.extensions["hasher"] = Hasher("p" * 40, time_cost=1, memory_kib=16)
        try:
            assert sign_in(browser).path == "/toi/"
            session.rollback()
            assert session.get(Identity, mai).pin_hash != before
            assert sign_in(browser).path == "/toi/"
        finally:
            app.extensions["hasher"] = hasher

    def test_when_too_many_hash_at_once_the_rest_come_back_later_uncounted(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        hasher = app.extensions["hasher"]
        full = Hasher("p" * 40, time_cost=1, memory_kib=8, parallel=1, patience=0)
        app.extensions["hasher"] = full
        try:
            with full.place():
                page = sign_in(browser)
        finally:
            app.extensions["hasher"] = hasher

        assert page.status == 503
        assert page.response.headers["Retry-After"] == "5"
        assert {row.failures for row in session.scalars(select(Throttle))} == {0}


class TestThrottle:
    def test_five_wrong_tries_then_not_even_the_right_pin(
        self, browser: Browser, session: Session, mai: UUID
    ) -> None:
        for _try in range(5):
            assert sign_in(browser, secret=OTHER_PIN).status == 422
        page = sign_in(browser)

        assert page.status == 429
        assert 0 < int(page.response.headers["Retry-After"]) <= 900
        assert "Đã thử nhiều lần." in page.text

    def test_an_unknown_number_is_throttled_alike(self, browser: Browser, mai: UUID) -> None:
        statuses = [sign_in(browser, who=OTHER_PHONE, secret=OTHER_PIN).status for _try in range(6)]

        assert statuses == [422] * 5 + [429]

    def test_guessing_from_many_addresses_is_stopped(self, app: Flask, mai: UUID) -> None:
        statuses = []
        for number in range(7):
            browser = Browser(app)
            browser.client.environ_base["REMOTE_ADDR"] = f"113.160.{number}.9"
            statuses.append(sign_in(browser, secret=OTHER_PIN).status)

        assert statuses == [422] * 5 + [429] * 2

    def test_guessing_many_numbers_from_one_address_is_stopped(
        self, app: Flask, browser: Browser, mai: UUID
    ) -> None:
        fields = dict(browser.open(URL).form("who").fields)
        statuses = [
            browser.send(URL, fields | {"who": f"09{number:08d}", "secret": PIN}).status
            for number in range(201)
        ]

        assert statuses == [422] * 200 + [429]

    def test_right_ones_are_not_counted(
        self, browser: Browser, session: Session, mai: UUID
    ) -> None:
        for _try in range(7):
            assert sign_in(browser).path == "/toi/"

        assert {row.failures for row in session.scalars(select(Throttle))} == {0}

    def test_the_table_names_nobody(self, browser: Browser, session: Session, mai: UUID) -> None:
        sign_in(browser, secret=OTHER_PIN)

        for row in session.scalars(select(Throttle)):
            assert len(row.key_hash) == 64
            assert str(mai) not in row.key_hash

    def test_a_code_and_a_number_of_one_person_share_their_tries(
        self, browser: Browser, session: Session, mai: UUID
    ) -> None:
        session.get(Identity, mai).code = "CDFGHJKW"
        session.commit()

        names = [PHONE, "CDFGHJKW"] * 3
        statuses = [sign_in(browser, who=name, secret=OTHER_PIN).status for name in names]

        assert statuses == [422] * 5 + [429]


class TestGuest:
    def test_a_guest_is_asked_once_and_what_they_did_joins_the_account(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        guest = make_guest(session, app)
        sign_in_as(browser, session, guest)

        page = sign_in(browser)
        assert page.path == "/dang-nhap/may-nay"
        assert str(guest) not in page.html
        page = browser.fill(page, keep="yes")

        assert page.path == "/toi/"
        assert session.get(Person, guest).same_as_id == mai
        assert session.scalars(select(LessonProgress.person_id)).one() == mai
        assert browser.open("/dang-nhap/may-nay").path == "/toi/"

    def test_who_says_no_takes_nothing_along_and_is_not_asked_again(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        guest = make_guest(session, app)
        sign_in_as(browser, session, guest)

        browser.fill(sign_in(browser), keep="no")

        assert session.get(Person, guest).same_as_id is None
        assert sign_in(browser).path == "/toi/"

    def test_it_leads_on_to_where_one_wanted_to_go(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        sign_in_as(browser, session, make_guest(session, app))

        page = browser.submit(f"{URL}?next=/toi/tai-khoan", who=PHONE, secret=PIN)

        assert browser.fill(page, keep="yes").path == "/toi/tai-khoan"

    def test_an_answer_is_needed(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        sign_in_as(browser, session, make_guest(session, app))

        page = browser.fill(sign_in(browser), next="")

        assert "Hãy chọn một trong hai." in page.text

    def test_who_must_first_choose_a_pin_is_asked_after_it(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        password = accounts.new_one_time_password(b"sixteen  bytes  of chance")
        reset(session, app, mai, password)
        guest = make_guest(session, app)
        sign_in_as(browser, session, guest)

        page = sign_in(browser, secret=password)
        page = browser.fill(page, old=password, pin=OTHER_PIN, pin_again=OTHER_PIN)

        assert page.path == "/dang-nhap/may-nay"
        assert browser.fill(page, keep="yes").path == "/toi/tai-khoan"
        assert session.get(Person, guest).same_as_id == mai

    def test_who_must_first_set_a_password_is_asked_after_it(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        TestStaff().grant(session, app, mai)
        guest = make_guest(session, app)
        sign_in_as(browser, session, guest)

        page = sign_in(browser)
        page = browser.fill(page, old=PIN, password=PASSWORD, password_again=PASSWORD)

        assert page.path == "/dang-nhap/may-nay"
        browser.fill(page, keep="yes")
        assert session.get(Person, guest).same_as_id == mai

    def test_a_guest_who_did_nothing_is_not_asked_about(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        sign_in_as(browser, session, make_guest(session, app, answers=False))

        assert sign_in(browser).path == "/toi/"


class TestStaff:
    def grant(self, session: Session, app: Flask, person_id: UUID) -> None:
        gazetteer = app.extensions["gazetteer"]
        place = gazetteer.ward(ward_id(app)).place
        new = grants.NewGrant(Role.WARD_OFFICIAL, place, date(2026, 1, 1))
        grants.give(session, None, person_id, new, now=utc_now())
        session.commit()

    def test_a_grant_ends_the_sign_ins_and_asks_for_a_password_before_any_staff_page(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        sign_in(browser)
        self.grant(session, app, mai)
        assert browser.open("/toi/tai-khoan").status == 401

        page = sign_in(browser)
        assert page.path == "/toi/mat-khau"
        assert browser.open("/can-bo/").path == "/toi/mat-khau"
        page = browser.fill(page, old=PIN, password=PASSWORD, password_again=PASSWORD)

        assert "Đã đặt mật khẩu." in page.text
        assert browser.open("/can-bo/").status == 200
        row = session.scalars(select(SignIn)).one()
        assert row.until - row.created_at == timedelta(hours=12)

    def test_the_pin_signs_in_no_more_once_there_is_a_password(
        self, browser: Browser, session: Session, app: Flask
    ) -> None:
        make_staff(session, app, phone=PHONE)
        session.commit()

        assert WRONG in sign_in(browser).text
        assert sign_in(browser, secret=PASSWORD).status == 200
        assert session.scalars(select(Identity.pin_hash)).one() is None

    @pytest.mark.parametrize(
        ("password", "words"),
        [
            ("ngắn thôi", "Mật khẩu cần ít nhất 12 ký tự."),
            ("a" * 257, "Mật khẩu nhiều nhất 256 ký tự."),
            ("matkhau123456", "nhiều người dùng"),
            ("pham thi mai 99", "đừng có tên, phường"),
            ("0912345678 của tôi", "đừng có tên, phường"),
        ],
    )
    def test_a_weak_password_is_refused(
        self,
        browser: Browser,
        session: Session,
        app: Flask,
        mai: UUID,
        password: str,
        words: str,
    ) -> None:
        self.grant(session, app, mai)
        page = browser.fill(sign_in(browser), old=PIN, password=password, password_again=password)

        assert words in page.text
        assert password not in page.html

    def test_a_one_time_password_opens_the_door_once_and_not_for_ever(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        self.grant(session, app, mai)
        password = accounts.new_one_time_password(b"sixteen  bytes  of chance")
        reset(session, app, mai, password)

        assert WRONG in sign_in(browser).text
        page = sign_in(browser, secret=password.lower())
        assert page.path == "/toi/mat-khau"
        browser.fill(page, old=password, password=PASSWORD, password_again=PASSWORD)
        assert WRONG in sign_in(browser, secret=password).text

    def test_a_one_time_password_ends_by_itself(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        password = accounts.new_one_time_password(b"sixteen  bytes  of chance")
        reset(session, app, mai, password)
        session.get(Identity, mai).one_time_until = utc_now()
        session.commit()

        assert WRONG in sign_in(browser, secret=password).text

    def test_nothing_of_the_account_opens_before_it_is_replaced(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        password = accounts.new_one_time_password(b"sixteen  bytes  of chance")
        reset(session, app, mai, password)
        sign_in(browser, secret=password)

        for address in ("/toi/tai-khoan", "/toi/noi-o", "/can-bo/", "/toi/du-lieu.json"):
            assert browser.open(address).path == "/toi/ma-pin"
        self.grant(session, app, mai)
        sign_in(browser, secret=password)
        for address in ("/toi/tai-khoan", "/can-bo/"):
            assert browser.open(address).path == "/toi/mat-khau"

    def test_half_an_hour_after_its_first_use_it_is_over_with_its_sign_ins(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        password = accounts.new_one_time_password(b"sixteen  bytes  of chance")
        reset(session, app, mai, password)
        sign_in(browser, secret=password)

        session.expire_all()
        until = session.get(Identity, mai).one_time_until
        assert timedelta(minutes=29) < until - utc_now() <= signing_in.REPLACED_WITHIN
        session.get(Identity, mai).one_time_until = utc_now()
        session.commit()

        assert browser.open("/toi/ma-pin").status == 401
        assert WRONG in sign_in(browser, secret=password).text

    def test_a_citizen_replaces_it_with_a_pin(
        self, browser: Browser, session: Session, app: Flask, mai: UUID
    ) -> None:
        password = accounts.new_one_time_password(b"sixteen  bytes  of chance")
        reset(session, app, mai, password)

        page = sign_in(browser, secret=password)
        assert page.path == "/toi/ma-pin"
        browser.fill(page, old=password, pin=OTHER_PIN, pin_again=OTHER_PIN)

        assert browser.open("/toi/tai-khoan").status == 200
        assert sign_in(Browser(app), secret=OTHER_PIN).path == "/toi/"


def test_logs_hold_nothing_personal(
    browser: Browser, mai: UUID, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("learnapp").propagate = True
    with caplog.at_level(logging.DEBUG):
        sign_in(browser, secret=OTHER_PIN)
        sign_in(browser)
    said = json.dumps([record.__dict__ for record in caplog.records], default=str)

    for secret in (PIN, OTHER_PIN, "912345678", "Phạm", str(mai), str(token_of(browser))):
        assert secret not in said


def reset(session: Session, app: Flask, person_id: UUID, password: str) -> None:
    hasher: Any = app.extensions["hasher"]
    hashed = hasher.hash(signing_in.as_hashed(SecretKind.ONE_TIME, password))
    accounts.reset_secret(session, person_id, hashed, now=utc_now())
    session.commit()


def plain(page: Page) -> str:
    """The page without its token."""
    token = page.form("who").fields["csrf_token"][0]
    return page.html.replace(token, "")


def test_a_role_that_begins_later_keeps_its_own_hours(
    browser: Browser, session: Session, app: Flask
) -> None:
    """Who signed in before the grant began does not stay for two years as an administrator."""
    person_id = make_staff(session, app)
    sign_in_as(browser, session, person_id)
    assert browser.open("/can-bo/phan-quyen").status == 200

    row = session.scalars(select(SignIn)).one()
    row.created_at, row.until = utc_now() - timedelta(days=1), utc_now() + timedelta(days=700)
    session.commit()

    assert browser.open("/can-bo/phan-quyen").status == 401
