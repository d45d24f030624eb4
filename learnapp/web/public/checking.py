"""Anyone checks a certificate by its code: what it must say, and whether it still holds.

A guess and a real code take the same look into the table. Wrong codes are counted by the address
they come from, under a keyed hash; who has guessed too often waits, whatever they type next.
"""

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from learnapp.clock import utc_now
from learnapp.core.codes import read_certificate_code
from learnapp.core.days import vietnam_day
from learnapp.core.errors import InvalidCode, NoSuchCertificate
from learnapp.core.throttling import Kind, address_of
from learnapp.extensions import db, short_write
from learnapp.queries import certificates as queries
from learnapp.services import throttling
from learnapp.services.throttling import Counter
from learnapp.web import certificate_words as words
from learnapp.web.access import public
from learnapp.web.context import hasher
from learnapp.web.errors import words_for
from learnapp.web.forms import Form
from learnapp.web.i18n import _, lazy
from learnapp.web.pages import REFUSED, private_page
from learnapp.web.public import bp

LONGEST = 80


class NameForm(Form):
    """Asks for the name on the paper."""

    full_name = StringField(lazy("Họ và tên trên giấy"), [InputRequired(), Length(max=200)])


@bp.get("/xac-nhan/")
@public
def check_certificates() -> ResponseReturnValue:
    """Ask for the code; a form sends it here as ``?ma=``, and the address takes it over."""
    typed = request.args.get("ma", "").strip()[:LONGEST]
    if not typed:
        return _page()
    try:
        return redirect(url_for(".check_certificate", code=read_certificate_code(typed)), 303)
    except InvalidCode as refusal:
        return _page(typed, refusal=words.SLIPS[refusal.args[0]], status=422)


@bp.get("/xac-nhan/<string:code>")
@public
def check_certificate(code: str) -> ResponseReturnValue:
    """Say what the paper with this code must say, and whether it still holds."""
    try:
        read = read_certificate_code(code[:LONGEST])
    except InvalidCode as refusal:
        return _page(code[:LONGEST], refusal=words.SLIPS[refusal.args[0]], status=404)
    if read != code:
        return redirect(url_for(".check_certificate", code=read), 301)
    counter, now = _counter(), utc_now()
    throttling.check(db.session(), counter, now=now)
    issued = queries.by_code(db.session(), read, today=vietnam_day(now))
    if issued is None:
        with short_write() as session:
            throttling.count(session, [counter], now=now)
        return _page(read, refusal=words_for(NoSuchCertificate(read)), status=404)
    return _paper(issued, NameForm())


@bp.post("/xac-nhan/<string:code>")
@public
def compare_name(code: str) -> ResponseReturnValue:
    """Say whether a name is the one on the paper: an edited one is caught, none is given away."""
    form, counter, now, session = NameForm(), _counter(), utc_now(), db.session()
    issued = queries.by_code(session, code, today=vietnam_day(now))
    if issued is None:
        return redirect(url_for(".check_certificate", code=code), 303)
    if not form.submitted():
        return _paper(issued, form, status=REFUSED)
    throttling.count(session, [counter], now=now)
    session.commit()
    if not queries.has_name(session, code, form.full_name.data or ""):
        return _paper(issued, form, status=REFUSED, other_name=True)
    throttling.give_back(session, [counter], now=now)
    session.commit()
    flash(_("Tên vừa gõ giống tên trên giấy."))
    return redirect(url_for(".check_certificate", code=code), 303)


@bp.get("/XAC-NHAN/<string:code>")
@public
def check_certificate_capitals(code: str) -> ResponseReturnValue:
    """QR codes hold the address in capitals; it leads to the one everyone knows."""
    return redirect(url_for(".check_certificate", code=code), 301)


@bp.get("/XAC-NHAN/")
@public
def check_certificates_capitals() -> ResponseReturnValue:
    return redirect(url_for(".check_certificates"), 301)


def _page(typed: str = "", *, refusal: str = "", status: int = 200) -> Response:
    return _unseen(
        private_page("public/check_certificate.html", status=status, typed=typed, refusal=refusal)
    )


def _paper(
    issued: queries.Issued, form: NameForm, *, status: int = 200, other_name: bool = False
) -> Response:
    """Show what a paper is worth; ``other_name``: the one just typed is not the one on record."""
    stands = issued.stands
    return _unseen(
        private_page(
            "public/certificate.html",
            status=status,
            issued=issued,
            course_title=words.course_title(issued.course),
            facts=words.facts(stands) if stands else (),
            ward=words.ward_title(stands) if stands else "",
            verdict=words.STATUSES[issued.status],
            issued_day=vietnam_day(issued.issued_at),
            form=form,
            other_name=other_name,
        )
    )


def _unseen(response: Response) -> Response:
    """Keep the page out of search engines; nobody may keep it either."""
    response = make_response(response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _counter() -> Counter:
    """Name the address that asks so that it can be counted and not be read back."""
    kind = Kind.CERTIFICATES
    return Counter(hasher().name(kind, address_of(request.remote_addr)), kind)
