"""Files are begun, given keys and marked for their authors."""

from pathlib import Path

import pytest

from learnapp.core.errors import BadSlug, FileTaken, NotFound
from learnapp.core.lesson_faults import Fault
from learnapp.services.catalogue import read_catalogue
from learnapp.services.lesson_files import begin_lesson, give_keys, mark_translated
from tests.lesson_texts import ENGLISH, LESSON, TODAY, write_course


def test_a_new_lesson_lacks_only_what_its_author_must_write(tmp_path: Path) -> None:
    begin_lesson(tmp_path, "khoa", "bai")

    findings = read_catalogue(tmp_path, today=TODAY)[1]

    assert {one.problem.fault for one in findings if not one.is_warning} == {
        Fault.KEY_MISSING,
        Fault.PLACEHOLDER,
    }
    assert {one.problem.fault for one in findings if one.is_warning} == {
        Fault.SOURCE_WITHOUT_ADDRESS
    }


def test_a_new_lesson_takes_the_next_place(tmp_path: Path) -> None:
    write_course(tmp_path, bai=LESSON)

    (path,) = begin_lesson(tmp_path, "khoa", "bai-hai")

    assert "thu-tu: 3\n" in path.read_text(encoding="utf-8")


def test_a_new_course_gets_its_file(tmp_path: Path) -> None:
    write_course(tmp_path, bai=LESSON)

    course, lesson = begin_lesson(tmp_path, "khoa-hai", "bai-hai")

    assert course.name == "khoa-hoc.md"
    assert "thu-tu: 2\n" in course.read_text(encoding="utf-8")
    assert "thu-tu: 1\n" in lesson.read_text(encoding="utf-8")


def test_no_lesson_is_written_over(tmp_path: Path) -> None:
    folder = write_course(tmp_path, bai=LESSON)

    with pytest.raises(FileTaken):
        begin_lesson(tmp_path, "khoa-khac", "bai")
    assert (folder / "bai.md").read_text(encoding="utf-8") == LESSON


@pytest.mark.parametrize(
    ("course", "slug"), [("khoa", "Bài"), ("../x", "bai"), ("khoa", "khoa-hoc"), ("khoa", "")]
)
def test_a_name_that_is_no_address_is_refused(tmp_path: Path, course: str, slug: str) -> None:
    with pytest.raises(BadSlug):
        begin_lesson(tmp_path, course, slug)
    assert list(tmp_path.iterdir()) == []


def test_missing_keys_are_given_in_both_languages(tmp_path: Path) -> None:
    folder = write_course(
        tmp_path, bai=LESSON.replace("`can-gi`", ""), bai__en=ENGLISH.replace("`can-gi`", "")
    )

    changed = give_keys(tmp_path)

    assert [path.name for path in changed] == ["bai.md", "bai.en.md"]
    for path in changed:
        assert "`can-nhung-gi-chon`: chọn nhiều" in path.read_text(encoding="utf-8")
    assert give_keys(tmp_path) == []
    assert (folder / "khoa-hoc.md").exists()


def test_only_a_lesson_with_an_english_file_can_be_marked(tmp_path: Path) -> None:
    write_course(tmp_path, bai=LESSON)

    for slug in ("bai", "khac", "../bai"):
        with pytest.raises(NotFound):
            mark_translated(tmp_path, slug)
