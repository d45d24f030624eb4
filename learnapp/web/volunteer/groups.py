"""A volunteer's classes: open one, show its code, see who is there and how far."""

import secrets
from uuid import UUID

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.counting import LADDER, Figure
from learnapp.core.days import vietnam_day
from learnapp.core.errors import UnknownNeighbourhood
from learnapp.core.places import Ward
from learnapp.core.policy import Permission, Role
from learnapp.extensions import db
from learnapp.queries import neighbourhoods
from learnapp.queries import study_groups as queries
from learnapp.services import study_groups as services
from learnapp.web.access import current_actor, requires
from learnapp.web.context import catalogue, gazetteer, settings
from learnapp.web.forms import Form
from learnapp.web.i18n import _, current_language
from learnapp.web.pages import form_page, private_page
from learnapp.web.qr import qr_address, qr_svg
from learnapp.web.volunteer import bp
from learnapp.web.volunteer.forms import OpenGroupForm

BEYOND_LESSONS = LADDER[LADDER.index(Figure.PRACTISED) :]
"""The steps that are told beside the number of lessons."""


@bp.get("/")
@requires(Permission.GROUP_LEAD)
def groups() -> ResponseReturnValue:
    lines = queries.led(db.session(), current_actor())
    return private_page("volunteer/groups.html", groups=lines, courses=_course_titles())


@bp.route("/lop/mo", methods=["GET", "POST"])
@requires(Permission.GROUP_LEAD)
def open_group() -> ResponseReturnValue:
    session, actor, now = db.session(), current_actor(), utc_now()
    wards = own_wards()
    places = neighbourhoods.open_in(session, [ward.id for ward in wards])
    courses = catalogue().courses(current_language())
    form = OpenGroupForm(courses, wards, places, vietnam_day(now))
    if not form.submitted():
        return form_page("volunteer/open_group.html", form=form, wards=wards)
    try:
        group = services.open_group(
            session,
            catalogue(),
            gazetteer(),
            actor,
            form.new_group(),
            id=form.record_id.uuid,
            chance=secrets.token_bytes(16),
            now=now,
        )
    except UnknownNeighbourhood as refusal:
        form.reject("neighbourhood", refusal)
        return form_page("volunteer/open_group.html", form=form, wards=wards)
    session.commit()
    flash(_("Đã mở lớp. Giơ mã cho bà con quét."))
    return redirect(url_for(".group", group_id=group.id), 303)


@bp.get("/lop/<uuid:group_id>")
@requires(Permission.GROUP_READ)
def group(group_id: UUID) -> ResponseReturnValue:
    page = queries.group_page(db.session(), gazetteer(), current_actor(), group_id)
    lessons = catalogue().lessons_of(page.group.course, current_language())
    return private_page(
        "volunteer/group.html",
        page=page,
        group=page.group,
        lessons={lesson.slug: lesson for lesson in lessons},
        beyond_lessons=BEYOND_LESSONS,
        qr=qr_svg(join_address(page.group.code)),
        form=Form(),
    )


@bp.get("/lop/<uuid:group_id>/trang-thai")
@requires(Permission.GROUP_READ)
def group_state(group_id: UUID) -> ResponseReturnValue:
    """Tell a page that is open whether the list has changed."""
    page = queries.group_page(db.session(), gazetteer(), current_actor(), group_id)
    return jsonify(state=page.state)


@bp.get("/lop/<uuid:group_id>/ma")
@requires(Permission.GROUP_READ)
def group_code(group_id: UUID) -> ResponseReturnValue:
    """Show the code alone on the screen, or print it for the door."""
    page = queries.group_page(db.session(), gazetteer(), current_actor(), group_id)
    address = join_address(page.group.code)
    return private_page(
        "volunteer/group_code.html", group=page.group, address=address, qr=qr_svg(address)
    )


@bp.post("/lop/<uuid:group_id>/dong")
@requires(Permission.GROUP_LEAD)
def close_group(group_id: UUID) -> ResponseReturnValue:
    session = db.session()
    if not Form().sent():
        return redirect(url_for(".group", group_id=group_id), 303)
    services.close_group(session, gazetteer(), current_actor(), group_id, now=utc_now())
    session.commit()
    flash(_("Đã đóng lớp. Bài bà con đã học vẫn còn."))
    return redirect(url_for(".group", group_id=group_id), 303)


def own_wards() -> list[Ward]:
    """Return the wards in which the actor is a volunteer, by name."""
    wards = (
        gazetteer().ward(place.ward_id)
        for place in current_actor().places(Role.VOLUNTEER)
        if place.ward_id is not None
    )
    return sorted((ward for ward in wards if ward), key=lambda ward: ward.title)


def join_address(code: str) -> str:
    """Return the whole address at which people join, as a QR code holds it.

    The same in every language. A site on https has one address, which posters keep for years; a
    laptop that serves a class has the one by which the volunteer found it.
    """
    path = url_for("citizen.join_group", code=code).removeprefix(request.script_root)
    site = settings().site_address if settings().https else request.host_url.rstrip("/")
    return qr_address(f"{site}{path}")


def _course_titles() -> dict[str, str]:
    return {one.slug: one.title for one in catalogue().courses(current_language())}
