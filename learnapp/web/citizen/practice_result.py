"""A run of a practice comes in, finished or left, and its owner sees what it means."""

import secrets
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.errors import Conflict, NotSignedIn
from learnapp.core.policy import Actor
from learnapp.core.records import Assistance, Outcome, PracticeSheet
from learnapp.extensions import db
from learnapp.queries.bookmarks import unfinished_practice
from learnapp.queries.practices import my_run, passed_quiz
from learnapp.services import bookmarks, records
from learnapp.web.access import current_somebody, public
from learnapp.web.citizen import bp
from learnapp.web.citizen.lessons import current_lesson
from learnapp.web.citizen.practice import ACTS, lost, no_store, practice_of
from learnapp.web.citizen.quiz import sent_id
from learnapp.web.context import catalogue
from learnapp.web.i18n import current_language
from learnapp.web.pages import private_page
from learnapp.web.session import sign_in, signed_in_person


@bp.post("/bai-hoc/<slug:slug>/thuc-hanh/xong")
@public
def finish_practice(slug: str) -> ResponseReturnValue:
    """Take in a run, finished or left. Whoever is nobody yet becomes a guest with it."""
    lesson, _practice = practice_of(slug)
    if not request.form.get(ACTS):
        return lost(lesson, 422)
    session, now, somebody = db.session(), utc_now(), signed_in_person()
    if somebody is None:
        guest = records.begin_guest(session, now=now, chance=secrets.token_bytes(10))
        person_id, actor = guest.id, Actor(guest.id)
    else:
        person_id, actor = somebody.person_id, somebody.actor
    sheet = _sheet(person_id, slug)
    receipt = records.submit(session, catalogue(), actor, sheet, now=now)
    bookmarks.after_practice(session, sheet, receipt, now=now)
    if somebody is None:
        sign_in(person_id)
    session.commit()
    if receipt.outcome is Outcome.CONFLICT:
        raise Conflict(receipt.id)
    if not receipt.kept:
        return no_store(render_template("citizen/not_taken_in.html", lesson=lesson), 409)
    new = "1" if somebody is None else None
    return redirect(url_for(".practice_result", slug=slug, run_id=receipt.id, moi=new), 303)


@bp.get("/bai-hoc/<slug:slug>/thuc-hanh/ket-qua/<uuid:run_id>")
@public
def practice_result(slug: str, run_id: UUID) -> ResponseReturnValue:
    """Tell the owner what the run means, and where to go next."""
    try:
        somebody = current_somebody()
    except NotSignedIn:
        if "moi" not in request.args:
            raise
        return no_store(render_template("citizen/no_cookies.html", lesson=current_lesson(slug)))
    session, language, actor = db.session(), current_language(), somebody.actor
    run = my_run(session, actor, run_id, slug)
    lesson = current_lesson(slug)
    course = catalogue().lessons_of(lesson.course, language)
    return private_page(
        "citizen/practice_result.html",
        lesson=lesson,
        run=run,
        left=unfinished_practice(session, catalogue(), actor, language, slug),
        quiz_passed=passed_quiz(session, actor, slug),
        next_lesson=next((one for one in course if one.order > lesson.order), None),
        name=somebody.name,
    )


def _sheet(person_id: UUID, slug: str) -> PracticeSheet:
    """Read the form into a sheet; a word that no form of ours says is no word."""
    said = request.form.get("said", "")
    return PracticeSheet(
        id=sent_id(),
        person_id=person_id,
        lesson=slug,
        version=request.form.get("version", ""),
        acts=request.form.get(ACTS, ""),
        left="left" in request.form,
        said=Assistance(said) if said in list(Assistance) else None,
    )
