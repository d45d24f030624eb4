"""Ways through a practice: the good one, and every single act that it offers."""

from collections import deque
from collections.abc import Iterator

from learnapp.core.practice_acts import BACK, EMPTY, HINT, OTHER, REAL, SAMPLE, Act
from learnapp.core.practices import Outcome, Part, PartKind, Practice, Scene


def good_path(practice: Practice) -> tuple[Act, ...] | None:
    """Return the shortest acts that reach the goal without a wrong one, or ``None``."""
    return _paths(practice, wrong=False).get(_goal(practice))


def reached(practice: Practice) -> frozenset[str]:
    """Return the scenes that some acts lead to."""
    return frozenset(_paths(practice, wrong=True))


def leads_on(practice: Practice) -> frozenset[str]:
    """Return the scenes from which the goal can be reached without a step back."""
    before: dict[str, set[str]] = {}
    for scene in practice.scenes:
        for _, target in _steps(scene, wrong=True):
            before.setdefault(target, set()).add(scene.key)
    found: set[str] = set()
    waiting = [one.key for one in practice.scenes if one.is_goal]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += before.get(key, ())
    return frozenset(found)


def every_act(practice: Practice) -> Iterator[tuple[Act, ...]]:
    """Give the shortest way to each scene, followed by each act that it offers, one at a time.

    Inputs are tried right, and each of them wrong in each of its ways while the others are right.
    """
    for key, path in _paths(practice, wrong=True).items():
        scene = practice.scene(key)
        if scene is None or scene.is_goal:
            continue
        right = right_values(scene) or (EMPTY,) * len(scene.inputs)
        for count in range(1, len(scene.hints) + 1):
            yield (*path, *[Act(HINT)] * count)
        if path:
            yield (*path, Act(BACK, right))
        for place in range(len(scene.presses)):
            for values in (right, *_wrong_values(scene, right)):
                yield (*path, Act(place, values))


def right_values(scene: Scene) -> tuple[int, ...] | None:
    """Return values that let every input through; ``None`` where one has no right option."""
    values = tuple(_right_value(one) for one in scene.inputs)
    return None if EMPTY in values else values


def _right_value(part: Part) -> int:
    if part.typed:
        return SAMPLE
    return next((place for place, one in enumerate(part.options, 1) if one.right), EMPTY)


def _wrong_values(scene: Scene, right: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Give the right values with one of them wrong, in every way there is."""
    for place, part in enumerate(scene.inputs):
        ways = (EMPTY, OTHER, REAL) if part.typed else range(len(part.options) + 1)
        for value in ways:
            if value != right[place]:
                yield (*right[:place], value, *right[place + 1 :])


def _goal(practice: Practice) -> str:
    return next((one.key for one in practice.scenes if one.is_goal), "")


def _paths(practice: Practice, *, wrong: bool) -> dict[str, tuple[Act, ...]]:
    """Return the shortest acts to each scene; ``wrong`` acts are among them or not."""
    found: dict[str, tuple[Act, ...]] = {practice.start.key: ()}
    waiting = deque([practice.start])
    while waiting:
        scene = waiting.popleft()
        for one, target in _steps(scene, wrong=wrong):
            there = practice.scene(target)
            if there is not None and target not in found:
                found[target] = (*found[scene.key], one)
                waiting.append(there)
    return found


def _steps(scene: Scene, *, wrong: bool) -> Iterator[tuple[Act, str]]:
    """Give the acts that lead to another scene, the good ones first."""
    right = right_values(scene)
    led: list[tuple[bool, Act, str]] = []
    for place, part in enumerate(scene.presses):
        target, refusal = part.outcome.target, part.outcome.refusal
        looks = part.kind is PartKind.BUTTON
        if target and (right is not None or not looks):
            led.append((bool(refusal), Act(place, right or (EMPTY,) * len(scene.inputs)), target))
        if target and looks and right is not None:
            led += [
                (True, Act(place, (*right[:at], value, *right[at + 1 :])), outcome.target)
                for at, value, outcome in _sent_back(scene)
            ]
    for is_wrong, one, target in sorted(led, key=lambda each: each[0]):
        if wrong or not is_wrong:
            yield one, target


def _sent_back(scene: Scene) -> Iterator[tuple[int, int, Outcome]]:
    """Give the wrong values that lead somewhere: the input's place, the value, the outcome."""
    for place, part in enumerate(scene.inputs):
        if part.typed and part.outcome.target:
            yield place, OTHER, part.outcome
        for value, option in enumerate(part.options, 1):
            if option.outcome.target and not option.right:
                yield place, value, option.outcome
