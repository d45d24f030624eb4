"""A practice played: a pure state machine, whose only memory is the list of acts.

An act is a press, a question for a hint, or a step back, with what stood in the scene's inputs at
that moment. The same machine runs in ``static/practice-machine.js``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from learnapp.core.errors import UnknownAct, UnreadableActs
from learnapp.core.practice_acts import (
    BACK,
    EMPTY,
    HINT,
    MOST_ACTS,
    OTHER,
    REAL,
    SAMPLE,
    Act,
    judge,
    read_acts,
    write_acts,
)
from learnapp.core.practices import Part, PartKind, Practice, Scene
from learnapp.core.real_numbers import normalise

__all__ = [
    "BACK", "EMPTY", "HINT", "MOST_ACTS", "OTHER", "REAL", "SAMPLE", "Act", "Run", "Said",
    "SaidKind", "act", "begin", "judge", "program", "read_acts", "replay", "write_acts",
]  # fmt: skip
"""What plays a practice; acts come from ``practice_acts``."""


class SaidKind(StrEnum):
    """Why something is said after an act."""

    REFUSAL = "refusal"
    EMPTY = "empty"
    REAL = "real"
    SENT_ON = "sent_on"
    """The service took it, and refuses in the next scene."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said after an act; ``text`` is empty where an input is, or holds a real number.

    It is about ``part`` of ``scene`` (its place among the parts, from 0), and of that part about
    ``option`` (its place from 1), or 0 for the part as a whole.
    """

    kind: SaidKind
    text: str
    scene: str
    part: int
    option: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Where somebody stands in a practice.

    ``trail`` are the scenes gone through, which a step back returns to; ``levels`` how many hints
    of each scene were given. A ``silent`` run says nothing and gives no hints: it is a check.
    """

    scene: str
    trail: tuple[str, ...] = ()
    filled: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    wrong: int = 0
    said: Said | None = None
    done: bool = False
    silent: bool = False

    @property
    def hints(self) -> int:
        """How many hints were asked for, strong ones not counted."""
        return sum(1 for level in self.levels.values() if level)

    @property
    def strong_hints(self) -> int:
        """How many strong hints were asked for."""
        return sum(1 for level in self.levels.values() if level > 1)

    @property
    def hint_level(self) -> int:
        """How many hints of this scene are to be shown: 0 to 2."""
        return self.levels.get(self.scene, 0)

    @property
    def values(self) -> tuple[int, ...]:
        """What stands in the inputs of this scene; empty where nothing was ever filled in."""
        return self.filled.get(self.scene, ())


def begin(practice: Practice, *, silent: bool = False) -> Run:
    """Open a practice at its first scene."""
    return Run(practice.start.key, silent=silent, done=practice.start.is_goal)


def replay(practice: Practice, acts: Sequence[Act], *, silent: bool = False) -> Run:
    """Do all acts, one after the other.

    Raises ``UnknownAct`` for one that the practice does not offer there, ``UnreadableActs`` for
    more than anybody does.
    """
    if len(acts) > MOST_ACTS:
        raise UnreadableActs
    run = begin(practice, silent=silent)
    for one in acts:
        run = act(practice, run, one)
    return run


def act(practice: Practice, run: Run, one: Act) -> Run:
    """Do one act. Raises ``UnknownAct`` for what the scene does not offer, or after the end."""
    scene = practice.scene(run.scene)
    if scene is None or run.done:
        raise UnknownAct
    _check_values(scene, one)
    filled = run.filled
    if one.values:
        filled = {**run.filled, scene.key: _forget(scene, one.values)}
    run = replace(run, filled=filled, said=None)
    if one.press == HINT:
        return _hint(scene, run)
    if one.press == BACK:
        if not run.trail:
            raise UnknownAct
        return replace(run, scene=run.trail[-1], trail=run.trail[:-1])
    if not 0 <= one.press < len(scene.presses):
        raise UnknownAct
    return _press(practice, scene, run, scene.presses[one.press], one.values)


def program(practice: Practice) -> dict[str, Any]:
    """Return what a script needs to play the practice, as plain JSON; the words stay on the page.

    ``part`` is a place among the scene's parts, from 0, as in ``Said``.
    """
    return {
        "start": practice.start.key,
        "scenes": {
            scene.key: {
                "goal": scene.is_goal,
                "hints": len(scene.hints),
                "inputs": [_input(scene, one) for one in scene.inputs],
                "presses": [
                    {
                        "part": scene.parts.index(one),
                        "kind": one.kind.value,
                        "target": one.outcome.target,
                        "wrong": bool(one.outcome.refusal),
                    }
                    for one in scene.presses
                ],
            }
            for scene in practice.scenes
        },
    }


