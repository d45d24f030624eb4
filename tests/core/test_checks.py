"""What a check is worth, and when the next may begin."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.banks import Bank
from learnapp.core.checks import (
    first_miss,
    grade,
    mark_item,
    needed,
    out_of_turn,
    passes,
    said_of,
    spared,
    waits_until,
)
from learnapp.core.lessons import Catalogue
from learnapp.core.questions import Question, QuestionKind, as_shown, as_written, shuffled
from learnapp.services.catalogue import read_catalogue
from tests.checks import bank_of, right_answer

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(Path(__file__).parents[1] / "lessons")[0]


@pytest.fixture(scope="module")
def bank(catalogue: Catalogue) -> Bank:
    return bank_of(catalogue)


class TestPassing:
    @pytest.mark.parametrize(("others", "right"), [(6, 5), (7, 6), (8, 7), (9, 8), (10, 8), (0, 0)])
    def test_four_fifths_of_the_others_are_rounded_up(self, others: int, right: int) -> None:
        enough = [(False, place < right) for place in range(others)]
        short = [(False, place < right - 1) for place in range(others)]

        assert needed(others) == right
        assert passes([(True, True), *enough])
        assert not right or not passes([(True, True), *short])

    def test_of_a_recheck_four_fifths_of_all_are_enough(self) -> None:
        items = [(True, True), (True, True), (False, True), (False, True), (False, False)]

        assert passes(items, of_all=True)
        assert not passes(items)
        assert not passes([(True, False), *items[1:4], (False, True)], of_all=True)

    def test_one_critical_item_that_is_not_right_fails_all(self) -> None:
        assert not passes([(True, False), (True, True), *[(False, True)] * 20])

    def test_nothing_asked_is_nothing_passed(self, bank: Bank) -> None:
        assert not grade(bank, (), {}).passed
        assert grade(bank, (), {}).percent == 0


class TestGrading:
    def test_every_item_is_right_when_answered_as_written(self, bank: Bank) -> None:
        keys = [one.key for one in bank.items]
        found = grade(bank, keys, {one.key: right_answer(one) for one in bank.items})

        assert found.passed
        assert (found.correct, found.percent, found.missed) == (len(keys), 100, ())

    def test_what_is_empty_is_not_right(self, bank: Bank) -> None:
        found = grade(bank, [one.key for one in bank.items], {})

        assert found.correct == 0
        assert not any(one.done for one in found.marks)

    def test_a_practice_is_right_when_its_goal_is_reached_without_a_wrong_act(
        self, bank: Bank
    ) -> None:
        item = bank.item("pt-01-a")
        assert item is not None

        marks = {
            acts: mark_item(item, acts, critical=False) for acts in ("0-0.2", "0-0.1", "1", "0")
        }

        assert {acts: (one.done, one.right) for acts, one in marks.items()} == {
            "0-0.2": (True, True),
            "0-0.1": (True, False),
            "1": (True, False),
            "0": (False, False),
        }

    def test_the_first_wrong_act_says_why_afterwards(self, bank: Bank) -> None:
        item = bank.item("pt-01-a")
        assert item is not None
        assert item.practice is not None

        for acts, said in (
            ("0-0.1", "Trà chưa ngấm."),
            ("1", "Nước lạnh trà không ngấm."),
            ("0-0.2", ""),
        ):
            assert said_of(item.practice, first_miss(item.practice, acts)) == said

    def test_items_of_critical_skills_are_critical(self, bank: Bank) -> None:
        found = grade(bank, [one.key for one in bank.items], {})

        assert {one.item.skill for one in found.marks if one.critical} == {"GL-01"}


class TestSparing:
    def test_a_lesson_is_spared_when_all_its_skills_are_right(
        self, bank: Bank, catalogue: Catalogue
    ) -> None:
        lessons = catalogue.lessons_of("khoa-thu")
        keys = ["pt-01-a", "gl-01-a"]

        both = grade(bank, keys, {"pt-01-a": "0-0.2", "gl-01-a": "1"})
        one = grade(bank, keys, {"pt-01-a": "0-0.2", "gl-01-a": "0"})

        assert spared(both, lessons) == ("pha-tra", "cuoc-goi-la")
        assert spared(one, lessons) == ("pha-tra",)

    def test_a_skill_that_was_not_asked_spares_nothing(
        self, bank: Bank, catalogue: Catalogue
    ) -> None:
        lesson = catalogue.lessons_of("khoa-thu")[0]
        found = grade(bank, ["pt-01-a"], {"pt-01-a": "0-0.2"})

        assert spared(found, [replace(lesson, codes=("PT-01", "XX-01"))]) == ()
        assert spared(found, [replace(lesson, codes=())]) == ()

    def test_a_skill_asked_twice_is_right_when_both_are(
        self, bank: Bank, catalogue: Catalogue
    ) -> None:
        found = grade(bank, ["pt-01-a", "pt-01-b"], {"pt-01-a": "0-0.2"})

        assert spared(found, catalogue.lessons_of("khoa-thu")) == ()


class TestWaiting:
    def test_one_failure_does_not_wait(self) -> None:
        assert waits_until([(NOON, False)]) is None

    def test_the_second_in_a_row_waits_a_day_from_itself(self) -> None:
        tries = [(NOON + HOUR, False), (NOON, False)]

        assert waits_until(tries) == NOON + 25 * HOUR

    def test_after_the_wait_two_more_may_be_tried(self) -> None:
        tries = [(NOON, False), (NOON + HOUR, False), (NOON + 30 * HOUR, False)]

        assert waits_until(tries) is None
        assert waits_until([*tries, (NOON + 31 * HOUR, False)]) == NOON + 55 * HOUR

    def test_one_passed_begins_the_count_anew(self) -> None:
        assert waits_until([(NOON, False), (NOON + HOUR, True), (NOON + 2 * HOUR, False)]) is None
        day = 24 * HOUR
        assert waits_until([(NOON, False), (NOON + HOUR, False), (NOON + HOUR + day, True)]) is None

    def test_one_tried_while_it_had_to_wait_does_not_count(self) -> None:
        """One person cannot; but somebody who tried on as a guest, and was joined later, did."""
        failed = [(NOON, False), (NOON + HOUR, False)]
        early = (NOON + 2 * HOUR, True)

        assert out_of_turn([early, *failed]) == {early}
        assert waits_until([*failed, early]) == NOON + 25 * HOUR

    @given(st.lists(st.tuples(st.integers(0, 1000), st.booleans()), unique_by=lambda one: one[0]))
    def test_the_order_in_which_they_are_told_does_not_matter(
        self, tries: list[tuple[int, bool]]
    ) -> None:
        facts = [(NOON + minutes * timedelta(minutes=1), passed) for minutes, passed in tries]

        assert waits_until(facts) == waits_until(reversed(facts))


class TestShuffling:
    def questions(self, catalogue: Catalogue) -> list[Question]:
        own = [one.question for one in bank_of(catalogue).items if one.question]
        lessons = catalogue.lessons_of("khoa-thu")
        return [*own, *(one for lesson in lessons for one in lesson.questions)]

    @pytest.mark.parametrize("seed", ["a", "b", "c", "2026"])
    def test_an_answer_comes_back_from_the_page_as_it_was_written(
        self, catalogue: Catalogue, seed: str
    ) -> None:
        for question in self.questions(catalogue):
            shown = as_shown(question, seed, question.answer)

            assert set(shown) == set(shuffled(question, seed).answer)
            assert as_written(question, seed, shown) == question.answer

    def test_names_on_the_page_follow_the_page(self, catalogue: Catalogue) -> None:
        for question in self.questions(catalogue):
            asked = shuffled(question, "seed")

            keys = [one.key for one in asked.shown]
            assert keys == sorted(keys)
            assert [one.key for one in asked.shown_partners] == sorted(
                one.key for one in asked.shown_partners
            )

    def test_steps_never_stand_in_their_right_order(self, catalogue: Catalogue) -> None:
        for question in self.questions(catalogue):
            if question.kind is QuestionKind.ORDERING:
                for seed in map(str, range(40)):
                    texts = [one.text for one in shuffled(question, seed).shown]
                    assert texts != [one.text for one in question.choices]

    def test_seeds_shuffle_differently(self, catalogue: Catalogue) -> None:
        question = next(
            one for one in self.questions(catalogue) if one.kind is QuestionKind.SINGLE_CHOICE
        )

        orders = {tuple(one.text for one in shuffled(question, s).shown) for s in "abcdefgh"}
        assert len(orders) > 1

    def test_true_and_false_keep_their_places(self, catalogue: Catalogue) -> None:
        question = next(
            one for one in self.questions(catalogue) if one.kind is QuestionKind.TRUE_FALSE
        )

        assert all(shuffled(question, seed).shown == question.choices for seed in "abcdefgh")
