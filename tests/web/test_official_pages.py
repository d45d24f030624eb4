"""What officials see, may keep, and take away."""

import csv
import io
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.days import vietnam_day
from learnapp.core.places import COUNTRY, Place
from learnapp.core.policy import Actor, Role
from learnapp.core.records import PersonKind
from learnapp.db.audit import AuditEntry
from learnapp.db.places import Neighbourhood, Target
from tests import officials
from tests.officials import MONG_DUONG, QUANG_HANH, sign_in
from tests.pages import Browser, Page

WARD = f"/can-bo/phuong/{MONG_DUONG.code}"
NEXT_WARD = f"/can-bo/phuong/{QUANG_HANH.code}"
PROVINCE, OTHER_PROVINCE = "/can-bo/tinh/22", "/can-bo/tinh/01"
KEPT = [f"{WARD}/chi-tieu", f"{WARD}/khu-pho"]
PROVINCIAL = officials.official(Role.PROVINCE_OFFICIAL, Place("22"))


@pytest.fixture
def course(app: Flask) -> str:
    return str(app.extensions["catalogue"].courses()[0].slug)


@pytest.fixture
def ward_browser(browser: Browser, session: Session) -> Browser:
    return sign_in(browser, session, officials.official())


@pytest.fixture
def province_browser(second_browser: Browser, session: Session) -> Browser:
    return sign_in(second_browser, session, PROVINCIAL)


@pytest.fixture
def leader(session: Session) -> Actor:
    return officials.stored(session, officials.official(Role.VOLUNTEER), "Nguyễn Văn An")


@pytest.fixture
def some_weeks(session: Session, course: str, leader: Actor) -> None:
    """Two neighbourhoods, one class, ten weeks."""
    today = vietnam_day(utc_now())
    hoods = [officials.neighbourhood(session, name) for name in ("=Khu 2", "Khu 10")]
    group = officials.study_group(session, leader, course)
    for back in range(10):
        for at, hood in enumerate(hoods):
            officials.count(
                session,
                course,
                reached=20,
                enrolled=20,
                active=15,
                completed=12 - 6 * at,
                day=today - timedelta(weeks=back),
                neighbourhood_id=hood,
                group_id=group,
            )
    officials.count(session, course, reached=3, enrolled=3, active=3, completed=2, day=today)
    officials.count(session, course, reached=7, kind=PersonKind.GUEST, age_band="", day=today)
    officials.target(session, leader, course, people=300, due_day=today + timedelta(days=30))
    session.commit()


def rows_of(page: Page) -> list[list[str]]:
    text = page.response.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


class TestWhoMayOpenWhat:
    @pytest.mark.parametrize("path", ["/can-bo/", WARD, PROVINCE, f"{WARD}/so-lieu.csv", *KEPT])
    def test_a_visitor_is_asked_to_sign_in(self, browser: Browser, path: str) -> None:
        assert browser.open(path).status == 401

    @pytest.mark.parametrize("path", ["/can-bo/", WARD, PROVINCE, f"{WARD}/so-lieu.csv", *KEPT])
    def test_a_volunteer_is_sent_away(self, browser: Browser, session: Session, path: str) -> None:
        sign_in(browser, session, officials.official(Role.VOLUNTEER))

        assert browser.open(path).status == 403

    def test_a_ward_official_sees_the_own_ward_only(self, ward_browser: Browser) -> None:
        assert {ward_browser.open(path).status for path in (WARD, *KEPT)} == {200}
        hidden = [NEXT_WARD, f"{NEXT_WARD}/so-lieu.csv", f"{NEXT_WARD}/chi-tieu"]
        assert {ward_browser.open(path).status for path in hidden} == {404}
        assert ward_browser.open("/can-bo/phuong/99999").status == 404
        assert ward_browser.open(PROVINCE).status == 403

    def test_a_provincial_official_sees_the_own_province_only(
        self, province_browser: Browser
    ) -> None:
        seen = [PROVINCE, WARD, NEXT_WARD, f"{PROVINCE}/so-lieu.csv"]
        assert {province_browser.open(path).status for path in seen} == {200}
        ward_of_hanoi = officials.PLACES.wards_of("01")[0].code
        hidden = [OTHER_PROVINCE, f"/can-bo/phuong/{ward_of_hanoi}"]
        assert {province_browser.open(path).status for path in hidden} == {404}
        assert {province_browser.open(path).status for path in KEPT} == {403}

    def test_the_way_in_leads_to_the_own_place(
        self, ward_browser: Browser, province_browser: Browser
    ) -> None:
        assert ward_browser.open("/can-bo/").path == WARD
        assert province_browser.open("/can-bo/").path == PROVINCE

    def test_who_has_several_places_chooses(self, browser: Browser, session: Session) -> None:
        sign_in(browser, session, officials.official(Role.ADMINISTRATOR, COUNTRY))

        page = browser.open("/can-bo/")

        assert page.has_link(PROVINCE)
        assert page.has_link(OTHER_PROVINCE)


