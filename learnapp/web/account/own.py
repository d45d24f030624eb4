"""People see what is kept about them, correct it and take it along."""

import json

from flask import flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.days import vietnam_day
from learnapp.core.errors import (
    Busy,
    PhoneTaken,
    TooManyTries,
    UnknownNeighbourhood,
    UnknownWard,
    WrongOldSecret,
)
from learnapp.core.policy import Permission, may_ever
from learnapp.extensions import db
from learnapp.queries import neighbourhoods, people
from learnapp.queries.own_data import own_data
from learnapp.queries.people import OwnAccount
from learnapp.services import accounts, residences, sign_ins
from learnapp.web.access import current_actor, current_somebody, with_account
from learnapp.web.account import bp
from learnapp.web.account.attempts import prove_again, refused_page
from learnapp.web.account.forms import DetailsForm, MoveForm, PhoneForm
from learnapp.web.context import gazetteer
from learnapp.web.fields import title_of
from learnapp.web.forms import Form
from learnapp.web.i18n import _
from learnapp.web.pages import form_page, private_page


@bp.get("/toi/tai-khoan")
@with_account
def account() -> ResponseReturnValue:
    own = _own()
    ward = gazetteer().ward(own.ward_id) if own.ward_id is not None else None
    province = gazetteer().province(ward.province) if ward else None
    return private_page(
        "account/account.html",
        account=own,
        ward=title_of(ward) if ward else None,
        province=title_of(province) if province else None,
        form=Form(),
        keeps_grants=may_ever(current_actor(), Permission.GRANT_KEEP),
    )


@bp.route("/toi/tai-khoan/sua", methods=["GET", "POST"])
@with_account
def details() -> ResponseReturnValue:
    form = DetailsForm(_own(), vietnam_day(utc_now()))
    if form.submitted():
        accounts.correct_details(db.session(), current_actor(), form.details(), now=utc_now())
        db.session().commit()
        flash(_("Đã sửa."))
        return redirect(url_for(".account"), 303)
    return form_page("account/details.html", form=form)


@bp.route("/toi/so-dien-thoai", methods=["GET", "POST"])
@with_account
def phone() -> ResponseReturnValue:
    form = PhoneForm()
    if not form.submitted():
        return form_page("account/phone.html", form=form)
    try:
        proof = prove_again(form.old.data or "")
        if form.phone.phone is not None:
            accounts.change_phone(db.session(), current_actor(), form.phone.phone, now=utc_now())
        # Only now: who asks about taken numbers has that many tries and no more.
        proof.accept()
    except PhoneTaken as refusal:
        db.session().rollback()
        return refused_page("account/phone.html", form, "phone", refusal)
    except (WrongOldSecret, TooManyTries, Busy) as refusal:
        return refused_page("account/phone.html", form, "old", refusal)
    db.session().commit()
    flash(_("Từ nay đăng nhập bằng số mới."))
    return redirect(url_for(".account"), 303)


@bp.route("/toi/noi-o", methods=["GET", "POST"])
@with_account
def home() -> ResponseReturnValue:
    session, form = db.session(), MoveForm(gazetteer(), _own())
    if form.ward_id is not None:
        form.offer(neighbourhoods.open_in(session, [form.ward_id]))
    if form.is_searching or not form.submitted() or form.ward_id is None:
        return form_page("account/home.html", form=form)
    change = residences.move if form.why.data == "moved" else residences.correct
    try:
        change(session, current_actor(), form.ward_id, form.neighbourhood_id, now=utc_now())
    except (UnknownWard, UnknownNeighbourhood) as refusal:
        session.rollback()
        return refused_page("account/home.html", form, "ward", refusal)
    session.commit()
    flash(_("Đã đổi nơi ở."))
    return redirect(url_for(".account"), 303)


@bp.get("/toi/du-lieu.json")
@with_account
def data() -> ResponseReturnValue:
    document = own_data(db.session(), current_somebody().person_id)
    response = make_response(json.dumps(document, ensure_ascii=False, indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.json"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/toi/dang-xuat-may-khac")
@with_account
def sign_others_out() -> ResponseReturnValue:
    if Form().sent():
        somebody = current_somebody()
        sign_ins.end_all(db.session(), somebody.person_id, but_token=somebody.token)
        db.session().commit()
        flash(_("Đã đăng xuất ở mọi máy khác."))
    return redirect(url_for(".account"), 303)


def _own() -> OwnAccount:
    somebody = current_somebody()
    return people.own_account(db.session(), somebody.person_id, somebody.token, now=utc_now())
