"""Item banks as values: the variants from which the checks of a course are drawn.

``check_source`` makes them of a file, ``check_drawing`` draws from them.
"""

from dataclasses import dataclass
from enum import StrEnum

from learnapp.core.practices import Practice
from learnapp.core.questions import Question


class CheckKind(StrEnum):
    """What a check is for."""

    ENTRY = "entry"
    FINAL = "final"
    RECHECK = "recheck"


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill of the course by its code, CG-01. A critical one must be right in every check."""

    code: str
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One variant that asks for a skill: a question, or a short practice."""

    key: str
    skill: str
    question: Question | None = None
    practice: Practice | None = None

    @property
    def hash(self) -> str:
        """The hash of its words: what a record says was asked."""
        if self.practice is not None:
            return self.practice.hash
        return self.question.hash if self.question else ""

    @property
    def performance(self) -> bool:
        """Tell whether it is done rather than answered."""
        return self.practice is not None


@dataclass(frozen=True, slots=True)
class Bank:
    """The items of a course in one language. ``length``: how many a final check asks."""

    course: str
    lang: str
    title: str
    skills: tuple[Skill, ...]
    length: int
    items: tuple[Item, ...]
    version: str

    @property
    def slug(self) -> str:
        """The course, under which it is archived."""
        return self.course

    @property
    def critical(self) -> frozenset[str]:
        """The codes of the skills that must be right."""
        return frozenset(one.code for one in self.skills if one.critical)

    def item(self, key: str) -> Item | None:
        """Return the item of that key, or ``None``."""
        return next((one for one in self.items if one.key == key), None)

    def of(self, skill: str) -> tuple[Item, ...]:
        """Return the variants of a skill."""
        return tuple(one for one in self.items if one.skill == skill)
