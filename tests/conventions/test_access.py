"""Every address, opened by everybody: what they get is written down in ``access.txt``.

Who adds a page adds its line, and so decides who may open it. Read it as a signed list: 200 opens,
303 leads on, 401 asks to sign in, 403 is never for this role, 404 is out of this person's reach
(as if it were not there), 409 and 422 came in and found an empty form. Posts carry a valid token.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import flask
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from learnapp.web.forms import Form, token_field
from tests.conventions.world import WHO, World, browser_of, build

TABLE = Path(__file__).with_name("access.txt")
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
BY_FILE_NAME = "static"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a method, a rule, and a status for everybody."""

    method: str
    rule: str
    statuses: tuple[int, ...]

    def __str__(self) -> str:
        statuses = " ".join(
            f"{status:>{len(who)}}" for who, status in zip(WHO, self.statuses, strict=True)
        )
        return f"{self.method:<4} {self.rule:<66} {statuses}"


def read_table() -> dict[tuple[str, str], Line]:
    lines = {}
    for text in TABLE.read_text(encoding="utf-8").splitlines():
        if not text or text.startswith("#"):
            continue
        method, rule, *statuses = text.split()
        assert (method, rule) not in lines, f"twice in access.txt: {method} {rule}"
        lines[method, rule] = Line(method, rule, tuple(int(status) for status in statuses))
    return lines


def addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """Yield every method and rule that the application answers, by rule."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        if rule.endpoint != BY_FILE_NAME:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, rule.rule


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    return build(session, app)


def opened(app: Flask, session: Session, world: World, method: str, rule: str, who: str) -> int:
    """Return what somebody gets who opens the address, or posts a form with nothing but a token."""
    browser = browser_of(app, session, world.people.get(who))
    address = world.address(rule)
    if method == "GET":
        return browser.get(address).status_code
    if rule.startswith("/api/"):
        return browser.open(address, method=method, json={}, headers=SAME_ORIGIN).status_code
    sent = {token_field(): token_of(app, browser)}
    return browser.open(address, method=method, data=sent, headers=SAME_ORIGIN).status_code


def token_of(app: Flask, browser: FlaskClient) -> str:
    """Give the browser's session a token as a form would, and return it."""
    with app.test_request_context():
        token = str(Form()[token_field()].current_token)
        nonce = flask.session["csrf"]
    with browser.session_transaction() as cookie:
        cookie["csrf"] = nonce
    return token


def test_every_address_has_a_line_and_every_line_an_address(app: Flask) -> None:
    known, wanted = set(read_table()), set(addresses(app))

    assert not wanted - known, f"Say in access.txt who may open {sorted(wanted - known)}"
    assert not known - wanted, f"Take out of access.txt {sorted(known - wanted)}"


def test_everybody_gets_what_the_table_says(app: Flask, session: Session) -> None:
    table, wrong, world = read_table(), [], build(session, app)
    for method, rule in addresses(app):
        # What was posted changes the world; nobody else shall find it changed.
        world = build(session, app) if method != "GET" else world
        found = Line(
            method,
            rule,
            tuple(opened(app, session, world, method, rule, who) for who in WHO),
        )
        if found != table.get((method, rule)):
            wrong.append(f"{found}   now\n{table.get((method, rule))}   in access.txt")

    assert not wrong, "\n" + "\n".join(wrong)


def test_a_page_of_nobody_is_not_found_by_anybody(
    app: Flask, session: Session, world: World
) -> None:
    """An id that is nobody's is answered like one out of reach: ids tell nothing."""
    nothing = {
        name: "00000000-0000-7000-8000-000000000000"
        for name in world.addresses
        if name.startswith("<uuid:")
    }
    empty = World(world.people, world.addresses | nothing)
    told = [
        f"{rule} {who}: {status}"
        for method, rule in addresses(app)
        if method == "GET" and "<uuid:" in rule
        for who in WHO
        if (status := opened(app, session, empty, method, rule, who)) not in {401, 403, 404}
    ]

    assert not told


def test_the_table_is_written_in_one_way() -> None:
    lines = read_table()
    written = [
        text for text in TABLE.read_text(encoding="utf-8").splitlines() if text[:1] not in {"", "#"}
    ]

    assert written == [
        str(line) for line in sorted(lines.values(), key=lambda one: (one.rule, one.method))
    ]
