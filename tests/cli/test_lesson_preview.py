"""The preview shows what is on disk at this moment."""

from pathlib import Path

from flask import Flask, Response
from werkzeug.test import Client

from learnapp.cli.lesson_preview import SCRIPT_ADDRESS, STATE_ADDRESS, Preview
from tests.lesson_texts import LESSON, write_course


class KeptPages:
    """Stands where the site keeps its finished pages."""

    def __init__(self) -> None:
        self.forgotten = 0

    def forget(self) -> None:
        self.forgotten += 1


def site(folder: Path) -> tuple[Client, Flask]:
    """A site with one page: the title of the lesson."""
    app = Flask("site", static_folder=None)
    app.extensions["shared_pages"] = KeptPages()

    @app.get("/bai/")
    def page() -> Response:
        lesson = app.extensions["catalogue"].lesson("bai")
        answer = Response(f"<html><body><h1>{lesson.title}</h1></body></html>")
        answer.set_etag("same")
        return answer

    return Client(Preview(app, folder)), app


def test_a_saved_file_changes_the_page_and_the_state(tmp_path: Path) -> None:
    folder = write_course(tmp_path, bai=LESSON)
    client, app = site(tmp_path)
    assert "Đăng nhập bằng VNeID" in client.get("/bai/").text
    state = client.get(STATE_ADDRESS).text
    assert client.get(STATE_ADDRESS).text == state

    (folder / "bai.md").write_text(LESSON.replace("bằng VNeID", "thử"), encoding="utf-8")

    assert client.get(STATE_ADDRESS).text != state
    assert "<h1>Đăng nhập thử</h1>" in client.get("/bai/").text
    assert app.extensions["shared_pages"].forgotten == 2


def test_a_page_carries_the_script_and_what_is_wrong(tmp_path: Path) -> None:
    write_course(tmp_path, bai=LESSON.replace("Bấm nút,", "Nhấn <nút>"))
    client, _ = site(tmp_path)

    page = client.get("/bai/")

    assert f'<script type="module" src="{SCRIPT_ADDRESS}"></script>' in page.text
    assert "khoa/bai.md:23: viết “bấm” thay cho “nhấn”" in page.text
    assert "&lt;nút" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "ETag" not in page.headers
    assert client.get(SCRIPT_ADDRESS).mimetype == "text/javascript"


def test_a_lesson_with_errors_can_be_looked_at(tmp_path: Path) -> None:
    write_course(tmp_path, bai=LESSON.replace("- [x] Thoát", "- [ ] Thoát"))
    client, _ = site(tmp_path)

    assert client.get("/bai/").status_code == 200
