"""Drawings stay in their frame; tables sort by what is shown; sentences fit the verdict."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.figures import Aim, Verdict, Week, outlook, weeks
from learnapp.core.suppression import Hidden
from learnapp.web.official.sentences import forecast_line, pace_line
from learnapp.web.official.tables import Column, Line, Order, Table, number, order_from, words
from learnapp.web.official.trend import BOTTOM, LEFT, RIGHT, draw, round_step

MONDAY = date(2026, 9, 7)


def aim(people: int = 3000, due_day: date = date(2026, 12, 31)) -> Aim:
    return Aim(max(people, 4000), people, due_day, "UBND", MONDAY)


def states(gains: list[int]) -> tuple[tuple[Week, ...], date]:
    days = {MONDAY + timedelta(weeks=at): gain for at, gain in enumerate(gains)}
    today = max(days, default=MONDAY) + timedelta(days=3)
    return weeks({day: 2 * gain for day, gain in days.items()}, days, today), today


class TestTrend:
    def test_nothing_to_draw(self) -> None:
        assert draw((), outlook((), None, MONDAY), None) is None

    @given(
        st.lists(st.integers(0, 900), min_size=1, max_size=30),
        st.integers(1, 20_000),
        st.integers(0, 400),
    )
    def test_every_line_stays_in_its_frame(self, gains: list[int], people: int, days: int) -> None:
        found, today = states(gains)
        wanted = aim(people, today + timedelta(days=days))

        trend = draw(found, outlook(found, wanted, today), wanted)

        assert trend is not None
        pairs = [
            pair.split(",") for line in (trend.active, trend.completed) for pair in line.split()
        ]
        for x, y in [*((float(x), float(y)) for x, y in pairs), trend.dot]:
            assert LEFT <= x <= RIGHT
            assert 0 < y <= BOTTOM
        for label in (*trend.labels, *trend.forecast, *trend.grid):
            assert 0 < label.y <= BOTTOM
        assert 2 <= len(trend.grid) <= 5

    @pytest.mark.parametrize(("most", "step"), [(1, 1), (4, 1), (5, 2), (3000, 1000), (401, 200)])
    def test_lines_stand_at_round_numbers(self, most: int, step: int) -> None:
        assert round_step(most) == step


class TestSentences:
    @pytest.mark.parametrize(
        ("gains", "people", "verdict", "words_"),
        [
            ([100] * 10, 3000, Verdict.SHORT, "thiếu khoảng"),
            ([100] * 10, 1200, Verdict.IN_TIME, "kịp chỉ tiêu"),
            ([0, 200] * 5, 1600, Verdict.UNCERTAIN, "có thể kịp, có thể không"),
            ([100, 100], 3000, Verdict.TOO_EARLY, "Cần ít nhất 4 tuần"),
            ([1500], 1000, Verdict.REACHED, ""),
        ],
    )
    def test_the_forecast_says_what_it_can(
        self, gains: list[int], people: int, verdict: Verdict, words_: str
    ) -> None:
        found, today = states(gains)
        wanted = aim(people, today + timedelta(weeks=6))

        seen = outlook(found, wanted, today)

        assert seen.verdict is verdict
        assert words_ in forecast_line(seen, wanted)
        assert pace_line(seen, wanted)


class TestTables:
    TABLE = Table(
        "t",
        "T",
        (Column("Tên", "ten", figures=False), Column("Số", "so")),
        tuple(
            Line((words(name), number(shown)), pinned=name == "z")
            for name, shown in (
                ("c", 9),
                ("b", Hidden.SMALL),
                ("a", Hidden.NEIGHBOUR),
                ("z", 99),
                ("d", 7),
            )
        ),
    )

    def names(self, order: Order) -> str:
        return "".join(line.cells[0].text for line in self.TABLE.sorted_by(order).lines)

    def test_hidden_numbers_come_last_by_name_and_tell_nothing(self) -> None:
        assert self.names(Order("so")) == "cdabz"
        assert self.names(Order("so", descending=False)) == "dcabz"
        assert self.names(Order("ten", descending=False)) == "abcdz"

    def test_an_order_nobody_knows_changes_nothing(self) -> None:
        assert self.names(order_from({"sap-xep": "x"}, Order("so"))) == "cbazd"
        assert order_from({}, Order("so")) == Order("so")
