"""The neighbourhoods of a ward, as lists to choose from."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

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
