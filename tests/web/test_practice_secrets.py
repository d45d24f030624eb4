"""Every field of every practice is given real numbers: none is kept, said, logged or sent back.

Without scripts; ``tests/browser/test_practice.py`` does it with them.
"""

import io
import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.lessons import Catalogue, Lesson
from learnapp.core.practice_fields import PRESS
from learnapp.core.practice_machine import replay, write_acts
from learnapp.core.practices import Scene
from learnapp.core.real_numbers import looks_real
from learnapp.db.base import Base
from learnapp.web.logs import JSONLines
from tests.practices import catalogue_of_the_site, practised, scene_of, ways

SITE = catalogue_of_the_site()
SECRETS = {
    "identity": "022158001234",
    "identity in groups": "022 158 001 235",
    "card": "4111111111111111",
    "card in groups": "5500 0000 0000 0004",
    "code": "482913",
    "phone": "0912345678",
    "password": "Khoai-lang-58",
}
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


def lessons() -> list[Lesson]:
    return practised(SITE)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that any logger writes, as the site writes it."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JSONLines())
    loggers = [logging.getLogger(), logging.getLogger("learnapp")]
    for one in loggers:
        one.addHandler(handler)
    yield lines
    for one in loggers:
        one.removeHandler(handler)


@pytest.fixture
def site(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with the lessons of the site beside those of the tests."""
    own: Catalogue = app.extensions["catalogue"]
    every = [*SITE.all_versions(), *own.all_versions()]
    both = Catalogue.of(
        [one for one in every if isinstance(one, Lesson)],
        [one for one in every if not isinstance(one, Lesson) and hasattr(one, "lessons")],
    )
    monkeypatch.setitem(app.extensions, "catalogue", both)
    return app


@pytest.mark.parametrize("slug", ["mua-ve", *(one.slug for one in lessons())])
def test_no_field_of_a_practice_keeps_what_is_real(
    site: Flask, session: Session, logged: io.StringIO, slug: str
) -> None:
    lesson = site.extensions["catalogue"].lesson(slug)
    client, asked = site.test_client(), 0
    answers: list[str] = []
    for acts in ways(lesson.practice).values():
        scene = scene_of(lesson.practice, replay(lesson.practice, acts))
        for secret in SECRETS.values():
            for fields in filled_with(scene, secret):
                sent = {"buoc": write_acts(acts), **fields}
                answers += post(client, f"/bai-hoc/{slug}/thuc-hanh", sent)
                asked += 1
    assert asked > len(SECRETS)

    whole = {
        "an answer": "\n".join(answers),
        "the log": logged.getvalue(),
        "the database": dump(session),
    }

    found = [
        f"{name} in {where}"
        for where, text in whole.items()
        for name, secret in SECRETS.items()
        if secret in text
    ]
    assert not found
    assert logged.getvalue(), "then nothing was looked at"


def test_every_field_that_keeps_nothing_was_tried() -> None:
    """What is given to the fields does look real, wherever it matters."""
    assert all(looks_real(secret, secret=True) for secret in SECRETS.values())
    typed = [
        part
        for lesson in lessons()
        for scene in lesson.practice.scenes
        for part in scene.inputs
        if part.typed
    ]
    assert typed


def filled_with(scene: Scene, secret: str) -> Iterator[dict[str, str]]:
    """Fill the secret into every field of the scene, and press each thing in turn."""
    inputs = {f"o-{n}": secret for n in range(len(scene.inputs) or 1)}
    only_typed = {
        f"o-{n}": secret if part.typed else "1" for n, part in enumerate(scene.inputs)
    } or inputs
    for press in (*map(str, range(len(scene.presses))), "h", "b"):
        yield {**only_typed, PRESS: press}
    yield {**inputs, PRESS: "0"}
    yield {**inputs, PRESS: secret}


def post(client: FlaskClient, path: str, fields: dict[str, str]) -> Iterator[str]:
    """Send it as a browser does, and as one that does not say from where; return all answers."""
    for headers in (SAME_ORIGIN, {}):
        answer = client.post(path, data=fields, headers=headers)
        yield answer.text
        yield str(answer.headers)
        if target := answer.headers.get("Location"):
            yield client.get(target).text


def dump(session: Session) -> str:
    """Write down every row of every table."""
    session.rollback()
    return "\n".join(
        repr(tuple(row))
        for table in Base.metadata.tables.values()
        if table.name not in {"province", "ward", "content_version"}
        for row in session.execute(select(table))
    )
