"""Going through a lesson as a learner does, with scripts and without."""

from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page

from learnapp.core.lessons import Lesson
from learnapp.core.questions import Question, QuestionKind

MOVES = 20


def question_of(page: Page, question: Question) -> Locator:
    return page.locator(f'[data-question="{question.key}"]')


def wrong_answer(question: Question) -> tuple[str, ...]:
    """Return an answer that is complete, and wrong."""
    if question.kind in {QuestionKind.ORDERING, QuestionKind.MATCHING}:
        return tuple(reversed(question.answer))
    return (next(one.key for one in question.choices if not one.right),)


def fill(page: Page, question: Question, answer: Sequence[str]) -> None:
    """Give the answer by whatever the page offers for it."""
    shown = question_of(page, question)
    if question.kind is QuestionKind.ORDERING and shown.locator("[data-move]").count():
        for place, key in enumerate(answer):
            _move(shown, key, place)
    elif question.kind is QuestionKind.ORDERING:
        for place, key in enumerate(answer, 1):
            shown.locator(f'[data-choice="{key}"] select').select_option(str(place))
    elif question.kind is QuestionKind.MATCHING:
        for row, key in zip(shown.locator("select").all(), answer, strict=True):
            row.select_option(key)
    else:
        for box in shown.locator("input[type=checkbox]").all():
            box.uncheck()
        for key in answer:
            shown.locator(f'input[value="{key}"]').check()


def _move(shown: Locator, key: str, place: int) -> None:
    """Press up or down until the line stands at its place (from 0)."""
    for _press in range(MOVES):
        order = [row.get_attribute("data-choice") for row in shown.locator("[data-choice]").all()]
        now = order.index(key)
        if now == place:
            break
        step = "-1" if now > place else "1"
        shown.locator(f'[data-choice="{key}"] [data-move="{step}"]').click()
    else:
        message = f"{key} did not come to place {place}"
        raise AssertionError(message)
    if not shown.get_attribute("data-moved"):
        # Already in order: moving a line away and back says that this is the answer.
        shown.locator("[data-move='1']").first.click()
        shown.locator("[data-choice]").nth(1).locator("[data-move='-1']").click()


def answer_without_scripts(
    page: Page, lesson: Lesson, answers: Mapping[str, Sequence[str]]
) -> None:
    """Answer all questions of the page and send them."""
    for question in lesson.questions:
        fill(page, question, answers[question.key])
    with page.expect_navigation():
        page.get_by_role("button", name="Xong, xem kết quả").click()


def go(page: Page) -> Locator:
    """Return the primary of a lesson's bar."""
    return page.locator("[data-go]")
