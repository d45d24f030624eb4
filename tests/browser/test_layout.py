"""Small screens and large letters: nothing runs out of the screen, is cut off or covered."""

import pytest
from playwright.sync_api import Browser, Page

from learnapp.core.lessons import Catalogue
from tests.browser.conftest import OpenShown, SignedIn
from tests.browser.pages import EVERY, LEADER, LEARNER, VISITOR, Shown
from tests.browser.quiz import fill, go, wrong_answer
from tests.browser.site import Site

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
PHONE = {"width": 360, "height": 740}
DOUBLE = "32px"

FAULTS = """() => {
  const clipped = one => one
    && (getComputedStyle(one).clipPath !== 'none' || clipped(one.parentElement));
  const shown = one => one.checkVisibility({visibilityProperty: true})
    && !one.closest('.skip, svg, template, select') && !clipped(one);
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (!node.data.trim() || !shown(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 2) texts.push({box, node, words: node.data.trim().slice(0, 40)});
    }
  }
  const faults = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) faults.push(`the page is ${wide} px too wide`);
  const scrolls = one => one.closest('.table-box, [tabindex="0"]');
  for (const {box, node, words} of texts) {
    if (scrolls(node.parentElement)) continue;
    if (box.left < -.5 || box.right > innerWidth + .5) faults.push(`out of the screen: ${words}`);
    for (let one = node.parentElement; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one);
      const edge = one.getBoundingClientRect();
      const cuts = style.overflowX !== 'visible' && style.overflowX !== 'auto';
      if (cuts && box.right > edge.right + 1) faults.push(`cut off: ${words}`);
    }
  }
  const still = texts.filter(({node}) => !node.parentElement.closest('.bar'));
  const shrunk = still.map(({box, node, words}) => ({node, words, left: box.left + 1,
    right: box.right - 1, top: box.top + box.height * .22, bottom: box.bottom - box.height * .22}));
  shrunk.forEach((a, n) => {
    for (const b of shrunk.slice(n + 1)) {
      if (a.node === b.node) continue;
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
        faults.push(`one over the other: ${a.words} | ${b.words}`);
      }
    }
  });
  return [...new Set(faults)];
}"""


@pytest.mark.parametrize("shown", EVERY, ids=str)
def test_a_page_fits_on_the_narrowest_phone(open_shown: OpenShown, shown: Shown) -> None:
    page = open_shown(shown, viewport=NARROW)

    assert page.evaluate(FAULTS) == []


@pytest.mark.parametrize("shown", VISITOR + LEARNER + LEADER, ids=str)
def test_a_page_holds_text_of_twice_the_size(
    large_print: Browser, site: Site, signed_in: SignedIn, shown: Shown
) -> None:
    cookies = signed_in(shown.who) if shown.who else None
    context = large_print.new_context(viewport=PHONE, storage_state=cookies)
    page = context.new_page()
    site.open(page, shown.path)
    for link in filter(None, shown.then.split(" >> ")):
        with page.expect_navigation():
            page.locator(link).first.click()

    size = page.evaluate("() => getComputedStyle(document.documentElement).fontSize")
    faults = page.evaluate(FAULTS)
    context.close()

    assert size == DOUBLE
    assert faults == []


@pytest.mark.parametrize("width", [NARROW["width"], PHONE["width"]])
def test_every_step_of_a_lesson_fits(open_shown: OpenShown, lessons: Catalogue, width: int) -> None:
    for lesson in lessons.lessons_of("mot-cong-dich-vu-cong"):
        viewport = {"width": width, "height": PHONE["height"]}
        page = open_shown(Shown(f"/bai-hoc/{lesson.slug}/"), viewport=viewport)
        for _screen in lesson.screens:
            assert page.evaluate(FAULTS) == []
            go(page).click()
        for question in lesson.questions:
            assert page.evaluate(FAULTS) == []
            fill(page, question, wrong_answer(question))
            go(page).click()
            assert page.evaluate(FAULTS) == []
            fill(page, question, question.answer)
            go(page).click()
            assert page.evaluate(FAULTS) == []
            go(page).click()


def test_larger_letters_are_one_tap_away_and_stay(site: Site, phone: Page) -> None:
    site.open(phone, "/")
    before = phone.evaluate("() => getComputedStyle(document.documentElement).fontSize")

    phone.get_by_role("button", name="A+").click()
    site.open(phone, "/tro-giup")

    after = phone.evaluate("() => getComputedStyle(document.documentElement).fontSize")
    assert float(after.removesuffix("px")) >= 1.25 * float(before.removesuffix("px"))
