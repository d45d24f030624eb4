"""Erasing a person looks into every table that names them: none of them is read as a whole."""

import pytest
from sqlalchemy import Column, Table

from learnapp.db.base import Base

SMALL = {
    "role_grant.given_by_id": "a few officials in each ward",
    "role_grant.taken_by_id": "a few officials in each ward",
    "target.set_by_id": "a few lines for each ward",
}
"""Tables that stay so small that reading all of them costs nothing."""


def naming_somebody() -> list[Column[object]]:
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.target_fullname == "person.id" for key in column.foreign_keys)
    ]


def leads_an_index(column: Column[object]) -> bool:
    table: Table = column.table
    keys = [table.primary_key, *table.indexes]
    return any(next(iter(key.columns), None) is column for key in keys) or any(
        next(iter(one.columns)) is column
        for one in table.constraints
        if hasattr(one, "columns") and type(one).__name__ == "UniqueConstraint"
    )


@pytest.mark.parametrize("column", naming_somebody(), ids=str)
def test_a_column_that_names_somebody_is_found_by_an_index(column: Column[object]) -> None:
    assert leads_an_index(column) or str(column) in SMALL


def test_no_table_is_called_small_that_has_an_index() -> None:
    by_name = {str(one): one for one in naming_somebody()}

    assert all(name in by_name and not leads_an_index(by_name[name]) for name in SMALL)
