"""Whether the site is alive, and whether it is ready to take people in."""

from functools import cache

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Response, current_app, jsonify

from learnapp.config import ROOT
from learnapp.extensions import db
from learnapp.queries.publishing import unpublished
from learnapp.services.catalogue import has_errors
from learnapp.web.access import public
from learnapp.web.context import catalogue
from learnapp.web.public import bp


@bp.get("/healthz")
@public
def healthz() -> Response:
    """Say that the process answers; nothing else is asked."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    """Say whether the database answers, its tables fit the code, every lesson is published."""
    problems = []
    session = db.session()
    context = MigrationContext.configure(session.connection())
    if context.get_current_revision() != newest_revision():
        problems.append("tables")
    elif unpublished(session, catalogue()):
        problems.append("lessons")
    if has_errors(current_app.extensions["findings"]):
        problems.append("lesson files")
    return jsonify(status="not ready" if problems else "ok", problems=problems), (
        503 if problems else 200
    )


@cache
def newest_revision() -> str | None:
    """Return the revision that the code was written for; its scripts are read once."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config).get_current_head()
