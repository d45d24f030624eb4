"""Another PIN or password, with the one before; every other browser is signed out."""

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core import pins
from learnapp.core.errors import (
    Busy,
    InvalidPin,
    TooManyTries,
    WeakPassword,
    WeakPin,
    WrongOldSecret,
)
from learnapp.core.phones import national
from learnapp.extensions import db
from learnapp.queries import people
from learnapp.queries.people import OwnAccount
from learnapp.services import accounts
from learnapp.web.access import current_actor, current_somebody, with_any_secret
from learnapp.web.account import bp
from learnapp.web.account.attempts import hash_for, prove_again, refused_page
from learnapp.web.account.forms import PasswordForm, PinForm
from learnapp.web.account.local import home_of_mine
from learnapp.web.account.signing_in import GUEST
from learnapp.web.context import gazetteer
from learnapp.web.i18n import _
from learnapp.web.pages import form_page
from learnapp.web.session import sign_in as sign_browser_in

PRODUCT = ("binhdanhocvuso", "learnapp")


@bp.route("/toi/ma-pin", methods=["GET", "POST"])
@with_any_secret
def pin() -> ResponseReturnValue:
    own, somebody, form = _own(), current_somebody(), PinForm()
    if own.has_password or somebody.needs_password:
        return redirect(url_for(".password"), 303)
    if not form.submitted():
        return form_page("account/pin.html", form=form)
    try:
        pins.check_pin(form.pin.pin, birth_year=own.birth_year, phone=own.phone)
        proof = prove_again(form.old.data or "")
        pin_hash = hash_for(proof.attempt, form.pin.pin)
    except (WeakPin, InvalidPin) as refusal:
        return refused_page("account/pin.html", form, "pin", refusal)
    except (WrongOldSecret, TooManyTries, Busy) as refusal:
        return refused_page("account/pin.html", form, "old", refusal)
    proof.accept()
    accounts.set_pin(db.session(), current_actor(), pin_hash, token=somebody.token, now=utc_now())
    db.session().commit()
    flash(_("Đã đổi mã PIN. Máy khác phải đăng nhập lại."))
    return redirect(url_for(".keep_guest", next=url_for(".account")), 303)


@bp.route("/toi/mat-khau", methods=["GET", "POST"])
@with_any_secret
def password() -> ResponseReturnValue:
    own, somebody, form = _own(), current_somebody(), PasswordForm()
    if not own.has_password and not somebody.needs_password:
        return redirect(url_for(".pin"), 303)
    if not form.submitted():
        return form_page("account/password.html", form=form)
    try:
        pins.check_password(form.password.data or "", context_words=_context_words(own))
        proof = prove_again(form.old.data or "")
        hashed = hash_for(proof.attempt, pins.read_password(form.password.data or ""))
    except WeakPassword as refusal:
        return refused_page("account/password.html", form, "password", refusal)
    except (WrongOldSecret, TooManyTries, Busy) as refusal:
        return refused_page("account/password.html", form, "old", refusal)
    person_id = proof.accept()
    accounts.set_password(db.session(), current_actor(), hashed, now=utc_now())
    guest = session.get(GUEST)
    sign_browser_in(person_id, shared_phone=somebody.signed_in.shared_phone)
    if guest is not None:
        session[GUEST] = guest
    db.session().commit()
    flash(_("Đã đặt mật khẩu. Từ nay đăng nhập bằng mật khẩu này, không dùng mã PIN nữa."))
    return redirect(url_for(".keep_guest", next=home_of_mine()), 303)


def _own() -> OwnAccount:
    somebody = current_somebody()
    return people.own_account(db.session(), somebody.person_id, somebody.token, now=utc_now())


def _context_words(own: OwnAccount) -> list[str]:
    """Return what others know of the person, and would try first."""
    ward = gazetteer().ward(own.ward_id) if own.ward_id is not None else None
    words = [own.full_name, *PRODUCT]
    words += [ward.name] if ward else []
    words += [national(own.phone)] if own.phone else []
    return words
