"""The totals of the wards: kept by differences, and compared with what they are sums of."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Delete,
    Table,
    and_,
    bindparam,
    delete,
    func,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from learnapp.core.counting import Cell, Sums
from learnapp.db.learning import Counted, WardDay

WARD_DAY: Table = WardDay.__table__  # type: ignore[assignment]  # a declared class has a table
COUNTED: Table = Counted.__table__  # type: ignore[assignment]

DIMENSIONS = Cell.__slots__
SUMS = Sums.__slots__


def insert_into(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """Begin an ``INSERT`` that can say ``ON CONFLICT``, as each of the two databases says it."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def apply(session: Session, differences: Mapping[Cell, Sums]) -> None:
    """Add differences to the totals, in the order given; what comes to nothing is deleted."""
    if not differences:
        return
    rows = [
        {name: getattr(cell, name) for name in DIMENSIONS}
        | {name: getattr(sums, name) for name in SUMS}
        for cell, sums in differences.items()
    ]
    connection = session.connection()
    connection.execute(_adding(connection.dialect.name), rows)
    if less := [row for row in rows if row["n"] < 0 or row["total"] < 0 or row["squares"] < 0]:
        connection.execute(
            _EMPTY, [{f"the_{name}": row[name] for name in DIMENSIONS} for row in less]
        )


def mend(session: Session) -> int:
    """Compare the totals with the rows that they count, add what is missing; return how many.

    Beside live use: one statement sees one moment, and a difference may be added at any later one.
    """
    found: dict[Cell, Sums] = {}
    for row in session.execute(_WRONG):
        cell = Cell(*row[: len(DIMENSIONS)])
        found[cell] = Sums(int(row.n), int(row.total), int(row.squares))
    apply(session, {cell: found[cell] for cell in sorted(found)})
    session.execute(delete(WARD_DAY).where(_NOTHING))
    return len(found)


@cache
def _adding(dialect: str) -> sqlite.Insert | postgresql.Insert:
    statement = insert_into(WARD_DAY, dialect)
    return statement.on_conflict_do_update(
        index_elements=[WARD_DAY.c[name] for name in DIMENSIONS],
        set_={name: WARD_DAY.c[name] + statement.excluded[name] for name in SUMS},
    )


_NOTHING = and_(*(WARD_DAY.c[name] == 0 for name in SUMS))

_EMPTY: Delete = delete(WARD_DAY).where(
    and_(*(WARD_DAY.c[name] == bindparam(f"the_{name}") for name in DIMENSIONS)), _NOTHING
)


def _both() -> CompoundSelect[*tuple[Any, ...]]:
    """Put the rows counted and the totals, taken away, into one list."""
    return union_all(
        select(
            *(COUNTED.c[name] for name in DIMENSIONS),
            func.count().label("n"),
            func.sum(COUNTED.c.value).label("total"),
            func.sum(COUNTED.c.value * COUNTED.c.value).label("squares"),
        ).group_by(*(COUNTED.c[name] for name in DIMENSIONS)),
        select(
            *(WARD_DAY.c[name] for name in DIMENSIONS),
            *((-WARD_DAY.c[name]).label(name) for name in SUMS),
        ),
    )


_LIST = _both().subquery()
_WRONG = (
    select(
        *(_LIST.c[name] for name in DIMENSIONS),
        *(func.sum(_LIST.c[name]).label(name) for name in SUMS),
    )
    .group_by(*(_LIST.c[name] for name in DIMENSIONS))
    .having(
        (func.sum(_LIST.c.n) != 0)
        | (func.sum(_LIST.c.total) != 0)
        | (func.sum(_LIST.c.squares) != 0)
    )
)
