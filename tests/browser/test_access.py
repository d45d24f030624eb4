"""WCAG 2.2 AA on every page, by day and by night; targets that a thumb does not miss."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from learnapp.core.lessons import Catalogue
from tests.browser.conftest import OpenShown
from tests.browser.pages import EVERY, LEADER, LEARNER, VISITOR, Shown
from tests.browser.quiz import fill, go, question_of, wrong_answer

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
LEAST_TARGET = 48
FOR_THUMBS = VISITOR + LEARNER + LEADER

SMALL_TARGETS = """least => {
  const controls = document.querySelectorAll(
    'button, select, textarea, summary, a, .choice__label, .roster__label[for],'
    + 'input:not([type=hidden]):not([type=radio]):not([type=checkbox])');
  const sentence = 'p, li, dd, .notice > div';
  const inSentence = one => one.matches('a:not(.button)') && one.closest(sentence)
    && (one.closest(sentence).textContent.trim() !== one.textContent.trim());
  return [...controls].filter(one => one.checkVisibility({visibilityProperty: true}))
    .filter(one => !one.matches('.skip') && !inSentence(one))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && (box.height < least - .5 || box.width < least - .5))
    .map(([one, box]) => `${one.outerHTML.slice(0, 90)}: ${box.width | 0} × ${box.height | 0}`);
}"""


def violations(page: Page) -> list[str]:
    """Return what axe finds on the whole page, on a screen so tall that the bar covers nothing."""
    width = page.viewport_size["width"]
    height = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['any'][0]['message'] if node['any'] else ''}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("shown", EVERY, ids=str)
def test_a_page_holds_wcag_aa_by_day_and_by_night(open_shown: OpenShown, shown: Shown) -> None:
    page = open_shown(shown, color_scheme="light")

    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    filled = page.locator(".button--primary:visible").all_inner_texts()
    assert len(filled) <= 1, f"one lamp, one place: {filled}"
    if shown in FOR_THUMBS:
        assert page.evaluate(SMALL_TARGETS, LEAST_TARGET) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_lesson_with_scripts_holds_wcag_aa_on_every_step(
    open_shown: OpenShown, lessons: Catalogue, scheme: str
) -> None:
    lesson = lessons.lesson("chup-va-dinh-kem")
    page = open_shown(Shown(f"/bai-hoc/{lesson.slug}/"), color_scheme=scheme)

    for screen in lesson.screens:
        expect(page.get_by_role("heading", name=screen.title, exact=True)).to_be_visible()
        assert violations(page) == []
        go(page).click()
    for question in lesson.questions:
        for answer in (wrong_answer(question), question.answer):
            fill(page, question, answer)
            go(page).click()
            expect(question_of(page, question).locator(".reply")).to_be_visible()
            assert violations(page) == []
        go(page).click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_refused_forms_hold_wcag_aa(open_shown: OpenShown, scheme: str) -> None:
    for path in ("/dang-ky", "/dang-nhap"):
        page = open_shown(Shown(path), color_scheme=scheme)
        with page.expect_navigation():
            page.locator(".button--primary").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert violations(page) == []
