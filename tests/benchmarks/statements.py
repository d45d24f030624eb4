"""How many statements each page sends to the database, with few people and with many."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.ids import uuid7
from learnapp.extensions import db
from learnapp.services import study_groups
from tests.benchmarks.scripts import Quiz
from tests.benchmarks.site import Site
from tests.conventions import world
from tests.conventions.world import World

MANY = 40
"""How many learners come into the class and the ward between the two counts."""

WHO = ("visitor", "guest", "citizen", "volunteer", "ward", "province", "administrator")
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK")


@dataclass(frozen=True, slots=True)
class PageCount:
    """A page as the first of ``WHO`` sees it who may; -1 where it did not answer."""

    rule: str
    who: str
    few: int
    many: int
    shared: bool = False

    @property
    def grows(self) -> bool:
        """Whether more people mean more statements."""
        return self.many > self.few


def count_pages(site: Site) -> list[PageCount]:
    """Open every page with few learners, then with many, and count its statements."""
    app = site.app
    with app.app_context():
        session = db.session()
        made = world.build(session, app)
    browsers = _browsers(app, made)
    few = dict(_pages(app, made, browsers))
    with app.app_context():
        _add_learners(db.session(), site, made)
    many = dict(_pages(app, made, browsers))
    return [
        PageCount(rule, who, count, many.get((rule, who), -1), _is_shared(app, rule))
        for (rule, who), count in few.items()
    ]


def count_round(site: Site, quiz: Quiz, cookie: str | None) -> int:
    """Send one round of a quiz, as somebody known or as a new guest; count its statements."""
    client = site.app.test_client(use_cookies=False)
    headers = {"Sec-Fetch-Site": "same-origin"} | ({"Cookie": cookie} if cookie else {})
    with _counting(site.app) as seen:
        answer = client.post(
            quiz.path,
            data=f"{quiz.rounds[0]}&id={uuid7(utc_now())}",
            headers=headers,
            content_type="application/x-www-form-urlencoded",
        )
    if answer.status_code != 303:
        message = f"a round was answered with {answer.status_code}"
        raise RuntimeError(message)
    return len(seen)


def _browsers(app: Flask, made: World) -> dict[str, FlaskClient]:
    with app.app_context():
        session = db.session()
        return {who: world.browser_of(app, session, made.people.get(who)) for who in WHO}


def _pages(
    app: Flask, made: World, browsers: dict[str, FlaskClient]
) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield the count of each page that can be opened, by its rule and by who opened it."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.endpoint == "static" or "GET" not in (rule.methods or ()):
            continue
        for who, browser in browsers.items():
            address = made.address(rule.rule)
            if browser.get(address).status_code == 200:
                with _counting(app) as seen:
                    browser.get(address)
                yield (rule.rule, who), len(seen)
                break


@contextmanager
def _counting(app: Flask) -> Iterator[list[str]]:
    """Collect the statements sent meanwhile, but for those that begin or end a transaction."""
    seen: list[str] = []

    def note(*told: object) -> None:
        if not str(told[2]).startswith(TRANSACTION):
            seen.append(str(told[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _add_learners(session: Session, site: Site, made: World) -> None:
    """Let people of the ward join the class and learn their first lesson."""
    catalogue = site.app.extensions["catalogue"]
    people: list[UUID] = [world.make_citizen(session, site.ward.place) for _ in range(MANY)]
    for person_id in people:
        study_groups.join(session, person_id, made.addresses["<code:code>"], now=utc_now())
        world.answer(session, catalogue, person_id, site.lessons[0])
    session.commit()


def _is_shared(app: Flask, rule: str) -> bool:
    found = next(one for one in app.url_map.iter_rules() if one.rule == rule)
    return getattr(app.view_functions[found.endpoint], "access", None) == "shared"