class TestTheWardPage:
    @pytest.mark.usefixtures("some_weeks")
    def test_it_says_how_far_the_ward_is(self, ward_browser: Browser) -> None:
        page = ward_browser.open(WARD)

        assert "Phường Mông Dương" in page.text
        assert "Số liệu đến" in page.text
        assert "182 trên 300" in page.text
        assert "60,7\u00a0%".replace("\u00a0", " ") in page.text.replace("\u00a0", " ")
        assert "403 và 7 khách" in page.text
        assert "182 / 300" in page.text
        assert "7 khách chưa có tài khoản" in page.text
        assert "không phải xác nhận phổ cập" in page.text
        assert "Chưa rõ khu phố" in page.text
        assert "Không theo lớp nào" in page.text
        assert "Khu 10 chậm" in page.text
        assert "Mỗi tuần thêm 18 người" in page.text

    def test_without_a_target_it_says_what_to_do(self, ward_browser: Browser) -> None:
        page = ward_browser.open(WARD)

        assert "Chưa có chỉ tiêu" in page.text
        assert any(f"{WARD}/chi-tieu" in link for link in page.parser.links)

    @pytest.mark.usefixtures("some_weeks")
    def test_a_heading_sorts_and_sorts_back(self, ward_browser: Browser, course: str) -> None:
        def names(query: str) -> list[str]:
            page = ward_browser.open(f"{WARD}/so-lieu.csv?bang=khu-pho&{query}")
            return [row[0] for row in rows_of(page)[1:]]

        last = ["Chưa rõ khu phố", "Cả phường"]
        assert names("") == ["'=Khu 2", "Khu 10", *last]
        assert names("sap-xep=ti-le&chieu=tang") == ["Khu 10", "'=Khu 2", *last]
        assert names("sap-xep=ten&chieu=giam") == ["Khu 10", "'=Khu 2", *last]
        assert names("sap-xep=1;drop&chieu=x") == ["'=Khu 2", "Khu 10", *last]
        assert ward_browser.open(f"{WARD}?sap-xep=ten&chieu=tang&khoa={course}").status == 200
        assert ward_browser.open(f"{WARD}?khoa=khong-co").status == 404

    @pytest.mark.usefixtures("some_weeks")
    def test_the_province_does_not_see_few_people_in_parts(
        self, ward_browser: Browser, province_browser: Browser
    ) -> None:
        path = f"{WARD}/so-lieu.csv?bang=khu-pho"
        own, theirs = (rows_of(b.open(path)) for b in (ward_browser, province_browser))

        assert [row[3] for row in own[1:]] == ["120", "60", "2", "182"]
        assert [row[3] for row in theirs[1:]] == ["120", "không nêu", "dưới 5", "182"]
        assert theirs[2][4] == theirs[3][4] == "–"
        assert "dưới 5" in province_browser.open(WARD).text


class TestFiles:
    @pytest.mark.usefixtures("some_weeks")
    def test_a_file_holds_what_the_page_shows(self, ward_browser: Browser) -> None:
        file = ward_browser.open(f"{WARD}/so-lieu.csv?bang=lop")

        headings, *rows = rows_of(file)
        assert file.response.get_data().startswith(b"\xef\xbb\xbf")
        assert headings[:5] == ["Lớp", "Ghi danh", "Đang học", "Học xong", "Học xong trên ghi danh"]
        assert rows[-1][:5] == ["Cả phường", "403", "303", "182", "45,2\u00a0%"]
        assert "45,2\u00a0%" in ward_browser.open(WARD).html
        assert headings[-1] == "Số liệu đến"

    @pytest.mark.parametrize("name", ["khu-pho", "lop", "bac-thang", "theo-tuan"])
    @pytest.mark.usefixtures("some_weeks")
    def test_every_table_can_be_taken_and_who_took_it_is_noted(
        self, ward_browser: Browser, session: Session, course: str, name: str
    ) -> None:
        file = ward_browser.open(f"{WARD}/so-lieu.csv?bang={name}")

        assert file.status == 200
        assert file.response.headers["Content-Type"] == "text/csv; charset=utf-8"
        disposition = file.response.headers["Content-Disposition"]
        assert disposition.isascii()
        assert disposition.startswith('attachment; filename="phuong-mong-duong-')
        assert "filename*=UTF-8''Ph%C6%B0%E1%BB%9Dng" in disposition
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.ward_id) == ("figures.downloaded", MONG_DUONG.id)
        assert entry.details == {"table": name, "course": course, "place": MONG_DUONG.code}

    def test_an_unknown_table_is_not_there(self, ward_browser: Browser) -> None:
        assert ward_browser.open(f"{WARD}/so-lieu.csv?bang=nguoi").status == 404

    def test_what_is_out_of_reach_is_not_noted(
        self, ward_browser: Browser, session: Session
    ) -> None:
        ward_browser.open(f"{NEXT_WARD}/so-lieu.csv")

        assert session.scalars(select(AuditEntry)).all() == []


