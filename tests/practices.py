"""Going through practices: acts that lead to every scene, and what a form sends for an act."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from learnapp.core.errors import UnknownAct
from learnapp.core.lessons import Catalogue, Lesson
from learnapp.core.practice_machine import Act, Run, act, begin
from learnapp.core.practices import Part, Practice, Scene
from learnapp.services.catalogue import has_errors, read_catalogue

LESSONS = Path(__file__).resolve().parents[1] / "lessons"


def catalogue_of_the_site() -> Catalogue:
    """Read the lessons that the site shows."""
    catalogue, findings = read_catalogue(LESSONS)
    assert not has_errors(findings)
    return catalogue


def practised(catalogue: Catalogue, lang: str = "vi") -> list[Lesson]:
    """Return the lessons that have a practice."""
    return [
        lesson
        for course in catalogue.courses(lang)
        for lesson in catalogue.lessons_of(course.slug, lang)
        if lesson.practice
    ]


def ways(practice: Practice) -> dict[str, tuple[Act, ...]]:
    """Return for each scene that can be reached the first acts found that lead there."""
    found: dict[str, tuple[Act, ...]] = {practice.start.key: ()}
    waiting: deque[tuple[Run, tuple[Act, ...]]] = deque([(begin(practice), ())])
    while waiting:
        run, acts = waiting.popleft()
        for one in offered(scene_of(practice, run)):
            try:
                after = act(practice, run, one)
            except UnknownAct:
                continue
            if after.scene not in found:
                found[after.scene] = (*acts, one)
                waiting.append((after, (*acts, one)))
    return found


def scene_of(practice: Practice, run: Run) -> Scene:
    """Return the scene in which a run stands."""
    scene = practice.scene(run.scene)
    assert scene is not None
    return scene


def offered(scene: Scene) -> Iterator[Act]:
    """Return presses with everything right, then with one thing wrong."""
    right = right_values(scene)
    for press in range(len(scene.presses)):
        yield Act(press, right)
        for place, part in enumerate(scene.inputs):
            for value in wrong_values(part):
                yield Act(press, (*right[:place], value, *right[place + 1 :]))


def right_values(scene: Scene) -> tuple[int, ...]:
    """Fill in everything as it should be."""
    return tuple(_right(part) for part in scene.inputs)


def wrong_values(part: Part) -> list[int]:
    """Return what is wrong in an input."""
    return [2] if part.typed else [n for n, one in enumerate(part.options, 1) if not one.right]


def _right(part: Part) -> int:
    if part.typed:
        return 1
    return next(n for n, one in enumerate(part.options, 1) if one.right)


def fields_of(scene: Scene, one: Act, *, typed: str = "x") -> dict[str, str]:
    """Return what the form of the scene sends for an act; ``typed`` is what is no sample."""
    fields = {"bam": str(one.press)}
    for place, (part, value) in enumerate(zip(scene.inputs, one.values, strict=True)):
        texts = {0: "", 1: part.sample, 2: typed, 3: "022158001234"}
        fields[f"o-{place}"] = texts[value] if part.typed else str(value or "")
    return fields
