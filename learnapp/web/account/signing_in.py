"""Signing in and out, and whose the lessons on this phone are."""

from uuid import UUID

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from learnapp.core.errors import Busy, TooManyTries, WrongSecret
from learnapp.extensions import db
from learnapp.queries import people
from learnapp.queries.people import SecretKind
from learnapp.services import registration
from learnapp.web.access import current_somebody, public, with_account
from learnapp.web.account import bp
from learnapp.web.account.attempts import Proof, prove, refused_page
from learnapp.web.account.forms import KeepForm, SignInForm
from learnapp.web.account.local import first_page, local_path
from learnapp.web.forms import Form
from learnapp.web.i18n import _
from learnapp.web.pages import form_page
from learnapp.web.session import sign_in as sign_browser_in
from learnapp.web.session import sign_out as sign_browser_out
from learnapp.web.session import signed_in_person

GUEST = "may-nay"
"""In the signed cookie: the guest of this browser, until it is said whose lessons those are."""


@bp.route("/dang-nhap", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = SignInForm(data={"next": local_path(request.args.get("next"))})
    if form.submitted():
        try:
            proof = prove(form.who.data or "", form.secret.data or "")
            return enter(proof, next_page=form.next.data, shared_phone=bool(form.shared_phone.data))
        except (WrongSecret, TooManyTries, Busy) as refusal:
            return refused_page("account/sign_in.html", form, "secret", refusal)
    return form_page("account/sign_in.html", form=form, somebody=signed_in_person())


def enter(proof: Proof, *, next_page: str | None, shared_phone: bool) -> ResponseReturnValue:
    """Sign this browser in after a proof, and lead on to what comes first."""
    guest_id = guest_here()
    person_id = proof.accept()
    sign_browser_in(person_id, shared_phone=shared_phone)
    db.session().commit()
    if guest_id is not None:
        session[GUEST] = str(guest_id)
    if current_somebody().needs_password:
        return redirect(url_for(".password"), 303)
    if proof.kind is SecretKind.ONE_TIME:
        flash(_("Mã vừa dùng chỉ dùng được một lần. Hãy đặt mã PIN mới."), "care")
        return redirect(url_for(".pin"), 303)
    wanted = local_path(next_page)
    if guest_id is not None:
        return redirect(url_for(".keep_guest", next=wanted), 303)
    return redirect(wanted or first_page(), 303)


def guest_here() -> UUID | None:
    """Return the guest who is learning in this browser, if there is one who did something."""
    somebody = signed_in_person()
    if somebody is None or somebody.has_account:
        return None
    found = people.guest_with_something(db.session(), somebody.person_id)
    return somebody.person_id if found else None


@bp.route("/dang-nhap/may-nay", methods=["GET", "POST"])
@with_account
def keep_guest() -> ResponseReturnValue:
    form = KeepForm(data={"next": local_path(request.args.get("next"))})
    wanted = local_path(form.next.data) or first_page()
    if GUEST not in session:
        return redirect(wanted, 303)
    if not form.submitted():
        return form_page("account/keep_guest.html", form=form)
    guest_id = UUID(session.pop(GUEST))
    if form.keep.data == "yes":
        kept = registration.join_guest(db.session(), current_somebody().person_id, guest_id)
        db.session().commit()
        if kept:
            flash(_("Đã ghi những bài vừa học vào tài khoản này."))
    return redirect(wanted, 303)


@bp.post("/dang-xuat")
@public
def sign_out() -> ResponseReturnValue:
    if not Form().sent():
        return redirect(url_for(".account"), 303)
    sign_browser_out()
    db.session().commit()
    flash(_("Đã đăng xuất. Máy này không còn giữ gì của tài khoản vừa rồi."))
    return redirect(url_for(".sign_in"), 303)
