"""An archived lesson comes back as it was."""

import json

import pytest

from learnapp.core.errors import UnreadableVersion
from learnapp.core.lesson_archive import (
    digest,
    from_json,
    lesson_from_json,
    to_json,
)
from learnapp.core.lesson_source import LessonFile, parse_course, with_lessons
from learnapp.core.lessons import Course
from tests.lesson_texts import COURSE, lesson


def course() -> Course:
    found = parse_course(LessonFile("khoa", "khoa-hoc", COURSE.encode())).course
    assert found is not None
    return with_lessons(found, ("bai", "hai"))


def test_a_lesson_comes_back_as_it_was() -> None:
    stored = json.loads(json.dumps(to_json(lesson())))

    assert from_json(stored) == lesson()
    assert (
        lesson_from_json(stored).questions[5].shown_partners == lesson().questions[5].shown_partners
    )


def test_a_course_comes_back_as_it_was() -> None:
    assert from_json(json.loads(json.dumps(to_json(course())))) == course()


@pytest.mark.parametrize("body", [{}, {"kind": "lesson"}, {"kind": "check", "slug": "x"}])
def test_what_is_none_of_ours_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(UnreadableVersion):
        from_json(body)


def test_a_course_is_no_lesson() -> None:
    with pytest.raises(UnreadableVersion):
        lesson_from_json(to_json(course()))


def test_a_course_with_another_list_of_lessons_is_another_version() -> None:
    assert with_lessons(course(), ("hai", "bai")).version != course().version


def test_versions_do_not_change_from_one_release_to_the_next() -> None:
    assert digest("a", 1, ["ă"], True) == "2907734ef35ca5ac09d4b5f107f6708d"  # noqa: FBT003
