"""Making an account, as a reader does it."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.codes import new_learner_code
from learnapp.core.names import search_text, sort_key
from learnapp.core.records import PersonKind
from learnapp.db.learning import LearningRecord, LessonProgress
from learnapp.db.people import Consent, Identity, LearnerCode, Person, Residence
from learnapp.db.places import Neighbourhood
from tests.accounts import (
    OTHER_PHONE,
    OTHER_PIN,
    PHONE,
    PIN,
    make_account,
    make_guest,
    sign_in_as,
    ward_id,
)
from tests.pages import Browser, Page

URL = "/dang-ky"


@pytest.fixture
def mai(app: Flask) -> dict[str, object]:
    """What Phạm Thị Mai fills in."""
    return {
        "full_name": "Phạm  Thị Mai ",
        "birth_year": "1958",
        "ward": str(ward_id(app)),
        "phone": "0912 345 678",
        "pin": PIN,
        "pin_again": PIN,
        "consent": "y",
    }


def send(browser: Browser, filled: dict[str, object], **changed: object) -> Page:
    """Open the form, fill it in and send it, the ward as the picker does."""
    fields = dict(browser.open(URL).form("full_name").fields)
    values = fields | filled | changed
    return browser.send(URL, {name: value for name, value in values.items() if value is not None})


def the_person(session: Session) -> tuple[Person, Identity]:
    return session.execute(select(Person, Identity).join(Identity)).one()


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Identity)) or 0


class TestRegister:
    def test_it_makes_an_account_with_its_home_and_its_consent(
        self, browser: Browser, session: Session, app: Flask, mai: dict[str, object]
    ) -> None:
        page = send(browser, mai)

        assert (page.status, page.path) == (200, "/toi/")
        person, identity = the_person(session)
        assert (identity.full_name, identity.phone) == ("Phạm Thị Mai", "+84912345678")
        assert (person.kind, person.birth_year, person.gender) == (PersonKind.CITIZEN, 1958, None)
        home = session.scalars(select(Residence)).one()
        assert (home.person_id, home.ward_id) == (person.id, ward_id(app))
        consent = session.scalars(select(Consent)).one()
        assert (consent.purpose, consent.version, consent.way) == (
            "account",
            "2026-11-23",
            "self_in_app",
        )
        assert PIN not in str(identity.pin_hash)
        assert browser.open("/toi/tai-khoan").status == 200

    def test_the_pin_is_never_shown_again_and_everything_else_stays(
        self, browser: Browser, session: Session, mai: dict[str, object]
    ) -> None:
        page = send(browser, mai, phone="0912", gender="female")

        assert page.status == 422
        assert "Số điện thoại gồm 10 chữ số" in page.text
        fields = page.form("full_name").fields
        assert fields["full_name"] == ["Phạm Thị Mai"]
        assert (fields["phone"], fields["gender"], fields["ward"]) == (
            ["0912"],
            ["female"],
            [mai["ward"]],
        )
        assert fields["consent"] == ["y"]
        assert PIN not in page.html
        assert count(session) == 0

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"full_name": " "}, "Hãy gõ họ và tên."),
            ({"full_name": "12"}, "Hãy gõ họ và tên."),
            ({"birth_year": "58"}, "Năm sinh cần đủ 4 chữ số"),
            ({"birth_year": "9" * 5000}, "Ô này chỉ nhận số"),
            ({"ward": None}, "Hãy chọn phường, xã đang ở."),
            ({"ward": "999999"}, "Hãy chọn phường, xã đang ở."),
            ({"ward": "²"}, "Hãy chọn phường, xã đang ở."),
            ({"phone": ""}, "Hãy gõ số điện thoại, hoặc mã"),
            ({"phone": "", "code": "12"}, "Mã chỉ có các chữ số và chữ cái"),
            ({"pin": "12345"}, "Mã PIN gồm đúng 6 chữ số."),
            ({"pin": "123456", "pin_again": "123456"}, "nhiều người dùng, dễ đoán"),
            ({"pin": "195847", "pin_again": "195847"}, "đừng có năm sinh"),
            ({"pin": "234567", "pin_again": "234567"}, "dễ đoán"),
            ({"pin": "912345", "pin_again": "912345"}, "đừng lấy từ số điện thoại"),
            ({"pin_again": OTHER_PIN}, "Hai lần gõ mã PIN chưa giống nhau."),
            ({"consent": None}, "Đồng ý thì đánh dấu ô này."),
            ({"consent_version": "2020-01-01"}, "Lời đồng ý vừa đổi."),
        ],
    )
    def test_each_fault_is_said_at_its_field(
        self,
        browser: Browser,
        session: Session,
        mai: dict[str, object],
        changed: dict[str, object],
        words: str,
    ) -> None:
        page = send(browser, mai, **changed)

        assert page.status == 422
        assert words in page.text
        assert count(session) == 0

    def test_nothing_is_agreed_to_beforehand(self, browser: Browser) -> None:
        fields = browser.open(URL).form("consent").fields

        assert "consent" not in fields

    def test_sent_twice_it_makes_one_account_and_leads_on(
        self, browser: Browser, second_browser: Browser, session: Session, mai: dict[str, object]
    ) -> None:
        send(browser, mai)
        page = send(second_browser, mai)

        assert page.path == "/toi/"
        assert count(session) == 1
        assert session.scalar(select(func.count()).select_from(Consent)) == 1

    def test_tapped_twice_at_once_it_makes_one_account(
        self, app: Flask, session: Session, mai: dict[str, object]
    ) -> None:
        browsers = [Browser(app) for _tap in range(4)]
        opened = [dict(one.open(URL).form("full_name").fields) for one in browsers]
        with ThreadPoolExecutor(4) as pool:
            taps = [
                pool.submit(one.send, URL, fields | mai)
                for one, fields in zip(browsers, opened, strict=True)
            ]
        assert [tap.result().path for tap in taps] == ["/toi/"] * 4
        assert count(session) == 1

    def test_who_registers_with_a_taken_number_learns_it(
        self, browser: Browser, session: Session, app: Flask, mai: dict[str, object]
    ) -> None:
        make_account(session, app, phone=PHONE, pin=OTHER_PIN)
        session.commit()

        page = send(browser, mai)

        assert page.status == 422
        assert "Số này đã có tài khoản." in page.text
        assert count(session) == 1

    def test_asking_about_numbers_is_throttled(
        self, browser: Browser, session: Session, app: Flask, mai: dict[str, object]
    ) -> None:
        make_account(session, app, phone=PHONE, pin=OTHER_PIN)
        session.commit()

        statuses = [send(browser, mai).status for _try in range(6)]

        assert statuses == [422] * 5 + [429]


class TestWardPicker:
    def test_a_search_shows_wards_and_loses_nothing(
        self, browser: Browser, session: Session, mai: dict[str, object]
    ) -> None:
        page = send(browser, mai, ward=None, **{"ward-chu": "mong duong", "tim-phuong": "chu"})

        assert "Phường Mông Dương" in page.text
        assert page.form("full_name").fields["full_name"] == ["Phạm Thị Mai"]
        assert count(session) == 0

    def test_a_province_shows_its_wards(self, browser: Browser, mai: dict[str, object]) -> None:
        page = send(browser, mai, ward=None, **{"ward-tinh": "22", "tim-phuong": "tinh"})

        assert "Phường Quang Hanh" in page.text

    def test_a_province_that_is_none_is_no_fault(
        self, browser: Browser, mai: dict[str, object]
    ) -> None:
        page = send(browser, mai, ward=None, **{"ward-tinh": "zz", "tim-phuong": "tinh"})

        assert page.status == 422

    def test_the_list_goes_before_the_card_that_was_chosen(
        self, browser: Browser, session: Session, app: Flask, mai: dict[str, object]
    ) -> None:
        other = ward_id(app, "06778")

        send(browser, mai, ward=[mai["ward"], str(other)])

        assert session.scalars(select(Residence.ward_id)).one() == other

    def test_the_neighbourhoods_of_the_ward_are_offered(
        self, browser: Browser, session: Session, app: Flask, mai: dict[str, object]
    ) -> None:
        khu = make_neighbourhood(session, ward_id(app), "Khu 3")
        elsewhere = make_neighbourhood(session, ward_id(app, "06778"), "Khu 9")
        session.commit()

        page = send(browser, mai, **{"tim-phuong": "khu"})
        assert "Khu 3" in page.text
        assert "Khu 9" not in page.text

        send(browser, mai, neighbourhood=str(khu))
        assert session.scalars(select(Residence.neighbourhood_id)).one() == khu
        assert elsewhere != khu

    def test_a_neighbourhood_of_another_ward_is_dropped(
        self, browser: Browser, session: Session, app: Flask, mai: dict[str, object]
    ) -> None:
        elsewhere = make_neighbourhood(session, ward_id(app, "06778"), "Khu 9")
        session.commit()

        send(browser, mai, neighbourhood=str(elsewhere))

        assert session.scalars(select(Residence.neighbourhood_id)).one() is None

    def test_the_search_of_scripts(self, browser: Browser) -> None:
        found = browser.client.get("/phuong?q=mong duong").get_json()

        assert found[0]["name"] == "Phường Mông Dương"
        assert found[0]["province"] == "Tỉnh Quảng Ninh"
        assert browser.client.get("/phuong?q=").get_json() == []
        english = browser.client.get("/en/phuong?q=mong duong").get_json()
        assert english[0]["name"] == "Mông Dương ward"


class TestCode:
    def test_a_code_registers_one_person(
        self,
        browser: Browser,
        second_browser: Browser,
        session: Session,
        app: Flask,
        mai: dict[str, object],
    ) -> None:
        code = give_code(session, app)

        assert send(browser, mai, phone="", code=code.lower()).path == "/toi/"
        page = send(second_browser, mai, phone="", code=code, pin=OTHER_PIN, pin_again=OTHER_PIN)

        assert page.status == 422
        assert "Mã này không dùng được." in page.text
        identity = session.scalars(select(Identity).where(Identity.code == code)).one()
        assert identity.phone is None
        used = session.scalars(select(LearnerCode).where(LearnerCode.code == code)).one()
        assert used.used_by_id == identity.person_id

    def test_a_code_that_is_too_old_or_was_never_given_is_refused_alike(
        self, browser: Browser, session: Session, app: Flask, mai: dict[str, object]
    ) -> None:
        old = give_code(session, app, until=utc_now() - timedelta(seconds=1))
        never = new_learner_code(secrets.token_bytes(16))

        for code in (old, never):
            page = send(browser, mai, phone="", code=code)
            assert "Mã này không dùng được." in page.text
        # Only the volunteer who gave the code has an account.
        assert count(session) == 1


class TestChild:
    def test_a_child_needs_a_representative(
        self, browser: Browser, session: Session, mai: dict[str, object]
    ) -> None:
        year = str(utc_now().year - 12)
        page = send(browser, mai, birth_year=year)

        assert page.status == 422
        assert "Hãy gõ họ và tên người đồng ý thay." in page.text
        page = browser.fill(
            page,
            pin=PIN,
            pin_again=PIN,
            representative_name="Nguyễn Văn Ba",
            representative="y",
        )

        assert page.path == "/toi/"
        consents = session.scalars(select(Consent).order_by(Consent.purpose)).all()
        assert [(one.purpose, one.given_by) for one in consents] == [
            ("account", None),
            ("representative", "Nguyễn Văn Ba"),
        ]

    def test_an_adult_is_not_asked(self, browser: Browser) -> None:
        assert "representative" not in browser.open(URL).form("full_name").names


class TestGuest:
    def test_a_guest_is_asked_once_and_keeps_everything(
        self, browser: Browser, session: Session, app: Flask, mai: dict[str, object]
    ) -> None:
        guest = make_guest(session, app)
        sign_in_as(browser, session, guest)

        refused = send(browser, mai)
        assert "Hãy chọn một trong hai." in refused.text
        send(browser, mai, keep="yes")

        person, _identity = the_person(session)
        assert (person.id, person.kind) == (guest, PersonKind.CITIZEN)
        assert session.scalars(select(LearningRecord.person_id)).one() == guest
        assert session.scalars(select(LessonProgress.person_id)).one() == guest

    def test_a_check_that_a_guest_only_began_is_found_again_on_my_page(
        self, browser: Browser, mai: dict[str, object]
    ) -> None:
        begun = browser.submit("/khoa-hoc/khoa-thu/kiem-tra/cuoi/")

        page = send(browser, mai, keep="yes")

        assert page.path == "/toi/"
        assert page.has_link(begun.path)

    def test_a_guest_who_says_no_stays_a_guest(
        self, browser: Browser, session: Session, app: Flask, mai: dict[str, object]
    ) -> None:
        guest = make_guest(session, app)
        sign_in_as(browser, session, guest)

        send(browser, mai, keep="no")

        person, _identity = the_person(session)
        assert person.id != guest
        assert session.get(Person, guest).kind is PersonKind.GUEST

    def test_nobody_else_is_asked(self, browser: Browser, session: Session, app: Flask) -> None:
        assert "keep" not in browser.open(URL).form("full_name").names
        sign_in_as(browser, session, make_guest(session, app, answers=False))
        assert "keep" not in browser.open(URL).form("full_name").names

    def test_another_phones_guest_cannot_be_named(
        self, browser: Browser, session: Session, app: Flask, mai: dict[str, object]
    ) -> None:
        guest = make_guest(session, app)
        session.commit()

        send(browser, mai, keep="yes", guest=str(guest), guest_id=str(guest))

        assert session.get(Person, guest).kind is PersonKind.GUEST


def test_a_class_of_fifty_registers_and_signs_in_through_one_address(
    app: Flask, session: Session, mai: dict[str, object]
) -> None:
    phones = [f"09{number:08d}" for number in range(13570001, 13570051)]
    for phone in phones:
        assert send(Browser(app), mai, phone=phone).path == "/toi/"
    assert count(session) == 50
    for phone in phones:
        browser = Browser(app)
        for _try in range(2):
            browser.submit("/dang-nhap", who=phone, secret="000000")
        assert browser.submit("/dang-nhap", who=phone, secret=PIN).path == "/toi/"


def make_neighbourhood(session: Session, ward: int, name: str) -> int:
    row = Neighbourhood(
        ward_id=ward,
        name=name,
        sort_key=sort_key(name),
        search_text=search_text(name),
        closed_day=None,
    )
    session.add(row)
    session.flush()
    return row.id


def give_code(session: Session, app: Flask, **changed: object) -> str:
    volunteer: UUID | None = session.scalar(
        select(Identity.person_id).where(Identity.phone == f"+84{OTHER_PHONE[1:]}")
    )
    code = new_learner_code(secrets.token_bytes(16))
    values: dict[str, object] = {
        "code": code,
        "ward_id": ward_id(app),
        "issued_by_id": volunteer or make_account(session, app, phone=OTHER_PHONE),
        "issued_at": utc_now(),
        "until": utc_now() + timedelta(days=90),
    }
    session.add(LearnerCode(**(values | changed)))
    session.commit()
    return code
