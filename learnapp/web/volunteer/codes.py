"""Cards with a code, for people who have no phone number of their own."""

import secrets

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.policy import Permission
from learnapp.extensions import db
from learnapp.queries import learner_codes as queries
from learnapp.services import learner_codes
from learnapp.web.access import current_actor, requires
from learnapp.web.context import gazetteer
from learnapp.web.i18n import _
from learnapp.web.pages import form_page
from learnapp.web.volunteer import bp
from learnapp.web.volunteer.forms import IssueCodesForm
from learnapp.web.volunteer.groups import own_wards


@bp.route("/the-hoc", methods=["GET", "POST"])
@requires(Permission.CODE_ISSUE)
def issue_codes() -> ResponseReturnValue:
    session, now = db.session(), utc_now()
    form = IssueCodesForm(own_wards())
    if form.submitted():
        learner_codes.issue(
            session,
            gazetteer(),
            current_actor(),
            form.ward.data,
            [secrets.token_bytes(16) for _card in range(form.count.data or 0)],
            now=now,
        )
        session.commit()
        flash(_("Đã làm thẻ. Bấm “In thẻ”, cắt rồi trao từng người."))
        return redirect(url_for(".issue_codes"), 303)
    unused = queries.unused(session, current_actor(), now=now)
    return form_page("volunteer/issue_codes.html", form=form, codes=unused)
