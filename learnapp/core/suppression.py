"""Small numbers are hidden, and so is what would let them be computed.

Everybody sees the sum of a column, knows this rule, and must still not learn about fewer than five
people.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

SMALL = 5
"""Fewer people than this could be told who they are."""


class Hidden(StrEnum):
    """Why a number is not told."""

    SMALL = "small"
    NEIGHBOUR = "neighbour"


Shown = int | Hidden


def protect(column: Sequence[int]) -> tuple[Shown, ...]:
    """Hide what would point at few people, in a column whose sum everybody can see.

    Numbers from 1 to 4 are hidden; so are as many of their neighbours, the smallest first, as it
    takes until every hidden small number could be any of 1 to 4. Where the whole column cannot
    give that, none of it is told. The order of equal numbers does not depend on their names.
    """
    small = {at for at, number in enumerate(column) if 0 < number < SMALL}
    if not small:
        return tuple(column)
    others = sorted(
        (at for at in range(len(column)) if at not in small),
        key=lambda at: (column[at] == 0, column[at], at),
    )
    hidden: list[int] = []
    while not _safe(column, small, hidden) and others:
        hidden.append(others.pop(0))
    return tuple(
        Hidden.SMALL if at in small else Hidden.NEIGHBOUR if at in hidden else number
        for at, number in enumerate(column)
    )


def _safe(column: Sequence[int], small: Iterable[int], neighbours: Sequence[int]) -> bool:
    """Tell whether the hidden numbers' sum leaves each small one free to be any of 1 to 4."""
    count = len(set(small))
    room = sum(column[at] for at in small) + sum(column[at] for at in neighbours)
    least = SMALL * sum(1 for at in neighbours if column[at])
    largest_fits = room - least - (count - 1) >= SMALL - 1
    # With a neighbour the rest may be as large as it likes; without, it ends at 4 each.
    smallest_fits = bool(neighbours) or room - 1 <= (SMALL - 1) * (count - 1)
    return largest_fits and smallest_fits


def few(number: int, *, protected: bool) -> Shown:
    """Hide a single number that stands in no sum, where small ones are to be hidden."""
    return Hidden.SMALL if protected and 0 < number < SMALL else number
