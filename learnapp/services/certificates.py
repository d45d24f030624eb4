"""Certificates are issued, show a name or not, and are withdrawn."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learnapp.core.certificates import may_show_name
from learnapp.core.codes import new_certificate_code
from learnapp.core.consents import CURRENT, Purpose, Way
from learnapp.core.days import vietnam_day
from learnapp.core.errors import (
    CertificateWithdrawn,
    NameNotShowable,
    NoSuchCertificate,
    NotCompleted,
    NotFound,
)
from learnapp.core.ids import uuid7
from learnapp.core.policy import Actor
from learnapp.db.certificates import Certificate
from learnapp.db.people import Consent
from learnapp.queries import certificates as queries
from learnapp.queries.certificates import Issued, Owner
from learnapp.queries.folding import Known
from learnapp.services import audit
from learnapp.services.progress import open_people

LONGEST_REASON = 200


def issue(
    session: Session, actor: Actor, course: str, *, name_shown: bool, chance: bytes, now: datetime
) -> Issued:
    """Issue the actor's own certificate of a course, or return the one that was issued already.

    Raises ``NotFound`` without an account, ``NotCompleted``, ``CertificateWithdrawn``, and
    ``NameNotShowable`` where a child wants the name shown.
    """
    known = open_people(session, [actor.person_id]).get(actor.person_id)
    owner = queries.owners(session, [known]).get(known.root_id) if known else None
    if known is None or owner is None:
        raise NotFound(actor.person_id)
    stored = queries.certificate_of(session, known.root_id, course)
    if stored is None:
        today = vietnam_day(now)
        if known.root_id not in queries.standings(session, [known], course, today=today):
            raise NotCompleted(course)
        stored = _store(session, known.root_id, course, chance, now)
        if name_shown:
            _show_name(session, stored, owner, now)
    elif stored.withdrawn_at is not None:
        raise CertificateWithdrawn(course)
    session.flush()
    return queries.issued_all(session, [stored], today=vietnam_day(now))[0]


def issue_all(
    session: Session,
    people: Collection[Known],
    course: str,
    *,
    ward_id: int | None = None,
    chance: Callable[[], bytes],
    now: datetime,
) -> list[Issued]:
    """Issue the certificates of those who completed the course; their names are not shown.

    ``ward_id``: only of those who lived there then. Returns all that hold, those issued before
    too. People without an account are left out.
    """
    whose = queries.owners(session, people)
    found = queries.standings(session, people, course, today=vietnam_day(now))
    stands = {
        root_id: one
        for root_id, one in found.items()
        if root_id in whose and ward_id in {None, one.ward_id}
    }
    stored = select(Certificate).where(
        Certificate.course == course, Certificate.person_id.in_(list(stands))
    )
    rows = {row.person_id: row for row in session.scalars(stored)}
    for root_id in stands.keys() - rows.keys():
        rows[root_id] = _store(session, root_id, course, chance(), now)
    session.flush()
    return [
        queries.issued(rows[root_id], whose[root_id], one, today=vietnam_day(now))
        for root_id, one in stands.items()
        if rows[root_id].withdrawn_at is None
    ]


def show_name(session: Session, actor: Actor, course: str, *, shown: bool, now: datetime) -> None:
    """Let whoever checks the actor's certificate see the name, or no longer.

    Raises ``NotFound`` without a certificate, ``NameNotShowable`` for a child.
    """
    known = open_people(session, [actor.person_id]).get(actor.person_id)
    owner = queries.owners(session, [known]).get(known.root_id) if known else None
    stored = queries.certificate_of(session, known.root_id, course) if known else None
    if owner is None or stored is None:
        raise NotFound(course)
    if shown and not stored.name_shown:
        _show_name(session, stored, owner, now)
    elif not shown and stored.name_shown:
        stored.name_shown = False
        _withdraw_consent(session, owner.person_id, now)
    session.flush()


def withdraw(session: Session, code: str, reason: str, *, now: datetime) -> None:
    """Withdraw a certificate for a reason, which stays until it is restored.

    The audit trail keeps that and when, not the reason: it may name somebody.

    Raises ``NoSuchCertificate``, ``CertificateWithdrawn``.
    """
    stored = _by_code(session, code)
    if stored.withdrawn_at is not None:
        raise CertificateWithdrawn(code)
    stored.withdrawn_at, stored.withdrawn_reason = now, reason[:LONGEST_REASON]
    _note(session, "certificate.withdrawn", stored, now)


def restore(session: Session, code: str, *, now: datetime) -> None:
    """Let a certificate hold again that was withdrawn by mistake. Raises ``NoSuchCertificate``."""
    stored = _by_code(session, code)
    stored.withdrawn_at, stored.withdrawn_reason = None, None
    _note(session, "certificate.restored", stored, now)


def _by_code(session: Session, code: str) -> Certificate:
    stored = session.scalars(
        select(Certificate).where(Certificate.code == code).with_for_update()
    ).one_or_none()
    if stored is None:
        raise NoSuchCertificate(code)
    return stored


def _note(session: Session, action: str, stored: Certificate, now: datetime) -> None:
    audit.note(
        session,
        action,
        actor=None,
        subject_id=stored.person_id,
        now=now,
        certificate=str(stored.id),
        course=stored.course,
    )
    session.flush()


def _store(
    session: Session, person_id: UUID, course: str, chance: bytes, now: datetime
) -> Certificate:
    stored = Certificate(
        id=uuid7(now),
        person_id=person_id,
        course=course,
        code=new_certificate_code(chance),
        issued_at=now,
        name_shown=False,
        withdrawn_at=None,
        withdrawn_reason=None,
    )
    session.add(stored)
    return stored


def _show_name(session: Session, stored: Certificate, owner: Owner, now: datetime) -> None:
    """Show the name from now on, and keep the proof that its owner agreed."""
    if not may_show_name(owner.birth_year, vietnam_day(now)):
        raise NameNotShowable(stored.id)
    stored.name_shown = True
    session.add(
        Consent(
            id=uuid7(now),
            person_id=owner.person_id,
            purpose=Purpose.CERTIFICATE_NAME.value,
            version=CURRENT[Purpose.CERTIFICATE_NAME],
            way=Way.SELF_IN_APP.value,
            taken_by_id=None,
            given_by=None,
            at=now,
            withdrawn_at=None,
        )
    )


def _withdraw_consent(session: Session, person_id: UUID, now: datetime) -> None:
    """Note that the agreement ended, unless another certificate still rests on it."""
    session.flush()
    others = session.scalar(
        select(Certificate.id).where(Certificate.person_id == person_id, Certificate.name_shown)
    )
    if others is None:
        session.execute(
            update(Consent)
            .where(
                Consent.person_id == person_id,
                Consent.purpose == Purpose.CERTIFICATE_NAME.value,
                Consent.withdrawn_at.is_(None),
            )
            .values(withdrawn_at=now)
        )
