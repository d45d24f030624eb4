"""What a check came to: item by item, with the reason, and the one place that helps."""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from learnapp.core.banks import CheckKind
from learnapp.core.checks import ItemMark, said_of
from learnapp.core.grading import Mark
from learnapp.core.lessons import Lesson
from learnapp.core.questions import Question, as_shown, shuffled
from learnapp.core.rechecks import Place, screen_for
from learnapp.extensions import db
from learnapp.queries import checks as queries
from learnapp.queries.checks import MyCheck
from learnapp.queries.identity import members
from learnapp.queries.standing import standing as standing_of
from learnapp.web.access import current_somebody, public
from learnapp.web.citizen import bp
from learnapp.web.context import catalogue
from learnapp.web.i18n import current_language
from learnapp.web.pages import private_page


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as the page of a result shows it; ``why`` is about a practice, ``help`` where to go.

    The question and its mark are in the keys of the page that asked.
    """

    mark: ItemMark
    question: Question | None
    answer: Mark | None
    why: str
    help: Place | None


@bp.get("/kiem-tra/<uuid:check_id>/ket-qua")
@public
def check_result(check_id: UUID) -> ResponseReturnValue:
    """Tell the owner what was right, why, and what comes next."""
    somebody, session, lang = current_somebody(), db.session(), current_language()
    done = queries.my_check(session, catalogue(), somebody.actor, check_id, lang)
    own = members(session, somebody.actor.person_id)
    standing = standing_of(session, catalogue(), own, done.course, lang)
    course = catalogue().course(done.course, lang)
    return private_page(
        "citizen/check_result.html",
        done=done,
        course=course,
        kind=done.kind.value,
        shown=[_shown(done, one, lang) for one in done.grade.marks],
        spared=_lessons(done, lang),
        missing=standing.missing,
        completed=standing.completed_day is not None,
        until=standing.waits_until if done.kind is CheckKind.FINAL and not done.passed else None,
        certificate=url_for(".certificate", slug=done.course) if standing.completed_day else None,
        helped=done.passed and not any(one.held for one in standing.handed_in if one.id == done.id),
        name=somebody.name,
    )


def _shown(done: MyCheck, one: ItemMark, lang: str) -> Shown:
    item, question, answer, why = one.item, None, None, ""
    if item.question is not None:
        question = shuffled(item.question, done.seed)
        given = as_shown(item.question, done.seed, one.answer)
        answer = Mark(question.key, given, one.right)
    elif item.practice is not None and one.miss:
        why = said_of(item.practice, one.miss)
    helps = (
        None if one.right else screen_for(catalogue(), done.course, item.skill, _text(one), lang)
    )
    return Shown(one, question, answer, why, helps)


def _text(one: ItemMark) -> str:
    """Return what an item says, to find the screen that speaks of it."""
    if one.item.question is not None:
        choices = (choice.text for choice in one.item.question.choices)
        return " ".join((one.item.question.prompt_text, *choices))
    practice = one.item.practice
    return f"{practice.title} {practice.text}" if practice else ""


def _lessons(done: MyCheck, lang: str) -> list[Lesson]:
    lessons = (catalogue().lesson(slug, lang) for slug in done.spared)
    return [one for one in lessons if one is not None]
