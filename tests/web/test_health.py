"""Whether the site is alive, and whether it is ready to take people in."""

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from learnapp.web.public.health import newest_revision


def test_it_is_ready_with_its_tables_and_lessons(app: Flask) -> None:
    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.get_json()["problems"]) == (200, [])


def test_it_is_not_ready_on_tables_of_another_revision(app: Flask, session: Session) -> None:
    before = session.scalar(text("SELECT version_num FROM alembic_version"))
    session.execute(text("UPDATE alembic_version SET version_num = 'other'"))
    session.commit()
    try:
        answer = app.test_client().get("/readyz")
    finally:
        session.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": before})
        session.commit()

    assert (answer.status_code, answer.get_json()["problems"]) == (503, ["tables"])


def test_the_migrations_are_read_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    newest_revision()
    monkeypatch.delattr(ScriptDirectory, "from_config")

    assert app.test_client().get("/readyz").status_code == 200
