"""Tallies, rates, weeks, and the way to the target."""

from datetime import date, timedelta

import pytest

from learnapp.core.figures import (
    STEPS,
    TALLIED,
    Aim,
    Part,
    Rate,
    Standing,
    Tally,
    Verdict,
    lags,
    outlook,
    standing,
    steps_of,
    weeks,
)

MONDAY = date(2026, 9, 7)
AIM = Aim(4000, 3000, date(2026, 12, 31), "UBND phường", date(2026, 8, 1))


@pytest.mark.parametrize(
    ("kind", "band", "expected"),
    [
        ("guest", "18-29", Standing.GUEST),
        ("guest", "", Standing.GUEST),
        ("citizen", "<18", Standing.YOUNG),
        ("citizen", "", Standing.UNKNOWN_AGE),
        ("citizen", "18-29", Standing.ADULT),
        ("nameless", "75+", Standing.ADULT),
    ],
)
def test_in_which_pot_a_person_is_counted(kind: str, band: str, expected: Standing) -> None:
    assert standing(kind, band) is expected


def test_a_tally_takes_its_figures_and_leaves_the_others() -> None:
    tally = Tally.of({"step.reached": 9, "completed": 2, "step.applied": 7})

    assert tally + Tally(1, 1, 1, 1) == Tally(10, 1, 1, 3)


def test_a_share_of_nobody_is_no_share() -> None:
    assert Rate(0, 0).share is None
    assert Rate(3, 4).share == 0.75


class TestLagging:
    WARD = Rate(60, 100)

    @pytest.mark.parametrize(
        ("completed", "enrolled", "expected"),
        [(10, 20, True), (51, 100, False), (0, 9, False), (0, 0, False), (0, 10, True)],
        ids=["half", "just at 85 %", "too few to say", "nobody", "enough, and none"],
    )
    def test_who_is_behind(self, completed: int, enrolled: int, expected: bool) -> None:
        part = Part("1", "Khu 1", "1", Tally(enrolled, enrolled, enrolled, completed))

        assert lags(part, self.WARD) is expected

    def test_nobody_is_behind_where_nobody_has_begun(self) -> None:
        assert not lags(Part("1", "Khu 1", "1", Tally(20, 20)), Rate(0, 20))


class TestWeeks:
    def test_states_add_up_at_sundays_and_today(self) -> None:
        completed = {MONDAY: 2, MONDAY + timedelta(days=6): 1, MONDAY + timedelta(days=8): 5}

        found = weeks({MONDAY: 4}, completed, MONDAY + timedelta(days=9))

        assert [(week.last_day, week.active, week.completed) for week in found] == [
            (date(2026, 9, 13), 4, 3),
            (date(2026, 9, 16), 4, 8),
        ]

    def test_a_sunday_is_the_end_of_its_week_once(self) -> None:
        assert [week.last_day.day for week in weeks({MONDAY: 1}, {}, date(2026, 9, 13))] == [13]

    def test_nothing_counted_no_weeks(self) -> None:
        assert weeks({}, {}, MONDAY) == ()

    def test_only_the_last_ones_are_kept_and_none_is_forgotten_in_the_sum(self) -> None:
        found = weeks({MONDAY: 1}, {MONDAY: 7}, MONDAY + timedelta(weeks=60), at_most=3)

        assert [week.completed for week in found] == [7, 7, 7]


def pace(*gains: int) -> dict[date, int]:
    return {MONDAY + timedelta(weeks=at): gain for at, gain in enumerate(gains)}


class TestOutlook:
    def test_an_even_pace_leads_straight_on(self) -> None:
        today = date(2026, 11, 5)  # eight Sundays after the first Monday, and four days
        found = outlook(weeks({}, pace(*[100] * 9), today), AIM, today)

        assert found.verdict is Verdict.SHORT
        assert (found.pace, found.full_weeks) == (100, 7)
        assert found.low == found.expected == found.high == 900 + 800
        assert found.needed == 263  # 2100 people in eight weeks

    def test_uneven_weeks_widen_the_range(self) -> None:
        today = date(2026, 11, 5)
        found = outlook(weeks({}, pace(100, 0, 200, 0, 200, 0, 200, 0, 200), today), AIM, today)

        assert found.low < found.expected < found.high

    def test_the_range_never_falls_below_today_nor_rises_above_the_people_there(self) -> None:
        today = date(2026, 10, 17)
        found = outlook(weeks({}, pace(900, 1, 900, 1, 800), today), AIM, today)

        assert found.low >= 2602
        assert found.high <= AIM.population

    @pytest.mark.parametrize("full", [0, 1, 3])
    def test_a_few_weeks_are_too_early(self, full: int) -> None:
        today = MONDAY + timedelta(weeks=full + 1)
        found = outlook(weeks({}, pace(*[10] * (full + 1)), today), AIM, today)

        assert (found.verdict, found.full_weeks) == (Verdict.TOO_EARLY, full)

    def test_other_answers(self) -> None:
        many = weeks({}, {MONDAY: 3000}, MONDAY)
        late = date(2027, 1, 1)

        assert outlook(many, None, MONDAY).verdict is Verdict.NO_TARGET
        assert outlook(many, AIM, late).verdict is Verdict.REACHED
        assert outlook(weeks({}, {MONDAY: 2}, late), AIM, late).verdict is Verdict.OVERDUE
        assert outlook((), AIM, MONDAY).verdict is Verdict.TOO_EARLY

    def test_the_due_day_itself_is_not_overdue(self) -> None:
        today = AIM.due_day
        found = outlook(weeks({}, pace(*[10] * 16), today), AIM, today)

        assert found.verdict is Verdict.SHORT
        assert found.needed == 2840


class TestSteps:
    def test_a_course_with_practice_and_check_shows_every_step(self) -> None:
        assert steps_of([Tally(3)], practised=True, since=timedelta(days=90)) == STEPS

    def test_a_step_that_nobody_can_reach_is_not_told_as_zero(self) -> None:
        found = steps_of([Tally(9, 9, 9, 9)], practised=False, since=None)

        assert found == ("reached", "enrolled", "active", "completed")

    def test_nobody_has_kept_for_90_days_what_was_completed_a_month_ago(self) -> None:
        found = steps_of([Tally(3)], practised=True, since=timedelta(days=30))

        assert found == STEPS[:-1]
        assert steps_of([Tally(3)], practised=True, since=timedelta(days=29)) == STEPS[:-2]

    def test_a_step_on_which_somebody_stands_is_told(self) -> None:
        found = steps_of([Tally(), Tally(practised=2)], practised=False, since=None)

        assert found == ("reached", "enrolled", "active", "practised", "completed")

    def test_every_field_is_added_and_has_its_figure(self) -> None:
        one = Tally(**{name: n for n, name in enumerate(TALLIED, 1)})

        assert set(STEPS) == set(TALLIED)
        assert one + one == Tally(**{name: 2 * n for n, name in enumerate(TALLIED, 1)})
        assert Tally.of({figure: n for n, figure in enumerate(TALLIED.values(), 1)}) == one
