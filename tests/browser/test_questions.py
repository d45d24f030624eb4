"""Each kind of question by keyboard alone, and what a second try leaves behind."""

import pytest
from playwright.sync_api import Locator, Page, expect

from learnapp.core.lessons import Catalogue, Lesson
from learnapp.core.questions import Question, QuestionKind
from tests.browser.quiz import fill, go, question_of, wrong_answer
from tests.browser.site import Site

pytestmark = pytest.mark.browser

FAR = 80
"""More presses of Tab than any one screen has stops."""


def find(lessons: Catalogue, kind: QuestionKind) -> tuple[Lesson, Question, int]:
    """Return the first question of this kind, its lesson, and its place there from 1 on."""
    for course in lessons.courses():
        for lesson in lessons.lessons_of(course.slug):
            for place, question in enumerate(lesson.questions, 1):
                if question.kind is kind:
                    return lesson, question, place
    message = f"no lesson asks a question of kind {kind}"
    raise AssertionError(message)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has the focus, and see that one sees it."""
    for _press in range(FAR):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            break
    else:
        message = f"the keyboard does not get to {wanted}"
        raise AssertionError(message)
    assert_visible_focus(page)


def assert_visible_focus(page: Page) -> None:
    """See that the focused thing, or its label, has an outline and is not under the bar."""
    outlined, covered = page.evaluate(
        """() => {
          const one = document.activeElement;
          const seen = one.matches('.choice__input') ? one.nextElementSibling : one;
          const bar = document.querySelector('[data-steps]');
          const top = bar.contains(one) ? innerHeight : bar.getBoundingClientRect().top;
          return [
            parseFloat(getComputedStyle(seen).outlineWidth) >= 2,
            seen.getBoundingClientRect().top >= top - 1,
          ];
        }"""
    )
    assert outlined
    assert not covered


def answer_by_keyboard(page: Page, question: Question) -> None:
    shown = question_of(page, question)
    if question.kind is QuestionKind.ORDERING:
        _order_by_keyboard(page, shown, question.answer)
    elif question.kind is QuestionKind.MATCHING:
        _match_by_keyboard(page, shown, question)
    elif question.kind is QuestionKind.MULTIPLE_CHOICE:
        # In the order of the page, as one tabs through it.
        for one in question.shown:
            if one.key in question.answer:
                tab_to(page, shown.locator(f'input[value="{one.key}"]'))
                page.keyboard.press("Space")
    else:
        tab_to(page, shown.locator("input").first)
        page.keyboard.press("Space")
        for _press in question.choices:
            if shown.locator(f'input[value="{question.answer[0]}"]').is_checked():
                break
            page.keyboard.press("ArrowDown")


def _match_by_keyboard(page: Page, shown: Locator, question: Question) -> None:
    for choice, partner in zip(question.choices, question.answer, strict=True):
        select = shown.locator(f'[data-choice="{choice.key}"] select')
        tab_to(page, select)
        for _press in question.partners:
            page.keyboard.press("ArrowDown")
            if select.input_value() == partner:
                break
        assert select.input_value() == partner


def _order_by_keyboard(page: Page, shown: Locator, answer: tuple[str, ...]) -> None:
    """Move each line up to its place; the focus stays on the button that moves it."""
    for place, key in enumerate(answer):
        row = shown.locator(f'[data-choice="{key}"]')
        now = row.evaluate("one => [...one.parentElement.children].indexOf(one)")
        if now > place:
            page.locator("body").evaluate("() => document.activeElement.blur()")
            tab_to(page, row.locator("[data-move='-1']"))
            for _press in range(now - place):
                page.keyboard.press("Enter")


@pytest.mark.parametrize("kind", QuestionKind)
def test_a_question_is_answered_by_keyboard_alone(
    site: Site, phone: Page, lessons: Catalogue, kind: QuestionKind
) -> None:
    lesson, question, place = find(lessons, kind)
    site.open(phone, f"/bai-hoc/{lesson.slug}/#cau-{place}")
    expect(question_of(phone, question)).to_be_visible()

    answer_by_keyboard(phone, question)
    tab_to(phone, go(phone))
    phone.keyboard.press("Enter")

    expect(question_of(phone, question).get_by_text("Đúng rồi!")).to_be_visible()
    said = phone.evaluate("() => document.activeElement.className")
    assert "reply" in said, "the reply does not get the focus, so nobody hears it"


@pytest.mark.parametrize("kind", QuestionKind)
def test_a_wrong_answer_is_explained_and_the_right_one_not_given_away(
    site: Site, phone: Page, lessons: Catalogue, kind: QuestionKind
) -> None:
    lesson, question, place = find(lessons, kind)
    site.open(phone, f"/bai-hoc/{lesson.slug}/#cau-{place}")
    shown = question_of(phone, question)

    fill(phone, question, wrong_answer(question))
    go(phone).click()

    reply = shown.locator(".reply")
    expect(reply).to_contain_text("Chưa đúng, không sao")
    assert len(reply.inner_text().split()) > 8, "no reason is given"
    expect(go(phone)).to_have_text("Trả lời lại")
    if kind not in {QuestionKind.ORDERING, QuestionKind.MATCHING}:
        expect(shown.locator(".choice--right")).to_have_count(0)
    fill(phone, question, question.answer)
    go(phone).click()
    expect(shown.get_by_text("Đúng rồi!")).to_be_visible()


def test_nothing_chosen_is_said_kindly(site: Site, phone: Page, lessons: Catalogue) -> None:
    lesson, question, place = find(lessons, QuestionKind.SINGLE_CHOICE)
    site.open(phone, f"/bai-hoc/{lesson.slug}/#cau-{place}")

    go(phone).click()

    expect(question_of(phone, question).get_by_text("Chọn xong rồi bấm")).to_be_visible()


def test_one_goes_on_where_one_stopped(site: Site, phone: Page, lessons: Catalogue) -> None:
    lesson = lessons.lesson("mot-cong-duy-nhat")
    site.open(phone, f"/bai-hoc/{lesson.slug}/")
    go(phone).click()
    go(phone).click()

    site.open(phone, "/")
    site.open(phone, f"/bai-hoc/{lesson.slug}/")

    expect(phone.get_by_role("heading", name=lesson.screens[2].title, exact=True)).to_be_visible()
    phone.get_by_role("link", name="Quay lại").click()
    expect(phone.get_by_role("heading", name=lesson.screens[1].title, exact=True)).to_be_visible()
