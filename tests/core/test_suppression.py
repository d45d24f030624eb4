"""Nobody can compute what a small number was."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.suppression import SMALL, Hidden, few, protect


def could_be(column: list[int], shown: tuple[int | Hidden, ...], at: int) -> set[int]:
    """Return what a hidden small number may be, to a reader who knows the rule and the sum."""
    rest = sum(column) - sum(n for n in shown if not isinstance(n, Hidden))
    others = [n for i, n in enumerate(shown) if isinstance(n, Hidden) and i != at]
    choices = [
        range(1, SMALL) if n is Hidden.SMALL else [0, *range(SMALL, rest + 1)] for n in others
    ]
    sums = {sum(one) for one in product(*choices)}
    return {value for value in range(1, SMALL) if rest - value in sums}


class TestProtect:
    def test_large_numbers_and_none_are_told(self) -> None:
        assert protect([0, 5, 12]) == (0, 5, 12)
        assert protect([]) == ()

    def test_one_small_number_takes_a_neighbour_along(self) -> None:
        assert protect([40, 3, 9, 22]) == (40, Hidden.SMALL, Hidden.NEIGHBOUR, 22)

    def test_two_small_numbers_may_hide_each_other(self) -> None:
        assert protect([40, 2, 3]) == (40, Hidden.SMALL, Hidden.SMALL)

    def test_two_fours_give_each_other_away_and_take_a_neighbour(self) -> None:
        assert protect([40, 4, 4]) == (Hidden.NEIGHBOUR, Hidden.SMALL, Hidden.SMALL)

    def test_a_small_ward_is_not_told_in_parts(self) -> None:
        assert protect([3, 0]) == (Hidden.SMALL, Hidden.NEIGHBOUR)

    @given(st.lists(st.integers(0, 12), max_size=5))
    def test_no_small_number_can_be_computed(self, column: list[int]) -> None:
        shown = protect(column)

        assert len(shown) == len(column)
        for at, number in enumerate(shown):
            if number is Hidden.SMALL and not all(isinstance(n, Hidden) for n in shown):
                assert could_be(column, shown, at) == {1, 2, 3, 4}
            if not isinstance(number, Hidden):
                assert number == column[at]
                assert number == 0 or number >= SMALL


def test_a_number_that_stands_alone() -> None:
    assert few(3, protected=True) is Hidden.SMALL
    assert few(3, protected=False) == 3
    assert few(0, protected=True) == 0
