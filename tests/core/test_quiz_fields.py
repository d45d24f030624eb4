"""What a quiz's form sends becomes answers."""

import pytest

from learnapp.core.errors import UnknownChoice, UnknownQuestion
from learnapp.core.grading import grade
from learnapp.core.quiz_fields import field_name, read_answers
from tests.lesson_texts import lesson

QUESTIONS = lesson().questions
FILLED = {
    "q-trang-la": ["b"],
    "q-can-gi": ["a", "b"],
    "q-dung-sai": ["a"],
    "q-lua-that": ["a"],
    "q-cac-buoc-a": ["1"], "q-cac-buoc-b": ["2"], "q-cac-buoc-c": ["3"], "q-cac-buoc-d": ["4"],
    "q-noi-a": ["1"], "q-noi-b": ["2"], "q-noi-c": ["1"],
}  # fmt: skip


def test_a_form_filled_in_rightly_is_all_right() -> None:
    answers = read_answers(QUESTIONS, {**FILLED, "version": ["x"], "id": [""]})

    assert grade(QUESTIONS, answers).percent == 100


def test_an_empty_form_answers_nothing() -> None:
    empty = {name: [""] for name in FILLED}

    assert read_answers(QUESTIONS, empty) == {}
    assert read_answers(QUESTIONS, {}) == {}


def test_two_steps_at_one_place_leave_it_empty() -> None:
    answers = read_answers(QUESTIONS, {**FILLED, "q-cac-buoc-b": ["1"]})

    assert answers["cac-buoc"] == ("", "", "c", "d")


def test_a_step_without_a_place_is_left_out() -> None:
    answers = read_answers(QUESTIONS, {**FILLED, "q-cac-buoc-d": [" "]})

    assert answers["cac-buoc"] == ("a", "b", "c", "")


def test_a_field_of_no_question_is_refused() -> None:
    with pytest.raises(UnknownQuestion):
        read_answers(QUESTIONS, {"q-khac": ["a"]})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("q-trang-la", "z"),
        ("q-cac-buoc-a", "5"),
        ("q-cac-buoc-a", "-1"),
        ("q-cac-buoc-a", "x"),
        ("q-noi-a", "a"),
    ],
)
def test_a_value_that_is_not_offered_is_refused(name: str, value: str) -> None:
    with pytest.raises(UnknownChoice):
        read_answers(QUESTIONS, {name: [value]})


def test_fields_are_named_as_they_are_read() -> None:
    assert field_name(QUESTIONS[0]) == "q-trang-la"
    assert field_name(QUESTIONS[4], "c") == "q-cac-buoc-c"
