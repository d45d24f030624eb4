"""Making an account."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.consents import Purpose
from learnapp.core.days import vietnam_day
from learnapp.core.errors import (
    Busy,
    CodeNotUsable,
    ConsentOutdated,
    InvalidPin,
    LearnappError,
    PhoneTaken,
    TooManyTries,
    UnknownNeighbourhood,
    UnknownWard,
    WeakPin,
)
from learnapp.extensions import db
from learnapp.queries import neighbourhoods
from learnapp.services import registration, throttling
from learnapp.services.registration import NewAccount
from learnapp.services.signing_in import Attempt
from learnapp.web.access import public
from learnapp.web.account import bp
from learnapp.web.account.attempts import begin_registration, hash_for, proves, refused_page
from learnapp.web.account.consent_words import current_text
from learnapp.web.account.forms import RegisterForm
from learnapp.web.account.local import home_of_mine
from learnapp.web.account.signing_in import enter, guest_here
from learnapp.web.context import gazetteer
from learnapp.web.i18n import _
from learnapp.web.pages import form_page
from learnapp.web.session import sign_in as sign_browser_in

TEMPLATE = "account/register.html"

FIELDS: dict[type[LearnappError], str] = {
    InvalidPin: "pin",
    WeakPin: "pin",
    ConsentOutdated: "consent",
    PhoneTaken: "phone",
    CodeNotUsable: "code",
    UnknownWard: "ward",
    UnknownNeighbourhood: "neighbourhood",
    TooManyTries: "phone",
    Busy: "phone",
}
"""The field that a refusal is about."""


@bp.app_template_global("consent_text")
def consent_text(purpose: str) -> list[str]:
    """Return the paragraphs that are agreed to today, for templates."""
    return [str(paragraph) for paragraph in current_text(Purpose(purpose))]


@bp.route("/dang-ky", methods=["GET", "POST"])
@public
def register() -> ResponseReturnValue:
    guest_id, today = guest_here(), vietnam_day(utc_now())
    form = RegisterForm(gazetteer(), asks_to_keep=guest_id is not None, today=today)
    if form.ward_id is not None:
        form.offer(neighbourhoods.open_in(db.session(), [form.ward_id]))
    if form.is_searching or not form.submitted():
        return form_page(TEMPLATE, form=form)
    try:
        return _register(form)
    except tuple(FIELDS) as refusal:
        db.session().rollback()
        if isinstance(refusal, ConsentOutdated):
            form.renew_consent()
        return refused_page(TEMPLATE, form, FIELDS[type(refusal)], refusal)


def _register(form: RegisterForm) -> ResponseReturnValue:
    """Make the account, or find that this very form has made it already."""
    session, new, pin = db.session(), form.new_account(), form.pin.pin
    guest_id = guest_here() if form.keeps else None
    registration.check_new(new, pin, today=form.today)
    attempt = begin_registration(new)
    if attempt.account is not None:
        return _enter_own(attempt, new, pin)
    pin_hash, now = hash_for(attempt, pin), utc_now()
    try:
        person_id = registration.register(session, new, pin_hash, guest_id=guest_id, now=now)
    except PhoneTaken:
        # Somebody was faster, perhaps the same thumb: a second tap while the first was on its way.
        session.rollback()
        return _enter_own(begin_registration(new), new, pin)
    throttling.give_back(session, attempt.counters, now=now)
    sign_browser_in(person_id)
    session.commit()
    flash(_("Đã có tài khoản. Lần sau đăng nhập bằng số hoặc mã này và mã PIN."))
    return redirect(home_of_mine(), 303)


def _enter_own(attempt: Attempt, new: NewAccount, pin: str) -> ResponseReturnValue:
    """Sign in to the account that has this number or code, if this is its PIN.

    Raises ``PhoneTaken`` or ``CodeNotUsable``.
    """
    proof = proves(attempt, pin)
    if proof is None:
        raise PhoneTaken if new.phone else CodeNotUsable
    return enter(proof, next_page=None, shared_phone=False)
