"""What makes a practice good, beyond being readable: every path is walked, every word looked at."""

import re

from learnapp.core.lesson_faults import Fault, Faults
from learnapp.core.lesson_words import count_syllables
from learnapp.core.practice_lines import HINT, STRONG_HINT, TASK, TITLE
from learnapp.core.practice_machine import replay
from learnapp.core.practice_paths import good_path, leads_on, reached
from learnapp.core.practice_source import ReadPractice
from learnapp.core.practices import CHOSEN, PRESSES, TYPED, Part, PartKind, Practice, Scene
from learnapp.core.real_numbers import RealKind, looks_real, normalise

FEWEST_REFUSALS = 4
"""Of a lesson's practice: mistakes are what it is for."""
LONGEST_INTRODUCTION = 40
LONGEST_TASK = 20
"""Syllables."""
FEWEST_OPTIONS = 2

_SHOWN_REAL = frozenset(
    {
        RealKind.IDENTITY,
        RealKind.OLD_IDENTITY,
        RealKind.PHONE,
        RealKind.CARD,
        RealKind.PAPER,
        RealKind.PASSPORT,
        RealKind.PLATE,
        RealKind.DOSSIER,
    }
)
"""What no text of a practice shows; a short code or a made-up address harms nobody."""
_REAL_ADDRESS = "dichvucong.gov.vn"
_ADDRESS = re.compile(
    r"(?:https?://|(?<![\w@.-]))((?:[a-z0-9-]{1,63}\.){1,8}"
    r"(?:vn|com|net|org|info|biz|gov|edu|asia|app|dev|io|me|cc|tk|top|xyz|site|online|shop|store|"
    r"vip|club|link|live|pro|icu|click|example))(?![\w-]|\.\w)",
    re.IGNORECASE,
)


def check_practice(read: ReadPractice, faults: Faults, *, lesson: bool = True) -> None:
    """Note what is wrong with a practice.

    A ``lesson``'s has hints and refusals enough; an item of a check gives no hints and may be as
    short as it likes.
    """
    practice = read.practice
    syllables = count_syllables(practice.text)
    if syllables > LONGEST_INTRODUCTION:
        faults.add(read.line, Fault.PRACTICE_TASK_LONG, count=syllables, most=LONGEST_INTRODUCTION)
    _check_words(read.line, (practice.title, practice.text), faults)
    for scene in practice.scenes:
        line = read.scenes[scene.key]
        _check_scene(line, scene, faults, hints=lesson)
        seen: dict[tuple[object, ...], int] = {}
        for at, part in zip(read.parts[scene.key], scene.parts, strict=True):
            _check_part(at, part, faults)
            same = (part.kind, part.text.casefold(), part.who.casefold())
            if same in seen:
                faults.add(at, Fault.PART_TWICE, first=seen[same])
            seen.setdefault(same, at)
    _check_paths(read, faults)
    count = len(refusals(practice))
    if lesson and count < FEWEST_REFUSALS:
        faults.add(read.line, Fault.REFUSALS_FEW, count=count, fewest=FEWEST_REFUSALS)


def refusals(practice: Practice) -> frozenset[str]:
    """Return everything that the service says when it refuses."""
    outcomes = (one for scene in practice.scenes for one in scene.outcomes)
    return frozenset(one.refusal for one in outcomes if one.refusal)


def _check_scene(line: int, scene: Scene, faults: Faults, *, hints: bool) -> None:
    if scene.is_goal:
        _check_goal(line, scene, faults)
        return
    needed = {TITLE: scene.title, TASK: scene.task}
    if hints:
        needed |= {HINT: scene.hint, STRONG_HINT: scene.strong_hint}
    for word, text in needed.items():
        if not text:
            faults.add(line, Fault.ABOUT_MISSING, word=word)
    syllables = count_syllables(scene.task)
    if syllables > LONGEST_TASK:
        faults.add(line, Fault.PRACTICE_TASK_LONG, count=syllables, most=LONGEST_TASK)
    if not scene.presses:
        faults.add(line, Fault.SCENE_WITHOUT_PRESS)
    looks = (one.kind is PartKind.BUTTON and one.outcome.target for one in scene.presses)
    if scene.inputs and not any(looks):
        faults.add(line, Fault.INPUTS_WITHOUT_BUTTON)
    _check_words(line, (scene.title, scene.task, scene.hint, scene.strong_hint), faults)


