"""Answers are graded and explained alike, wherever they come from."""

import pytest

from learnapp.core.errors import UnknownChoice, UnknownQuestion
from learnapp.core.grading import Grade, Mark, grade, mark
from learnapp.core.questions import Question
from tests.lesson_texts import lesson

LESSON = lesson()
RIGHT = {one.key: one.answer for one in LESSON.questions}


def question(key: str) -> Question:
    found = LESSON.question(key)
    assert found is not None
    return found


class TestGrade:
    def test_all_right(self) -> None:
        found = grade(LESSON.questions, RIGHT)

        assert (found.correct, found.total, found.percent) == (6, 6, 100)
        assert all(one.right for one in found.marks)

    def test_a_question_left_out_counts_as_wrong(self) -> None:
        found = grade(LESSON.questions, {"trang-la": ("b",)})

        assert (found.correct, found.total) == (1, 6)
        assert found.marks[1] == Mark("can-gi", (), right=False)

    @pytest.mark.parametrize(
        ("key", "answer", "right"),
        [
            ("trang-la", ("b",), True),
            ("trang-la", ("a",), False),
            ("trang-la", ("a", "b"), False),
            ("trang-la", (), False),
            ("can-gi", ("a", "b"), True),
            ("can-gi", ("b", "a", "a"), True),
            ("can-gi", ("a",), False),
            ("can-gi", ("a", "b", "c"), False),
            ("dung-sai", ("a",), True),
            ("lua-that", ("b",), False),
            ("cac-buoc", ("a", "b", "c", "d"), True),
            ("cac-buoc", ("b", "a", "c", "d"), False),
            ("cac-buoc", ("a", "b", "c"), False),
            ("cac-buoc", ("a", "b", "c", ""), False),
            ("noi", ("1", "2", "1"), True),
            ("noi", ("1", "1", "2"), False),
            ("noi", ("1", "", "1"), False),
        ],
    )
    def test_an_answer_is_right_when_it_is_wholly_right(
        self, key: str, answer: tuple[str, ...], right: bool
    ) -> None:
        assert mark(question(key), answer).right is right

    def test_an_answer_to_no_question_is_refused(self) -> None:
        with pytest.raises(UnknownQuestion):
            grade(LESSON.questions, {"khac": ("a",)})

    @pytest.mark.parametrize(
        ("key", "answer"),
        [
            ("trang-la", ("z",)),
            ("cac-buoc", ("a", "1")),
            ("noi", ("a",)),
            ("noi", ("1", "1", "1", "1")),
            ("cac-buoc", ("a",) * 5),
        ],
    )
    def test_a_choice_that_is_not_offered_is_refused(
        self, key: str, answer: tuple[str, ...]
    ) -> None:
        with pytest.raises(UnknownChoice):
            grade(LESSON.questions, {key: answer})


class TestPassed:
    @pytest.mark.parametrize(
        ("correct", "total", "passed"),
        [(3, 4, True), (2, 4, False), (4, 5, True), (3, 5, False), (5, 6, True), (4, 6, False)],
    )
    def test_three_quarters_pass(self, correct: int, total: int, passed: bool) -> None:
        assert Grade(correct, total).passed(75) is passed

    def test_a_lesson_without_questions_is_passed_by_reading(self) -> None:
        assert Grade(0, 0).passed(75)
        assert Grade(0, 0).percent == 100

    def test_percents_are_rounded_down(self) -> None:
        assert Grade(2, 3).percent == 66


class TestShown:
    def test_steps_are_never_shown_in_the_right_order(self) -> None:
        asked = question("cac-buoc")

        assert tuple(one.key for one in asked.shown) != asked.answer
        assert sorted(one.key for one in asked.shown) == sorted(asked.answer)

    def test_they_are_shown_alike_to_everyone(self) -> None:
        assert question("cac-buoc").shown == lesson().questions[4].shown

    def test_true_and_false_keep_their_places(self) -> None:
        assert [one.text for one in question("dung-sai").shown] == ["Đúng", "Sai"]

    def test_equal_partners_are_one(self) -> None:
        assert sorted(one.text for one in question("noi").shown_partners) == ["Lưu trú", "Tạm trú"]
