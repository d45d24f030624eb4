"""How many pass a final check by luck: people who know each item with probability one half.

A person knows an item or does not, once for all tries. A question that is not known is guessed,
each answer that its form takes being as likely; a practice that is not known is done by chance,
each press of a scene and each option as likely (what is to be typed stands beside the field, and
is typed). Every try is drawn by the real rule, from what the person was not asked before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb, factorial
from pathlib import Path
from random import Random

from learnapp.core.banks import Bank, CheckKind, Item
from learnapp.core.check_drawing import draw
from learnapp.core.checks import passes
from learnapp.core.practices import PartKind, Practice, Scene
from learnapp.core.questions import Question, QuestionKind
from learnapp.services.catalogue import read_catalogue

COURSE = "mot-cong-dich-vu-cong"
LESSONS = Path(__file__).parents[2] / "lessons"
PEOPLE = 1000
TRIES = 10
KNOWN = 0.5
MOST = 0.05
"""The share of people that may pass at most, ever."""
LENGTHS = (10, 15, 18, 20, 24)
ROUNDS = 100
"""Of working out the odds of practices whose scenes lead back to each other; they converge far
sooner."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A check of that length, and how many people of how many ever passed it.

    ``exploring``: those who do a practice anew wherever it ended at once, before they hand it in.
    """

    length: int
    people: int
    guessing: int
    exploring: int

    @property
    def shares(self) -> tuple[float, float]:
        """The shares of all people: guessing, and exploring as well."""
        return self.guessing / self.people, self.exploring / self.people


def bank_of(folder: Path = LESSONS, course: str = COURSE) -> Bank:
    """Return the item bank of a course as it lies in the folder."""
    bank = read_catalogue(folder)[0].bank(course)
    assert bank is not None
    return bank


def simulate(
    bank: Bank, length: int, *, people: int = PEOPLE, tries: int = TRIES, seed: int = 2026
) -> Passed:
    """Let people try a final check of that length; return how many ever passed."""
    bank = replace(bank, length=length)
    guessing = {one.key: odds(one) for one in bank.items}
    exploring = {one.key: odds(one, explores=True) for one in bank.items}
    found = [
        _ever_pass(bank, (guessing, exploring), tries, Random(f"{seed}/{one}"))  # noqa: S311 - simulated people, no secret
        for one in range(people)
    ]
    return Passed(length, people, sum(one for one, _ in found), sum(one for _, one in found))


def odds(item: Item, *, explores: bool = False) -> float:
    """Return how likely an item comes out right for somebody who does not know it."""
    if item.practice is not None:
        by_chance = odds_of_practice(item.practice)
        return max(by_chance, odds_exploring(item.practice)) if explores else by_chance
    assert item.question is not None
    return 1 / forms(item.question)


def forms(question: Question) -> int:
    """Return how many answers a question takes; what is to be used once is not guessed twice."""
    choices, partners = len(question.choices), len(question.partners)
    if question.kind is QuestionKind.MULTIPLE_CHOICE:
        return comb(choices, question.picks)
    if question.kind is QuestionKind.ORDERING:
        return factorial(choices)
    if question.kind is QuestionKind.MATCHING:
        return int(factorial(choices) if partners == choices else partners**choices)
    return choices


def odds_of_practice(practice: Practice) -> float:
    """Return how likely random acts reach the goal without a wrong one."""
    right = {scene.key: float(scene.is_goal) for scene in practice.scenes}
    for _ in range(ROUNDS):
        for scene in practice.scenes:
            if scene.presses:
                ways = [_by_press(scene, place, right) for place in range(len(scene.presses))]
                right[scene.key] = sum(ways) / len(ways)
    return right[practice.start.key]


def odds_exploring(practice: Practice) -> float:
    """Return the same for somebody who has seen which presses lead on, and takes those.

    Nothing tells an end that was right from one that was not: among those chance decides.
    """

    def right(scene: Scene, behind: frozenset[str]) -> float:
        goals = {one.key: 1.0 for one in practice.scenes if one.is_goal}
        on = [
            place
            for place, one in enumerate(scene.presses)
            if one.outcome.target not in {"", *goals, *behind}
        ]
        if not on:
            ends = [
                _by_press(scene, place, goals)
                for place, one in enumerate(scene.presses)
                if one.outcome.target in goals or (one.outcome.refusal and not one.outcome.target)
            ]
            return sum(ends) / len(ends) if ends else 0.0
        after = {
            key: right(target, behind | {key})
            for place in on
            if (target := practice.scene(key := scene.presses[place].outcome.target))
        }
        return sum(_by_press(scene, place, after) for place in on) / len(on)

    return right(practice.start, frozenset({practice.start.key}))


def _by_press(scene: Scene, place: int, right: Mapping[str, float]) -> float:
    """Return how likely all is right after a press, if it is right so far."""
    pressed = scene.presses[place]
    if pressed.outcome.refusal:
        return 0.0
    share = right.get(pressed.outcome.target or scene.key, 0.0)
    if pressed.kind is PartKind.BUTTON and pressed.outcome.target:
        for one in scene.inputs:
            if not one.typed:
                share *= sum(option.right for option in one.options) / len(one.options)
    return share


def _ever_pass(
    bank: Bank, odds_of: Sequence[Mapping[str, float]], tries: int, chance: Random
) -> tuple[bool, ...]:
    """Tell for each of the odds whether a person with these passes one of the tries.

    All of them know the same, are asked the same and are as lucky.
    """
    known = {one.key: chance.random() < KNOWN for one in bank.items}
    seen: list[str] = []
    passed = [False] * len(odds_of)
    for _ in range(tries):
        items = draw(bank, CheckKind.FINAL, seen=seen, seed=str(chance.getrandbits(64)))
        seen += [one.key for one in items]
        luck = [chance.random() for _ in items]
        for place, odds in enumerate(odds_of):
            passed[place] = passed[place] or passes(
                (one.skill in bank.critical, known[one.key] or lucky < odds[one.key])
                for one, lucky in zip(items, luck, strict=True)
            )
        if all(passed):
            break
    return tuple(passed)


def table(bank: Bank, lengths: Iterable[int] = LENGTHS, people: int = PEOPLE) -> list[Passed]:
    """Simulate several lengths, the bank's own among them."""
    return [simulate(bank, one, people=people) for one in sorted({*lengths, bank.length})]
