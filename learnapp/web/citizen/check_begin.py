"""The door of a check: what it is, whether it may begin, and the button that begins it."""

import secrets

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from learnapp.clock import utc_now
from learnapp.core.banks import Bank, CheckKind
from learnapp.core.check_drawing import length_of
from learnapp.core.checks import needed
from learnapp.core.days import vietnam_day
from learnapp.core.errors import CheckNotOpen, CheckWaits, NotFound
from learnapp.core.lessons import Course
from learnapp.core.policy import Actor
from learnapp.extensions import db
from learnapp.queries import standing as queries
from learnapp.queries.identity import members
from learnapp.services import checks, records
from learnapp.web.access import public
from learnapp.web.citizen import bp
from learnapp.web.citizen.joining import NO_COOKIES
from learnapp.web.context import catalogue
from learnapp.web.forms import Form
from learnapp.web.i18n import current_language
from learnapp.web.pages import REFUSED, private_page
from learnapp.web.session import sign_in, signed_in_person

KINDS = {"dau": CheckKind.ENTRY, "cuoi": CheckKind.FINAL, "lai": CheckKind.RECHECK}
"""What the kinds are called in addresses."""


@bp.get("/khoa-hoc/<slug:slug>/kiem-tra/<any(dau,cuoi,lai):kind>/")
@public
def check(slug: str, kind: str) -> ResponseReturnValue:
    """Say what the check is, and what stands in its way, if anything."""
    return _page(slug, KINDS[kind])


@bp.post("/khoa-hoc/<slug:slug>/kiem-tra/<any(dau,cuoi,lai):kind>/")
@public
def begin_check(slug: str, kind: str) -> ResponseReturnValue:
    """Begin, or go on with what is open. Whoever is nobody yet becomes a guest with it."""
    _course(slug)
    session, now, somebody, form = db.session(), utc_now(), signed_in_person(), Form()
    if not form.submitted():
        if not request.cookies:
            form.say_of_token(NO_COOKIES)
        return _page(slug, KINDS[kind], status=REFUSED, form=form)
    if somebody is None:
        guest = records.begin_guest(session, now=now, chance=secrets.token_bytes(10))
        actor = Actor(guest.id)
    else:
        actor = somebody.actor
    try:
        attempt_id = checks.begin(
            session, catalogue(), actor, slug, KINDS[kind], now=now, chance=secrets.token_bytes(16)
        )
    except (CheckNotOpen, CheckWaits):
        session.rollback()
        return _page(slug, KINDS[kind], status=409)
    if somebody is None:
        sign_in(actor.person_id)
    session.commit()
    return redirect(url_for(".check_items", attempt_id=attempt_id), 303)


def _page(
    slug: str, kind: CheckKind, *, status: int = 200, form: Form | None = None
) -> ResponseReturnValue:
    course, bank = _course(slug)
    session, lang, now = db.session(), current_language(), utc_now()
    somebody = signed_in_person()
    own = members(session, somebody.actor.person_id) if somebody else []
    standing = queries.standing(session, catalogue(), own, slug, lang)
    until = standing.waits_until
    recheck = queries.due_recheck(session, own, slug, vietnam_day(now)) if own else None
    return private_page(
        "citizen/check.html",
        status=status,
        course=course,
        bank=bank,
        kind=kind.value,
        word=next(word for word, one in KINDS.items() if one is kind),
        length=length_of(bank, kind),
        enough=needed(length_of(bank, kind)),
        open=standing.open.get(kind),
        passed=standing.passed(kind),
        last=next(reversed(standing.of(kind)), None),
        final=standing.of(CheckKind.FINAL),
        until=until if until and now < until and not standing.passed(CheckKind.FINAL) else None,
        recheck=recheck,
        missing=standing.missing,
        practices=[one for one in catalogue().lessons_of(slug, lang) if one.practice],
        form=form or Form(),
    )


def _course(slug: str) -> tuple[Course, Bank]:
    """Return the course and its bank in the language of the address. Raises ``NotFound``."""
    lang = current_language()
    course = catalogue().course(slug, lang)
    bank = catalogue().bank(slug, lang) or catalogue().bank(slug)
    if course is None or bank is None:
        raise NotFound(slug)
    return course, bank
