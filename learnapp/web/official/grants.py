"""Administrators see who holds which role where, give one and take it back."""

from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.days import vietnam_day
from learnapp.core.errors import (
    DaysOutOfOrder,
    GrantHeld,
    NoSuchAccount,
    NotFound,
    OwnGrant,
    PlaceDoesNotFit,
)
from learnapp.core.policy import Permission
from learnapp.extensions import db
from learnapp.queries import grants as queries
from learnapp.queries.grants import GrantLine
from learnapp.services import grants as services
from learnapp.web.access import current_actor, requires
from learnapp.web.context import gazetteer
from learnapp.web.fields import title_of
from learnapp.web.forms import Form
from learnapp.web.i18n import _, format_day
from learnapp.web.official import bp
from learnapp.web.official.grant_forms import ROLES, GiveForm
from learnapp.web.pages import form_page, private_page

FIELDS = {
    NoSuchAccount: "who",
    OwnGrant: "who",
    GrantHeld: "role",
    PlaceDoesNotFit: "ward",
    DaysOutOfOrder: "last_day",
}


@bp.get("/phan-quyen")
@requires(Permission.GRANT_KEEP)
def grants() -> ResponseReturnValue:
    search = request.args.get("q", "")[:80]
    number = request.args.get("trang", 1, type=int)
    page = queries.grants(db.session(), current_actor(), search=search, page=number)
    today = vietnam_day(utc_now())
    return private_page(
        "official/grants.html",
        page=page,
        search=search,
        lines=[(line, *_words(line), line.holds_on(today)) for line in page.lines],
    )


@bp.route("/phan-quyen/them", methods=["GET", "POST"])
@requires(Permission.GRANT_KEEP)
def give_grant() -> ResponseReturnValue:
    session, actor, now = db.session(), current_actor(), utc_now()
    form = GiveForm(gazetteer(), vietnam_day(now))
    if form.is_searching or not form.submitted():
        return form_page("official/grants_give.html", form=form)
    try:
        found = queries.find_person(session, actor, form.who.data or "")
        if found is None:
            raise NoSuchAccount
        services.give(session, actor, found[0], form.grant(), now=now)
    except tuple(FIELDS) as refusal:
        form.reject(FIELDS[type(refusal)], refusal)
        return form_page("official/grants_give.html", form=form)
    session.commit()
    flash(_("Đã phân quyền cho %(name)s. Người ấy đăng nhập lại là dùng được.", name=found[1]))
    return redirect(url_for(".grants"), 303)


@bp.route("/phan-quyen/<uuid:grant_id>/thu-hoi", methods=["GET", "POST"])
@requires(Permission.GRANT_KEEP)
def take_grant(grant_id: UUID) -> ResponseReturnValue:
    session, form = db.session(), Form()
    line = queries.grant(session, current_actor(), grant_id)
    if line is None:
        raise NotFound(grant_id)
    if not form.submitted():
        role, where, days = _words(line)
        return form_page(
            "official/grants_take.html", form=form, line=line, role=role, where=where, days=days
        )
    services.take_back(session, current_actor(), grant_id, now=utc_now())
    session.commit()
    flash(_("Đã thu hồi quyền của %(name)s. Người ấy đã được đăng xuất.", name=line.full_name))
    return redirect(url_for(".grants"), 303)


def _words(line: GrantLine) -> tuple[str, str, str]:
    """Say the role, the place and the days of a grant."""
    places = gazetteer()
    ward = places.ward(line.place.ward_id) if line.place.ward_id is not None else None
    province = places.province(line.place.province) if line.place.province else None
    where = ", ".join(title_of(unit) for unit in (ward, province) if unit) or _("Cả nước")
    days = _("từ %(day)s", day=format_day(line.from_day))
    if line.until_day is not None:
        last = format_day(line.until_day - timedelta(days=1))
        days = _("từ %(day)s đến hết %(last)s", day=format_day(line.from_day), last=last)
    return str(ROLES[line.role]), where, days