class TestTheProvincePage:
    @pytest.mark.usefixtures("some_weeks")
    def test_54_wards_in_one_table(self, province_browser: Browser) -> None:
        page = province_browser.open(PROVINCE)
        rows = rows_of(province_browser.open(f"{PROVINCE}/so-lieu.csv"))

        assert len(rows) == 1 + 54 + 1
        assert rows[1][:5] == ["Phường Mông Dương", "300", "182", "60,7\u00a0%", "74"]
        assert rows[-1][:4] == ["Cả tỉnh", "300", "182", "60,7\u00a0%"]
        assert page.html.count('class="spark"') == 55
        assert "không tính 53 phường, xã chưa có chỉ tiêu" in page.text
        assert any(link.startswith(NEXT_WARD) for link in page.parser.links)

    @pytest.mark.usefixtures("some_weeks")
    def test_it_takes_six_statements_sign_in_and_all(
        self, province_browser: Browser, engine: Engine
    ) -> None:
        found: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *told: found.append(told[2]))

        assert province_browser.open(PROVINCE).status == 200

        assert len([one for one in found if one.startswith("SELECT")]) <= 6
        assert not [one for one in found if one.startswith(("INSERT", "UPDATE", "DELETE"))]

    def test_it_sorts_by_name_as_vietnamese_do(self, province_browser: Browser) -> None:
        path = f"{PROVINCE}/so-lieu.csv?sap-xep=ten&chieu=tang"
        names = [row[0] for row in rows_of(province_browser.open(path))[1:-1]]

        assert names.index("Phường Cẩm Phả") < names.index("Đặc khu Cô Tô")
        assert names.index("Xã Đầm Hà") < names.index("Phường Hà Tu")


class TestKeeping:
    FIELDS = {  # noqa: RUF012 - read only
        "population": "12000",
        "people": "3000",
        "source": "Kế hoạch số 15/KH-UBND",
        "source_day": "15/08/2026",
    }

    def test_a_target_is_set(self, ward_browser: Browser, session: Session) -> None:
        due = vietnam_day(utc_now()) + timedelta(days=40)

        page = ward_browser.submit(
            f"{WARD}/chi-tieu", **self.FIELDS, due_day=due.strftime("%d/%m/%Y")
        )

        assert page.path == WARD
        assert "Đã lưu chỉ tiêu: 3.000 người." in page.text
        assert "trên 3.000" in page.text
        target = session.scalars(select(Target)).one()
        assert (target.due_day, target.source_day) == (due, date(2026, 8, 15))

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"people": "13000"}, "không thể nhiều hơn"),
            ({"due_day": "01/01/2020"}, "sau hôm nay"),
            ({"source_day": "01/01/2099"}, "không thể đề ngày sau hôm nay"),
            ({"population": "nhiều"}, "Còn chỗ cần xem lại"),
            ({"source": ""}, "Hãy gõ tên hoặc số văn bản"),
            ({"due_day": "31/02/2027"}, "Còn chỗ cần xem lại"),
        ],
    )
    def test_what_cannot_be_right_is_said_and_nothing_is_lost(
        self, ward_browser: Browser, session: Session, changed: dict[str, str], words: str
    ) -> None:
        page = ward_browser.submit(
            f"{WARD}/chi-tieu", **self.FIELDS | {"due_day": "31/12/2098"} | changed
        )

        assert page.status == 422
        assert words in page.text
        assert session.scalars(select(Target)).all() == []

    def test_neighbourhoods_are_pasted_renamed_and_closed(
        self, ward_browser: Browser, session: Session
    ) -> None:
        page = ward_browser.submit(f"{WARD}/khu-pho", names="Khu 10\r\nKhu 2\r\n\r\nkhu 2")
        assert "Đã thêm 2 khu phố." in page.text
        first = session.scalars(select(Neighbourhood).where(Neighbourhood.name == "Khu 10")).one()

        page = ward_browser.submit(f"{WARD}/khu-pho/{first.id}", name="Khu 11")
        assert "Đã đổi tên." in page.text
        page = ward_browser.submit(f"{WARD}/khu-pho/{first.id}", name="KHU 2")
        assert "Phường đã có khu phố tên này" in page.text

        page = ward_browser.open(f"{WARD}/khu-pho")
        token = page.form("csrf_token").fields["csrf_token"]
        page = ward_browser.send(f"{WARD}/khu-pho/{first.id}/dong", {"csrf_token": token})
        assert "Đã đóng Khu 11." in page.text
        page = ward_browser.send(f"{WARD}/khu-pho/{first.id}/mo-lai", {"csrf_token": token})
        assert "Đã mở lại Khu 11." in page.text
        page = ward_browser.send(f"{WARD}/khu-pho/{first.id}/dong", {})
        assert "Hãy bấm lại lần nữa" in page.text

    def test_another_ward_s_neighbourhood_is_not_there(
        self, ward_browser: Browser, session: Session
    ) -> None:
        other = officials.neighbourhood(session, "Khu 1", QUANG_HANH)
        session.commit()

        assert ward_browser.open(f"{WARD}/khu-pho/{other}").status == 404
