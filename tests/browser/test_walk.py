"""The whole road: a citizen learns, a class gathers, the ward and the province see it."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from learnapp.core.lessons import Catalogue, Lesson
from tests.browser.conftest import OFFICE, MakePage, SignedIn
from tests.browser.quiz import answer_without_scripts, fill, go, question_of, wrong_answer
from tests.browser.site import Site, send

pytestmark = pytest.mark.browser

FIRST = "mot-cong-duy-nhat"
VOLUNTEER = "Tình nguyện viên, Phường Mông Dương"
WARD_OFFICIAL = "Cán bộ phường, Phường Mông Dương"
PROVINCE_OFFICIAL = "Cán bộ tỉnh, Tỉnh Quảng Ninh"
PIN = "274913"
NAMES = {True: ("Hoàng Thị", "Mẫu", "0912000111"), False: ("Lý Văn", "Khoan", "0912000222")}


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def read_screens(page: Page, lesson: Lesson, *, scripts: bool) -> None:
    """Read the lesson up to its first question."""
    for screen in lesson.screens:
        expect(page.get_by_role("heading", name=screen.title, exact=True)).to_be_visible()
        if scripts:
            go(page).click()


def one_wrong_then_right(page: Page, lesson: Lesson) -> None:
    """Answer with scripts: the first question wrong at first, all others right."""
    first, *others = lesson.questions
    fill(page, first, wrong_answer(first))
    go(page).click()
    expect(question_of(page, first).get_by_text("Chưa đúng, không sao")).to_be_visible()
    expect(question_of(page, first).locator(".tag", has_text="Đã thử")).to_be_visible()
    fill(page, first, first.answer)
    go(page).click()
    expect(question_of(page, first).get_by_text("Đúng rồi!")).to_be_visible()
    for question in others:
        go(page).click()
        fill(page, question, question.answer)
        go(page).click()
        expect(question_of(page, question).get_by_text("Đúng rồi!")).to_be_visible()
    expect(go(page)).to_have_text("Xong, xem kết quả")
    with page.expect_navigation():
        go(page).click()


def learn(page: Page, lesson: Lesson, *, scripts: bool) -> None:
    """Go through the lesson from its first screen to its result."""
    read_screens(page, lesson, scripts=scripts)
    if scripts:
        one_wrong_then_right(page, lesson)
        return
    right = {question.key: question.answer for question in lesson.questions}
    wrong = {question.key: wrong_answer(question) for question in lesson.questions}
    answer_without_scripts(page, lesson, wrong)
    expect(page.get_by_text(f"Đúng 0 trên {len(lesson.questions)} câu")).to_be_visible()
    expect(page.get_by_text("Chưa đúng, không sao")).to_have_count(len(lesson.questions))
    send(page)  # "Làm lại"
    answer_without_scripts(page, lesson, right)


def figures(page: Page) -> dict[str, int]:
    """Return the ladder's figures as shown: enrolled, active."""
    return {
        step: int(re.sub(r"\D", "", page.locator(".ladder__step", has_text=step).inner_text()))
        for step in ("Ghi danh", "Đang học")
    }


def test_the_walk_from_citizen_to_class_to_ward(
    site: Site, new_page: MakePage, signed_in: SignedIn, lessons: Catalogue, scripts: bool
) -> None:
    lesson = lessons.lesson(FIRST)
    family, given, number = NAMES[scripts]
    scripted = {"java_script_enabled": scripts}
    official = new_page(storage_state=signed_in(WARD_OFFICIAL), viewport=OFFICE, **scripted)
    site.open(official, "/can-bo/")
    before = figures(official)

    # A visitor begins with one tap, and learns without an account.
    citizen = new_page(**scripted)
    site.open(citizen, "/")
    send(citizen)
    expect(citizen).to_have_url(re.compile(rf"/bai-hoc/{FIRST}/"))
    learn(citizen, lesson, scripts=scripts)
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Xong bài này rồi")

    # A volunteer opens a class; its code and QR are there to be shown.
    volunteer = new_page(storage_state=signed_in(VOLUNTEER), **scripted)
    site.open(volunteer, "/tinh-nguyen/")
    send(volunteer)
    volunteer.get_by_label("Tên lớp").fill(f"Lớp tối, {given}")
    volunteer.get_by_label("Học ở đâu").fill("Nhà văn hoá khu 3")
    volunteer.get_by_label("Học lúc nào").fill("19 giờ 30, tối thứ Ba")
    send(volunteer)
    expect(volunteer.locator(".qr svg")).to_be_visible()
    expect(volunteer.get_by_text("Lớp chưa có ai")).to_be_visible()
    code = re.sub(r"\W", "", volunteer.locator("#ma-lop").inner_text())

    # The citizen scans it: one tap on the camera's line, one on "Vào lớp".
    site.open(citizen, f"/LOP/{code}")
    send(citizen)
    joined = citizen.get_by_role("status").inner_text()
    picture = re.search(r"Trong danh sách là:\s*(.+? số \d+)", joined).group(1)
    volunteer.reload()
    row = volunteer.get_by_role("list", name="Danh sách lớp").get_by_role("listitem")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(picture)
    expect(row).to_contain_text(f"Bài 1: {lesson.title}")
    drawn = row.locator("svg").first.evaluate("one => one.querySelector('use').getBBox().width")
    assert drawn > 0, "the guest's picture is not in the sprite"

    register(citizen, f"{family} {given}", number, scripts=scripts)
    expect(citizen.get_by_role("heading", level=1)).to_have_text(f"{family} {given}")
    expect(citizen.get_by_text("Xong 1 trên 7 bài")).to_be_visible()
    expect(citizen.get_by_text(f"Lớp tối, {given}")).to_be_visible()

    # Now the roster has a name, and the ward one more who is enrolled and learns.
    volunteer.reload()
    expect(row).to_have_count(1)
    expect(row).to_contain_text(f"{family} {given}")
    expect(row).to_contain_text("Xong 1 bài")
    official.reload()
    assert figures(official) == {step: count + 1 for step, count in before.items()}


