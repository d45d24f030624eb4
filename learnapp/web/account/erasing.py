"""People erase what is kept about them; only numbers stay."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length

from learnapp.clock import utc_now
from learnapp.core.errors import Busy, HoldsGrant, NotFound, TooManyTries, WrongOldSecret
from learnapp.extensions import db
from learnapp.services import erasure
from learnapp.web.access import current_actor, public, with_account
from learnapp.web.account import bp
from learnapp.web.account.attempts import prove_again, refused_page
from learnapp.web.account.local import home_of_mine
from learnapp.web.forms import Form
from learnapp.web.i18n import lazy as _
from learnapp.web.pages import form_page, private_page
from learnapp.web.session import sign_out as sign_browser_out
from learnapp.web.session import signed_in_person

TEMPLATE = "account/erase.html"


class EraseForm(Form):
    """Asks whether it is understood, and for the secret: a phone may lie open on a table."""

    old = PasswordField(
        _("Mã PIN hoặc mật khẩu đang dùng"),
        [InputRequired(_("Hãy gõ mã PIN hoặc mật khẩu đang dùng.")), Length(max=256)],
    )
    sure = BooleanField(
        _("Tôi hiểu: xoá rồi không lấy lại được"),
        [InputRequired(_("Muốn xoá thì đánh dấu ô này."))],
    )


@bp.route("/toi/xoa", methods=["GET", "POST"])
@with_account
def erase() -> ResponseReturnValue:
    form, session, actor = EraseForm(), db.session(), current_actor()
    if not form.submitted():
        return form_page(TEMPLATE, form=form)
    try:
        erasure.check_free(session, [actor.person_id], now=utc_now())
        prove_again(form.old.data or "").accept()
        erasure.erase(session, actor.person_id, actor=actor, now=utc_now())
    except HoldsGrant as refusal:
        session.rollback()
        return refused_page(TEMPLATE, form, "sure", refusal)
    except (WrongOldSecret, TooManyTries, Busy) as refusal:
        return refused_page(TEMPLATE, form, "old", refusal)
    except NotFound:
        # A second tap: the first one has done it.
        session.rollback()
    sign_browser_out()
    session.commit()
    return redirect(url_for(".erased"), 303)


@bp.get("/toi/da-xoa")
@public
def erased() -> ResponseReturnValue:
    """Say that it is done, to a browser in which nobody is signed in any more."""
    if signed_in_person() is not None:
        return redirect(home_of_mine(), 303)
    return private_page("account/erased.html")
