"""A volunteer opens a class in a minute; people join in two taps; the page fills."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learnapp.core.counting import Figure
from learnapp.core.places import Place
from learnapp.core.policy import Role
from learnapp.core.records import PersonKind
from learnapp.db.learning import CourseProgress
from learnapp.db.people import LearnerCode, Person
from learnapp.db.study_groups import Enrolment, StudyGroup
from learnapp.services import study_groups
from tests.accounts import make_account, make_staff, sign_in_as, ward_id
from tests.pages import Browser, Page

NEW = {
    "name": "Lớp tối thứ Ba, khu 3",
    "meets_at": "Nhà văn hoá khu 3",
    "schedule": "19 giờ 30, tối thứ Ba",
    "starts_on": "2026-11-24",
}


def as_volunteer(browser: Browser, session: Session, app: Flask, *, phone: str) -> None:
    place = Place("22", ward_id(app))
    sign_in_as(browser, session, make_staff(session, app, Role.VOLUNTEER, place, phone=phone))


def open_class(browser: Browser, session: Session, app: Flask) -> Page:
    as_volunteer(browser, session, app, phone="0987654321")
    return browser.submit("/tinh-nguyen/lop/mo", **NEW)


def code_of(session: Session) -> str:
    session.rollback()
    return session.scalars(select(StudyGroup.code)).one()


class TestOpening:
    def test_a_class_is_open_after_one_form(
        self, browser: Browser, session: Session, app: Flask
    ) -> None:
        page = open_class(browser, session, app)

        assert "Lớp tối thứ Ba, khu 3" in page.text
        assert "Lớp chưa có ai" in page.text
        assert "<svg" in page.html
        assert code_of(session)[:3] in page.text

    @pytest.mark.parametrize("day", ["24/11/2026", "24-11-2026", "2026-11-24"])
    def test_the_first_day_may_be_written_as_people_write_it(
        self, browser: Browser, session: Session, app: Flask, day: str
    ) -> None:
        as_volunteer(browser, session, app, phone="0987654321")

        browser.submit("/tinh-nguyen/lop/mo", **(NEW | {"starts_on": day}))

        assert session.scalars(select(StudyGroup.starts_on)).one() == date(2026, 11, 24)

    @pytest.mark.parametrize("day", ["24/11/0026", "", "31/02/2026"])
    def test_a_day_of_no_calendar_opens_nothing(
        self, browser: Browser, session: Session, app: Flask, day: str
    ) -> None:
        as_volunteer(browser, session, app, phone="0987654321")

        page = browser.submit("/tinh-nguyen/lop/mo", **(NEW | {"starts_on": day}))

        assert page.status == 422
        assert session.scalars(select(StudyGroup)).all() == []

    def test_what_is_missing_is_said_beside_its_field(
        self, browser: Browser, session: Session, app: Flask
    ) -> None:
        as_volunteer(browser, session, app, phone="0987654321")

        page = browser.submit("/tinh-nguyen/lop/mo", **(NEW | {"name": "", "starts_on": "mai"}))

        assert page.status == 422
        assert "Hãy gõ tên lớp." in page.text
        assert "Ngày chưa đúng" in page.text
        assert "Nhà văn hoá khu 3" in page.html

    def test_without_classes_the_page_says_what_to_do(
        self, browser: Browser, session: Session, app: Flask
    ) -> None:
        as_volunteer(browser, session, app, phone="0987654321")

        page = browser.open("/tinh-nguyen/")

        assert "Chưa có lớp nào" in page.text
        assert page.has_link("/tinh-nguyen/lop/mo")

    def test_the_code_alone_can_be_shown_and_printed(
        self, browser: Browser, session: Session, app: Flask
    ) -> None:
        page = open_class(browser, session, app)

        big = browser.open(page.path + "/ma")

        assert f"http://localhost/lop/{code_of(session).lower()}" in big.text

    def test_a_closed_class_shows_no_code(
        self, browser: Browser, session: Session, app: Flask
    ) -> None:
        page = open_class(browser, session, app)

        closed = browser.send(page.path + "/dong", dict(page.form("csrf_token").fields))

        assert "Lớp đã đóng" in closed.text
        assert browser.open(f"/lop/{code_of(session)}").text.count("Lớp này đã đóng") == 1

    def test_another_volunteer_does_not_find_it(
        self, browser: Browser, second_browser: Browser, session: Session, app: Flask
    ) -> None:
        page = open_class(browser, session, app)
        as_volunteer(second_browser, session, app, phone="0977777777")

        assert second_browser.open(page.path).status == 404


class TestJoining:
    def test_a_guest_joins_in_two_taps_and_is_a_picture_and_a_number(
        self, browser: Browser, second_browser: Browser, session: Session, app: Flask
    ) -> None:
        roster = open_class(browser, session, app)
        page = second_browser.open(f"/lop/{code_of(session)}")

        joined = second_browser.fill(page)

        assert "Con cá số 1" in joined.text
        assert "Con cá số 1" in browser.open(roster.path).text

    def test_a_poster_in_capitals_or_small_letters_leads_there(
        self, browser: Browser, second_browser: Browser, session: Session, app: Flask
    ) -> None:
        open_class(browser, session, app)
        code = code_of(session)

        assert second_browser.open(f"/LOP/{code}").path == f"/lop/{code}"
        assert second_browser.open(f"/lop/{code.lower()}").status == 200

    def test_looking_at_the_page_makes_nobody(
        self, browser: Browser, second_browser: Browser, session: Session, app: Flask
    ) -> None:
        open_class(browser, session, app)

        second_browser.open(f"/lop/{code_of(session)}")

        assert session.scalar(select(func.count()).select_from(Enrolment)) == 0

    def test_somebody_with_an_account_is_listed_by_name(
        self, browser: Browser, second_browser: Browser, session: Session, app: Flask
    ) -> None:
        roster = open_class(browser, session, app)
        sign_in_as(second_browser, session, make_account(session, app))

        second_browser.fill(second_browser.open(f"/lop/{code_of(session)}"))

        assert "Phạm Thị Mai" in browser.open(roster.path).text

    def test_the_list_tells_who_can_do_it_alone(
        self, browser: Browser, session: Session, app: Flask
    ) -> None:
        group_page = open_class(browser, session, app)
        person_id = make_account(session, app, phone="0912345678")
        group = session.scalars(select(StudyGroup)).one()
        study_groups.join(session, person_id, group.code, now=group.created_at)
        session.execute(
            update(CourseProgress)
            .where(CourseProgress.person_id == person_id)
            .values(step=Figure.SHOWN_ALONE)
        )
        session.commit()

        assert "Tự làm được" in browser.open(group_page.path).text

    def test_a_flood_is_answered_kindly(
        self,
        browser: Browser,
        second_browser: Browser,
        session: Session,
        app: Flask,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        open_class(browser, session, app)
        monkeypatch.setattr(study_groups, "GUESTS_AT_ONCE", 0)

        page = second_browser.fill(second_browser.open(f"/lop/{code_of(session)}"))

        assert page.status == 429
        assert "Lớp đang đông người vào cùng lúc." in page.text
        assert session.scalars(select(Person).where(Person.kind == PersonKind.GUEST)).all() == []

    def test_a_browser_that_keeps_no_cookies_is_told_so(
        self, browser: Browser, session: Session, app: Flask
    ) -> None:
        open_class(browser, session, app)
        address = f"/lop/{code_of(session)}"
        without = app.test_client(use_cookies=False)
        headers = {"Sec-Fetch-Site": "same-origin"}

        answer = without.post(address, data={"csrf_token": "of another session"}, headers=headers)

        said = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert "Trình duyệt này chưa giữ “cookie”" in said
        assert "mở đã lâu" not in said
        assert session.scalar(select(func.count()).select_from(Enrolment)) == 0

    def test_joining_twice_is_joining_once(
        self, browser: Browser, second_browser: Browser, session: Session, app: Flask
    ) -> None:
        open_class(browser, session, app)
        page = second_browser.open(f"/lop/{code_of(session)}")

        second_browser.fill(page)
        second_browser.fill(page)

        session.rollback()
        assert session.scalar(select(func.count()).select_from(Enrolment)) == 1

    def test_who_leaves_is_off_the_list_and_may_come_back(
        self, browser: Browser, second_browser: Browser, session: Session, app: Flask
    ) -> None:
        roster = open_class(browser, session, app)
        address = f"/lop/{code_of(session)}"
        joined = second_browser.fill(second_browser.open(address))

        left = second_browser.send(address + "/roi", dict(joined.form("csrf_token").fields))

        assert "Đã rời lớp" in left.text
        assert "Lớp chưa có ai" in browser.open(roster.path).text
        assert "Con cá số 1" in second_browser.fill(second_browser.open(address)).text

    def test_an_unknown_code_is_a_friendly_page(self, browser: Browser) -> None:
        assert browser.open("/lop/CDFGHJ").status == 404

    def test_the_page_hears_that_somebody_joined(
        self, browser: Browser, second_browser: Browser, session: Session, app: Flask
    ) -> None:
        roster = open_class(browser, session, app)
        before = browser.client.get(roster.path + "/trang-thai").get_json()

        second_browser.fill(second_browser.open(f"/lop/{code_of(session)}"))

        assert browser.client.get(roster.path + "/trang-thai").get_json() != before


def test_cards_are_made_for_people_without_a_number(
    browser: Browser, session: Session, app: Flask
) -> None:
    as_volunteer(browser, session, app, phone="0987654321")

    page = browser.submit("/tinh-nguyen/the-hoc", count="3")

    assert "Còn 3 thẻ chưa dùng" in page.text
    assert session.scalar(select(func.count()).select_from(LearnerCode)) == 3
