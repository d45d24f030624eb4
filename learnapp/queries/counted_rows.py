"""Rows of ``counted`` as values, and values as rows."""

from typing import Any

from learnapp.core.counting import Cell, Counted


def counted_row(key: tuple[Any, ...], values: tuple[Any, ...]) -> Counted:
    """Make the value of a stored row of ``counted``, as ``standing`` gives it."""
    _, figure, course, name = key
    day, value, *others = values
    return Counted(Cell(figure, course, name, day, *others), value)


def stored_row(row: Counted) -> tuple[tuple[str, str, str], tuple[Any, ...]]:
    """Make the key (less the person) and the values of the row to be stored: the way back."""
    cell = row.cell
    return (cell.figure, cell.course, cell.key), (
        cell.day,
        row.value,
        cell.kind,
        cell.ward_id,
        cell.neighbourhood_id,
        cell.study_group_id,
        cell.age_band,
        cell.gender,
        cell.assistance,
        cell.supervised,
    )
