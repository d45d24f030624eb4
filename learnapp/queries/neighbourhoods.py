"""The neighbourhoods of a ward, as lists to choose from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.errors import NotFound
from learnapp.db.places import Neighbourhood


@dataclass(frozen=True, slots=True)
class NeighbourhoodLine:
    """One khu phố or thôn that is open."""

    id: int
    ward_id: int
    name: str


def open_in(session: Session, ward_ids: Collection[int]) -> list[NeighbourhoodLine]:
    """Return the open neighbourhoods of these wards, "Khu 2" before "Khu 10"."""
    rows = session.execute(
        select(Neighbourhood.id, Neighbourhood.ward_id, Neighbourhood.name)
        .where(Neighbourhood.ward_id.in_(ward_ids), Neighbourhood.closed_day.is_(None))
        .order_by(Neighbourhood.ward_id, Neighbourhood.sort_key)
    )
    return [NeighbourhoodLine(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class KeptNeighbourhood:
    """One khu phố or thôn as its ward keeps it."""

    id: int
    name: str
    closed_day: date | None


def kept_in(session: Session, ward_id: int) -> list[KeptNeighbourhood]:
    """Return all neighbourhoods of a ward, the closed ones last."""
    rows = session.execute(
        select(Neighbourhood.id, Neighbourhood.name, Neighbourhood.closed_day)
        .where(Neighbourhood.ward_id == ward_id)
        .order_by(Neighbourhood.closed_day.is_not(None), Neighbourhood.sort_key)
    )
    return [KeptNeighbourhood(*row) for row in rows]


def kept_one(session: Session, ward_id: int, neighbourhood_id: int) -> KeptNeighbourhood:
    """Return one neighbourhood of a ward. Raises ``NotFound`` for one of another ward."""
    found = [one for one in kept_in(session, ward_id) if one.id == neighbourhood_id]
    if not found:
        raise NotFound(neighbourhood_id)
    return found[0]
