"""A browser is signed in as a person, and signed out again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from learnapp.core.days import vietnam_day
from learnapp.core.sign_ins import stay, token_hash
from learnapp.db.people import SignIn
from learnapp.queries.sign_ins import grants_on


def begin(
    session: Session, person_id: UUID, token: str, *, now: datetime, shared_phone: bool = False
) -> SignIn:
    """Sign a browser in: it keeps the token (256 random bits), we keep its hash and an end."""
    roles = {grant.role for grant in grants_on(session, person_id, vietnam_day(now))}
    lasting = stay(roles, shared_phone=shared_phone)
    row = SignIn(
        id_hash=token_hash(token),
        person_id=person_id,
        created_at=now,
        until=now + lasting.absolute,
        shared_phone=shared_phone,
    )
    session.add(row)
    session.flush()
    return row


def end(session: Session, token: str) -> None:
    """Sign a browser out; a token that is over already is no fault."""
    session.execute(delete(SignIn).where(SignIn.id_hash == token_hash(token)))


def end_all(session: Session, person_id: UUID, *, but_token: str | None = None) -> None:
    """Sign a person out everywhere: after a new PIN, a changed role, a lost phone."""
    ending = delete(SignIn).where(SignIn.person_id == person_id)
    if but_token is not None:
        ending = ending.where(SignIn.id_hash != token_hash(but_token))
    session.execute(ending)


def sweep(session: Session, *, now: datetime) -> None:
    """Forget the sign-ins that are over."""
    session.execute(delete(SignIn).where(SignIn.until <= now))
