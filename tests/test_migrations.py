"""The migrations make exactly what the models describe, on a database with data in it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, Engine

from learnapp.config import ROOT
from learnapp.core.records import PersonKind
from learnapp.db.base import Base
from learnapp.db.learning import CourseProgress
from learnapp.db.people import Person, SignIn
from learnapp.extensions import db, init_database

MIGRATIONS = str(ROOT / "migrations")
FIRST = "20261123_1"
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PERSON, PARENT = uuid4(), uuid4()

REBUILD = '''"""Rebuild person, as a changed column on SQLite does."""

import sqlalchemy as sa
from alembic import op

revision = "29991231_1"
down_revision = "{head}"


def upgrade() -> None:
    rebuild = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("person", recreate=rebuild) as person:
        person.add_column(sa.Column("nickname", sa.String(40)))


def downgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.drop_column("nickname")
'''

ORPHANS = '''"""Leave sign-ins of nobody behind."""

from alembic import op

revision = "29991231_1"
down_revision = "{head}"


def upgrade() -> None:
    op.execute("DELETE FROM person")


def downgrade() -> None:
    pass
'''


@pytest.fixture
def empty_database(database_url: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, of the kind that the tests run on."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    name = f"migrations_{uuid4().hex[:12]}"
    server = sa.create_engine(database_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(autouse=True)
def on_that_database(empty_database: str) -> Iterator[None]:
    """As much of an application as the migrations need, on that database."""
    app = Flask("migrations")
    app.config["SQLALCHEMY_DATABASE_URI"] = empty_database
    init_database(app)
    with app.app_context():
        yield
        db.engine.dispose()


def fill(engine: Engine) -> None:
    """Store two persons that are one, and a sign-in that goes with the second."""
    with engine.begin() as connection:
        for person, same_as in ((PARENT, None), (PERSON, PARENT)):
            connection.execute(
                sa.insert(Person).values(
                    id=person, same_as_id=same_as, kind=PersonKind.GUEST, created_at=NOW
                )
            )
        connection.execute(
            sa.insert(SignIn).values(
                id_hash="a" * 64, person_id=PERSON, created_at=NOW, until=NOW, shared_phone=False
            )
        )


def stored(engine: Engine) -> tuple[int, int]:
    with engine.execution_options(reading=True).connect() as connection:
        return (
            connection.scalar(sa.select(sa.func.count()).select_from(Person.__table__)) or 0,
            connection.scalar(sa.select(sa.func.count()).select_from(SignIn.__table__)) or 0,
        )


def with_another(tmp_path: Path, text: str) -> str:
    """Return a copy of the migrations with one more at the end."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    head = max(path.name[:10] for path in (folder / "versions").glob("2*.py"))
    (folder / "versions" / "29991231_1_another.py").write_text(text.format(head=head))
    return str(folder)


