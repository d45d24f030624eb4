"""Where people live is a history: moving adds to it, correcting changes it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.days import vietnam_day
from learnapp.core.errors import NotFound, UnknownNeighbourhood, UnknownWard
from learnapp.core.policy import Actor
from learnapp.db.people import Person, Residence
from learnapp.db.places import Neighbourhood, Ward
from learnapp.queries.people import residence_today
from learnapp.services import audit
from learnapp.services.progress import refold_person


def check_home(
    session: Session, ward_id: int, neighbourhood_id: int | None, *, today: date
) -> None:
    """Make sure that somebody can live there today.

    Raises ``UnknownWard``, and ``UnknownNeighbourhood`` for one of another ward or a closed one.
    """
    ward = session.get(Ward, ward_id)
    if ward is None or (ward.until_day is not None and ward.until_day <= today):
        raise UnknownWard(ward_id)
    if neighbourhood_id is None:
        return
    neighbourhood = session.get(Neighbourhood, neighbourhood_id)
    if (
        neighbourhood is None
        or neighbourhood.ward_id != ward_id
        or neighbourhood.closed_day is not None
    ):
        raise UnknownNeighbourhood(neighbourhood_id)


def move(
    session: Session, actor: Actor, ward_id: int, neighbourhood_id: int | None, *, now: datetime
) -> None:
    """Let the actor live somewhere else from today on; what was done before stays where it was.

    Twice on one day: the second holds. Raises ``UnknownWard``, ``UnknownNeighbourhood``.
    """
    today = vietnam_day(now)
    check_home(session, ward_id, neighbourhood_id, today=today)
    person_id = _held(session, actor)
    known = session.get(Residence, (person_id, today))
    if known is None:
        known = Residence(person_id=person_id, from_day=today)
        session.add(known)
    known.ward_id, known.neighbourhood_id = ward_id, neighbourhood_id
    audit.note(session, "residence.moved", actor=actor, subject_id=person_id, now=now)
    session.flush()
    refold_person(session, person_id)


def correct(
    session: Session, actor: Actor, ward_id: int, neighbourhood_id: int | None, *, now: datetime
) -> None:
    """Say that today's home was written down wrongly: all counted since it began moves here.

    Homes before it stay as they are: what was learned there stays there.

    Raises ``UnknownWard``, ``UnknownNeighbourhood``.
    """
    today = vietnam_day(now)
    check_home(session, ward_id, neighbourhood_id, today=today)
    person_id = _held(session, actor)
    home = residence_today(session, person_id, today)
    if home is None:
        home = Residence(person_id=person_id, from_day=today)
        session.add(home)
    home.ward_id, home.neighbourhood_id = ward_id, neighbourhood_id
    audit.note(session, "residence.corrected", actor=actor, subject_id=person_id, now=now)
    session.flush()
    refold_person(session, person_id)


def _held(session: Session, actor: Actor) -> UUID:
    """Return the actor's id, held by this transaction: where they live is folded from."""
    person = session.scalar(
        select(Person.id).where(Person.id == actor.person_id).with_for_update(key_share=True)
    )
    if person is None:
        raise NotFound(actor.person_id)
    return person
