"""The preview shows what is on disk at this moment."""

from pathlib import Path

from flask import Flask, Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import Client

from learnapp.cli.lesson_preview import (
    SCRIPT_ADDRESS,
    STATE_ADDRESS,
    Preview,
    preview_of,
    throw_away,
)
from learnapp.core.lessons import Catalogue
from learnapp.db.learning import ContentVersion, LearningRecord
from learnapp.db.people import Person
from learnapp.extensions import db
from tests.lesson_texts import LESSON, write_course
from tests.practice_texts import WITH_PRACTICE

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


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


def test_a_practice_is_tried_as_it_is_written(app: Flask, tmp_path: Path) -> None:
    folder = write_course(tmp_path, bai=WITH_PRACTICE)
    with throw_away(app, 5001) as site:
        client = Client(preview_of(site, tmp_path))
        assert "Tìm chỗ để vào" in client.get("/bai-hoc/bai/thuc-hanh").text
        changed = WITH_PRACTICE.replace("Tài khoản riêng đã thôi dùng.", "Không còn nữa.")
        (folder / "bai.md").write_text(changed, encoding="utf-8")

        page = client.get("/bai-hoc/bai/thuc-hanh?buoc=1")

        assert page.status_code == 200
        assert "Không còn nữa." in page.text


def test_answers_go_into_a_database_that_is_thrown_away(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    folder = write_course(tmp_path, bai=LESSON)
    archived = session.scalar(select(func.count()).select_from(ContentVersion))
    with throw_away(app, 5001) as site:
        client = Client(preview_of(site, tmp_path))
        client.get("/bai-hoc/bai/")
        # Saved while it is looked at: what is answered is the new text.
        (folder / "bai.md").write_text(LESSON.replace("bằng VNeID", "thử"), encoding="utf-8")
        client.get("/bai-hoc/bai/")
        catalogue: Catalogue = site.extensions["catalogue"]
        lesson = catalogue.lesson("bai")
        assert lesson is not None
        question = lesson.questions[0]
        answers = {f"q-{question.key}": question.choices[0].key, "version": lesson.version}

        answer = client.post("/bai-hoc/bai/cau-do", data=answers, headers=SAME_ORIGIN)

        assert answer.status_code == 303
        result = client.get(answer.headers["Location"])
        assert result.status_code == 200
        assert "Đăng nhập thử" in result.text
        with site.app_context():
            assert len(db.session.scalars(select(LearningRecord)).all()) == 1
    session.rollback()
    for model in (LearningRecord, Person):
        assert session.scalars(select(model)).all() == []
    assert session.scalar(select(func.count()).select_from(ContentVersion)) == archived
