"""The simulation of reviewing: small, seeded, and what must be so whoever wins."""

import pytest

from tests.benchmarks.forgetting import (
    AT_ONCE,
    DAYS,
    MINUTES_WRONG,
    Learner,
    by_days,
    by_memory,
    compare,
    follow,
    learners,
)
from tests.benchmarks.forgetting_plot import plot


@pytest.mark.parametrize("power", [False, True])
def test_memory_fades_and_lasts_longer_when_it_is_stable(power: bool) -> None:
    learner = Learner(0, 10, 5, power)
    fading = [learner.recall(10, days) for days in range(60)]

    assert fading[0] == 1
    assert fading == sorted(fading, reverse=True)
    assert learner.recall(20, 30) > learner.recall(10, 30)


def test_the_same_seed_gives_the_same_people_and_the_same_half_year() -> None:
    one, other = learners(2), learners(2)

    assert one == other
    assert follow(one[0], by_memory()) == follow(other[0], by_memory())
    assert learners(2, seed=1) != one


def test_nobody_spends_more_than_five_questions_a_day() -> None:
    for choose in (by_memory(), by_days(again=1)):
        spent = follow(learners(1)[0], choose)

        assert 0 < spent.minutes <= DAYS * AT_ONCE * MINUTES_WRONG


def test_without_reviewing_nothing_is_spent_and_less_is_kept() -> None:
    learner = learners(1)[0]
    nothing, often = follow(learner, by_days()), follow(learner, by_days(again=7))

    assert nothing.minutes == 0
    assert nothing.kept < often.kept < 1


def test_our_schedule_keeps_more_than_fixed_intervals_in_the_same_minutes() -> None:
    found = compare(people=6)

    assert found.ratio > 1
    assert found.gain_ratio > 1


def test_equal_minutes_lie_between_the_fixed_schedules() -> None:
    found = compare(people=2)

    assert found.equal.minutes == found.own.minutes
    kept = [one.kept for one in (*found.even, *found.growing, found.nothing)]
    assert min(kept) <= found.equal.kept <= max(kept)


def test_the_plot_shows_every_schedule() -> None:
    found = compare(people=1)
    drawn = plot(found)

    assert drawn.count("<circle") == len([*found.ours, *found.even, *found.growing])
    assert "NaN" not in drawn
