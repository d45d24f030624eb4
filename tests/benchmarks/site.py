"""A site to measure: a database of its own, published lessons, people who are signed in."""

import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnapp.app import create_app
from learnapp.clock import utc_now
from learnapp.config import ROOT, read_settings
from learnapp.core.lessons import Lesson
from learnapp.core.places import Ward
from learnapp.db.learning import LearningRecord, RefusedRecord
from learnapp.extensions import db
from learnapp.services import places, progress, publishing, records, sign_ins, totals
from learnapp.web.session import SEEN, USER

FIVE = 5
"""How many questions the quizzes have that are answered."""


@dataclass(frozen=True, slots=True)
class Site:
    """The application in this process, and the environment in which a server runs the same."""

    app: Flask
    environment: dict[str, str]

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons of the first course, in their order."""
        catalogue = self.app.extensions["catalogue"]
        found: tuple[Lesson, ...] = catalogue.lessons_of(catalogue.courses()[0].slug)
        return found

    @property
    def quizzes(self) -> list[Lesson]:
        """The lessons with five questions."""
        return [lesson for lesson in self.lessons if len(lesson.questions) == FIVE]

    @property
    def ward(self) -> Ward:
        """Some ward."""
        ward: Ward = self.app.extensions["gazetteer"].wards_of("22")[0]
        return ward


def make_site(folder: Path) -> Site:
    """Make the database in the folder, with tables, places and lessons, as ``setup`` does."""
    environment = {
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "SECRET_KEY": secrets.token_hex(32),
        "PIN_PEPPER": secrets.token_hex(32),
        "SITE_ADDRESS": "http://127.0.0.1",
        "LESSONS_FOLDER": str(ROOT / "lessons"),
        "LEARNAPP_DEVELOPMENT": "",
    }
    app = create_app(read_settings(environment))
    logging.getLogger("learnapp").setLevel(logging.ERROR)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        session = db.session()
        places.load(session, app.extensions["gazetteer"])
        a_day_ago = utc_now() - timedelta(days=1)
        publishing.publish(session, app.extensions["catalogue"], now=a_day_ago)
        session.commit()
    return Site(app, environment)


def make_guests(site: Site, count: int) -> list[str]:
    """Make guests who are signed in, and return the cookie of each."""
    cookies = []
    with site.app.app_context():
        session, now = db.session(), utc_now()
        for _ in range(count):
            guest, token = records.begin_guest(session, now=now), secrets.token_urlsafe(32)
            sign_ins.begin(session, guest.id, token, now=now)
            cookies.append(_cookie(site.app, {USER: token, SEEN: now.timestamp()}))
        session.commit()
        db.engine.dispose()
    return cookies


def _cookie(app: Flask, content: dict[str, object]) -> str:
    """Sign what the session cookie holds, as the application itself does."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    content |= {"_permanent": True}
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(content)}"


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds after the load, compared with what was acknowledged."""

    acknowledged: int
    lost: int
    twice: int
    unasked: int
    refused: int
    folded_wrong: int
    totals_wrong: int

    @property
    def whole(self) -> bool:
        """Whether nothing is lost, doubled, refused or wrongly folded."""
        wrong = (self.lost, self.twice, self.unasked, self.refused)
        return not any((*wrong, self.folded_wrong, self.totals_wrong))


def compare(site: Site, acknowledged: list[UUID]) -> Stored:
    """Count what was stored, then fold everything again and count what comes out differently."""
    with site.app.app_context():
        session = db.session()
        stored = set(session.scalars(select(LearningRecord.id)))
        refused = session.scalar(select(func.count()).select_from(RefusedRecord)) or 0
        people = set(session.scalars(select(LearningRecord.person_id)))
        found = Stored(
            acknowledged=len(acknowledged),
            lost=len(set(acknowledged) - stored),
            twice=len(acknowledged) - len(set(acknowledged)),
            unasked=len(stored - set(acknowledged)),
            refused=refused,
            folded_wrong=_fold_again(session, people),
            totals_wrong=totals.mend(session),
        )
        session.rollback()
        db.engine.dispose()
    return found


def _fold_again(session: Session, people: set[UUID]) -> int:
    return progress.refold_people(session, people)
