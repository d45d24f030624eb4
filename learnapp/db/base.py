"""The base of all models: names every constraint, maps Python types to columns."""

from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase

from learnapp.db.types import JSONDocument, UTCDateTime

NIL = UUID(int=0)
"""Stands for "none" in keys, which are never NULL: the two databases compare NULLs differently."""


class Base(DeclarativeBase):
    """Names every constraint, and says which column type a Python type becomes."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime,
        date: sa.Date,
        dict[str, Any]: JSONDocument,
        Enum: sa.Enum(
            Enum,
            native_enum=False,
            create_constraint=True,
            length=40,
            values_callable=lambda members: [member.value for member in members],
        ),
    }


def where_named(column: str) -> sa.Index:
    """Index the few rows in which a column names somebody: erasing a person looks for them."""
    where = sa.text(f"{column} IS NOT NULL")
    return sa.Index(None, column, sqlite_where=where, postgresql_where=where)
