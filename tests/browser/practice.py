"""Going through a practice as a learner does: with scripts, without, and by keyboard alone."""

from playwright.sync_api import Locator, Page

from learnapp.core.lessons import Lesson
from learnapp.core.practice_machine import BACK, HINT, Act
from learnapp.core.practices import Part, Scene
from tests.practices import fields_of

FAR = 90
"""More presses of Tab than any one screen has stops."""


def path_of(lesson: Lesson) -> str:
    return f"/bai-hoc/{lesson.slug}/thuc-hanh"


def field(page: Page, place: int) -> Locator:
    return page.locator(f'.mock [name="o-{place}"]')


def press_of(page: Page, one: Act) -> Locator:
    """Return what is pressed for an act, in the frame or in the bar."""
    if one.press in {HINT, BACK}:
        return page.locator(f'.bar [name="bam"][value="{one.press}"]')
    return page.locator(f'.mock [name="bam"][value="{one.press}"]:not([hidden])')


def fill_in(page: Page, scene: Scene, one: Act, typed: str = "x") -> None:
    """Give the inputs of the scene the values of the act."""
    texts = fields_of(scene, one, typed=typed)
    for place, part in enumerate(scene.inputs if one.values else ()):
        put(page, part, place, texts[f"o-{place}"])


def put(page: Page, part: Part, place: int, text: str) -> None:
    shown = field(page, place)
    if part.typed:
        shown.fill(text)
    elif shown.first.evaluate("one => one.tagName") == "SELECT":
        shown.select_option(text)
    elif text:
        page.locator(f'.mock [name="o-{place}"][value="{text}"]').check()


def do(page: Page, scene: Scene, one: Act, *, scripts: bool = True, typed: str = "x") -> None:
    """Do an act, and wait for the page that it leads to where there are no scripts."""
    fill_in(page, scene, one, typed)
    if scripts:
        press_of(page, one).click()
        return
    with page.expect_navigation():
        press_of(page, one).click()


def tab_to(page: Page, wanted: Locator, *, back: bool = False) -> None:
    """Press Tab until this has the focus, and see that one sees where that is."""
    for _press in range(FAR):
        if wanted.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Shift+Tab" if back else "Tab")
    else:
        message = f"the keyboard does not get to {wanted}"
        raise AssertionError(message)
    outlined, covered = page.evaluate(
        """() => {
          const one = document.activeElement;
          const seen = one.matches('.choice__input') ? one.nextElementSibling : one;
          const bar = [...document.querySelectorAll('.bar')].find((bar) => bar.checkVisibility());
          const top = bar && !bar.contains(one) ? bar.getBoundingClientRect().top : innerHeight;
          const sticky = bar && getComputedStyle(bar).position === 'sticky';
          return [
            parseFloat(getComputedStyle(seen).outlineWidth) >= 2,
            sticky && seen.getBoundingClientRect().top >= top - 1,
          ];
        }"""
    )
    assert outlined
    assert not covered


def do_by_keyboard(page: Page, scene: Scene, one: Act) -> None:
    """Do an act with nothing but the keys."""
    texts = fields_of(scene, one)
    for place, part in enumerate(scene.inputs):
        _put_by_keyboard(page, part, place, texts[f"o-{place}"])
    page.locator("body").evaluate("() => document.activeElement.blur()")
    tab_to(page, press_of(page, one))
    page.keyboard.press("Enter")


def _put_by_keyboard(page: Page, part: Part, place: int, text: str) -> None:
    shown = field(page, place)
    first = shown.first
    tab_to(page, first)
    if part.typed:
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
    elif first.evaluate("one => one.tagName") == "SELECT":
        for _press in part.options:
            if first.input_value() == text:
                break
            page.keyboard.press("ArrowDown")
        assert first.input_value() == text
    else:
        page.keyboard.press("Space")
        wanted = page.locator(f'.mock [name="o-{place}"][value="{text}"]')
        for _press in part.options:
            if wanted.is_checked():
                break
            page.keyboard.press("ArrowDown")
        assert wanted.is_checked()
