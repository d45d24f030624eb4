"""The paper to be proud of: take it, keep it on the phone, print it, let a name be seen or not."""

import secrets
from typing import Any

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from learnapp.clock import utc_now
from learnapp.core.certificates import Status
from learnapp.core.days import vietnam_day
from learnapp.core.errors import CertificateWithdrawn, NameNotShowable, NotCompleted, NotFound
from learnapp.extensions import db
from learnapp.papers.certificate import certificate_pdf
from learnapp.queries import certificates as queries
from learnapp.queries import progress
from learnapp.queries.certificates import Mine
from learnapp.services import certificates as services
from learnapp.web import badge_words
from learnapp.web import certificate_words as words
from learnapp.web.access import current_actor, public, with_account
from learnapp.web.citizen import bp
from learnapp.web.context import catalogue, signer
from learnapp.web.forms import Form
from learnapp.web.i18n import _, current_language, lazy
from learnapp.web.pages import private_page
from learnapp.web.qr import qr_address, qr_svg
from learnapp.web.session import signed_in_person


class CertificateForm(Form):
    """Asks whether the name may be seen; nothing is ticked before somebody ticks it."""

    show_name = BooleanField(lazy("Cho hiện tên tôi khi có người kiểm tra mã"))


@bp.get("/giay/<slug:slug>/")
@public
def certificate(slug: str) -> ResponseReturnValue:
    """Show the certificate, or the way to it."""
    mine = _mine(slug)
    if mine is None or mine.owner is None or (mine.stands is None and mine.issued is None):
        return _way_to_it(slug, mine)
    shown = mine.issued is not None and mine.issued.name_shown
    form = CertificateForm(data={"show_name": shown})
    if mine.issued is None:
        return private_page("citizen/certificate_take.html", **_about(slug, mine), form=form)
    address = words.check_address(mine.issued.code)
    return private_page(
        "citizen/certificate.html",
        **_about(slug, mine),
        form=form,
        holds=mine.issued.status is not Status.WITHDRAWN,
        check_address=address,
        badge=signer() is not None,
        qr=qr_svg(qr_address(address)),
    )


@bp.post("/giay/<slug:slug>/")
@with_account
def take_certificate(slug: str) -> ResponseReturnValue:
    """Issue the certificate, and let the name be seen or not as was ticked."""
    session, now, form, actor = db.session(), utc_now(), CertificateForm(), current_actor()
    shown, mine = bool(form.show_name.data), _mine(slug)
    if not form.sent():
        return redirect(url_for(".certificate", slug=slug), 303)
    try:
        chance = secrets.token_bytes(16)
        services.issue(session, actor, slug, name_shown=shown, chance=chance, now=now)
        services.show_name(session, actor, slug, shown=shown, now=now)
    except (NotCompleted, CertificateWithdrawn, NameNotShowable):
        # The page itself says why, and what to do.
        session.rollback()
        return redirect(url_for(".certificate", slug=slug), 303)
    session.commit()
    if mine is None or mine.issued is None:
        flash(_("Giấy đây rồi. Bấm “Tải giấy” để giữ trên máy hoặc in ra."))
    else:
        flash(_("Từ nay ai kiểm tra mã sẽ thấy tên.") if shown else _("Từ nay không ai thấy tên."))
    return redirect(url_for(".certificate", slug=slug), 303)


@bp.get("/giay/<slug:slug>/giay.pdf")
@with_account
def certificate_file(slug: str) -> ResponseReturnValue:
    """Answer with the certificate as PDF, as it stands today."""
    mine = _mine(slug)
    if mine is None or mine.issued is None or mine.issued.stands is None:
        raise NotFound(slug)
    if mine.issued.status is Status.WITHDRAWN:
        raise NotFound(slug)
    file = certificate_pdf(words.paper(mine.issued, mine.issued.stands))
    response = Response(file, content_type="application/pdf")
    name = f"giay-ghi-nhan-{slug}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get("/giay/<slug:slug>/huy-hieu.jwt")
@with_account
def certificate_badge(slug: str) -> ResponseReturnValue:
    """Answer with the certificate as a signed badge, as it stands today."""
    mine, keeper = _mine(slug), signer()
    if keeper is None or mine is None or mine.issued is None or mine.issued.stands is None:
        raise NotFound(slug)
    if mine.issued.status is Status.WITHDRAWN:
        raise NotFound(slug)
    signed = badge_words.signed_badge(keeper, mine.issued, mine.issued.stands)
    response = Response(signed, content_type="application/jwt")
    response.headers["Content-Disposition"] = f'attachment; filename="huy-hieu-{slug}.jwt"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _mine(slug: str) -> Mine | None:
    """Return where whoever asks stands; ``None`` for a visitor."""
    somebody = signed_in_person()
    if somebody is None:
        return None
    return queries.mine(db.session(), somebody.actor, slug, today=vietnam_day(utc_now()))


def _about(slug: str, mine: Mine) -> dict[str, Any]:
    """Return what the pages of a certificate say of it."""
    stands = mine.stands
    return {
        "slug": slug,
        "mine": mine,
        "course_title": words.course_title(slug),
        "facts": words.facts(stands) if stands else (),
        "ward": words.ward_title(stands) if stands else "",
        "did": words.DID[stands.level] if stands else "",
        "issued_day": vietnam_day(mine.issued.issued_at) if mine.issued else None,
    }


def _way_to_it(slug: str, mine: Mine | None) -> ResponseReturnValue:
    """Say what is still missing, to whoever has not completed the course or has no account."""
    course = catalogue().course(slug, current_language())
    if course is None:
        raise NotFound(slug)
    somebody = signed_in_person()
    courses = (
        progress.mine(db.session(), catalogue(), somebody.actor, current_language())
        if somebody
        else None
    )
    all_of_them = (*courses.begun, *courses.others) if courses else ()
    return private_page(
        "citizen/certificate_missing.html",
        course=course,
        standing=next((one for one in all_of_them if one.course.slug == slug), None),
        completed=mine is not None and mine.stands is not None,
        lessons=catalogue().lessons_of(slug, current_language()),
        has_account=mine is not None and mine.owner is not None,
    )
