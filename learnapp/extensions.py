"""The extensions that the edge stands on, and the database engine's own rules."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response, has_request_context, request
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

import learnapp.db  # noqa: F401 - names every table to the metadata
from learnapp.db.base import Base
from learnapp.db.writers import Line, let_next_write, stand_in_line

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PATIENCE = 5.0
"""How long a writer waits for the others, in seconds; then the page says "busy"."""

db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)
migrate = Migrate(render_as_batch=True)


class SignInManager(LoginManager):  # type: ignore[misc]
    """Flask-Login without its remember cookie.

    Its after-request hook looks at the session and so puts ``Vary: Cookie`` on every response;
    a lesson page is the same bytes for everyone and must not say so.
    """

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


login_manager = SignInManager()


def prepare_engine(engine: Engine) -> None:
    """Give the engine our transaction rules; on SQLite also what makes answers survive a crash.

    We open transactions ourselves: a command or an unsafe request says ``BEGIN IMMEDIATE``, so
    that it never has to upgrade a read transaction, which fails at once when others write.
    """
    if engine.dialect.name != "sqlite":
        return
    line = Line()
    let_next_write(engine, line)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - sqlite3 or another
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        reading = has_request_context() and request.method in SAFE_METHODS
        deferred = connection.get_execution_options().get("reading", reading)
        if not deferred:
            stand_in_line(connection, line, PATIENCE)
        _begin(connection, "BEGIN" if deferred else "BEGIN IMMEDIATE")


def _begin(connection: Connection, statement: str) -> None:
    """Say it to the driver itself, once in every transaction. Raises ``OperationalError``."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement)
    except sqlite3.OperationalError as fault:
        raise OperationalError(statement, {}, fault) from fault
    finally:
        cursor.close()


def init_database(app: Flask) -> None:
    """Join the database to the application."""
    db.init_app(app)
    migrate.init_app(app, db)
    with app.app_context():
        prepare_engine(db.engine)


@contextmanager
def short_write() -> Iterator[Session]:
    """Write in a short transaction of its own: for a GET whose look the audit trail keeps.

    It comes before the reading: a read transaction that turns into a writing one fails at once
    when others write.
    """
    with Session(db.engine.execution_options(reading=False)) as session, session.begin():
        yield session
