"""A folder of lessons is read and checked as a whole."""

from pathlib import Path

import pytest

from learnapp.core.lesson_faults import Fault
from learnapp.services.catalogue import has_errors, read_catalogue, watched
from learnapp.services.lesson_files import mark_translated
from tests.lesson_texts import ENGLISH, LESSON, TODAY, write_course

LESSONS = Path(__file__).parents[2] / "lessons"


def found(folder: Path, *, lenient: bool = False) -> list[tuple[str, int, Fault]]:
    findings = read_catalogue(folder, today=TODAY, lenient=lenient)[1]
    return [(str(one.path), one.problem.line, one.problem.fault) for one in findings]


def test_a_sound_folder_has_nothing_to_mend(tmp_path: Path) -> None:
    write_course(tmp_path, bai=LESSON, bai__en=ENGLISH)
    mark_translated(tmp_path, "bai")

    catalogue, findings = read_catalogue(tmp_path, today=TODAY)

    assert findings == []
    assert [one.slug for one in catalogue.lessons_of("khoa")] == ["bai"]
    assert [one.lang for one in catalogue.courses("en")] == ["en"]
    assert catalogue.lesson("bai", "en") is not None


def test_lessons_come_in_the_order_they_say(tmp_path: Path) -> None:
    write_course(tmp_path, a=LESSON, b=LESSON.replace("thu-tu: 2", "thu-tu: 1"))

    catalogue, _ = read_catalogue(tmp_path)

    assert [one.slug for one in catalogue.lessons_of("khoa")] == ["b", "a"]
    course = catalogue.course("khoa", "en")
    assert course is not None
    assert course.lessons == ("b", "a")


def test_a_lesson_with_an_error_is_left_out_unless_its_author_looks(tmp_path: Path) -> None:
    write_course(tmp_path, bai=LESSON.replace("- [x] Thoát", "- [ ] Thoát"), bai__en=ENGLISH)

    strict, findings = read_catalogue(tmp_path)
    lenient, _ = read_catalogue(tmp_path, lenient=True)

    assert has_errors(findings)
    assert strict.lesson("bai") is None
    assert strict.lesson("bai", "en") is None
    assert lenient.lesson("bai") is not None


def test_a_warning_keeps_nothing_back(tmp_path: Path) -> None:
    write_course(tmp_path, bai=LESSON.replace("hôm nay", "ngày mai"))

    catalogue, findings = read_catalogue(tmp_path, today=TODAY)

    assert not has_errors(findings)
    assert catalogue.lesson("bai") is not None


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        ({"bai": LESSON}, ("khoa/bai.md", 1, Fault.TRANSLATION_MISSING)),
        ({"bai": LESSON, "bai__en": ENGLISH}, ("khoa/bai.en.md", 1, Fault.TRANSLATION_UNMARKED)),
        ({"bai__en": ENGLISH}, ("khoa/bai.en.md", 1, Fault.ORIGINAL_MISSING)),
        ({"a": LESSON, "b": LESSON}, ("khoa/b.md", 3, Fault.ORDER_TWICE)),
        ({"Bai": LESSON}, ("khoa/Bai.md", 1, Fault.FILE_NAME)),
        ({"bai": "chữ"}, ("khoa/bai.md", 1, Fault.NO_HEAD)),
        ({"khoa_hoc": "---\nten: A\n---\n"}, ("khoa/khoa-hoc.md", 2, Fault.KEY_MISSING)),
    ],
)
def test_what_only_the_folder_shows(
    tmp_path: Path, files: dict[str, str], finding: tuple[str, int, Fault]
) -> None:
    write_course(tmp_path, **files)

    assert finding in found(tmp_path)


def test_an_address_belongs_to_one_lesson_in_all_courses(tmp_path: Path) -> None:
    write_course(tmp_path, "mot", bai=LESSON)
    write_course(tmp_path, "nam", bai=LESSON)

    assert ("nam/bai.md", 1, Fault.SLUG_TWICE) in found(tmp_path)


def test_a_course_needs_its_file(tmp_path: Path) -> None:
    (write_course(tmp_path, bai=LESSON) / "khoa-hoc.md").unlink()

    assert ("khoa/khoa-hoc.md", 1, Fault.COURSE_MISSING) in found(tmp_path)


def test_a_broken_drawing_is_told_once_in_its_own_file(tmp_path: Path) -> None:
    folder = write_course(tmp_path, bai=LESSON, bai__en=ENGLISH)
    (folder / "trang-chu.svg").write_bytes(b'<svg viewBox="0 0 1 1">\n<path style="x"/></svg>')

    told = [one for one in found(tmp_path) if one[0].endswith(".svg")]

    assert told == [("khoa/trang-chu.svg", 2, Fault.PICTURE_ATTRIBUTE)]


def test_a_readme_and_hidden_folders_are_no_lessons(tmp_path: Path) -> None:
    write_course(tmp_path, bai=LESSON)
    write_course(tmp_path, ".git", bai="chữ")
    (tmp_path / "README.md").write_text("# Viết bài", encoding="utf-8")

    assert [one[0] for one in found(tmp_path)] == ["khoa/bai.md"]


def test_a_file_that_changes_is_seen(tmp_path: Path) -> None:
    folder = write_course(tmp_path, bai=LESSON)
    before = watched(tmp_path)

    (folder / "bai.md").write_text(LESSON + "\n", encoding="utf-8")

    assert watched(tmp_path) != before


def test_our_own_lessons_have_no_errors() -> None:
    findings = read_catalogue(LESSONS, today=TODAY)[1]

    assert [one for one in findings if not one.is_warning] == []
