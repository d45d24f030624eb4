"""Administrators give roles and take them back."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.days import vietnam_day
from learnapp.core.places import Place
from learnapp.core.policy import Role
from learnapp.db.audit import AuditEntry
from learnapp.db.people import RoleGrant, SignIn
from tests.accounts import (
    OTHER_PHONE,
    PASSWORD,
    PHONE,
    PIN,
    make_account,
    make_staff,
    sign_in,
    ward_id,
)
from tests.pages import Browser, Page

URL = "/can-bo/phan-quyen"
GIVE = f"{URL}/them"


@pytest.fixture
def administrator(session: Session, app: Flask, browser: Browser) -> UUID:
    person_id = make_staff(session, app)
    session.commit()
    sign_in(browser, who=OTHER_PHONE, secret=PASSWORD)
    return person_id


@pytest.fixture
def mai(session: Session, app: Flask) -> UUID:
    person_id = make_account(session, app)
    session.commit()
    return person_id


def give(browser: Browser, **filled: object) -> Page:
    fields = dict(browser.open(GIVE).form("who").fields)
    return browser.send(GIVE, fields | {"who": PHONE, "role": "volunteer"} | filled)


def grant_of(session: Session, person_id: UUID) -> RoleGrant:
    return session.scalars(select(RoleGrant).where(RoleGrant.person_id == person_id)).one()


class TestGive:
    def test_a_volunteer_in_a_ward_until_a_day(
        self, browser: Browser, session: Session, app: Flask, administrator: UUID, mai: UUID
    ) -> None:
        page = give(browser, ward=str(ward_id(app)), from_day="01/12/2026", last_day="31/12/2026")

        assert "Đã phân quyền cho Phạm Thị Mai." in page.text
        assert "từ 01/12/2026 đến hết 31/12/2026" in page.text
        assert "09••••••78" in page.text
        grant = grant_of(session, mai)
        assert (grant.role, grant.province_code, grant.ward_id) == (
            Role.VOLUNTEER,
            "22",
            ward_id(app),
        )
        assert grant.until_day == date(2027, 1, 1)
        assert grant.given_by_id == administrator
        entry = session.scalars(
            select(AuditEntry).where(
                AuditEntry.action == "grant.given", AuditEntry.subject_id == mai
            )
        ).one()
        assert entry.actor_id == administrator
        assert "Mai" not in str(entry.details)

    def test_a_provincial_official(
        self, browser: Browser, session: Session, administrator: UUID, mai: UUID
    ) -> None:
        give(browser, role="province_official", **{"ward-tinh": "22"})

        grant = grant_of(session, mai)
        assert (grant.province_code, grant.ward_id) == ("22", None)

    def test_another_administrator(
        self, browser: Browser, session: Session, administrator: UUID, mai: UUID
    ) -> None:
        give(browser, role="administrator")

        assert grant_of(session, mai).province_code is None

    def test_sent_twice_it_is_given_once(
        self, browser: Browser, session: Session, app: Flask, administrator: UUID, mai: UUID
    ) -> None:
        for _time in range(2):
            give(browser, ward=str(ward_id(app)))

        assert grant_of(session, mai)

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"who": "0905000000"}, "Chưa có tài khoản với số hoặc mã này."),
            ({"who": "\x00"}, "Chưa có tài khoản với số hoặc mã này."),
            ({"who": OTHER_PHONE, "role": "administrator"}, "Không ai tự phân quyền cho mình."),
            ({"role": "king"}, "Hãy chọn một dòng trong danh sách."),
            ({"role": ""}, "Hãy chọn một quyền."),
            ({"ward": ""}, "Hãy chọn phường, xã."),
            ({"role": "province_official"}, "Hãy chọn tỉnh, thành phố."),
            ({"from_day": "32/1/2026"}, "Ngày chưa đúng."),
            ({"from_day": "01/12/2026", "last_day": "30/11/2026"}, "Ngày cuối phải sau"),
        ],
    )
    def test_each_fault_is_said_at_its_field(
        self,
        browser: Browser,
        session: Session,
        app: Flask,
        administrator: UUID,
        mai: UUID,
        changed: dict[str, object],
        words: str,
    ) -> None:
        page = give(browser, **({"ward": str(ward_id(app))} | changed))

        assert page.status == 422
        assert words in page.text
        assert [one.person_id for one in session.scalars(select(RoleGrant))] == [administrator]

    def test_the_same_role_on_the_same_days_is_refused(
        self, browser: Browser, app: Flask, administrator: UUID, mai: UUID
    ) -> None:
        give(browser, ward=str(ward_id(app)))
        page = give(browser, ward=str(ward_id(app)), last_day="31/12/2027")

        assert "đã có quyền đó ở đây" in page.text

    def test_the_search_keeps_what_was_typed(
        self, browser: Browser, administrator: UUID, mai: UUID
    ) -> None:
        page = give(browser, **{"ward-chu": "mong duong", "tim-phuong": "chu"})

        assert "Phường Mông Dương" in page.text
        assert page.form("who").fields["who"] == [PHONE]


class TestTakeBack:
    def test_it_ends_the_role_and_every_sign_in_at_once(
        self,
        browser: Browser,
        second_browser: Browser,
        session: Session,
        app: Flask,
        administrator: UUID,
    ) -> None:
        official = make_staff(session, app, Role.PROVINCE_OFFICIAL, Place("22"), phone="0905111222")
        session.commit()
        sign_in(second_browser, who="0905111222", secret=PASSWORD)
        assert second_browser.open("/can-bo/").status == 200
        grant_id = grant_of(session, official).id
        session.rollback()

        page = browser.submit(f"{URL}/{grant_id}/thu-hoi")

        assert "Đã thu hồi quyền của Vũ Đình Khoan." in page.text
        assert second_browser.open("/can-bo/").status == 401
        assert not session.scalars(select(SignIn).where(SignIn.person_id == official)).all()
        sign_in(second_browser, who="0905111222", secret=PASSWORD)
        assert second_browser.open("/can-bo/").status == 403
        actions = session.scalars(
            select(AuditEntry.action).where(AuditEntry.subject_id == official)
        ).all()
        assert "grant.taken" in actions

    def test_an_unknown_one_is_not_there(self, browser: Browser, administrator: UUID) -> None:
        assert browser.open(f"{URL}/{administrator}/thu-hoi").status == 404


class TestList:
    def test_it_is_searched_without_marks(
        self, browser: Browser, session: Session, app: Flask, administrator: UUID, mai: UUID
    ) -> None:
        give(browser, ward=str(ward_id(app)))

        assert "Phạm Thị Mai" in browser.open(f"{URL}?q=pham mai").text
        assert "Phạm Thị Mai" not in browser.open(f"{URL}?q=khoan").text
        assert "Chưa thấy ai" in browser.open(f"{URL}?q=%25").text
        assert browser.open(f"{URL}?q=%00&trang=-3").status == 200
        assert browser.open(f"{URL}?trang=99999999999999999999").status == 200

    def test_a_grant_whose_days_are_over_counts_for_nothing(
        self, browser: Browser, session: Session, app: Flask, administrator: UUID
    ) -> None:
        session.scalars(select(RoleGrant)).one().until_day = vietnam_day(utc_now())
        session.commit()
        assert browser.open(URL).status == 403
        session.scalars(select(RoleGrant)).one().until_day += timedelta(days=1)
        session.commit()
        assert browser.open(URL).status == 200


@pytest.mark.parametrize("path", [URL, GIVE, f"{URL}/01a209ee-1ad6-7d36-b4ca-973d4f7c4098/thu-hoi"])
class TestWhoMay:
    def test_a_visitor_signs_in_first(self, browser: Browser, path: str) -> None:
        assert browser.open(path).status == 401

    def test_a_citizen_never(self, browser: Browser, mai: UUID, path: str) -> None:
        sign_in(browser, secret=PIN)
        assert browser.open(path).status == 403

    @pytest.mark.parametrize(
        ("role", "level"), [(Role.WARD_OFFICIAL, "ward"), (Role.PROVINCE_OFFICIAL, "province")]
    )
    def test_an_official_never(
        self, browser: Browser, session: Session, app: Flask, path: str, role: Role, level: str
    ) -> None:
        place = Place("22", ward_id(app)) if level == "ward" else Place("22")
        make_staff(session, app, role, place)
        session.commit()
        sign_in(browser, who=OTHER_PHONE, secret=PASSWORD)

        assert browser.open(path).status == 403
