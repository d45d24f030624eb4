"""Questions and answers in, a grade out: one rule for the form and for a phone that was offline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learnapp.core.errors import UnknownChoice, UnknownQuestion
from learnapp.core.questions import Question, QuestionKind

Answers = Mapping[str, tuple[str, ...]]
"""Question key → what was picked, as keys.

Choices: the picked ones, in any order. Ordering: all, in the order given. Matching: for each
choice in the order of the lesson, the key of its partner. ``""`` is a place left empty.
"""

_PLACED = frozenset({QuestionKind.ORDERING, QuestionKind.MATCHING})


@dataclass(frozen=True, slots=True)
class Mark:
    """One question, what was answered, and whether that is right."""

    question: str
    answer: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """How many questions were answered right, out of how many, and how each was answered."""

    correct: int
    total: int
    marks: tuple[Mark, ...] = ()

    @property
    def percent(self) -> int:
        """The share answered right, 0 to 100, rounded down; 100 where nothing was asked."""
        return self.correct * 100 // self.total if self.total else 100

    def passed(self, pass_percent: int) -> bool:
        """Tell whether the share reaches ``pass_percent``; without questions, reading is enough."""
        return self.correct * 100 >= self.total * pass_percent


def grade(questions: Sequence[Question], answers: Answers) -> Grade:
    """Give a point for each question answered wholly right; one left out counts as wrong.

    Raises ``UnknownQuestion`` and ``UnknownChoice`` for an answer these questions cannot have.
    """
    if unknown := answers.keys() - {question.key for question in questions}:
        raise UnknownQuestion(*sorted(unknown))
    marks = tuple(mark(question, answers.get(question.key, ())) for question in questions)
    return Grade(sum(one.right for one in marks), len(marks), marks)


def mark(question: Question, answer: Sequence[str]) -> Mark:
    """Judge one answer. Raises ``UnknownChoice`` for a choice the question does not have."""
    given = _known(question, answer)
    if question.kind in _PLACED:
        right = given == question.answer
    else:
        right = set(given) == set(question.answer)
    return Mark(question.key, given, right and bool(given))


def _known(question: Question, answer: Sequence[str]) -> tuple[str, ...]:
    """Return the answer in its one written form, or raise ``UnknownChoice``.

    Nothing but empty places is no answer; picked choices are each named once, in order.
    """
    matching = question.kind is QuestionKind.MATCHING
    known = {one.key for one in (question.partners if matching else question.choices)}
    given = tuple(answer)
    if unknown := {key for key in given if key} - known:
        raise UnknownChoice(question.key, *sorted(unknown))
    if question.kind not in _PLACED:
        return tuple(sorted({key for key in given if key}))
    if len(given) > len(question.choices):
        raise UnknownChoice(question.key, *given[len(question.choices) :])
    return given if any(given) else ()