def _check_goal(line: int, scene: Scene, faults: Faults) -> None:
    if scene.inputs or scene.presses:
        faults.add(line, Fault.GOAL_WITH_PRESS)
    if not scene.parts:
        faults.add(line, Fault.GOAL_EMPTY)


def _check_part(line: int, part: Part, faults: Faults) -> None:
    leads = bool(part.outcome.target or part.outcome.refusal)
    if part.kind in PRESSES and not leads:
        faults.add(line, Fault.PRESS_LEADS_NOWHERE)
    if leads and part.kind not in PRESSES | TYPED:
        faults.add(line, Fault.OUTCOME_OUTSIDE)
    if part.typed:
        if not part.outcome.refusal:
            faults.add(line, Fault.FIELD_WITHOUT_REFUSAL)
        kind = looks_real(part.sample, secret=part.kind is PartKind.KEYPAD)
        if kind is not None and kind is not RealKind.PASSWORD and not _is_example(part.sample):
            faults.add(line, Fault.SAMPLE_REAL, text=part.sample[:40])
        elif part.sample and not normalise(part.sample):
            faults.add(line, Fault.FIELD_WITHOUT_SAMPLE)
    _check_words(line, (part.text, part.who, part.outcome.refusal), faults)
    if part.kind in CHOSEN:
        _check_options(line, part, faults)


def _is_example(sample: str) -> bool:
    """Tell whether this is an e-mail address that nobody can have."""
    return "@" in sample and sample.strip().casefold().endswith(".example")


def _check_options(line: int, part: Part, faults: Faults) -> None:
    if len(part.options) < FEWEST_OPTIONS:
        faults.add(line, Fault.OPTIONS_FEW, count=len(part.options))
    if part.options and not any(one.right for one in part.options):
        faults.add(line, Fault.OPTION_RIGHT_MISSING)
    seen: set[str] = set()
    for option in part.options:
        words = option.text.casefold()
        if words and words in seen:
            faults.add(line, Fault.OPTION_TWICE, text=option.text[:40])
        seen.add(words)
        _check_words(line, (option.text, option.outcome.refusal), faults)


def _check_words(line: int, texts: tuple[str, ...], faults: Faults) -> None:
    """Note what looks like a real person's number, or leads to a real address."""
    for text in texts:
        if looks_real(text, secret=False) in _SHOWN_REAL:
            faults.add(line, Fault.SAMPLE_REAL, text=text[:40])
        for address in _ADDRESS.findall(text):
            plain = address.casefold()
            if plain != _REAL_ADDRESS and not plain.endswith(".example"):
                faults.add(line, Fault.ADDRESS_REAL, address=address[:60])


def _check_paths(read: ReadPractice, faults: Faults) -> None:
    """Walk every way: note what is never reached, what never ends, and a missing good path."""
    practice = read.practice
    if not any(one.is_goal for one in practice.scenes):
        faults.add(read.line, Fault.GOAL_MISSING)
        return
    seen, ending = reached(practice), leads_on(practice)
    for scene in practice.scenes:
        line = read.scenes[scene.key]
        if scene.key not in seen:
            faults.add(line, Fault.SCENE_UNREACHABLE, key=scene.key)
        elif scene.key not in ending:
            faults.add(line, Fault.SCENE_DEAD_END, key=scene.key)
    path = good_path(practice)
    run = replay(practice, path) if path is not None else None
    if run is None or run.wrong or not run.done:
        faults.add(read.line, Fault.PATH_MISSING)
