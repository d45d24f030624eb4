"""A practice, act by act: the first scene is the same for everyone, the acts ride in the address.

What somebody types is judged by ``read_act`` and dropped: no address, log, row or page holds it.
"""

import secrets
from dataclasses import replace

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from learnapp.clock import utc_now
from learnapp.core.errors import NotFound, UnknownAct, UnreadableActs
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Lesson
from learnapp.core.practice_fields import default_press, read_act, steps_to_goal
from learnapp.core.practice_machine import (
    HINT,
    MOST_ACTS,
    Act,
    Run,
    act,
    begin,
    program,
    read_acts,
    replay,
    write_acts,
)
from learnapp.core.practices import Practice
from learnapp.extensions import db
from learnapp.queries.bookmarks import unfinished_practice
from learnapp.services import bookmarks, records
from learnapp.web.access import public
from learnapp.web.citizen import bp
from learnapp.web.citizen.lessons import current_lesson
from learnapp.web.context import catalogue
from learnapp.web.origin import harmless_when_foreign, origin_is_known
from learnapp.web.session import sign_in, signed_in_person
from learnapp.web.shared_pages import shared_unless

ACTS, RESUMED = "buoc", "tiep"
"""In the address: the acts so far; somebody comes back to them, and is not told off again."""


def _after_acts(slug: str) -> Response:
    """Show the scene after the acts of the address: it follows from the address alone."""
    lesson, practice = practice_of(slug)
    text = request.args.get(ACTS, "")
    try:
        run = replay(practice, read_acts(text))
    except (UnreadableActs, UnknownAct):
        return lost(lesson)
    quiet = RESUMED in request.args
    run = replace(run, said=None) if quiet else run
    return no_store(_scene_page(lesson, practice, run, text, quiet=quiet))


@bp.get("/bai-hoc/<slug:slug>/thuc-hanh")
@shared_unless(ACTS, _after_acts)
def practice(slug: str) -> str:
    """Show where the practice begins."""
    lesson, found = practice_of(slug)
    return _scene_page(lesson, found, begin(found), "")


@bp.post("/bai-hoc/<slug:slug>/thuc-hanh")
@public
@harmless_when_foreign
def act_in_practice(slug: str) -> ResponseReturnValue:
    """Do one act, keep the place, and lead to the scene after it."""
    lesson, practice = practice_of(slug)
    before = request.form.get(ACTS, "")
    try:
        acts = read_acts(before)
        run = replay(practice, acts)
    except (UnreadableActs, UnknownAct):
        return lost(lesson)
    if len(acts) >= MOST_ACTS:
        return lost(lesson)
    done = _do(practice, run)
    if done is None:
        return redirect(_address(slug, before), 303)
    one, run = done
    after = write_acts((*acts, one))
    _keep(lesson, after, first=not acts)
    place = "tra-loi" if run.said else "goi-y" if one.press == HINT else None
    return redirect(_address(slug, after, place), 303)


@bp.get("/bai-hoc/<slug:slug>/thuc-hanh/tiep")
@public
def resume_practice(slug: str) -> ResponseReturnValue:
    """Lead to where one stopped; whoever never began is led to the beginning."""
    lesson, _found = practice_of(slug)
    somebody = signed_in_person()
    left = somebody and unfinished_practice(
        db.session(), catalogue(), somebody.actor, lesson.lang, slug
    )
    acts = left.acts if left else None
    response = redirect(url_for(".practice", slug=slug, buoc=acts, tiep=acts and 1), 303)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def practice_of(slug: str) -> tuple[Lesson, Practice]:
    """Return the lesson and its practice. Raises ``NotFound`` where there is none."""
    lesson = current_lesson(slug)
    if lesson.practice is None:
        raise NotFound(slug)
    return lesson, lesson.practice


def lost(lesson: Lesson, status: int = 400) -> Response:
    """Say that these acts lead nowhere in the practice of today, and how to begin again."""
    return no_store(render_template("citizen/practice_lost.html", lesson=lesson), status)


def no_store(page: str, status: int = 200) -> Response:
    """Answer with a page that is about what was just done, and about nobody."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _scene_page(
    lesson: Lesson, practice: Practice, run: Run, acts: str, *, quiet: bool = False
) -> str:
    """Show a scene. After acts the page is nobody else's: pressed twice, its run is one record."""
    steps = steps_to_goal(practice)
    said = run.said
    about = practice.scene(said.scene) if said else None
    return render_template(
        "citizen/practice.html",
        lesson=lesson,
        practice=practice,
        run=run,
        acts=acts,
        run_id=uuid7(utc_now()) if acts else "",
        quiet=quiet,
        steps=steps,
        total=steps.get(practice.start.key, 0),
        said_part=about.parts[said.part] if said and about else None,
        default_press=default_press,
        program=program(practice),
    )


def _do(practice: Practice, run: Run) -> tuple[Act, Run] | None:
    """Do what was pressed; ``None`` where nothing was, or not here (an older page sent it)."""
    scene = practice.scene(run.scene)
    fields = {name: request.form.getlist(name) for name in request.form}
    try:
        one = read_act(scene, fields) if scene else None
        return None if one is None else (one, act(practice, run, one))
    except UnknownAct:
        return None


def _keep(lesson: Lesson, acts: str, *, first: bool) -> None:
    """Put a bookmark. Whoever is nobody yet becomes a guest at the first act, and not at others.

    A browser that keeps no cookie would become another guest at each of them.
    """
    if not origin_is_known():
        return
    session, now, somebody = db.session(), utc_now(), signed_in_person()
    if somebody is not None:
        person_id = somebody.person_id
    elif first:
        person_id = records.begin_guest(session, now=now, chance=secrets.token_bytes(10)).id
        sign_in(person_id)
    else:
        return
    what = bookmarks.practice_of(lesson.slug)
    bookmarks.keep_place(session, person_id, what, acts, lesson.version, now=now)
    session.commit()


def _address(slug: str, acts: str, place: str | None = None) -> str:
    return url_for(".practice", slug=slug, buoc=acts or None, _anchor=place)
