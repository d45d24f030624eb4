"""Who is signed in: a row of ours that can be revoked, never the cookie alone.

Flask's signed cookie holds the random token of the row and when it was last seen, so that a GET
needs no write to keep a sign-in alive.
"""

import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import AnonymousUserMixin, UserMixin, current_user, login_user, logout_user
from itsdangerous import URLSafeTimedSerializer

from learnapp.clock import utc_now
from learnapp.core.policy import Actor
from learnapp.core.records import PersonKind
from learnapp.core.sign_ins import stay
from learnapp.extensions import db, login_manager
from learnapp.queries import sign_ins as queries
from learnapp.services import sign_ins as services

SEEN = "seen"
USER = "_user_id"
SEEN_STEP = timedelta(minutes=1)


class Somebody(UserMixin):  # type: ignore[misc]
    """The signed-in person as Flask-Login wants it; its id is the token, not the person's."""

    def __init__(self, token: str, signed_in: queries.SignedIn) -> None:
        self.token = token
        self.signed_in = signed_in

    def get_id(self) -> str:
        return self.token

    @property
    def actor(self) -> Actor:
        return self.signed_in.actor

    @property
    def person_id(self) -> UUID:
        return self.signed_in.person_id

    @property
    def has_account(self) -> bool:
        return self.signed_in.kind is PersonKind.CITIZEN

    @property
    def needs_password(self) -> bool:
        """Whether a grant waits for its holder to set a password."""
        return self.signed_in.needs_password

    @property
    def needs_secret(self) -> bool:
        """Whether a one-time password waits to be replaced."""
        return self.signed_in.needs_secret

    @property
    def name(self) -> str | None:
        return self.signed_in.full_name


def signed_in_person() -> Somebody | None:
    """Return who is signed in, or ``None`` for a visitor. Reads the session: private pages only."""
    user = current_user._get_current_object()  # noqa: SLF001 - the proxy has no public way out
    return user if isinstance(user, Somebody) else None


def sign_in(person_id: UUID, *, shared_phone: bool = False) -> None:
    """Sign this browser in under a new token; the one before is dead.

    The caller commits. What the visitor's session held besides (a flash) goes with it.
    """
    now = utc_now()
    if old := session.get(USER):
        services.end(db.session(), old)
    session.clear()
    token = secrets.token_urlsafe(32)
    services.begin(db.session(), person_id, token, now=now, shared_phone=shared_phone)
    db.session().flush()
    found = queries.find(db.session(), token, now=now)
    if found is None:  # pragma: no cover - the row was stored a line above
        raise RuntimeError("a sign-in vanished")
    session.permanent = True
    session[SEEN] = now.timestamp()
    login_user(Somebody(token, found))


def sign_out() -> None:
    """Sign this browser out, here and in the table. The caller commits."""
    if token := session.get(USER):
        services.end(db.session(), token)
    logout_user()
    session.clear()


def load_somebody(token: str) -> Somebody | None:
    """Return whose token this is, unless it rested or lasted too long."""
    now = utc_now()
    found = queries.find(db.session(), token, now=now)
    if found is None:
        return None
    # By the roles of today: a grant may have begun since this browser was signed in.
    roles = {grant.role for grant in found.actor.grants}
    lasting = stay(roles, shared_phone=found.shared_phone)
    seen = datetime.fromtimestamp(float(session.get(SEEN, 0)), UTC)
    if now - seen > lasting.idle or now - found.created_at > lasting.absolute:
        return None
    if now - seen > SEEN_STEP:
        session[SEEN] = now.timestamp()
    return Somebody(token, found)


class CookieSession(SecureCookieSessionInterface):
    """Flask's sessions in a signed cookie; what signs is made once, not at each request."""

    def __init__(self, app: Flask) -> None:
        self._signing = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return self._signing


def init_session(app: Flask) -> None:
    """Set up the cookie and who it stands for."""
    settings = app.config["SETTINGS"]
    app.session_interface = CookieSession(app)
    app.config.update(
        SESSION_COOKIE_NAME="__Host-hoc" if settings.https else "hoc",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=180),
    )
    # Not "basic": it keeps a fingerprint of the browser, and nothing here asks for freshness.
    login_manager.session_protection = None
    login_manager.anonymous_user = AnonymousUserMixin
    login_manager.user_loader(load_somebody)
    login_manager.init_app(app, add_context_processor=False)
