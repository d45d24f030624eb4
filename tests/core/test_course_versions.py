"""Which version a course has: records name it, and what completes the course hangs on it."""

import pytest

from learnapp.core.lesson_archive import from_json, to_json
from learnapp.core.lesson_source import LessonFile, parse_course, with_lessons
from learnapp.core.lessons import Course

COURSE = Course("khoa", "vi", "Khoá thử", 1, "Tóm tắt", "<p>Lời mở</p>", (), "")
LESSONS = ("mot", "hai")
HEAD = "---\nten: Khoá thử\nthu-tu: 1\ntom-tat: Tóm tắt\n{more}---\n\nLời mở.\n"


def read(more: str = "") -> Course:
    parsed = parse_course(LessonFile("khoa", "khoa-hoc", HEAD.format(more=more).encode()))
    assert parsed.problems == ()
    assert parsed.course
    return parsed.course


def test_a_course_of_lessons_alone_keeps_the_version_that_records_name() -> None:
    assert with_lessons(COURSE, LESSONS).version == "f2754022922230ade373a7ffa8f52072"


@pytest.mark.parametrize(
    "changed",
    [
        with_lessons(COURSE, LESSONS, ("mot",)),
        with_lessons(COURSE, LESSONS, ("mot", "hai")),
        with_lessons(COURSE, LESSONS, (), "b" * 32),
        with_lessons(COURSE, LESSONS, (), "c" * 32),
        with_lessons(read("con-viet: true\n"), LESSONS),
    ],
)
def test_whatever_completes_it_is_part_of_its_version(changed: Course) -> None:
    others = [with_lessons(COURSE, LESSONS), with_lessons(COURSE, LESSONS, ("hai",))]

    assert changed.version not in {one.version for one in others}
    assert from_json(to_json(changed)) == changed


def test_a_course_archived_before_there_was_practice_can_be_read() -> None:
    course = with_lessons(COURSE, LESSONS)
    older = to_json(course)
    for name in ("practices", "check", "growing"):
        del older[name]

    assert from_json(older) == course


def test_the_head_says_that_lessons_are_still_to_be_written() -> None:
    assert read().growing is False
    assert read("con-viet: true\n").growing is True


def test_a_translation_is_completed_by_what_completes_the_original() -> None:
    original = with_lessons(read("con-viet: true\n"), LESSONS, ("mot",), "b" * 32)
    english = b"---\nten: A course\ntom-tat: In short\n---\n\nOpening.\n"

    course = parse_course(LessonFile("khoa", "khoa-hoc", english), original).course

    assert course
    assert (course.lessons, course.practices, course.check, course.growing) == (
        LESSONS,
        ("mot",),
        "b" * 32,
        True,
    )