def register(page: Page, name: str, number: str, *, scripts: bool) -> None:
    """Make an account out of the guest, from the link on their own page."""
    page.locator('a[href$="/dang-ky"]').first.click()
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Năm sinh").fill("1958")
    page.locator("[data-picker] input[type=text]").fill("mong duong")
    if not scripts:
        page.get_by_role("button", name="Tìm").click()
    page.get_by_label(re.compile(r"Phường Mông Dương")).check()
    page.get_by_label("Số điện thoại", exact=True).fill(number)
    page.get_by_label("Mã PIN mới").fill(PIN)
    page.get_by_label("Gõ lại mã PIN").fill(PIN)
    page.get_by_label("Phải, của tôi").check()
    page.get_by_label("Tôi đã đọc và đồng ý").check()
    send(page)


def download(page: Page, link: str) -> list[list[str]]:
    """Press a link to a file and read it as a spreadsheet program does."""
    with page.expect_download() as started:
        page.get_by_role("link", name=link).first.click()
    data = started.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def shown_rows(page: Page, heading: str) -> list[list[str]]:
    """Return the cells of a table as people read them, without its tags and its drawings."""
    section = page.locator("section", has=page.get_by_role("heading", name=heading, exact=True))
    return section.locator("table").first.evaluate(
        """table => [...table.querySelectorAll('tbody tr, tfoot tr')].map(row =>
          [...row.querySelectorAll('th, td')].map(cell => {
            const copy = cell.cloneNode(true);
            for (const one of copy.querySelectorAll('.tag, svg')) one.remove();
            return copy.textContent.trim();
          }))"""
    )


def test_a_ward_downloads_what_it_sees(site: Site, new_page: MakePage, signed_in: SignedIn) -> None:
    page = new_page(storage_state=signed_in(WARD_OFFICIAL), viewport=OFFICE)
    site.open(page, "/can-bo/")
    seen = shown_rows(page, "Theo khu phố")

    rows = download(page, "Tải bảng khu phố")

    names = [row[0] for row in seen]
    found = {row[0]: row for row in rows if row and row[0] in names}
    assert len(seen) == len(found) == len(names)
    for row in seen:
        assert row[1:4] == [digits_grouped(one) for one in found[row[0]][1:4]]


def digits_grouped(text: str) -> str:
    """Write a file's bare number as the page writes it."""
    return f"{int(text):,}".replace(",", ".") if text.isdigit() else text


def test_a_province_sees_its_wards_in_order_and_downloads_them(
    site: Site, new_page: MakePage, signed_in: SignedIn
) -> None:
    page = new_page(storage_state=signed_in(PROVINCE_OFFICIAL), viewport=OFFICE)
    site.open(page, "/can-bo/")

    def wards() -> list[list[str]]:
        return shown_rows(page, "Các phường, xã")[:-1]

    def rates() -> list[float]:
        return [float(re.sub(r"[^\d,]", "", row[3]).replace(",", ".")) for row in wards()]

    assert len(wards()) == 54
    assert page.locator("tbody svg").count() >= 54
    assert rates() == sorted(rates(), reverse=True)
    page.get_by_role("link", name="Đạt").click()
    assert rates() == sorted(rates())
    page.get_by_role("link", name="Phường, xã").click()
    seen = wards()

    rows = download(page, "Tải bảng này (CSV)")

    names = [row[0] for row in seen]
    assert [row[0] for row in rows if row and row[0] in names] == names
    found = {row[0]: row for row in rows if row}
    for row in seen:
        assert row[1:3] == [digits_grouped(one) for one in found[row[0]][1:3]]


def test_a_ward_official_does_not_see_another_ward(
    site: Site, new_page: MakePage, signed_in: SignedIn
) -> None:
    page = new_page(storage_state=signed_in(WARD_OFFICIAL), viewport=OFFICE)

    site.open(page, "/can-bo/phuong/06778")

    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Quang Hanh")
    assert page.locator("table").count() == 0
