"""Joining a class by its code: scan, look, press."""

import secrets

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.errors import GroupBusy, GroupClosed, GroupFull, LeaderCannotJoin
from learnapp.core.study_groups import picture_of
from learnapp.extensions import db
from learnapp.queries import study_groups as queries
from learnapp.services import records
from learnapp.services import study_groups as services
from learnapp.web.access import current_somebody, public, signed_in
from learnapp.web.citizen import bp
from learnapp.web.context import catalogue
from learnapp.web.errors import STATUSES, words_for
from learnapp.web.forms import Form
from learnapp.web.i18n import _, current_language, lazy
from learnapp.web.pages import private_page
from learnapp.web.session import sign_in, signed_in_person

NO_COOKIES = lazy(
    "Trình duyệt này chưa giữ “cookie” nên trang không nhận ra máy này. "
    "Hãy bấm lại lần nữa. Vẫn chưa được thì vào phần cài đặt của trình duyệt, cho phép cookie."
)


@bp.route("/lop/<code:code>", methods=["GET", "POST"])
@public
def join_group(code: str) -> ResponseReturnValue:
    session, now, form = db.session(), utc_now(), Form()
    group = queries.by_code(session, code)
    refusal, status = "", 200
    if form.submitted():
        somebody = signed_in_person()
        try:
            if somebody is None:
                guest = records.begin_guest(session, now=now, chance=secrets.token_bytes(10))
                services.join(session, guest.id, code, now=now)
                sign_in(guest.id)
            else:
                services.join(session, somebody.person_id, code, now=now)
        except (GroupBusy, GroupClosed, GroupFull, LeaderCannotJoin) as error:
            session.rollback()
            refusal, status = words_for(error), STATUSES.get(type(error), 409)
            group = queries.by_code(session, code)
        else:
            session.commit()
            return redirect(url_for(".join_group", code=code), 303)
    elif form.errors:
        status = 422
        if not request.cookies:
            form.say_of_token(NO_COOKIES)
    somebody = signed_in_person()
    place = queries.place_in(session, somebody.actor.person_id, group.id) if somebody else None
    return private_page(
        "citizen/join_group.html",
        status=status,
        group=group,
        course=catalogue().course(group.course, current_language()),
        lessons=catalogue().lessons_of(group.course, current_language()),
        number=place,
        picture=picture_of(place) if place else None,
        name=somebody.name if somebody else None,
        refusal=refusal,
        form=form,
    )


@bp.post("/lop/<code:code>/roi")
@signed_in
def leave_group(code: str) -> ResponseReturnValue:
    """Take whoever asks off the list; what they learned stays theirs."""
    session, form = db.session(), Form()
    group = queries.by_code(session, code)
    if form.sent():
        services.leave(session, current_somebody().person_id, group.id, now=utc_now())
        session.commit()
        flash(_("Đã rời lớp. Bài đã học vẫn còn."))
    return redirect(url_for(".join_group", code=code), 303)


@bp.get("/LOP/<code:code>")
@public
def join_group_capitals(code: str) -> ResponseReturnValue:
    """QR codes hold the address in capitals; it leads to the one everyone knows."""
    return redirect(url_for(".join_group", code=code), 301)
