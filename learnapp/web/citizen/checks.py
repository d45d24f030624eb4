"""An open check: its items one by one, as posts, and handing it in.

Nothing here says what is right: the pages are made of shuffled questions and silent practices.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from learnapp.clock import utc_now
from learnapp.core.banks import Item
from learnapp.core.checks import ItemMark, play
from learnapp.core.errors import CheckHandedIn, CheckWaits, NotFound, UnknownAct
from learnapp.core.practice_acts import EMPTY, read_acts
from learnapp.core.practice_machine import Run
from learnapp.core.practices import Practice
from learnapp.core.questions import as_shown, shuffled
from learnapp.core.quiz_fields import read_answers
from learnapp.core.records import Assistance
from learnapp.extensions import db
from learnapp.queries.checks import MyAttempt, my_attempt
from learnapp.services import check_answers as answers
from learnapp.services import checks
from learnapp.services.check_answers import Where
from learnapp.web.access import current_actor, current_somebody, public
from learnapp.web.citizen import bp
from learnapp.web.context import catalogue
from learnapp.web.forms import Form
from learnapp.web.i18n import current_language
from learnapp.web.origin import harmless_when_foreign, origin_is_known
from learnapp.web.pages import REFUSED, private_page

AFTER, ANEW, SURE = "sau", "lam-lai", "chac"
"""Fields: how many acts the page had seen; begin the item anew; hand in all the same."""

_MOST_DIGITS = 3


@bp.get("/kiem-tra/<uuid:attempt_id>/")
@public
def check_items(attempt_id: UUID) -> ResponseReturnValue:
    """List the items, those still empty too, with the button that hands in."""
    mine = _mine(attempt_id)
    if mine is None:
        return redirect(url_for(".check_result", check_id=attempt_id), 303)
    return _list(mine)


@bp.post("/kiem-tra/<uuid:attempt_id>/nop")
@public
def hand_in_check(attempt_id: UUID) -> ResponseReturnValue:
    """Hand in; what is empty is named once before. Sent twice, it is handed in once."""
    actor, session, form = current_actor(), db.session(), Form()
    said = request.form.get("said", "")
    mine = _mine(attempt_id)
    unsure = mine is not None and mine.empty and SURE not in request.form
    if mine is not None and (unsure or not form.submitted()):
        return _list(mine, said=said if unsure else None, status=REFUSED, form=form)
    try:
        record_id = checks.hand_in(
            session,
            catalogue(),
            actor,
            attempt_id,
            said=Assistance(said) if said in list(Assistance) else None,
            now=utc_now(),
        )
    except CheckWaits:
        session.rollback()
        return redirect(url_for(".check", slug=mine.course, kind="cuoi") if mine else ".", 303)
    session.commit()
    return redirect(url_for(".check_result", check_id=record_id), 303)


@bp.get("/kiem-tra/<uuid:attempt_id>/<int:place>")
@public
def check_item(attempt_id: UUID, place: int) -> ResponseReturnValue:
    """Show one item as it stands."""
    mine = _mine(attempt_id)
    if mine is None:
        return redirect(url_for(".check_result", check_id=attempt_id), 303)
    item, mark = _at(mine, place)
    run = play(item.practice, mark.acts) if item.practice else None
    return _item_page(mine, place, run)


@bp.post("/kiem-tra/<uuid:attempt_id>/<int:place>")
@public
@harmless_when_foreign
def answer_item(attempt_id: UUID, place: int) -> ResponseReturnValue:
    """Keep an answer and go on, or do one act. What was typed goes no further than its judge."""
    current_actor()
    if not origin_is_known():
        return redirect(url_for(".check_item", attempt_id=attempt_id, place=place), 303)
    mine = _mine(attempt_id)
    if mine is None:
        return redirect(url_for(".check_result", check_id=attempt_id), 303)
    try:
        return _answer(mine, place)
    except CheckHandedIn:
        db.session.rollback()
        return redirect(url_for(".check_result", check_id=attempt_id), 303)


def _answer(mine: MyAttempt, place: int) -> ResponseReturnValue:
    session, actor, where = db.session(), current_actor(), Where(mine.id, place)
    fields, form = {name: request.form.getlist(name) for name in request.form}, Form()
    if not form.submitted():
        return _stale_page(mine, place, fields, form)
    here = url_for(".check_item", attempt_id=mine.id, place=place)
    if ANEW in fields:
        answers.begin_item_anew(session, catalogue(), actor, where)
        session.commit()
        return redirect(here, 303)
    if _at(mine, place)[0].question is not None:
        answers.answer_question(session, catalogue(), actor, where, sent=fields)
        session.commit()
        return redirect(_next(mine, place), 303)
    run = answers.act_in_item(session, catalogue(), actor, where, sent=fields, after=_number(AFTER))
    session.commit()
    # What is said of an empty field, or of a real number, is said once: the address has no room.
    return _item_page(mine, place, run, REFUSED) if run.said else redirect(here, 303)


def _mine(attempt_id: UUID) -> MyAttempt | None:
    actor = current_somebody().actor
    return my_attempt(db.session(), catalogue(), actor, attempt_id, current_language())


def _list(
    mine: MyAttempt, *, said: str | None = None, status: int = 200, form: Form | None = None
) -> Response:
    return private_page(
        "citizen/check_items.html",
        status=status,
        mine=mine,
        said=said,
        course=catalogue().course(mine.course, current_language()),
        form=form or Form(),
    )


def _stale_page(
    mine: MyAttempt, place: int, sent: Mapping[str, Sequence[str]], form: Form
) -> Response:
    """Show the item again, with what was picked, and ask to press once more."""
    item, mark = _at(mine, place)
    run = play(item.practice, mark.acts) if item.practice else None
    shown = shuffled(item.question, mine.seed) if item.question else None
    picked = read_answers([shown], sent).get(shown.key, ()) if shown else None
    return _item_page(mine, place, run, REFUSED, picked=picked, form=form)


def _item_page(
    mine: MyAttempt,
    place: int,
    run: Run | None,
    status: int = 200,
    *,
    picked: Sequence[str] | None = None,
    form: Form | None = None,
) -> Response:
    item, mark = _at(mine, place)
    question = shuffled(item.question, mine.seed) if item.question else None
    given = as_shown(item.question, mine.seed, mark.answer) if item.question else ()
    said = run.said if run else None
    scene = item.practice.scene(said.scene) if said and item.practice else None
    return private_page(
        "citizen/check_item.html",
        status=status,
        mine=mine,
        place=place,
        item=item,
        question=question,
        given=given if picked is None else picked,
        run=_untyped(item.practice, run) if item.practice and run else None,
        said_part=scene.parts[said.part] if said and scene else None,
        acts=len(read_acts(mark.acts)),
        next=_next(mine, place),
        form=form or Form(),
    )


def _untyped(practice: Practice, run: Run) -> Run:
    """Leave fields empty on coming back: the sample filled in again would say that it was right."""
    filled = {
        scene.key: tuple(
            EMPTY if part.typed else value
            for part, value in zip(scene.inputs, run.filled[scene.key], strict=True)
        )
        for scene in practice.scenes
        if scene.key in run.filled
    }
    return replace(run, filled=filled)


def _at(mine: MyAttempt, place: int) -> tuple[Item, ItemMark]:
    if not 1 <= place <= len(mine.items):
        raise NotFound(place)
    return mine.items[place - 1], mine.marks[place - 1]


def _next(mine: MyAttempt, place: int) -> str:
    """Return the address of the item after this one, or of the list behind the last."""
    if place < len(mine.items):
        return url_for(".check_item", attempt_id=mine.id, place=place + 1)
    return url_for(".check_items", attempt_id=mine.id)


def _number(field: str) -> int:
    """Read how many acts a page had seen. Raises ``UnknownAct`` for what no page of ours sends."""
    text = request.form.get(field, "0")
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise UnknownAct
    return int(text)
