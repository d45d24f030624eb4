"""What a guest meets between a class's code and their own page: open to everyone, on any screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from learnapp.core.lessons import Catalogue
from tests.browser.conftest import MakePage, OpenShown
from tests.browser.pages import LEADER, Shown
from tests.browser.quiz import answer_without_scripts, wrong_answer
from tests.browser.site import Site, send
from tests.browser.test_access import LEAST_TARGET, SMALL_TARGETS, violations
from tests.browser.test_layout import FAULTS, NARROW

pytestmark = pytest.mark.browser


def check(page: Page) -> None:
    """Hold the page to what every page is held to."""
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(SMALL_TARGETS, LEAST_TARGET) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    page.set_viewport_size(NARROW)


@pytest.fixture
def code(open_shown: OpenShown) -> str:
    """The code of a class of the demonstration."""
    page = open_shown(Shown("/tinh-nguyen/", LEADER[0].who, then=".rows a"))
    return re.sub(r"\W", "", page.locator("#ma-lop").inner_text())


def test_a_guest_meets_no_barrier_in_a_class(site: Site, new_page: MakePage, code: str) -> None:
    page = new_page(viewport=NARROW)
    site.open(page, f"/lop/{code}")
    check(page)

    send(page)

    expect(page.get_by_role("status")).to_contain_text("Đã vào lớp")
    check(page)
    site.open(page, "/toi/")
    check(page)


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_a_guest_meets_no_barrier_in_a_result(
    site: Site, new_page: MakePage, lessons: Catalogue, right: bool
) -> None:
    scripts_off = new_page(viewport=NARROW, java_script_enabled=False)
    lesson = lessons.lesson("chup-va-dinh-kem")
    site.open(scripts_off, f"/bai-hoc/{lesson.slug}/")
    answers = {one.key: one.answer if right else wrong_answer(one) for one in lesson.questions}
    answer_without_scripts(scripts_off, lesson, answers)
    cookies = scripts_off.context.storage_state()

    page = new_page(viewport=NARROW, storage_state=cookies)
    page.goto(scripts_off.url)

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Trả lời đúng rồi" if right else "Còn câu chưa đúng"
    )
    check(page)


def test_an_unknown_class_is_told_of_kindly(site: Site, new_page: MakePage) -> None:
    page = new_page(viewport=NARROW)

    site.open(page, "/lop/zzzzzz")

    expect(page.get_by_role("link", name="Về trang đầu")).to_be_visible()
    check(page)
