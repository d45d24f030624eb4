"""The fields of a practice's form: what was pressed becomes an act, what was typed is dropped.

The inputs of a scene are ``o-0``, ``o-1`` … in their order, what was pressed is ``bam``: a place
among the scene's presses, ``h`` for a hint or ``b`` for a step back. A page with several scenes
puts a prefix before each name.
"""

from collections import deque
from collections.abc import Mapping, Sequence

from learnapp.core.errors import UnknownAct
from learnapp.core.practice_acts import BACK, EMPTY, HINT, Act, judge
from learnapp.core.practices import Part, PartKind, Practice, Scene

PRESS, INPUT = "bam", "o-"
_MOST_DIGITS = 2


def read_act(scene: Scene, fields: Mapping[str, Sequence[str]], prefix: str = "") -> Act | None:
    """Read what a form sent in a scene; ``None`` where nothing was pressed.

    Typed texts are judged here and go no further. Raises ``UnknownAct`` for what no form of ours
    holds; whether the scene offers the act is for ``practice_machine.act`` to say.
    """
    pressed = _first(fields, prefix + PRESS)
    if not pressed:
        return None
    values = tuple(
        _value(part, _first(fields, f"{prefix}{INPUT}{place}"))
        for place, part in enumerate(scene.inputs)
    )
    if pressed == HINT:
        return Act(HINT, values)
    if pressed == BACK:
        return Act(BACK, values)
    return Act(_number(pressed), values)


def default_press(scene: Scene) -> int | None:
    """Return what Enter presses in a field: the first button that leads on, or the first one."""
    buttons = [
        (place, one) for place, one in enumerate(scene.presses) if one.kind is PartKind.BUTTON
    ]
    on = [place for place, one in buttons if one.outcome.target and not one.outcome.refusal]
    return next(iter((*on, *(place for place, _ in buttons))), None)


def steps_to_goal(practice: Practice) -> dict[str, int]:
    """Return for each scene how many scenes it is from the goal, the goal being 0.

    By the shortest way without a refusal; scenes with no such way are left out.
    """
    before: dict[str, list[str]] = {}
    for scene in practice.scenes:
        for one in scene.presses:
            if one.outcome.target and not one.outcome.refusal:
                before.setdefault(one.outcome.target, []).append(scene.key)
    found = {scene.key: 0 for scene in practice.scenes if scene.is_goal}
    waiting = deque(found)
    while waiting:
        key = waiting.popleft()
        for earlier in before.get(key, ()):
            if earlier not in found:
                found[earlier] = found[key] + 1
                waiting.append(earlier)
    return found


def _value(part: Part, sent: str) -> int:
    if part.typed:
        return judge(part, sent)
    return _number(sent) if sent else EMPTY


def _first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    values = fields.get(name, ())
    return values[0] if values else ""


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise UnknownAct
    return int(text)