def _check_values(scene: Scene, one: Act) -> None:
    """Raise ``UnknownAct`` where the values are not those of the scene's inputs."""
    inputs = scene.inputs
    if not one.values and one.press in {HINT, BACK}:
        return
    if len(one.values) != len(inputs):
        raise UnknownAct
    for part, value in zip(inputs, one.values, strict=True):
        if not 0 <= value <= (REAL if part.typed else len(part.options)):
            raise UnknownAct


def _forget(scene: Scene, values: tuple[int, ...]) -> tuple[int, ...]:
    """Leave empty the fields in which a real number was typed."""
    return tuple(
        EMPTY if part.typed and value == REAL else value
        for part, value in zip(scene.inputs, values, strict=True)
    )


def _hint(scene: Scene, run: Run) -> Run:
    level = run.hint_level + 1
    if run.silent or level > len(scene.hints):
        raise UnknownAct
    return replace(run, levels={**run.levels, scene.key: level})


def _press(
    practice: Practice, scene: Scene, run: Run, pressed: Part, values: tuple[int, ...]
) -> Run:
    """Follow a press: what is filled in is looked at only by a button that leads on."""
    if pressed.kind is PartKind.BUTTON and pressed.outcome.target:
        for part, value in zip(scene.inputs, values, strict=True):
            stopped = _look(practice, scene, run, part, value)
            if stopped is not None:
                return stopped
        if run.silent:
            wrong = sum(not _right(*one) for one in zip(scene.inputs, values, strict=True))
            run = replace(run, wrong=run.wrong + wrong)
    return _follow(practice, scene, run, pressed)


def _look(practice: Practice, scene: Scene, run: Run, part: Part, value: int) -> Run | None:
    """Look at one input; return where it stops the press, or ``None`` where it lets it through.

    An input that is empty, or holds a real number, stops a silent run as well: it says nothing
    about what is right.
    """
    place = scene.parts.index(part)
    if part.typed and value == REAL:
        return replace(run, said=Said(SaidKind.REAL, "", scene.key, place))
    if value == EMPTY:
        wrong = run.wrong if run.silent else run.wrong + 1
        return replace(run, wrong=wrong, said=Said(SaidKind.EMPTY, "", scene.key, place))
    if run.silent or _right(part, value):
        return None
    outcome = part.outcome if part.typed else part.options[value - 1].outcome
    said = Said(SaidKind.REFUSAL, outcome.refusal, scene.key, place, 0 if part.typed else value)
    return _refuse(practice, run, outcome.target, said)


def _right(part: Part, value: int) -> bool:
    return value == SAMPLE if part.typed else part.options[value - 1].right


def _follow(practice: Practice, scene: Scene, run: Run, pressed: Part) -> Run:
    """Go where a press leads, and count it where it is a wrong one."""
    target, refusal = pressed.outcome.target, pressed.outcome.refusal
    if not refusal:
        return _go(practice, run, target)
    if not run.silent:
        place = scene.parts.index(pressed)
        return _refuse(practice, run, target, Said(SaidKind.REFUSAL, refusal, scene.key, place))
    run = replace(run, wrong=run.wrong + 1)
    return _go(practice, run, target) if target else replace(run, done=True)


def _refuse(practice: Practice, run: Run, target: str, said: Said) -> Run:
    """Count a wrong act and say why; with a target it is said there."""
    gone = _go(practice, run, target)
    if gone.scene != run.scene:
        said = replace(said, kind=SaidKind.SENT_ON)
    return replace(gone, wrong=run.wrong + 1, said=said)


def _go(practice: Practice, run: Run, target: str) -> Run:
    """Go to another scene; nowhere, and to the same, is to stay."""
    scene = practice.scene(target) if target else None
    if scene is None or scene.key == run.scene:
        return run
    return replace(run, scene=scene.key, trail=(*run.trail, run.scene), done=scene.is_goal)


def _input(scene: Scene, part: Part) -> dict[str, Any]:
    about: dict[str, Any] = {"part": scene.parts.index(part), "kind": part.kind.value}
    if part.typed:
        secret = part.kind is PartKind.KEYPAD
        target = part.outcome.target
        return {**about, "sample": normalise(part.sample), "secret": secret, "target": target}
    options = [{"right": one.right, "target": one.outcome.target} for one in part.options]
    return {**about, "options": options}
