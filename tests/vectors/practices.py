"""Acts by chance in several practices, heard and silent, and lists of acts that nobody can read."""

from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from learnapp.core.errors import UnknownAct, UnreadableActs
from learnapp.core.practice_machine import (
    BACK,
    HINT,
    Act,
    Run,
    act,
    begin,
    program,
    read_acts,
    replay,
    write_acts,
)
from learnapp.core.practices import (
    Option,
    Outcome,
    Part,
    PartKind,
    Practice,
    Scene,
    SceneKind,
)
from learnapp.core.real_numbers import normalise
from learnapp.services.catalogue import read_catalogue

LESSONS = Path(__file__).resolve().parents[1] / "lessons"
MADE, RUNS, MOST = 4, 30, 14
UNREADABLE = (
    "x", "-", "0-", "-0", "0..1", "0.", "00", "0.01", "100", "0.100", "h.", "bb", "0 1", "0.1,2",
    "１", "0.-1", "h-h-h-h-h", "b", "99", "0.9.9.9", "-".join(["h"] * 301), "0" * 20_001,
)  # fmt: skip


def cases() -> tuple[list[Any], list[Any]]:
    """Return the programs, and the runs: of which program, which acts, where they lead."""
    chance = Random("practices")  # noqa: S311 - cases, not secrets
    practices = [_of_lessons(), *(_practice(chance) for _ in range(MADE))]
    runs = []
    for number, practice in enumerate(practices):
        tried = [(UNREADABLE[n], False) for n in range(len(UNREADABLE))] if number == 0 else []
        for silent in (False, True):
            tried += [(_acts(chance, practice, silent=silent), silent) for _ in range(RUNS)]
        runs += [
            {"program": number, "silent": silent, "acts": acts, **_ending(practice, acts, silent)}
            for acts, silent in dict.fromkeys(tried)
        ]
    return [program(one) for one in practices], runs


def _of_lessons() -> Practice:
    catalogue, _findings = read_catalogue(LESSONS)
    lesson = catalogue.lesson("mua-ve")
    assert lesson is not None
    assert lesson.practice is not None
    return lesson.practice


def _ending(practice: Practice, text: str, silent: bool) -> dict[str, Any]:
    try:
        run = replay(practice, read_acts(text), silent=silent)
    except (UnreadableActs, UnknownAct) as refusal:
        return {"refused": type(refusal).__name__}
    return {"run": state(run), "written": write_acts(read_acts(text))}


def state(run: Run) -> dict[str, Any]:
    """Return what a run says of itself; the words of a refusal are the page's."""
    said = asdict(run.said) if run.said else None
    if said:
        del said["text"]
    return {
        "scene": run.scene,
        "trail": run.trail,
        "filled": dict(run.filled),
        "wrong": run.wrong,
        "hints": run.hints,
        "strong_hints": run.strong_hints,
        "hint_level": run.hint_level,
        "said": said,
        "done": run.done,
    }


def _acts(chance: Random, practice: Practice, *, silent: bool) -> str:
    """Do acts that mostly fit the scene, until the end or for a while; some do not."""
    run, done = begin(practice, silent=silent), []
    for _ in range(chance.randint(1, MOST)):
        scene = practice.scene(run.scene)
        assert scene
        one = _act(chance, scene)
        done.append(one)
        try:
            run = act(practice, run, one)
        except UnknownAct:
            # Mostly such an act is left out again, or few runs would get anywhere.
            if chance.random() < 0.9:
                done.pop()
                continue
            break
        if run.done:
            break
    return write_acts(done)


def _act(chance: Random, scene: Scene) -> Act:
    values = tuple(_value(chance, part) for part in scene.inputs)
    match chance.randint(0, 9):
        case 0:
            return Act(HINT, values if chance.random() < 0.5 else ())
        case 1:
            return Act(BACK, values if chance.random() < 0.5 else ())
        case _:
            return Act(chance.randrange(len(scene.presses) or 1), values)


def _value(chance: Random, part: Part) -> int:
    """Fill in what is right more often than not."""
    right = [1] if part.typed else [n for n, one in enumerate(part.options, 1) if one.right]
    every = range(4) if part.typed else range(len(part.options) + 1)
    return chance.choice(right if chance.random() < 0.65 else every)


def _practice(chance: Random) -> Practice:
    """Make a practice by chance: it need not be a good one, the machine plays any."""
    keys = [f"c{n}" for n in range(chance.randint(3, 6))]
    scenes = [_scene(chance, key, keys) for key in keys]
    goal = Scene("xong", SceneKind.GOAL, "", "", (Part(PartKind.TEXT, text="Xong"),))
    return Practice("tap", "Tập", "Tập", (*scenes, goal), "")


def _scene(chance: Random, key: str, keys: list[str]) -> Scene:
    parts = [_input(chance, n, keys) for n in range(chance.randint(0, 3))]
    parts += [Part(PartKind.NOTICE, text="Đọc")] if chance.random() < 0.3 else []
    kinds = (PartKind.BUTTON, PartKind.BUTTON, PartKind.LINK, PartKind.ITEM, PartKind.TAB)
    targets = [*keys, "xong", ""]
    parts += [
        Part(chance.choice(kinds), text=f"Bấm {n}", outcome=_outcome(chance, targets))
        for n in range(chance.randint(1, 4))
    ]
    chance.shuffle(parts)
    hints = chance.randint(0, 2)
    return Scene(
        key, chance.choice([SceneKind.FORM, SceneKind.PAGE, SceneKind.APP]), "", "", tuple(parts),
        "Nhìn" if hints else "", "Bấm" if hints > 1 else "",
    )  # fmt: skip


def _outcome(chance: Random, targets: list[str]) -> Outcome:
    refused = chance.random() < 0.35
    return Outcome(chance.choice(targets), "Chưa được" if refused else "")


def _input(chance: Random, number: int, keys: list[str]) -> Part:
    sent_back = [*keys, "", "", ""]
    wrong = Outcome(chance.choice(sent_back), "Chưa đúng")
    name = f"o{number}"
    if chance.random() < 0.5:
        kind = chance.choice([PartKind.FIELD, PartKind.KEYPAD])
        sample = chance.choice(["0000 0000 0000", "000000", "Trần Văn Mẫu"])
        return Part(kind, name, name, normalise(sample), wrong)
    right = chance.randint(1, 3)
    options = tuple(
        Option(str(n), str(n), right=n == right, outcome=Outcome() if n == right else wrong)
        for n in range(1, 4)
    )
    kind = chance.choice([PartKind.CHOICE, PartKind.PHOTO, PartKind.WARDS])
    return Part(kind, name, name, options=options)
