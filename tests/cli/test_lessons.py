"""The commands for authors, as they type them."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from learnapp.cli.lesson_words import WORDS, words_for
from learnapp.cli.lessons import lessons_cli
from learnapp.config import Settings
from learnapp.core.lesson_faults import Fault
from learnapp.services import publishing
from learnapp.services.catalogue import read_catalogue
from learnapp.services.lesson_keys import compare_with_archive
from tests.broken_lessons import BROKEN
from tests.conftest import NOW
from tests.lesson_texts import ENGLISH, LESSON, parse, write_course


@pytest.fixture
def runner(tmp_path: Path) -> FlaskCliRunner:
    """The lesson commands alone: they need no database."""
    app = Flask("lessons")
    app.config["SETTINGS"] = Settings("sqlite://", "k" * 40, "p" * 40, lessons_folder=tmp_path)
    app.cli.add_command(lessons_cli)
    return app.test_cli_runner()


class TestCheck:
    def test_sound_lessons_end_with_0(self, runner: FlaskCliRunner, tmp_path: Path) -> None:
        write_course(tmp_path, bai=LESSON, bai__en=ENGLISH)

        result = runner.invoke(args=["lessons", "check"])

        assert result.exit_code == 0
        assert "1 bài học, không có lỗi; 1 cảnh báo." in result.output

    def test_every_error_is_told_with_file_and_line(
        self, runner: FlaskCliRunner, tmp_path: Path
    ) -> None:
        text = LESSON.replace("- [x] Thoát", "- [ ] Thoát").replace("so-phut", "so-phút")
        folder = write_course(tmp_path, bai=text)

        result = runner.invoke(args=["lessons", "check"])

        assert result.exit_code == 1
        assert (
            f"{folder}/bai.md:4: lỗi: không có khoá “so-phút”; có phải “so-phut”?" in result.output
        )
        assert (
            f"{folder}/bai.md:31: lỗi: câu hỏi chưa có đáp án đúng; đánh dấu đáp án bằng [x]"
            in result.output
        )
        assert "3 lỗi, 0 cảnh báo." in result.output

    def test_another_folder_can_be_checked(self, runner: FlaskCliRunner, tmp_path: Path) -> None:
        write_course(tmp_path / "khac", bai=LESSON)

        result = runner.invoke(args=["lessons", "check", str(tmp_path / "khac")])

        assert "1 bài học" in result.output

    def test_fix_writes_missing_keys(self, runner: FlaskCliRunner, tmp_path: Path) -> None:
        folder = write_course(tmp_path, bai=LESSON.replace("`trang-la`", ""))

        result = runner.invoke(args=["lessons", "check", "--fix"])

        assert result.exit_code == 0
        assert "`trang-la-hoi-mat`" in (folder / "bai.md").read_text(encoding="utf-8")

    def test_translated_says_that_the_english_is_up_to_date(
        self, runner: FlaskCliRunner, tmp_path: Path
    ) -> None:
        folder = write_course(tmp_path, bai=LESSON, bai__en=ENGLISH)

        result = runner.invoke(args=["lessons", "check", "--translated", "bai"])
        assert "0 cảnh báo" in result.output

        (folder / "bai.md").write_text(LESSON.replace("rồi chọn", "và chọn"), encoding="utf-8")
        result = runner.invoke(args=["lessons", "check"])
        assert "bản tiếng Anh chậm hơn ở màn 2" in result.output
        assert result.exit_code == 0

    def test_translated_of_nothing_is_refused(self, runner: FlaskCliRunner) -> None:
        result = runner.invoke(args=["lessons", "check", "--translated", "khong-co"])

        assert result.exit_code == 1
        assert "khong-co" in result.output


class TestArchive:
    """Checking on a machine whose database holds what was published."""

    @pytest.fixture(autouse=True)
    def _published(self, session: Session, tmp_path: Path) -> None:
        write_course(tmp_path, bai=LESSON, bai__en=ENGLISH)
        publishing.publish(session, read_catalogue(tmp_path)[0], now=NOW)
        session.commit()

    def check(self, app: Flask, folder: Path) -> tuple[int, str]:
        result = app.test_cli_runner().invoke(args=["lessons", "check", str(folder)])
        return result.exit_code, result.output

    def test_the_same_text_and_a_new_wording_are_sound(self, app: Flask, tmp_path: Path) -> None:
        assert self.check(app, tmp_path)[0] == 0

        write_course(tmp_path, bai=LESSON.replace("Bà con làm gì?", "Bà con nên làm gì?"))

        assert self.check(app, tmp_path)[0] == 0

    def test_a_key_that_was_changed_is_told_with_its_line(self, app: Flask, tmp_path: Path) -> None:
        changed = {
            name: text.replace("`trang-la`", "`trang-khac`")
            for name, text in (("bai", LESSON), ("bai__en", ENGLISH))
        }
        line = 1 + changed["bai"].split("`trang-khac`")[0].count("\n")
        folder = write_course(tmp_path, **changed)

        code, said = self.check(app, tmp_path)

        assert code == 1
        assert f"{folder}/bai.md:{line}: lỗi: câu này trước có mã `trang-la`" in said
        assert f"{folder}/bai.en.md" in said

    def test_only_the_newest_text_counts(
        self, app: Flask, session: Session, tmp_path: Path
    ) -> None:
        write_course(tmp_path, bai=LESSON.replace("`trang-la`", "`trang-khac`"))
        (tmp_path / "khoa" / "bai.en.md").unlink()
        publishing.publish(session, read_catalogue(tmp_path)[0], now=NOW + timedelta(days=1))
        session.commit()

        assert self.check(app, tmp_path)[0] == 0

    def test_a_database_without_tables_says_nothing(self, app: Flask, tmp_path: Path) -> None:
        with Session(create_engine("sqlite://")) as empty:
            assert compare_with_archive(empty, tmp_path, read_catalogue(tmp_path)[0]) == []


class TestNew:
    def test_it_makes_a_lesson_to_fill_in(self, runner: FlaskCliRunner, tmp_path: Path) -> None:
        result = runner.invoke(args=["lessons", "new", "khoa", "bai-moi"])

        assert result.exit_code == 0
        assert (tmp_path / "khoa" / "bai-moi.md").is_file()
        assert (tmp_path / "khoa" / "khoa-hoc.md").is_file()

    @pytest.mark.parametrize("slug", ["bai", "Bài mới"])
    def test_a_taken_or_impossible_name_is_refused(
        self, runner: FlaskCliRunner, tmp_path: Path, slug: str
    ) -> None:
        write_course(tmp_path, bai=LESSON)

        result = runner.invoke(args=["lessons", "new", "khoa", slug])

        assert result.exit_code == 1
        assert "Chưa làm được" in result.output


class TestWords:
    def test_every_fault_has_words(self) -> None:
        assert set(WORDS) == set(Fault)

    @pytest.mark.parametrize(("old", "new", "fault", "where"), BROKEN)
    def test_the_words_are_complete(self, old: str, new: str, fault: Fault, where: str) -> None:
        for problem in parse(LESSON.replace(old, new, 1)).problems:
            words = words_for(problem)

            assert "%(" not in words
            assert "None" not in words

    def test_so_are_those_about_drawings_translations_and_folders(self, tmp_path: Path) -> None:
        folder = write_course(
            tmp_path,
            bai=LESSON,
            bai__en=ENGLISH.replace("`can-gi`", "`what`").replace("- [ ] Type", "- [x] Type"),
            Hai=LESSON,
            ba__en=ENGLISH,
        )
        write_course(tmp_path, "nam", bai=LESSON)
        (folder / "trang-chu.svg").write_text(
            '<svg><style/><path style="x" fill="red" d="x"/><use href="#a"/></svg>' + " " * 7000,
            encoding="utf-8",
        )

        found = {
            one.problem.fault: words_for(one.problem)
            for one in read_catalogue(tmp_path, lenient=True)[1]
        }

        assert len(found) >= 14
        assert not [words for words in found.values() if "%(" in words or "None" in words]
