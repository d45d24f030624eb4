"""Static files: small for whoever can unpack them, whole for the others, and nothing else."""

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

SMALL = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("name", ["style.css", "lesson.js", "icons.svg"])
def test_a_file_asked_for_by_its_hash_comes_in_its_smallest_form(
    app: Flask, client: FlaskClient, name: str
) -> None:
    address = app.jinja_env.globals["asset"](name)  # type: ignore[operator]

    small, whole = client.get(address, headers=SMALL), client.get(address)

    assert small.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "immutable" in small.headers["Cache-Control"]
    assert brotli.decompress(small.data) == whole.data
    assert small.mimetype == whole.mimetype
    assert len(small.data) == len(brotli.compress(whole.data, quality=11))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/static/style.css?v=000000000000", 200),
        ("/static/khong-co.css?v=000000000000", 404),
        ("/static/../assets.py?v=000000000000", 404),
    ],
)
def test_another_hash_or_no_file_is_kept_by_nobody_for_long(
    client: FlaskClient, address: str, status: int
) -> None:
    answer = client.get(address, headers=SMALL)

    assert answer.status_code == status
    assert "immutable" not in answer.headers["Cache-Control"]
