"""Questions as values: their kinds, what can be picked, and in which order a page shows it.

``lesson_questions`` makes them of a file, ``grading`` judges answers to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from learnapp.core.question_parts import Message, Spot, views_of


class QuestionKind(StrEnum):
    """How a question is asked and answered."""

    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    TRUE_FALSE = "true_false"
    SCAM_OR_SAFE = "scam_or_safe"
    ORDERING = "ordering"
    MATCHING = "matching"
    TAP_PLACE = "tap_place"
    SCENARIO = "scenario"

    @property
    def one_pick(self) -> bool:
        """Tell whether exactly one choice is picked: a row of radio buttons."""
        return self not in _SEVERAL


_SEVERAL = frozenset({QuestionKind.MULTIPLE_CHOICE, QuestionKind.ORDERING, QuestionKind.MATCHING})
_DRAWING = "<svg"
_SHUFFLED = frozenset(
    {
        QuestionKind.SINGLE_CHOICE,
        QuestionKind.MULTIPLE_CHOICE,
        QuestionKind.ORDERING,
        QuestionKind.SCENARIO,
    }
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be picked, put in order, or matched; its place names it, as a, b, c.

    ``partner`` is set for matching only: the key of the partner it belongs to. ``spot`` is where
    a place lies on the drawing, for that kind only.
    """

    key: str
    html: str
    text: str
    right: bool
    why_html: str = ""
    partner: str = ""
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """What a choice of a matching question is matched with; its place names it, as 1, 2, 3."""

    key: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as written: ordering lists its choices in the right order.

    ``why_html`` explains ordering and matching; the other kinds explain each choice.
    ``messages`` are what a scenario shows. ``hash`` is that of its words, for translations and
    audio. ``by_key``: choices and partners are shown in the order of their keys (``shuffled``).
    """

    key: str
    kind: QuestionKind
    prompt_html: str
    prompt_text: str
    choices: tuple[Choice, ...]
    why_html: str = ""
    partners: tuple[Partner, ...] = ()
    hash: str = ""
    messages: tuple[Message, ...] = ()
    by_key: bool = False

    @property
    def answer(self) -> tuple[str, ...]:
        """The right answer, in the shape that ``grading.Answers`` gives it."""
        if self.kind is QuestionKind.MATCHING:
            return tuple(choice.partner for choice in self.choices)
        return tuple(choice.key for choice in self.choices if choice.right)

    @property
    def asked(self) -> tuple[object, ...]:
        """All that a learner is shown and told, for the version of a text.

        What has no place on a drawing and no messages reads as before there were any.
        """
        choices = [
            (one.html, one.right, one.why_html, one.partner, *(one.spot or ()))
            for one in self.choices
        ]
        said = [(one.kind, one.who, one.html) for one in self.messages]
        return (
            self.key, self.kind, self.prompt_html, self.why_html, choices,
            [one.html for one in self.partners], *said,
        )  # fmt: skip

    @property
    def picks(self) -> int:
        """How many choices are right: what "chọn 3" says."""
        return sum(choice.right for choice in self.choices)

    @property
    def view(self) -> str:
        """The ``viewBox`` of the drawing whose places are picked; empty for the other kinds."""
        views = views_of(self.prompt_html) if self.kind is QuestionKind.TAP_PLACE else ()
        return views[0].written if views else ""

    @property
    def shown(self) -> tuple[Choice, ...]:
        """The choices in the order in which a page shows them: shuffled, always alike.

        True or false and scam or safe keep the order of the file, and so do places on a drawing,
        which bear letters. Steps to put in order are never shown in the right one.
        """
        if self.by_key:
            return tuple(sorted(self.choices, key=lambda one: one.key))
        if self.kind not in _SHUFFLED or _DRAWING in self.prompt_html:
            return self.choices
        apart = self.kind is QuestionKind.ORDERING
        order = _shuffled(tuple(one.key for one in self.choices), self.hash, apart=apart)
        by_key = {one.key: one for one in self.choices}
        return tuple(by_key[key] for key in order)

    @property
    def shown_partners(self) -> tuple[Partner, ...]:
        """The partners in the order in which a page shows them: shuffled, always alike."""
        if self.by_key:
            return tuple(sorted(self.partners, key=lambda one: one.key))
        order = _shuffled(tuple(one.key for one in self.partners), self.hash, apart=True)
        by_key = {one.key: one for one in self.partners}
        return tuple(by_key[key] for key in order)


def shuffled(question: Question, seed: str) -> Question:
    """Return the question as a check asks it: shuffled by the seed, and named by what is shown.

    The keys of a file give away the order of its steps. Here a, b, c are the places on the page, so
    that no page says before the end what is right. ``as_written`` and ``as_shown`` turn an answer
    from one to the other. What keeps its order (``Question.shown``) keeps its keys.
    """
    names, others = _names(question, seed)
    choices = tuple(
        replace(one, key=names[one.key], partner=others.get(one.partner, ""))
        for one in question.choices
    )
    partners = tuple(replace(one, key=others[one.key]) for one in question.partners)
    return replace(question, choices=choices, partners=partners, by_key=True)


def as_shown(question: Question, seed: str, answer: Sequence[str]) -> tuple[str, ...]:
    """Return an answer in the keys of ``shuffled``; the question is as written."""
    return _renamed(question, answer, *_names(question, seed))


def as_written(question: Question, seed: str, answer: Sequence[str]) -> tuple[str, ...]:
    """Return an answer to ``shuffled`` in the keys of the file; the question is as written."""
    names, others = _names(question, seed)
    return _renamed(
        question, answer, {new: old for old, new in names.items()},
        {new: old for old, new in others.items()},
    )  # fmt: skip


def _names(question: Question, seed: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what choices and partners are called on the page, by their keys in the file."""
    again = replace(question, hash=f"{seed}/{question.hash}")
    kept = sorted(one.key for one in question.choices)
    choices = {one.key: name for one, name in zip(again.shown, kept, strict=True)}
    kept = sorted(one.key for one in question.partners)
    partners = {one.key: name for one, name in zip(again.shown_partners, kept, strict=True)}
    return choices, partners


def _renamed(
    question: Question, answer: Sequence[str], choices: dict[str, str], partners: dict[str, str]
) -> tuple[str, ...]:
    names = partners if question.kind is QuestionKind.MATCHING else choices
    return tuple(names.get(key, "") for key in answer)


def _shuffled(keys: tuple[str, ...], seed: str, *, apart: bool) -> tuple[str, ...]:
    """Shuffle by the seed alone; ``apart`` never gives back the order that came in."""
    shuffled = tuple(sorted(keys, key=lambda key: sha256(f"{seed}/{key}".encode()).digest()))
    if apart and shuffled == keys:
        return (*keys[1:], *keys[:1])
    return shuffled
