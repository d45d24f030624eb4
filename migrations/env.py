"""Runs the migrations, on a database with data in it."""

from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext
from flask import current_app
from sqlalchemy import Connection, text

from learnapp.extensions import db

target_metadata = db.metadata


def run_migrations() -> None:
    engine = db.engine
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            switch_foreign_keys(connection, on=False)
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            transactional_ddl=True,
            transaction_per_migration=True,
            include_object=include_object,
            on_version_apply=check_foreign_keys if sqlite else None,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            switch_foreign_keys(connection, on=True)


def switch_foreign_keys(connection: Connection, *, on: bool) -> None:
    """Switch them outside any transaction: inside one SQLite ignores the pragma."""
    raw: Any = connection.connection.driver_connection
    raw.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def check_foreign_keys(*, ctx: MigrationContext, **_: object) -> None:
    """Raise, inside its transaction, if a migration left a row that points nowhere."""
    broken = ctx.connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise RuntimeError(f"rows that point nowhere: {broken[:5]}")


def include_object(
    _thing: object, name: str | None, kind: str, _reflected: bool, _compare_to: object
) -> bool:
    """Leave out SQLite's own tables."""
    return not (kind == "table" and (name or "").startswith("sqlite_"))


run_migrations()
