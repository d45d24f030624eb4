"""What the site is measured against: the least that Flask and SQLAlchemy can do.

``/page`` returns a page that is kept in memory, ``/row`` inserts one row and commits. Nothing else:
no session, no headers of ours, no compression. ``REFERENCE_BYTES`` is the length of the page,
``REFERENCE_DATABASE`` the SQLite file.
"""

import os
import sqlite3
from uuid import uuid4

from flask import Flask, Response, request
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

PAGE = os.urandom(int(os.environ["REFERENCE_BYTES"]))
engine = create_engine(f"sqlite:///{os.environ['REFERENCE_DATABASE']}")
app = Flask(__name__)


class Base(DeclarativeBase):
    """The tables of the reference."""


class Row(Base):
    """What one request leaves behind."""

    __tablename__ = "row"

    id: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]


@event.listens_for(engine, "connect")
def on_connect(connection: sqlite3.Connection, _record: object) -> None:
    """Set the same pragmas as the site does."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(engine, "begin")
def on_begin(connection: Connection) -> None:
    """Begin as the site does, or many of the transactions would fail as locked."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


Base.metadata.create_all(engine)


@app.get("/page")
def page() -> Response:
    """Return the page."""
    return Response(PAGE, mimetype="text/html")


@app.post("/row")
def row() -> Response:
    """Insert one row and commit."""
    with Session(engine) as session:
        session.add(Row(id=str(uuid4()), content=request.form["content"]))
        session.commit()
    return Response(status=204)
