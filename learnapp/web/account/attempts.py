"""Somebody proves who they are; the one place where a view commits more than once.

The try is committed before the secret is looked at, so that it stays counted whatever happens, and
no transaction is open while the secret is hashed.
"""

from dataclasses import dataclass
from uuid import UUID

from flask import request
from flask.wrappers import Response

from learnapp.clock import utc_now
from learnapp.core.errors import (
    Busy,
    LearnappError,
    TooManyTries,
    WrongOldSecret,
    WrongSecret,
)
from learnapp.extensions import db
from learnapp.queries.people import SecretKind
from learnapp.services import registration, signing_in, throttling
from learnapp.services.registration import NewAccount
from learnapp.services.signing_in import Attempt
from learnapp.web.access import current_somebody
from learnapp.web.context import hasher
from learnapp.web.errors import STATUSES
from learnapp.web.forms import Form
from learnapp.web.pages import form_page


@dataclass(frozen=True, slots=True)
class Proof:
    """A try that was right; ``renewed`` is a stricter hash of the same secret, if one is due."""

    attempt: Attempt
    renewed: str | None

    @property
    def kind(self) -> SecretKind | None:
        """By what they proved it."""
        return self.attempt.account.kind if self.attempt.account else None

    def accept(self) -> UUID:
        """Take the try off the count and return whose account it is. The caller commits."""
        return signing_in.succeed(db.session(), self.attempt, renewed=self.renewed, now=utc_now())


def prove(who: str, secret: str) -> Proof:
    """Sign in by number or code. Raises ``WrongSecret``, ``TooManyTries``, ``Busy``."""
    session = db.session()
    attempt = signing_in.begin(session, hasher(), who, request.remote_addr, now=utc_now())
    session.commit()
    return _compare(attempt, secret, WrongSecret)


def prove_again(secret: str) -> Proof:
    """Ask for the secret once more. Raises ``WrongOldSecret``, ``TooManyTries``, ``Busy``."""
    session, person_id = db.session(), current_somebody().person_id
    attempt = signing_in.begin_again(
        session, hasher(), person_id, request.remote_addr, now=utc_now()
    )
    session.commit()
    return _compare(attempt, secret, WrongOldSecret)


def begin_registration(new: NewAccount) -> Attempt:
    """Count a try to make this account. Raises ``TooManyTries``."""
    session = db.session()
    attempt = registration.begin(session, hasher(), new, request.remote_addr, now=utc_now())
    session.commit()
    return attempt


def proves(attempt: Attempt, secret: str) -> Proof | None:
    """Return the proof if that is the secret of the account. Raises ``Busy``."""
    try:
        return _compare(attempt, secret, WrongSecret)
    except WrongSecret:
        return None


def hash_for(attempt: Attempt, secret: str) -> str:
    """Hash a new secret; the try is not counted where there was no place to. Raises ``Busy``."""
    try:
        return hasher().hash(secret)
    except Busy:
        _was_none(attempt)
        raise


def refused_page(template: str, form: Form, field: str, refusal: LearnappError) -> Response:
    """Show the form again with the refusal at its field, and say when to come back."""
    form.reject(field, refusal)
    answer = form_page(template, form=form)
    if isinstance(refusal, TooManyTries | Busy):
        answer.status_code = STATUSES[type(refusal)]
        answer.headers["Retry-After"] = str(refusal.args[0])
    return answer


def _compare(attempt: Attempt, secret: str, refusal: type[LearnappError]) -> Proof:
    try:
        if not signing_in.is_right(hasher(), attempt, secret):
            raise refusal
        return Proof(attempt, signing_in.renewed_hash(hasher(), attempt, secret))
    except Busy:
        _was_none(attempt)
        raise


def _was_none(attempt: Attempt) -> None:
    """Take a try off the count that was never made."""
    throttling.give_back(db.session(), attempt.counters, now=utc_now())
    db.session().commit()
