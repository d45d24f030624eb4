"""A practice block of a lesson file in; a ``Practice`` out, every problem noted with its line.

Whatever the lines, nothing is raised, and what comes out can be played: a target that is no scene
is dropped. ``practice_rules`` says what else makes a practice good.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from learnapp.core.lesson_archive import digest
from learnapp.core.lesson_faults import Fault, nearest
from learnapp.core.lesson_html import Renderer
from learnapp.core.lesson_text import Block, Line
from learnapp.core.practice_lines import (
    ABOUT,
    HINT,
    PARTS,
    STRONG_HINT,
    TASK,
    TITLE,
    box_of,
    check_key,
    item_of,
    joined,
    read_option,
    read_part,
    read_text,
    word_of,
)
from learnapp.core.practices import (
    CHOSEN,
    INPUTS,
    Option,
    Outcome,
    Part,
    Practice,
    Scene,
    SceneKind,
)

SCENE_KINDS: Mapping[str, SceneKind] = {
    "trang web": SceneKind.PAGE,
    "biểu mẫu": SceneKind.FORM,
    "tin nhắn": SceneKind.MESSAGE,
    "ứng dụng": SceneKind.APP,
    "trả tiền": SceneKind.PAYMENT,
    "cuộc gọi": SceneKind.CALL,
    "đích": SceneKind.GOAL,
}
"""How an author names the kinds of scenes."""

MOST_SCENES = 16
MOST_PARTS = 24
MOST_OPTIONS = 12
"""Bounds that no practice for people comes near to; what is over is left out."""

Led = TypeVar("Led", Part, Option)
_SCENE = re.compile(r"###(?!#)\s*cảnh\s*`([^`]*)`\s*:\s*(.*)", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """A scene as far as it was read. ``targets`` are the scenes that its lines name."""

    line: int
    key: str
    kind: SceneKind
    about: dict[str, Line] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    targets: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadPractice:
    """A practice with its lines: those of its scenes by their keys, and of their parts in order."""

    practice: Practice
    line: int
    scenes: Mapping[str, int]
    parts: Mapping[str, Sequence[int]]


def read_practice(block: Block, key: str, title: str, renderer: Renderer) -> ReadPractice | None:
    """Read one practice; ``None`` where it has no scene at all."""
    line = block.heading.number
    if not key:
        renderer.faults.add(line, Fault.PRACTICE_KEY_MISSING)
    else:
        key = check_key(line, key, renderer)
    if not title:
        renderer.faults.add(line, Fault.PRACTICE_WITHOUT_TITLE)
    title = read_text(Line(line, title), renderer, ours=True)
    text, drafts = _take_apart(joined(block.lines), renderer)
    if not text:
        renderer.faults.add(line, Fault.PRACTICE_WITHOUT_TASK)
    if not drafts:
        renderer.faults.add(line, Fault.SCENES_MISSING)
        return None
    for draft in drafts:
        _check_targets(draft, drafts, renderer)
    known = {draft.key for draft in drafts}
    scenes = tuple(_scene(draft, known) for draft in drafts)
    practice = Practice(key, title, text, scenes)
    return ReadPractice(
        replace(practice, hash=_hash(practice)),
        line,
        {draft.key: draft.line for draft in drafts},
        {draft.key: tuple(draft.lines) for draft in drafts},
    )


def _hash(practice: Practice) -> str:
    """Hash every word and every way."""
    return digest(
        "practice", practice.title, practice.text,
        [
            (scene.key, scene.kind, scene.title, scene.task, scene.hint, scene.strong_hint,
             [
                 (part.kind, part.key, part.text, part.sample, part.who, *_led(part.outcome),
                  [
                      (one.text, one.right, one.drawing, *_led(one.outcome))
                      for one in part.options
                  ])
                 for part in scene.parts
             ])
            for scene in practice.scenes
        ],
        length=16,
    )  # fmt: skip


def _led(outcome: Outcome) -> tuple[str, str]:
    return outcome.target, outcome.refusal


def _take_apart(lines: list[Line], renderer: Renderer) -> tuple[str, list[Draft]]:
    """Read the task in our own voice, and every scene."""
    told: list[str] = []
    drafts: list[Draft] = []
    left_out = False
    for line in lines:
        if line.text.startswith("#"):
            draft = _heading(line, drafts, renderer)
            left_out = draft is None
            drafts += [draft] if draft else []
        elif left_out:
            continue
        elif drafts:
            _take(line, drafts[-1], renderer)
        else:
            told.append(read_text(line, renderer, ours=True))
    return " ".join(told), drafts


def _heading(line: Line, drafts: list[Draft], renderer: Renderer) -> Draft | None:
    """Begin a scene; ``None`` where it is not to be read."""
    found = _SCENE.fullmatch(line.text)
    if found is None:
        renderer.faults.add(line.number, Fault.SCENE_HEADING, heading=line.text[:60])
        return None
    if len(drafts) >= MOST_SCENES:
        renderer.faults.add(line.number, Fault.SCENES_OF_PRACTICE_MANY, most=MOST_SCENES)
        return None
    key = check_key(line.number, found[1].strip(), renderer)
    if first := next((one.line for one in drafts if one.key == key), 0):
        renderer.faults.add(line.number, Fault.SCENE_KEY_TWICE, key=key, first=first)
        return None
    word = " ".join(found[2].split()).casefold()
    kind = SCENE_KINDS.get(word)
    if kind is None:
        known = ", ".join(SCENE_KINDS)
        near = nearest(word, SCENE_KINDS) if word else ""
        renderer.faults.add(
            line.number, Fault.SCENE_KIND_UNKNOWN, kind=word[:60], nearest=near, known=known
        )
    return Draft(line.number, key, kind or SceneKind.PAGE)


def _take(line: Line, draft: Draft, renderer: Renderer) -> None:
    """Read one line of a scene."""
    item = item_of(line)
    if item is None:
        renderer.faults.add(line.number, Fault.PRACTICE_LINE, text=line.text[:60])
        return
    if box := box_of(item):
        _take_option(line.number, box, draft, renderer)
        return
    found = word_of(item)
    word, key, text = found or ("", "", "")
    if word in ABOUT and not key:
        if word in draft.about:
            first = draft.about[word].number
            renderer.faults.add(line.number, Fault.ABOUT_TWICE, word=word, first=first)
        else:
            draft.about[word] = Line(
                line.number, read_text(Line(line.number, text), renderer, ours=True)
            )
    elif word in PARTS:
        _take_part(line.number, (word, key, text), draft, renderer)
    else:
        known = ", ".join((*ABOUT, *PARTS))
        near = nearest(word or item[:20], (*ABOUT, *PARTS))
        renderer.faults.add(
            line.number, Fault.PART_UNKNOWN, word=(word or item)[:40], nearest=near, known=known
        )


def _take_part(line: int, said: tuple[str, str, str], draft: Draft, renderer: Renderer) -> None:
    word, key, text = said
    if len(draft.parts) >= MOST_PARTS:
        renderer.faults.add(line, Fault.PARTS_MANY, most=MOST_PARTS)
        return
    if PARTS[word] in INPUTS:
        key = _input_key(line, key, draft, renderer)
    part = read_part(line, word, key if PARTS[word] in INPUTS else "", text, renderer)
    if not part.text:
        renderer.faults.add(line, Fault.PART_EMPTY, word=word)
    draft.parts.append(part)
    draft.lines.append(line)
    draft.targets += [(line, part.outcome.target)] if part.outcome.target else []


def _input_key(line: int, key: str, draft: Draft, renderer: Renderer) -> str:
    """Return a key that no other input of the scene has."""
    taken = {one.key: at for one, at in zip(draft.parts, draft.lines, strict=True) if one.key}
    if not key:
        renderer.faults.add(line, Fault.INPUT_KEY_MISSING)
    else:
        key = check_key(line, key, renderer)
    if key in taken:
        renderer.faults.add(line, Fault.INPUT_KEY_TWICE, key=key, first=taken[key])
    return key if key and key not in taken else f"o-{len(draft.parts) + 1}"


def _take_option(line: int, box: tuple[bool, str], draft: Draft, renderer: Renderer) -> None:
    part = draft.parts[-1] if draft.parts else None
    if part is None or part.kind not in CHOSEN:
        renderer.faults.add(line, Fault.OPTION_OUTSIDE)
        return
    place = len(part.options) + 1
    if place > MOST_OPTIONS:
        renderer.faults.add(line, Fault.CHOICES_MANY, count=place, most=MOST_OPTIONS)
        return
    option = read_option(line, part.kind, place, box, renderer)
    draft.parts[-1] = replace(part, options=(*part.options, option))
    target = option.outcome.target
    draft.targets += [(line, target)] if target else []


def _check_targets(draft: Draft, drafts: list[Draft], renderer: Renderer) -> None:
    known = [one.key for one in drafts]
    for line, target in draft.targets:
        if target not in known:
            renderer.faults.add(
                line, Fault.TARGET_UNKNOWN, key=target[:60], nearest=nearest(target, known)
            )


def _known(one: Led, known: set[str]) -> Led:
    """Leave out a target that is no scene: the act stays where it is."""
    if not one.outcome.target or one.outcome.target in known:
        return one
    return replace(one, outcome=Outcome("", one.outcome.refusal))


def _scene(draft: Draft, known: set[str]) -> Scene:
    said = {word: line.text for word, line in draft.about.items()}
    parts = tuple(
        replace(_known(part, known), options=tuple(_known(one, known) for one in part.options))
        for part in draft.parts
    )
    return Scene(
        draft.key, draft.kind, said.get(TITLE, ""), said.get(TASK, ""), parts,
        said.get(HINT, ""), said.get(STRONG_HINT, ""),
    )  # fmt: skip
