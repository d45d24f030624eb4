"""Practices as values: the scenes of a safe copy of a service, and what can be done in each.

``practice_source`` makes them of a lesson's text, ``practice_machine`` plays them. What a part says
is plain text, never HTML.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class SceneKind(StrEnum):
    """Which kind of screen a scene imitates; the goal ends the practice."""

    PAGE = "page"
    FORM = "form"
    MESSAGE = "message"
    APP = "app"
    PAYMENT = "payment"
    CALL = "call"
    GOAL = "goal"


class PartKind(StrEnum):
    """What a scene is made of: what is read, what is filled in, what is pressed."""

    TEXT = "text"
    NOTICE = "notice"
    BUBBLE = "bubble"
    QR = "qr"
    FIELD = "field"
    KEYPAD = "keypad"
    CHOICE = "choice"
    PHOTO = "photo"
    WARDS = "wards"
    BUTTON = "button"
    LINK = "link"
    ITEM = "item"
    TAB = "tab"


TYPED = frozenset({PartKind.FIELD, PartKind.KEYPAD})
"""Inputs in which people type."""
CHOSEN = frozenset({PartKind.CHOICE, PartKind.PHOTO, PartKind.WARDS})
"""Inputs in which people pick one of the options."""
INPUTS = TYPED | CHOSEN
PRESSES = frozenset({PartKind.BUTTON, PartKind.LINK, PartKind.ITEM, PartKind.TAB})


class Drawing(StrEnum):
    """What a sample photo looks like: only a clear one is good."""

    CLEAR = "clear"
    BLURRED = "blurred"
    GLARE = "glare"
    CUT = "cut"
    TURNED = "turned"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an act leads, ``""`` being no further, and what the service says when it refuses.

    A refusal makes the act a wrong one; with a target as well, the service takes it and then sends
    it back.
    """

    target: str = ""
    refusal: str = ""

    @property
    def built(self) -> tuple[str, bool]:
        """What is the same in every language: where it leads, and whether it refuses."""
        return self.target, bool(self.refusal)


@dataclass(frozen=True, slots=True)
class Option:
    """What can be picked. ``key`` is its place from 1, as acts count.

    ``drawing`` is a ``Drawing`` for a photo, and "62 30", the place on a drawing of 100 by 100,
    for a ward.
    """

    key: str
    text: str
    right: bool
    outcome: Outcome = Outcome()
    drawing: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Where a ward stands on the drawing, from the left and from the top; 50, 50 if unsaid."""
        left, _, top = self.drawing.partition(" ")
        return (int(left), int(top)) if left.isdecimal() and top.isdecimal() else (50, 50)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing on a screen. ``key`` names an input among those of its scene.

    ``sample`` is what is to be typed, ``outcome`` where a press leads, and for an input what is
    said of another text than the sample. ``who`` speaks in a bubble (``""``: oneself) or is paid
    by a QR code, whose ``text`` is the amount.
    """

    kind: PartKind
    key: str = ""
    text: str = ""
    sample: str = ""
    outcome: Outcome = Outcome()
    options: tuple[Option, ...] = ()
    who: str = ""

    @property
    def typed(self) -> bool:
        """Tell whether people type in it."""
        return self.kind in TYPED


@dataclass(frozen=True, slots=True)
class Scene:
    """One screen. ``title`` is the bar on top of it, ``task`` what is to be done here."""

    key: str
    kind: SceneKind
    title: str
    task: str
    parts: tuple[Part, ...]
    hint: str = ""
    strong_hint: str = ""

    @property
    def is_goal(self) -> bool:
        """Tell whether the practice ends here."""
        return self.kind is SceneKind.GOAL

    @property
    def inputs(self) -> tuple[Part, ...]:
        """What is filled in, in the order of the file: the places of an act's values."""
        return tuple(one for one in self.parts if one.kind in INPUTS)

    @property
    def presses(self) -> tuple[Part, ...]:
        """What is pressed, in the order of the file: the places that acts name."""
        return tuple(one for one in self.parts if one.kind in PRESSES)

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints in the order in which they are given."""
        return tuple(one for one in (self.hint, self.strong_hint) if one)

    @property
    def built(self) -> tuple[object, ...]:
        """What is the same in every language: all but the words."""
        return (
            self.key, self.kind, bool(self.hint), bool(self.strong_hint),
            [
                (one.kind, one.key, one.sample, bool(one.who), *one.outcome.built,
                 [(each.right, each.drawing, *each.outcome.built) for each in one.options])
                for one in self.parts
            ],
        )  # fmt: skip

    @property
    def outcomes(self) -> Iterator[Outcome]:
        """Every outcome that an act in this scene can have."""
        for part in self.parts:
            yield part.outcome
            for option in part.options:
                yield option.outcome


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice; the first scene is where it starts. ``text`` is the task in our own voice.

    ``hash`` is that of everything in it: acts are read by the practice that they were done in.
    """

    key: str
    title: str
    text: str
    scenes: tuple[Scene, ...]
    hash: str = ""

    @property
    def start(self) -> Scene:
        """The scene in which it begins."""
        return self.scenes[0]

    def scene(self, key: str) -> Scene | None:
        """Return the scene of that key, or ``None``."""
        return next((one for one in self.scenes if one.key == key), None)
