"""Five questions a day on a real phone: by keyboard, without scripts, with large print."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from learnapp.app import create_app
from learnapp.clock import utc_now
from learnapp.config import read_settings
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue
from learnapp.core.policy import Actor
from learnapp.core.records import AnswerSheet
from learnapp.extensions import db
from learnapp.services import records
from tests.accounts import PIN, make_account
from tests.browser.conftest import MakePage
from tests.browser.pages import COURSE
from tests.browser.quiz import wrong_answer
from tests.browser.site import Site, send
from tests.browser.test_access import LEAST_TARGET, SMALL_TARGETS, violations
from tests.browser.test_layout import FAULTS, NARROW, PHONE

pytestmark = pytest.mark.browser

LEARNER = "Người có câu phải ôn"
NUMBERS = (f"09000008{number:02d}" for number in range(10, 99))


@pytest.fixture
def learner(site: Site, chromium: Browser) -> StorageState:
    """The cookies of somebody new who missed the questions of two lessons, three days ago."""
    app = create_app(read_settings({"LEARNAPP_INSTANCE": str(site.folder)}))
    number = next(NUMBERS)
    with app.app_context():
        session, at = db.session(), utc_now() - timedelta(days=3)
        person_id = make_account(session, app, phone=number)
        catalogue: Catalogue = app.extensions["catalogue"]
        for lesson in catalogue.lessons_of(COURSE)[:2]:
            sheet = AnswerSheet(
                id=uuid7(at),
                person_id=person_id,
                lesson=lesson.slug,
                version=lesson.version,
                answers={one.key: wrong_answer(one) for one in lesson.questions},
            )
            assert records.submit(session, catalogue, Actor(person_id), sheet, now=at).kept
        session.commit()
        db.engine.dispose()
    site.sign_ins[LEARNER] = (number, PIN)
    context = chromium.new_context()
    site.sign_in(context.new_page(), LEARNER)
    cookies = context.storage_state()
    context.close()
    return cookies


def answer_by_keyboard(page: Page) -> None:
    """Give some answer without touching the screen."""
    controls = page.locator("#on-lai :is(input:not([type=hidden]), select)")
    first = controls.first
    first.focus()
    if first.evaluate("one => one.tagName") == "SELECT":
        for number, one in enumerate(controls.all(), 1):
            one.focus()
            for _press in range(number):
                one.press("ArrowDown")
    else:
        first.press("Space")
    button = page.locator(".button--primary:visible")
    for _ in range(40):
        if button.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_home_leads_to_it_and_five_are_answered_by_keyboard_alone(
    site: Site, new_page: MakePage, learner: StorageState
) -> None:
    page = new_page(storage_state=learner)
    site.open(page, "/")
    line = page.locator("[data-me=due] a")
    expect(line).to_have_text("Hôm nay ôn 5 câu")
    with page.expect_navigation():
        line.press("Enter")

    for number in range(1, 6):
        expect(page.get_by_text(f"Câu {number} trên 5")).to_be_visible()
        answer_by_keyboard(page)
        expect(page.locator(".reply")).to_be_visible()
        if number < 5:
            with page.expect_navigation():
                page.locator(".button--primary").press("Enter")

    expect(page.get_by_text("Hôm nay ôn xong rồi.")).to_be_visible()
    site.open(page, "/")
    expect(page.locator("[data-me=name]")).not_to_have_text("Của tôi")
    expect(page.locator("[data-me=due]")).to_be_hidden()


def test_it_works_without_scripts(site: Site, new_page: MakePage, learner: StorageState) -> None:
    page = new_page(storage_state=learner, java_script_enabled=False)
    site.open(page, "/toi/")
    page.get_by_role("link", name="Hôm nay ôn 5 câu").click()
    send(page)
    expect(page.get_by_text("Câu này còn để trống")).to_be_visible()
    first = page.locator("#on-lai :is(.choice__label, select)").first
    if first.evaluate("one => one.tagName") == "SELECT":
        first.select_option(index=1)
    else:
        first.click()
    send(page)

    expect(page.get_by_text("Câu 1 trên 5")).to_be_visible()
    expect(page.locator(".reply")).to_be_visible()


def test_its_pages_hold_wcag_aa_by_day_and_by_night(
    site: Site, new_page: MakePage, learner: StorageState
) -> None:
    page = new_page(storage_state=learner)
    for _ in range(2):
        site.open(page, "/on-lai/")
        _look(page)
        answer_by_keyboard(page)
        _look(page)
    site.open(page, "/toi/")
    _look(page)
    site.open(page, "/")
    expect(page.locator("[data-me=due]")).to_be_visible()
    _look(page)


def _look(page: Page) -> None:
    """Look for barriers in both lights, and put the screen back as it was."""
    size = page.viewport_size
    assert page.evaluate(SMALL_TARGETS, LEAST_TARGET) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    page.set_viewport_size(size)


def test_its_pages_fit_on_the_narrowest_phone(
    site: Site, new_page: MakePage, learner: StorageState
) -> None:
    page = new_page(storage_state=learner, viewport=NARROW)
    site.open(page, "/on-lai/")
    assert page.evaluate(FAULTS) == []
    answer_by_keyboard(page)
    assert page.evaluate(FAULTS) == []
    site.open(page, "/toi/")
    assert page.evaluate(FAULTS) == []


def test_its_pages_hold_text_of_twice_the_size(
    large_print: Browser, site: Site, learner: StorageState
) -> None:
    context = large_print.new_context(viewport=PHONE, storage_state=learner)
    page = context.new_page()
    site.open(page, "/on-lai/")
    assert page.evaluate(FAULTS) == []
    answer_by_keyboard(page)
    assert page.evaluate(FAULTS) == []
    site.open(page, "/toi/")
    assert page.evaluate(FAULTS) == []
    context.close()
