"""Knowing half is not enough: the simulation behind the length of the final check."""

from math import isclose
from random import Random

import pytest

from learnapp.core.banks import Bank, Item
from learnapp.core.practice_acts import Act
from learnapp.core.practice_machine import act, begin
from learnapp.core.practices import Practice
from tests.benchmarks import final_check
from tests.benchmarks.final_check import odds, odds_of_practice, simulate

PLAYS = 4000


@pytest.fixture(scope="module")
def bank() -> Bank:
    return final_check.bank_of()


def play_by_chance(practice: Practice, chance: Random) -> bool:
    """Do random acts on the real machine; tell whether the goal was reached without a wrong one."""
    run = begin(practice, silent=True)
    for _ in range(60):
        scene = practice.scene(run.scene)
        if scene is None or run.done:
            break
        values = tuple(
            1 if one.typed else chance.randrange(len(one.options)) + 1 for one in scene.inputs
        )
        run = act(practice, run, Act(chance.randrange(len(scene.presses)), values))
    return run.done and not run.wrong


def test_the_odds_of_practices_are_those_of_playing_them(bank: Bank) -> None:
    chance = Random(7)  # noqa: S311 - simulated people, no secret
    practices = [one.practice for one in bank.items if one.practice]
    for practice in practices:
        right = sum(play_by_chance(practice, chance) for _ in range(PLAYS)) / PLAYS

        assert isclose(right, odds_of_practice(practice), abs_tol=0.035), practice.key


def test_every_item_is_hard_to_guess(bank: Bank) -> None:
    def guessed(one: Item) -> float:
        return odds(one, explores=True)

    assert max(guessed(one) for one in bank.items if one.performance) <= 1 / 4
    assert max(guessed(one) for one in bank.items) <= 1 / 2


def test_whoever_knows_half_and_guesses_hardly_ever_passes(bank: Bank) -> None:
    found = simulate(bank, bank.length, people=150)

    assert max(found.shares) < 0.08, "1,000 people, as in make bench, are under 5 %"


def test_a_check_of_ten_would_not_be_enough(bank: Bank) -> None:
    assert simulate(bank, 10, people=150).shares[0] > final_check.MOST


def test_the_same_seed_gives_the_same_figure(bank: Bank) -> None:
    assert simulate(bank, 12, people=20) == simulate(bank, 12, people=20)


def test_whoever_knows_all_of_it_passes_at_once(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(final_check, "KNOWN", 1.0)

    assert simulate(bank, bank.length, people=3, tries=1).shares == (1.0, 1.0)
