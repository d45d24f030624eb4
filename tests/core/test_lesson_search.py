"""A lesson is found by a few words, marks left out or not."""

from dataclasses import replace

import pytest

from learnapp.core.lesson_source import LessonFile, parse_course, with_lessons
from learnapp.core.lessons import Catalogue
from tests.lesson_texts import COURSE, LESSON, lesson, parse, translate


def named(slug: str, old: str, new: str) -> Catalogue:
    other = parse(LESSON.replace(old, new)).lesson
    assert other is not None
    english = translate().lesson
    course = parse_course(LessonFile("khoa", "khoa-hoc", COURSE.encode())).course
    assert english is not None
    assert course is not None
    return Catalogue.of(
        [lesson(), replace(other, slug=slug, order=1), english],
        [with_lessons(course, (slug, "bai"))],
    )


CATALOGUE = named("tam-tru", "ten: Đăng nhập bằng VNeID", "ten: Đăng ký tạm trú")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("tam tru", "tam-tru"),
        ("Tạm trú", "tam-tru"),
        ("dang ky tam tru", "tam-tru"),
        ("vneid", "bai"),
        ("dang nhap", "bai"),
        ("nop ho so", "khoa"),
        ("tài kho", "bai"),
        ("cách đăng ký tạm trú", "tam-tru"),
    ],
)
def test_the_best_comes_first(words: str, first: str) -> None:
    assert CATALOGUE.search(words)[0].slug == first


def test_two_syllables_of_one_word_are_looked_for_side_by_side() -> None:
    # Both are in the other lesson too, but nothing there is called so.
    assert [one.slug for one in CATALOGUE.search("tam tru")] == ["tam-tru"]


def test_only_the_last_word_may_be_begun() -> None:
    assert CATALOGUE.search("tà kho") == ()


@pytest.mark.parametrize("words", ["", "  ", "xe máy", "!!!", "%", "x" * 500])
def test_what_is_not_there_is_not_found(words: str) -> None:
    assert CATALOGUE.search(words) == ()


def test_each_language_is_searched_for_itself() -> None:
    assert [one.lang for one in CATALOGUE.search("sign in", "en")] == ["en"]
    assert CATALOGUE.search("sign in") == ()


def test_no_more_than_asked_for() -> None:
    assert len(CATALOGUE.search("tài khoản", limit=1)) == 1


class TestCatalogue:
    def test_lessons_come_in_the_order_of_the_course(self) -> None:
        assert [one.slug for one in CATALOGUE.lessons_of("khoa")] == ["tam-tru", "bai"]

    def test_a_language_has_the_lessons_that_are_translated(self) -> None:
        assert CATALOGUE.lesson("bai", "en") is not None
        assert CATALOGUE.lesson("tam-tru", "en") is None
        assert CATALOGUE.lessons_of("khoa", "en") == ()

    def test_every_text_is_there_to_be_archived(self) -> None:
        versions = [one.version for one in CATALOGUE.all_versions()]

        assert len(versions) == len(set(versions)) == 4
        assert len(CATALOGUE) == 2
