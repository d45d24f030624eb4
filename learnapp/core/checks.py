"""What a check that was handed in is worth.

``banks`` has the items, ``check_drawing`` chooses them. Keys stay on the server until a check is
handed in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from learnapp.core.banks import Bank, CheckKind, Item
from learnapp.core.errors import UnreadableActs
from learnapp.core.grading import mark
from learnapp.core.lessons import Lesson
from learnapp.core.practice_acts import SAMPLE, read_acts, write_acts
from learnapp.core.practice_machine import Run, act, begin, replay
from learnapp.core.practices import Practice, Scene

PASS_PERCENT = 80
"""Of the items that are not critical."""

FAILURES = 2
"""After so many final checks failed in a row, the next one waits …"""
WAIT = timedelta(hours=24)
"""… so long. Practice stays open meanwhile."""

Answer = Sequence[str] | str
"""Of a question: what was picked, as ``grading.Answers`` has it. Of a practice: its acts."""


@dataclass(frozen=True, slots=True)
class ItemMark:
    """An item that was asked, what was answered, and whether that is right.

    ``done``: there is an answer, or the practice was brought to its end. ``acts`` are those of an
    open check. Of one that was handed in, ``miss`` is left, the first wrong act, if any; and a
    practice counts as done that was begun.
    """

    item: Item
    critical: bool
    answer: tuple[str, ...]
    acts: str
    done: bool
    right: bool
    miss: str = ""

    @property
    def recorded(self) -> dict[str, object]:
        """The item as a record keeps it: what was answered, but not act by act."""
        about = {"i": self.item.key, "v": self.item.hash, "ok": self.right}
        said: dict[str, object] = {"a": list(self.answer)}
        if self.item.practice is not None:
            miss = first_miss(self.item.practice, self.acts)
            said = {"begun": bool(self.acts)} | ({"miss": miss} if miss else {})
        return about | {"critical": self.critical} | said


@dataclass(frozen=True, slots=True)
class CheckGrade:
    """A check as it was judged, item by item in the order asked."""

    marks: tuple[ItemMark, ...]
    kind: CheckKind = CheckKind.FINAL

    @property
    def correct(self) -> int:
        """How many items are right."""
        return sum(one.right for one in self.marks)

    @property
    def percent(self) -> int:
        """The share of items that are right, 0 to 100, rounded down; 0 where nothing was asked."""
        return self.correct * 100 // len(self.marks) if self.marks else 0

    @property
    def passed(self) -> bool:
        """Every critical item is right, and at least 80 % of the others; of a recheck, of all."""
        items = [(one.critical, one.right) for one in self.marks]
        return bool(items) and passes(items, of_all=self.kind is CheckKind.RECHECK)

    @property
    def missed(self) -> tuple[ItemMark, ...]:
        """The items that are to be learned again."""
        return tuple(one for one in self.marks if not one.right)


def passes(items: Iterable[tuple[bool, bool]], *, of_all: bool = False) -> bool:
    """Say whether items (critical, right) are enough: all critical, ≥ 80 % of the others.

    ``of_all``: ≥ 80 % of all, for the few items of a recheck, where a slip among three others
    would be one too many.
    """
    items = list(items)
    others = [right for critical, right in items if of_all or not critical]
    critical = all(right for is_critical, right in items if is_critical)
    return critical and sum(others) * 100 >= len(others) * PASS_PERCENT


def needed(items: int) -> int:
    """Return how many of that many items must be right where 80 % must: rounded up."""
    return -(-items * PASS_PERCENT // 100)


def play(practice: Practice, acts: str) -> Run:
    """Play a practice as a check does: without a word on what is right.

    Raises ``UnreadableActs`` and ``UnknownAct``.
    """
    return replay(practice, read_acts(acts), silent=True)


def mark_item(item: Item, answer: Answer, *, critical: bool) -> ItemMark:
    """Judge one item. A practice is right when its goal was reached without a wrong act.

    Raises ``UnknownChoice``, ``UnreadableActs`` and ``UnknownAct``.
    """
    if item.practice is not None:
        acts = answer if isinstance(answer, str) else ""
        run = play(item.practice, acts)
        return ItemMark(item, critical, (), acts, run.done, run.done and not run.wrong)
    if item.question is None:
        return ItemMark(item, critical, (), "", done=False, right=False)
    one = mark(item.question, () if isinstance(answer, str) else answer)
    return ItemMark(item, critical, one.answer, "", bool(one.answer), one.right)


def first_miss(practice: Practice, acts: str) -> str:
    """Return the first wrong act of a run, with the key of its scene, or ``""``.

    Raises as ``play`` does.
    """
    run = begin(practice, silent=True)
    for one in read_acts(acts):
        after = act(practice, run, one)
        if after.wrong > run.wrong and isinstance(one.press, int):
            return f"{run.scene} {write_acts((one,))}"
        run = after
    return ""


def said_of(practice: Practice, miss: str) -> str:
    """Return what the service says about a wrong act, as ``first_miss`` wrote it, or ``""``.

    Told after a check was handed in, where nothing was said before. ``""`` for what is none.
    """
    key, _, text = miss.partition(" ")
    scene = practice.scene(key)
    try:
        acts = read_acts(text)
    except UnreadableActs:
        return ""
    if scene is None or len(acts) != 1 or not isinstance(acts[0].press, int):
        return ""
    return refusal_of(scene, acts[0].press, acts[0].values)


def refusal_of(scene: Scene, press: int, values: Sequence[int]) -> str:
    """Return what is said about a press with these values: of the press, or of a wrong input."""
    said = [scene.presses[press].outcome.refusal]
    for part, value in zip(scene.inputs, values, strict=True):
        if part.typed and value != SAMPLE:
            said.append(part.outcome.refusal)
        elif not part.typed and value and not part.options[value - 1].right:
            said.append(part.options[value - 1].outcome.refusal)
    return next((one for one in said if one), "")


def grade(
    bank: Bank,
    keys: Sequence[str],
    answers: Mapping[str, Answer],
    kind: CheckKind = CheckKind.FINAL,
) -> CheckGrade:
    """Judge what was asked, by the bank that it was drawn from; an item left out is not right.

    Keys that the bank does not have are left out: it always has those that were drawn from it.
    Raises as ``mark_item`` does.
    """
    items = [item for key in keys if (item := bank.item(key)) is not None]
    return CheckGrade(
        tuple(
            mark_item(one, answers.get(one.key, ()), critical=one.skill in bank.critical)
            for one in items
        ),
        kind,
    )


def spared(grade: CheckGrade, lessons: Iterable[Lesson]) -> tuple[str, ...]:
    """Return the lessons that need not be done: every skill they teach was asked, and right.

    A skill counts as right when all its items are. A lesson that names no skill is never spared.
    """
    right = {one.item.skill for one in grade.marks} - {one.item.skill for one in grade.missed}
    return tuple(one.slug for one in lessons if one.codes and right.issuperset(one.codes))


Final = tuple[datetime, bool]
"""A final check: when it was handed in, and whether it was passed."""


def waits_until(finals: Iterable[Final]) -> datetime | None:
    """Return until when the next final check waits, or ``None``: it may begin at any time.

    ``finals`` may come in any order. The wait is 24 hours from the second failure in a row; then
    two more may be tried, and so on. One passed begins the count anew.
    """
    return _turns(finals)[1]


def out_of_turn(finals: Iterable[Final]) -> frozenset[Final]:
    """Return the final checks that were handed in while the person had to wait: none counts.

    One person cannot, but whoever tried on as a guest meanwhile, and was joined later, did.
    """
    return _turns(finals)[0]


def _turns(finals: Iterable[Final]) -> tuple[frozenset[Final], datetime | None]:
    early: set[Final] = set()
    failures, until = 0, None
    for at, passed in sorted(finals):
        if until and at < until:
            early.add((at, passed))
            continue
        failures = 0 if passed else failures + 1
        until = at + WAIT if failures and not failures % FAILURES else None
    return frozenset(early), until
