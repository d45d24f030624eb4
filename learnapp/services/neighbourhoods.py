"""A ward keeps the list of its neighbourhoods. They are closed, never deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.days import vietnam_day
from learnapp.core.errors import (
    NeighbourhoodNameTooLong,
    NeighbourhoodTaken,
    NotFound,
    TooManyNeighbourhoods,
)
from learnapp.core.names import place_sort_key, search_text, tidy
from learnapp.core.places import Ward
from learnapp.core.policy import Actor, Permission, Subject, check
from learnapp.db.places import Neighbourhood
from learnapp.services import audit

LONGEST_NAME = 80
MOST_AT_ONCE = 200
"""No ward has so many; more lines than this are a slip."""


@dataclass(frozen=True, slots=True)
class Added:
    """How many names were new, were closed and are open again, and were there already."""

    new: int = 0
    reopened: int = 0
    known: int = 0


def add(
    session: Session, actor: Actor, ward: Ward, names: Iterable[str], *, now: datetime
) -> Added:
    """Add neighbourhoods by name; empty lines and names already there change nothing.

    "Khu phố 1" and "khu pho 1" are one. Raises ``Forbidden`` or ``NotFound`` outside the actor's
    reach, ``TooManyNeighbourhoods``, ``NeighbourhoodNameTooLong``; then none is added.
    """
    check(actor, Permission.WARD_KEEP, Subject(ward.place))
    wanted = {search_text(name): tidy(name) for name in names}
    wanted.pop("", None)
    if len(wanted) > MOST_AT_ONCE:
        raise TooManyNeighbourhoods(len(wanted))
    for name in wanted.values():
        _check_length(name)
    there = {one.search_text: one for one in _of(session, ward)}
    new = reopened = known = 0
    for key, name in wanted.items():
        one = there.get(key)
        if one is None:
            one = Neighbourhood(ward_id=ward.id, **_written(name), closed_day=None)
            session.add(one)
            new += 1
        elif one.closed_day is not None:
            one.closed_day = None
            reopened += 1
        else:
            known += 1
            continue
        session.flush()
        _note(session, "neighbourhood.opened", actor, one, now)
    return Added(new, reopened, known)


def rename(
    session: Session,
    actor: Actor,
    ward: Ward,
    neighbourhood_id: int,
    name: str,
    *,
    now: datetime,
) -> Neighbourhood:
    """Give a neighbourhood another name; people stay in it.

    Raises ``NotFound`` for one of another ward, ``NeighbourhoodTaken``,
    ``NeighbourhoodNameTooLong``.
    """
    one = _kept(session, actor, ward, neighbourhood_id)
    written = _written(tidy(name))
    _check_length(written["name"])
    same = [other for other in _of(session, ward) if other.search_text == written["search_text"]]
    if any(other.id != one.id for other in same):
        raise NeighbourhoodTaken(name)
    if one.name != written["name"]:
        for column, value in written.items():
            setattr(one, column, value)
        session.flush()
        _note(session, "neighbourhood.renamed", actor, one, now)
    return one


def close(
    session: Session, actor: Actor, ward: Ward, neighbourhood_id: int, *, now: datetime
) -> Neighbourhood:
    """Close a neighbourhood: nobody chooses it any more, who lived there is still counted there."""
    one = _kept(session, actor, ward, neighbourhood_id)
    if one.closed_day is None:
        one.closed_day = vietnam_day(now)
        session.flush()
        _note(session, "neighbourhood.closed", actor, one, now)
    return one


def reopen(
    session: Session, actor: Actor, ward: Ward, neighbourhood_id: int, *, now: datetime
) -> Neighbourhood:
    """Open a closed neighbourhood again."""
    one = _kept(session, actor, ward, neighbourhood_id)
    if one.closed_day is not None:
        one.closed_day = None
        session.flush()
        _note(session, "neighbourhood.opened", actor, one, now)
    return one


def _of(session: Session, ward: Ward) -> list[Neighbourhood]:
    found = session.scalars(select(Neighbourhood).where(Neighbourhood.ward_id == ward.id))
    return list(found)


def _kept(session: Session, actor: Actor, ward: Ward, neighbourhood_id: int) -> Neighbourhood:
    check(actor, Permission.WARD_KEEP, Subject(ward.place))
    one = next((one for one in _of(session, ward) if one.id == neighbourhood_id), None)
    if one is None:
        raise NotFound(neighbourhood_id)
    return one


def _written(name: str) -> dict[str, str]:
    return {"name": name, "sort_key": place_sort_key(name), "search_text": search_text(name)}


def _check_length(name: str) -> None:
    if not 0 < len(name) <= LONGEST_NAME:
        raise NeighbourhoodNameTooLong(name)


def _note(session: Session, action: str, actor: Actor, one: Neighbourhood, now: datetime) -> None:
    audit.note(session, action, actor=actor, ward_id=one.ward_id, now=now, neighbourhood=one.id)
