"""A whole check in a real browser: without scripts, and by keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from learnapp.core.banks import Bank, CheckKind, Item
from learnapp.core.check_drawing import length_of
from learnapp.core.lessons import Catalogue
from learnapp.core.practice_machine import act, begin
from learnapp.core.practice_paths import good_path
from learnapp.core.questions import Question, QuestionKind
from tests.browser.conftest import MakePage
from tests.browser.practice import do, do_by_keyboard, tab_to
from tests.browser.site import Site
from tests.browser.test_access import LEAST_TARGET, SMALL_TARGETS, violations
from tests.browser.test_layout import FAULTS, NARROW
from tests.practices import scene_of

pytestmark = pytest.mark.browser

COURSE = "mot-cong-dich-vu-cong"
KINDS = {"dau": CheckKind.ENTRY, "cuoi": CheckKind.FINAL}


@pytest.fixture(scope="session")
def bank(lessons: Catalogue) -> Bank:
    found = lessons.bank(COURSE)
    assert found is not None
    return found


def item_on(page: Page, bank: Bank) -> Item:
    """Say which item the page shows: a question by its key, a practice by its name."""
    shown = page.locator("[data-question]")
    if shown.count():
        found = bank.item(shown.get_attribute("data-question") or "")
    else:
        name = page.locator(".progress__label").inner_text().partition(": ")[2]
        texts = page.locator("#muc").inner_text()
        found = next(
            one
            for one in bank.items
            if one.practice and one.practice.title == name and one.practice.text in texts
        )
    assert found is not None
    return found


def right_controls(page: Page, question: Question) -> list[tuple[Locator, str]]:
    """Return the controls of the right answer, found by their words, and what each is set to."""
    shown = page.locator("[data-question]")
    if question.kind is QuestionKind.ORDERING:
        return [
            (shown.locator(".pair", has_text=one.text).locator("select"), str(place))
            for place, one in enumerate(question.choices, 1)
        ]
    if question.kind is QuestionKind.MATCHING:
        names = {one.key: one.text for one in question.partners}
        rows = shown.locator("select").all()
        return [(row, names[one.partner]) for row, one in zip(rows, question.choices, strict=True)]
    texts = {one.text for one in question.choices if one.right}
    # Places on a drawing bear letters.
    return [
        (one.locator("input"), "")
        for one in shown.locator(".choice").all()
        if {text := one.inner_text().strip(), text.partition(". ")[2]} & texts
    ]


def answer(page: Page, question: Question) -> None:
    for control, value in right_controls(page, question):
        if value:
            control.select_option(label=value)
        else:
            control.check(force=True)
    go_on(page)


def answer_by_keyboard(page: Page, question: Question) -> None:
    for control, value in right_controls(page, question):
        if value:
            tab_to(page, control)
            page.keyboard.type(value)
        elif question.kind is QuestionKind.MULTIPLE_CHOICE:
            tab_to(page, control)
            page.keyboard.press("Space")
        else:
            tab_to(page, page.locator("[data-question] input").first)
            page.keyboard.press("Space")
            for _press in question.choices:
                if control.is_checked():
                    break
                page.keyboard.press("ArrowDown")
            assert control.is_checked()
        page.locator("body").evaluate("() => document.activeElement.blur()")
    press_by_keyboard(page, page.locator(".button--primary:visible"))


def press_by_keyboard(page: Page, button: Locator) -> None:
    tab_to(page, button)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator(".button--primary:visible").click()


def do_item(page: Page, item: Item, *, keyboard: bool) -> None:
    """Do an item rightly and go on to the next."""
    if item.question is not None:
        (answer_by_keyboard if keyboard else answer)(page, item.question)
        return
    assert item.practice is not None
    run = begin(item.practice, silent=True)
    for one in good_path(item.practice) or ():
        scene = scene_of(item.practice, run)
        if keyboard:
            with page.expect_navigation():
                do_by_keyboard(page, scene, one)
        else:
            do(page, scene, one, scripts=False)
        run = act(item.practice, run, one)
    if keyboard:
        press_by_keyboard(page, page.locator(".button--primary:visible"))
    else:
        go_on(page)


def sound(page: Page) -> None:
    """See that the page holds WCAG AA by day and by night, and fits a narrow phone."""
    before = page.viewport_size
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    assert page.evaluate(SMALL_TARGETS, LEAST_TARGET) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate(FAULTS) == []
    page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")


def begin_check(site: Site, page: Page, kind: str, *, keyboard: bool = False) -> str:
    """Begin; return the address of the list of items."""
    site.open(page, f"/khoa-hoc/{COURSE}/kiem-tra/{kind}/")
    if keyboard:
        press_by_keyboard(page, page.get_by_role("button", name="Bắt đầu"))
    else:
        go_on(page)
    return page.url


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_whole_check_is_passed(
    site: Site, new_page: MakePage, bank: Bank, kind: str, *, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts)
    items = begin_check(site, page, kind)
    page.goto(f"{items}1")
    total = length_of(bank, KINDS[kind])
    for place in range(1, total + 1):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Mục {place} trên {total}")
        do_item(page, item_on(page, bank), keyboard=False)

    expect(page.get_by_text("Mục nào cũng làm rồi")).to_be_visible()
    page.get_by_label("Tự tay tôi làm hết").check(force=True)
    go_on(page)
    expect(page.get_by_text(f"Đúng {total} trên {total} mục")).to_be_visible()


def test_the_keyboard_alone_is_enough(site: Site, phone: Page, bank: Bank) -> None:
    total = bank.length
    begin_check(site, phone, "cuoi", keyboard=True)
    press_by_keyboard(phone, phone.locator(".rows a").first)
    for place in range(1, total + 1):
        expect(phone.get_by_role("heading", level=1)).to_have_text(f"Mục {place} trên {total}")
        do_item(phone, item_on(phone, bank), keyboard=True)

    tab_to(phone, phone.get_by_label("Tự tay tôi làm hết"))
    phone.keyboard.press("Space")
    press_by_keyboard(phone, phone.get_by_role("button", name="Nộp bài"))
    expect(phone.get_by_role("heading", level=1, name="Đạt rồi")).to_be_visible()


def test_every_page_of_a_check_holds_wcag_aa_and_fits(site: Site, phone: Page, bank: Bank) -> None:
    site.open(phone, f"/khoa-hoc/{COURSE}/kiem-tra/cuoi/")
    sound(phone)
    items = begin_check(site, phone, "cuoi")
    sound(phone)
    for place in range(1, bank.length + 1):
        phone.goto(f"{items}{place}")
        item = item_on(phone, bank)
        sound(phone)
        if place % 2:
            do_item(phone, item, keyboard=False)
        if item.practice and place % 2:
            phone.goto(f"{items}{place}")
            sound(phone)
    phone.goto(items)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Nộp bài").click()
    sound(phone)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Vẫn nộp").click()
    sound(phone)
