"""Somebody takes the certificate, prints it and has it checked by a stranger, on real phones."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from learnapp.app import create_app
from learnapp.clock import utc_now
from learnapp.config import read_settings
from learnapp.extensions import db
from tests.accounts import PIN, make_account
from tests.browser.conftest import MakePage, launched
from tests.browser.pages import COURSE
from tests.browser.site import Site, send
from tests.browser.test_access import LEAST_TARGET, SMALL_TARGETS, violations
from tests.browser.test_layout import FAULTS, NARROW
from tests.certificates import complete, recheck

pytestmark = pytest.mark.browser

PHONE_NUMBER = "0900000777"
OWNER = "Người có giấy"
NAME = "Công Tằng Tôn Nữ Thị Ẫm Đỗ Nguyễn Hoàng Ngọc Quỳnh"
MINE = f"/giay/{COURSE}/"


@pytest.fixture(scope="module")
def owner(site: Site, chromium: Browser) -> StorageState:
    """The cookies of somebody who completed the course before a volunteer, 40 days ago."""
    environment = {"LEARNAPP_INSTANCE": str(site.folder)}
    app = create_app(read_settings(environment))
    with app.app_context():
        session, now = db.session(), utc_now()
        person_id = make_account(session, app, phone=PHONE_NUMBER, full_name=NAME)
        complete(session, app, person_id, at=now - timedelta(days=40), witnessed=True, slug=COURSE)
        recheck(session, app, person_id, 30, at=now - timedelta(days=9), slug=COURSE)
        session.commit()
        db.engine.dispose()
    site.sign_ins[OWNER] = (PHONE_NUMBER, PIN)
    context = chromium.new_context()
    page = context.new_page()
    site.sign_in(page, OWNER)
    # It is taken here, so that each test may run alone.
    site.open(page, MINE)
    send(page)
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture
def mine(site: Site, new_page: MakePage, owner: StorageState) -> Page:
    page = new_page(storage_state=owner)
    site.open(page, MINE)
    return page


def number_of(page: Page) -> str:
    return page.locator(".certificate__number").inner_text()


def test_the_page_is_proud_and_holds_wcag_aa_by_day_and_by_night(mine: Page) -> None:
    expect(mine.get_by_text(NAME)).to_be_visible()
    expect(mine.get_by_text("không thay văn bằng, chứng chỉ")).to_be_visible()
    assert violations(mine) == []
    mine.emulate_media(color_scheme="dark")
    assert violations(mine) == []
    assert mine.evaluate(SMALL_TARGETS, LEAST_TARGET) == []


def test_it_fits_on_the_narrowest_phone_and_holds_letters_of_twice_the_size(
    site: Site, mine: Page, owner: StorageState
) -> None:
    mine.set_viewport_size(NARROW)
    assert mine.evaluate(FAULTS) == []
    path = f"/xac-nhan/{number_of(mine).replace(' ', '')}"
    with launched("--blink-settings=defaultFontSize=32,defaultFixedFontSize=26") as large:
        page = large.new_context(viewport={"width": 360, "height": 740}, storage_state=owner)
        for address in (MINE, path):
            opened = page.new_page()
            site.open(opened, address)
            assert opened.evaluate(FAULTS) == []


def test_the_paper_and_the_badge_are_kept_on_the_phone(mine: Page, tmp_path: Path) -> None:
    for press, start in (("Tải giấy (PDF)", b"%PDF"), ("Tải huy hiệu", b"eyJ")):
        with mine.expect_download() as download:
            mine.get_by_role("link", name=press).click()
        kept = tmp_path / download.value.suggested_filename
        download.value.save_as(kept)
        assert kept.read_bytes().startswith(start)


def test_on_paper_there_is_nothing_but_the_card(mine: Page) -> None:
    mine.emulate_media(media="print")

    expect(mine.locator(".certificate")).to_be_visible()
    code = mine.locator(".qr__code svg").bounding_box()
    assert code["width"] >= 25 / 25.4 * 96
    for gone in (".head", ".bar", ".foot", "form", ".back", ".button-row", ".notice"):
        for one in mine.locator(gone).all():
            expect(one).to_be_hidden()


def test_a_stranger_without_scripts_checks_it_and_compares_the_name(
    site: Site, mine: Page, new_page: MakePage
) -> None:
    stranger = new_page(java_script_enabled=False)
    site.open(stranger, "/xac-nhan/")
    stranger.fill("[name=ma]", number_of(mine).lower())
    stranger.get_by_role("button", name="Kiểm tra").click()

    expect(stranger.get_by_role("heading", level=1)).to_contain_text("còn giá trị")
    expect(stranger.get_by_text("Không công khai tên")).to_be_visible()
    stranger.fill("[name=full_name]", NAME)
    stranger.get_by_role("button", name="So tên").click()
    expect(stranger.get_by_role("status")).to_contain_text("giống tên")
    stranger.fill("[name=full_name]", NAME.replace("Ẫm", "Âm"))
    stranger.get_by_role("button", name="So tên").click()
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("tên không khớp")
    expect(stranger.get_by_text("Tên vừa gõ khác tên đã ghi")).to_be_visible()


def test_the_check_page_holds_wcag_aa_and_fits(site: Site, mine: Page, phone: Page) -> None:
    site.open(phone, f"/xac-nhan/{number_of(mine).replace(' ', '')}")

    assert violations(phone) == []
    phone.emulate_media(color_scheme="dark")
    assert violations(phone) == []
    phone.set_viewport_size(NARROW)
    assert phone.evaluate(FAULTS) == []


def test_the_name_is_shown_and_hidden_with_the_keyboard_alone(
    site: Site, mine: Page, phone: Page
) -> None:
    address = f"/xac-nhan/{number_of(mine).replace(' ', '')}"
    for shown in (True, False):
        mine.locator("[name=show_name]").focus()
        mine.keyboard.press("Space")
        with mine.expect_navigation():
            mine.keyboard.press("Enter")
        site.open(phone, address)
        expect(phone.get_by_text(NAME)).to_have_count(1 if shown else 0)