def checks(connection: Connection) -> dict[str, dict[str, str]]:
    """Return every CHECK constraint, by table and name, as the database understands it."""
    inspector = sa.inspect(connection)
    return {
        table: {
            str(check["name"]): " ".join(check["sqltext"].split())
            for check in inspector.get_check_constraints(table)
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def indexes(connection: Connection) -> dict[str, list[str]]:
    inspector = sa.inspect(connection)
    return {
        table: sorted(str(index["name"]) for index in inspector.get_indexes(table))
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def test_they_make_the_tables_that_the_models_describe() -> None:
    upgrade(directory=MIGRATIONS)

    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        difference = compare_metadata(context, Base.metadata)

    assert not difference, "Write a migration for what the models say"


def test_they_make_the_checks_and_indexes_that_the_models_describe() -> None:
    """Autogenerate does not see CHECK constraints."""
    upgrade(directory=MIGRATIONS)
    with db.engine.connect() as connection:
        migrated = checks(connection), indexes(connection)
    downgrade(directory=MIGRATIONS, revision="base")
    Base.metadata.create_all(db.engine)
    with db.engine.connect() as connection:
        described = checks(connection), indexes(connection)

    assert any(described[0].values())
    assert migrated == described


def test_every_constraint_has_a_name() -> None:
    nameless = [
        f"{table.name}: {constraint}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]

    assert not nameless, "A constraint without a name cannot be changed on SQLite"


def test_they_go_up_and_down_and_up_again() -> None:
    upgrade(directory=MIGRATIONS)
    fill(db.engine)
    downgrade(directory=MIGRATIONS, revision="base")

    assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}

    upgrade(directory=MIGRATIONS)
    fill(db.engine)

    assert stored(db.engine) == (2, 1)


def test_a_second_upgrade_changes_nothing() -> None:
    upgrade(directory=MIGRATIONS)
    fill(db.engine)

    upgrade(directory=MIGRATIONS)

    assert stored(db.engine) == (2, 1)


def test_they_go_forwards_on_a_database_with_data_in_it() -> None:
    """Each later migration meets what the program of the first one had stored."""
    upgrade(directory=MIGRATIONS, revision=FIRST)
    fill(db.engine)
    began = "SELECT person_id, course, step, completed_day, last_at FROM course_progress"
    with db.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO course_progress (person_id, course, step, completed_day, last_at)"
                " VALUES (:person, 'khoa', 'step.active', '2026-11-02', NULL)"
            ).bindparams(sa.bindparam("person", type_=sa.Uuid())),
            {"person": PARENT},
        )
        before = connection.execute(sa.text(began)).all()

    upgrade(directory=MIGRATIONS)

    with db.engine.connect() as connection:
        assert connection.execute(sa.text(began)).all() == before
        row = connection.execute(sa.select(CourseProgress.__table__)).one()
    assert (row.failures, row.supervised, row.wait_until) == (0, False, None)
    assert stored(db.engine) == (2, 1)


def test_code_from_before_checks_still_writes_progress() -> None:
    """A server that is not replaced yet runs on the new tables."""
    upgrade(directory=MIGRATIONS)
    fill(db.engine)

    with db.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO course_progress (person_id, course, step, completed_day, last_at)"
                " VALUES (:person, 'khoa', 'active', NULL, NULL)"
            ).bindparams(sa.bindparam("person", type_=sa.Uuid())),
            {"person": PARENT},
        )
        row = connection.execute(sa.select(CourseProgress.__table__)).one()

    assert (row.failures, row.supervised) == (0, False)


def test_rebuilding_a_table_keeps_its_children(tmp_path: Path) -> None:
    """Were foreign keys on, dropping the old ``person`` would delete every sign-in with it."""
    upgrade(directory=MIGRATIONS)
    fill(db.engine)

    upgrade(directory=with_another(tmp_path, REBUILD))

    columns = {column["name"] for column in sa.inspect(db.engine).get_columns("person")}
    assert "nickname" in columns
    assert stored(db.engine) == (2, 1)


def test_foreign_keys_hold_again_after_a_migration(tmp_path: Path) -> None:
    upgrade(directory=MIGRATIONS)
    fill(db.engine)
    upgrade(directory=with_another(tmp_path, REBUILD))

    with db.engine.begin() as connection:
        connection.execute(sa.delete(Person).where(Person.id == PERSON))

    assert stored(db.engine) == (1, 0), "the sign-in goes with its person"
    nobody = sa.insert(SignIn).values(
        id_hash="b" * 64, person_id=uuid4(), created_at=NOW, until=NOW, shared_phone=False
    )
    with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
        connection.execute(nobody)


def test_a_migration_that_leaves_rows_pointing_nowhere_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """PostgreSQL keeps its foreign keys on: there the children go with their parent."""
    upgrade(directory=MIGRATIONS)
    fill(db.engine)
    folder = with_another(tmp_path, ORPHANS)

    if db.engine.dialect.name == "sqlite":
        with pytest.raises(SystemExit):
            upgrade(directory=folder)
        assert "point nowhere" in caplog.text
    else:
        upgrade(directory=folder)
        assert stored(db.engine) == (0, 0)
