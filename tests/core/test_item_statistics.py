import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.item_statistics import (
    ENOUGH_FOR_DIFFICULTY,
    ENOUGH_FOR_DISCRIMINATION,
    ENOUGH_FOR_DISTRACTORS,
    ENOUGH_FOR_GAIN,
    Response,
    difficulty,
    discrimination,
    idle_distractors,
    item_figures,
    learning_gain,
    normalised_gain,
    sitting,
    student_t,
)

# Lakens (2013), table 1: ten people rate two films, here times ten. The means are 87 and 77, the
# standard deviations 8.23 and 9.49, Cohen's d_av 1.13.
LAKENS = [
    (90, 90), (60, 70), (70, 80), (80, 90), (70, 80),
    (90, 90), (80, 90), (80, 100), (80, 90), (70, 90),
]  # fmt: skip


class TestGain:
    @pytest.mark.parametrize(
        ("entry", "final", "gain"), [(0, 50, 0.5), (60, 90, 0.75), (50, 25, -0.5), (80, 100, 1)]
    )
    def test_is_the_share_of_what_was_left_to_learn(
        self, entry: float, final: float, gain: float
    ) -> None:
        assert normalised_gain(entry, final) == gain

    def test_whoever_knew_all_has_nothing_to_gain(self) -> None:
        assert normalised_gain(100, 100) is None
        found = learning_gain([*LAKENS, (100, 80)])
        assert found is not None
        assert (found.n, found.left_out) == (10, 1)

    def test_is_the_mean_of_what_each_person_gained(self) -> None:
        # 0, 1/4, 1/3, 1/2, 1/3, 0, 1/2, 1, 1/2, 2/3: the sum is 49/12.
        found = learning_gain(LAKENS)
        assert found is not None
        assert found.mean == pytest.approx(49 / 120)
        assert (found.entry, found.final) == (77, 87)

    def test_comes_with_its_interval(self) -> None:
        # Sum of squares 2.479167 - 10 (49/120)^2 = 0.811806; variance / 9 = 0.0902006; standard
        # error 0.0949740; t(9) = 2.262157, so 0.214846 to either side.
        found = learning_gain(LAKENS)
        assert found is not None
        assert found.low == pytest.approx(0.193487, abs=1e-6)
        assert found.high == pytest.approx(0.623179, abs=1e-6)

    def test_comes_with_its_effect_size(self) -> None:
        # d_av = 10 / ((8.2327 + 9.4868) / 2) = 1.12870 (published: 1.13);
        # times 1 - 3 / (4 * 9 - 1) = 32/35 it is g_av = 1.03195.
        found = learning_gain(LAKENS)
        assert found is not None
        assert found.effect == pytest.approx(1.03195, abs=1e-4)

    def test_has_no_effect_size_where_nobody_differs(self) -> None:
        found = learning_gain([(50, 75)] * ENOUGH_FOR_GAIN)
        assert found is not None
        assert (found.mean, found.low, found.high, found.effect) == (0.5, 0.5, 0.5, None)

    def test_is_hidden_under_ten_people(self) -> None:
        assert learning_gain(LAKENS[:9]) is None


class TestStudentsT:
    # Any table of the t distribution, two-sided 95 %.
    @pytest.mark.parametrize(
        ("df", "value"), [(1, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (29, 2.045), (120, 1.98)]
    )
    def test_is_that_of_the_tables(self, df: int, value: float) -> None:
        assert student_t(0.975, df) == pytest.approx(value, abs=5e-4)

    def test_comes_close_to_the_normal_distribution(self) -> None:
        assert student_t(0.975, 100_000) == pytest.approx(1.95996, abs=1e-4)

    def test_has_other_shares_too(self) -> None:
        assert student_t(0.95, 10) == pytest.approx(1.812, abs=5e-4)


class TestDifficulty:
    def test_is_the_share_that_was_right(self) -> None:
        assert difficulty([True] * 9 + [False] * 3) == 0.75

    def test_is_hidden_under_its_minimum(self) -> None:
        assert difficulty([True] * (ENOUGH_FOR_DIFFICULTY - 1)) is None
        assert difficulty([True] * ENOUGH_FOR_DIFFICULTY) == 1


class TestDiscrimination:
    # Right 1 1 1 0 0, the rest 0.8 0.6 0.7 0.4 0.5: both means are 0.6; covariance
    # 2.1/5 - 0.36 = 0.06; variances 0.24 and 0.02; 0.06 / sqrt(0.0048) = 0.8660. Six times the
    # same five people change nothing in it.
    FIVE = ((True, 0.8), (True, 0.6), (True, 0.7), (False, 0.4), (False, 0.5))

    def test_is_the_correlation_with_the_rest(self) -> None:
        assert discrimination(self.FIVE * 6) == pytest.approx(0.8660, abs=1e-4)

    def test_is_negative_where_those_who_know_the_rest_miss_it(self) -> None:
        turned = [(not right, rest) for right, rest in self.FIVE]
        assert discrimination(turned * 6) == pytest.approx(-0.8660, abs=1e-4)

    def test_is_unknown_where_all_are_alike(self) -> None:
        assert discrimination([(True, 0.5), (True, 0.9)] * 20) is None
        assert discrimination([(True, 0.5), (False, 0.5)] * 20) is None

    def test_is_hidden_under_its_minimum(self) -> None:
        assert discrimination((self.FIVE * 6)[: ENOUGH_FOR_DISCRIMINATION - 1]) is None

    @given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), min_size=30, max_size=60))
    def test_lies_between_minus_one_and_one(self, answers: list[tuple[bool, int]]) -> None:
        found = discrimination([(right, rest / 9) for right, rest in answers])
        assert found is None or -1 - 1e-9 <= found <= 1 + 1e-9


class TestIdleDistractors:
    def test_are_wrong_choices_that_hardly_anybody_picks(self) -> None:
        # Of 40 people five per cent are 2.
        assert idle_distractors({"a": 31, "b": 7, "c": 2, "d": 1}, 40, "bcde") == ("d", "e")

    def test_are_not_told_of_few_people(self) -> None:
        assert idle_distractors({}, ENOUGH_FOR_DISTRACTORS - 1, "bc") == ()
        assert idle_distractors({}, ENOUGH_FOR_DISTRACTORS, "bc") == ("b", "c")


class TestItems:
    def test_a_sitting_takes_the_item_out_of_its_total(self) -> None:
        found = sitting([("x", True, ("a",)), ("y", False, ()), ("z", True, ())])

        assert found["x"] == Response(True, 0.5, ("a",))  # noqa: FBT003 - as it reads
        assert found["y"].rest == 1

    def test_a_sitting_of_one_item_has_no_rest(self) -> None:
        assert sitting([("x", True, ())])["x"].rest is None

    def test_are_described_by_what_so_many_people_can_carry(self) -> None:
        few = item_figures([Response(right=True, rest=0.5, picked=("a",))] * 12, wrong="bc")
        assert (few.n, few.difficulty, few.discrimination, few.idle) == (12, 1, None, ())

        right = Response(right=True, rest=0.9, picked=("a",))
        wrong = Response(right=False, rest=0.1, picked=("b",))
        many = item_figures([right, wrong] * 20, wrong="bc")
        assert many.discrimination == pytest.approx(1)
        assert (many.difficulty, many.idle) == (0.5, ("c",))
