"""Five questions a day: one at a time, each with its reason."""

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.errors import Conflict, NotFound
from learnapp.core.grading import Mark
from learnapp.core.ids import uuid7
from learnapp.core.quiz_fields import read_answers
from learnapp.core.records import Outcome, ReviewSheet
from learnapp.core.reviews import Asked
from learnapp.extensions import db
from learnapp.queries import reviews as queries
from learnapp.services import records
from learnapp.web.access import current_somebody, public, signed_in
from learnapp.web.citizen import bp
from learnapp.web.citizen.quiz import sent_id
from learnapp.web.context import catalogue
from learnapp.web.forms import Form
from learnapp.web.i18n import _, current_language
from learnapp.web.pages import REFUSED, private_page
from learnapp.web.session import signed_in_person


@bp.get("/on-lai/")
@public
def review() -> ResponseReturnValue:
    """Ask the first question of today; with none, say when the next one comes."""
    somebody = signed_in_person()
    if somebody is None:
        return private_page("citizen/review_none.html", kept=None)
    kept = _kept()
    if not kept.items:
        return private_page("citizen/review_none.html", kept=kept)
    return _ask(kept, kept.items[0])


@bp.post("/on-lai/")
@signed_in
def answer_review() -> ResponseReturnValue:
    """Take in one answer, then show why it is right or not."""
    record_id = sent_id()
    asked = _asked_today(request.form.get("item", ""))
    if asked is None:
        return _answered_or_changed(record_id)
    fields = {name: request.form.getlist(name) for name in request.form}
    answer, form = read_answers([asked.question], fields).get(asked.question.key), Form()
    if not form.submitted():
        return _ask(_kept(), asked, status=REFUSED, form=form, answer=answer)
    if not answer:
        empty = Mark(asked.question.key, (), right=False)
        return _ask(_kept(), asked, status=REFUSED, form=form, mark=empty)
    session, somebody = db.session(), current_somebody()
    sheet = ReviewSheet(
        id=record_id,
        person_id=somebody.person_id,
        item=asked.item,
        version=request.form.get("version", ""),
        answer=answer,
    )
    receipt = records.submit(session, catalogue(), somebody.actor, sheet, now=utc_now())
    session.commit()
    if receipt.outcome is Outcome.CONFLICT:
        raise Conflict(receipt.id)
    if not receipt.kept:
        return _changed()
    return redirect(url_for(".reviewed", review_id=receipt.id), 303)


@bp.get("/on-lai/<uuid:review_id>")
@signed_in
def reviewed(review_id: UUID) -> ResponseReturnValue:
    """Tell whether the answer was right, why, and what comes next."""
    actor, language = current_somebody().actor, current_language()
    done = queries.my_review(db.session(), catalogue(), actor, review_id, language)
    return private_page("citizen/reviewed.html", done=done, kept=_kept())


def _kept() -> queries.Kept:
    """Return what comes back today to whoever asks."""
    actor = current_somebody().actor
    return queries.kept(db.session(), catalogue(), actor, current_language(), now=utc_now())


def _ask(
    kept: queries.Kept,
    asked: Asked,
    *,
    status: int = 200,
    form: Form | None = None,
    mark: Mark | None = None,
    answer: Sequence[str] | None = None,
) -> ResponseReturnValue:
    return private_page(
        "citizen/review.html",
        status=status,
        form=form or Form(),
        kept=kept,
        asked=asked,
        mark=mark,
        answer=answer,
        id=uuid7(utc_now()),
    )


def _asked_today(item: str) -> Asked | None:
    """Return the item if it is one of today's: no reply tells what somebody was not asked."""
    return next((one for one in _kept().items if one.item == item), None)


def _answered_or_changed(record_id: UUID | None) -> ResponseReturnValue:
    """Lead to the reply to what was sent before, or to today's question."""
    if record_id is None:
        return _changed()
    try:
        queries.my_review(
            db.session(), catalogue(), current_somebody().actor, record_id, current_language()
        )
    except NotFound:
        return _changed()
    return redirect(url_for(".reviewed", review_id=record_id), 303)


def _changed() -> ResponseReturnValue:
    """Go on with today's questions: the one that lay open was changed meanwhile."""
    flash(_("Câu vừa trả lời đã được sửa nên không ghi lại. Mời làm câu này."), "info")
    return redirect(url_for(".review"), 303)
