"""A round of a quiz comes in by form, and its owner sees what became of it."""

import re
import secrets
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.errors import Conflict, NotSignedIn, UnknownVersion
from learnapp.core.grading import mark
from learnapp.core.ids import is_uuid7
from learnapp.core.lessons import Lesson
from learnapp.core.policy import Actor
from learnapp.core.quiz_fields import read_answers
from learnapp.core.records import AnswerSheet, Outcome, Sheet, UnreadableSheet
from learnapp.extensions import db
from learnapp.queries.practices import finished_practice
from learnapp.queries.progress import my_round
from learnapp.services import records
from learnapp.services.texts import Texts
from learnapp.web.access import current_somebody, public
from learnapp.web.citizen import bp
from learnapp.web.citizen.lessons import current_lesson
from learnapp.web.context import catalogue
from learnapp.web.i18n import current_language
from learnapp.web.pages import private_page
from learnapp.web.session import sign_in, signed_in_person

VERSION = re.compile(r"[0-9a-f]{8,64}")
QUESTION = "q-"


@bp.post("/bai-hoc/<slug:slug>/cau-do")
@public
def answer_quiz(slug: str) -> ResponseReturnValue:
    """Take in a round. Whoever is nobody yet becomes a guest in the same transaction."""
    session, now = db.session(), utc_now()
    round_of = _read_round(slug)
    if round_of is None:
        return _page("citizen/nothing_answered.html", 422, lesson=current_lesson(slug))
    somebody = signed_in_person()
    if somebody is None:
        guest = records.begin_guest(session, now=now, chance=secrets.token_bytes(10))
        person_id, actor = guest.id, Actor(guest.id)
    else:
        person_id, actor = somebody.person_id, somebody.actor
    receipt = records.submit(session, catalogue(), actor, round_of(person_id), now=now)
    if somebody is None:
        sign_in(person_id)
    session.commit()
    if receipt.outcome is Outcome.CONFLICT:
        raise Conflict(receipt.id)
    if not receipt.kept:
        return _page("citizen/not_taken_in.html", 409, lesson=current_lesson(slug))
    new = "1" if somebody is None else None
    return redirect(url_for(".result", slug=slug, record_id=receipt.id, moi=new), 303)


def _read_round(slug: str) -> Callable[[UUID], Sheet] | None:
    """Read what was sent into a sheet that only wants its person; ``None``: nothing was answered.

    A lesson that was withdrawn while it lay open is taken in like any other version. Answers to a
    text that is not known yet are kept as they came, for the day on which it is. Raises
    ``NotFound`` for a lesson that never was, ``UnknownQuestion`` and ``UnknownChoice`` for what no
    form of ours holds.
    """
    version, sent = request.form.get("version", ""), sent_id()
    fields = {name: request.form.getlist(name) for name in request.form}
    try:
        text = Texts(db.session(), catalogue()).lesson(slug, version)
    except UnknownVersion as refusal:
        current_lesson(slug)
        asked = any(name.startswith(QUESTION) for name in fields)
        if not asked or not VERSION.fullmatch(version):
            return None
        content = {"lesson": slug, "version": version, "fields": fields}
        return partial(_unread, sent, type(refusal).__name__, content)
    answers = read_answers(text.questions, fields)
    if not answers:
        return None
    return lambda person_id: AnswerSheet(
        id=sent, person_id=person_id, lesson=slug, version=version, answers=answers
    )


def _unread(
    sent: UUID | None, reason: str, content: Mapping[str, Any], person_id: UUID
) -> UnreadableSheet:
    return UnreadableSheet(id=sent, person_id=person_id, reason=reason, content=content)


@bp.get("/bai-hoc/<slug:slug>/ket-qua/<uuid:record_id>")
@public
def result(slug: str, record_id: UUID) -> ResponseReturnValue:
    """Show the owner what was right, why, and where to go next."""
    try:
        somebody = current_somebody()
    except NotSignedIn:
        if "moi" not in request.args:
            raise
        return _page("citizen/no_cookies.html", 200, lesson=current_lesson(slug))
    done = my_round(db.session(), catalogue(), somebody.actor, record_id)
    lesson = done.lesson
    course = catalogue().lessons_of(lesson.course, current_language())
    today = catalogue().lesson(lesson.slug, current_language())
    return private_page(
        "citizen/result.html",
        lesson=lesson,
        done=done,
        marks={one.key: mark(one, done.answers.get(one.key, ())) for one in lesson.questions},
        next_lesson=next((one for one in course if one.order > lesson.order), None),
        to_practise=_to_practise(somebody.actor, today),
        is_current=today is not None and today.version == lesson.version,
        name=somebody.name,
    )


def _to_practise(actor: Actor, lesson: Lesson | None) -> bool:
    """Tell whether the lesson of today has a practice that the actor never finished."""
    if lesson is None or lesson.practice is None:
        return False
    return not finished_practice(db.session(), actor, lesson.slug)


def sent_id() -> UUID | None:
    """Return the id that the page's script made for this round, if it made a proper one."""
    try:
        sent = UUID(request.form.get("id", ""))
    except ValueError:
        return None
    return sent if is_uuid7(sent) else None


def _page(template: str, status: int, **values: object) -> ResponseReturnValue:
    """Show a page that is about what was just sent, and about nobody."""
    response = make_response(render_template(template, **values), status)
    response.headers["Cache-Control"] = "no-store"
    return response
