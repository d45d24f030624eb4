"""Column types that keep a promise on both databases."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

JSONDocument: sa.types.TypeEngine[Any] = sa.JSON().with_variant(JSONB(), "postgresql")
"""A JSON value: text on SQLite, ``jsonb`` on PostgreSQL."""


SortKey = sa.String().with_variant(sa.String(collation="C"), "postgresql")
"""A key of ``core.names``, compared byte by byte: the order is in the key, not in the database."""


class UTCDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite gives back naive moments; this makes them aware again.

    Raises ``ValueError`` for a naive moment: nobody could say when that was.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
