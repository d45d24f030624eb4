from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.days import vietnam_day
from learnapp.core.lessons import Catalogue
from learnapp.core.records import Assistance, Verb
from learnapp.core.reviews import (
    AT_ONCE,
    LONGEST,
    Mark,
    Memory,
    bank_item,
    due_first,
    find_item,
    lesson_item,
    marks_of,
    remember,
    reviewed_on,
    today,
)
from learnapp.services.catalogue import read_catalogue

START = datetime(2026, 11, 1, 3, tzinfo=UTC)
FIRST_DAY = vietnam_day(START)


def mark(number: float, *, right: bool = True, item: str = "a/x", **more: object) -> Mark:
    at = START + timedelta(days=number)
    return Mark(item, at, UUID(int=int(number * 24)), right, **more)


def interval(*marks: Mark) -> int:
    memory = remember(marks)["a/x"]
    return (memory.due - memory.last_day).days


def memory(item: str, due: int, *, missed: bool = False) -> Memory:
    return Memory(item, FIRST_DAY + timedelta(days=due), 3.0, missed, FIRST_DAY)


class TestRemembering:
    def test_what_was_never_asked_is_not_remembered(self) -> None:
        assert remember([]) == {}

    def test_a_missed_item_comes_back_the_next_day(self) -> None:
        assert interval(mark(0, right=False)) == 1

    def test_an_item_known_at_once_comes_back_after_two_days(self) -> None:
        assert interval(mark(0)) == 2

    def test_each_time_it_is_still_known_it_stays_away_longer(self) -> None:
        marks = [mark(0)]
        away = []
        for _ in range(4):
            away.append(interval(*marks))
            marks.append(mark(sum(away)))

        assert away == [2, 11, 46, 163]

    def test_nothing_stays_away_for_more_than_a_year(self) -> None:
        marks = [mark(number) for number in (0, 2, 13, 59, 222, 587, 952)]

        assert interval(*marks) == LONGEST

    def test_forgetting_it_shortens_the_interval_and_marks_it_missed(self) -> None:
        marks = [mark(0), mark(2), mark(13, right=False)]

        assert interval(*marks) < interval(*marks[:2])
        assert remember(marks)["a/x"].missed

    def test_of_a_day_only_the_first_answer_counts(self) -> None:
        missed, again = mark(0, right=False), mark(0.2, right=True)

        assert remember([missed, again]) == remember([missed])

    def test_a_day_is_a_day_in_vietnam(self) -> None:
        late = Mark("a/x", datetime(2026, 11, 1, 16, 59, tzinfo=UTC), UUID(int=1), right=False)
        after_midnight = Mark("a/x", datetime(2026, 11, 1, 17, tzinfo=UTC), UUID(int=2), right=True)

        assert remember([late, after_midnight])["a/x"].last_day == date(2026, 11, 2)

    marks = st.lists(
        st.builds(
            mark,
            st.integers(0, 400),
            right=st.booleans(),
            item=st.sampled_from(["a/x", "a/y", "k:cg-01-a"]),
        ),
        max_size=12,
    )

    def test_the_hour_of_the_day_makes_no_difference(self) -> None:
        """Missed in the evening and known the next morning, a day has passed all the same."""
        evening = mark(0.4, right=False)

        assert remember([evening, mark(0.9)])["a/x"] == remember([evening, mark(1.4)])["a/x"]

    @given(marks, st.randoms())
    def test_order_and_repeats_do_not_matter(self, marks: list[Mark], random) -> None:  # noqa: ANN001 - hypothesis has no public name for it
        shuffled = [*marks, *marks[:3]]
        random.shuffle(shuffled)

        assert remember(shuffled) == remember(marks)

    @given(marks)
    def test_every_item_comes_back_on_a_later_day(self, marks: list[Mark]) -> None:
        for one in remember(marks).values():
            assert timedelta(days=1) <= one.due - one.last_day <= timedelta(days=LONGEST)


class TestToday:
    def test_missed_items_come_first_then_those_that_waited_longest(self) -> None:
        many = [
            memory("a", 3),
            memory("b", 1),
            memory("c", 2, missed=True),
            memory("d", 1, missed=True),
        ]

        asked = [one.item for one in due_first(many, FIRST_DAY + timedelta(days=3))]

        assert asked == ["d", "c", "b", "a"]

    def test_nothing_is_asked_before_its_day(self) -> None:
        assert today([memory("a", 1)], FIRST_DAY).items == ()

    def test_at_most_five_are_asked_a_day(self) -> None:
        many = [memory(str(number), 0) for number in range(8)]

        found = today(many, FIRST_DAY)

        assert (len(found.items), found.later) == (AT_ONCE, 3)

    def test_what_was_reviewed_today_counts_to_the_five(self) -> None:
        many = [memory(str(number), 0) for number in range(8)]

        assert len(today(many, FIRST_DAY, reviewed=3).items) == 2
        assert today(many, FIRST_DAY, reviewed=7).items == ()

    def test_it_says_when_the_next_comes(self) -> None:
        assert today([memory("a", 4), memory("b", 9)], FIRST_DAY).next_day == date(2026, 11, 5)

    def test_what_waits_comes_tomorrow(self) -> None:
        many = [memory(str(number), 0) for number in range(6)]

        assert today(many, FIRST_DAY).next_day == date(2026, 11, 2)

    def test_without_any_answer_there_is_no_next_day(self) -> None:
        assert today([], FIRST_DAY).next_day is None


def read(verb: str, result: dict[str, object], **more: str) -> list[Mark]:
    settings = {"course": "k", "lesson": "a", "name": "quiz", "assistance": ""} | more
    return marks_of(verb=verb, record_id=UUID(int=1), at=START, result=result, **settings)


ANSWERS = {"answers": [{"q": "x", "a": ["b"], "ok": True}, {"q": "y", "a": [], "ok": False}]}


class TestMarks:
    def test_each_question_of_a_round_is_one(self) -> None:
        assert [(one.item, one.right) for one in read(Verb.ANSWERED, ANSWERS)] == [
            ("a/x", True),
            ("a/y", False),
        ]

    def test_questions_of_a_check_are_but_not_its_practices(self) -> None:
        items = [
            {"i": "cg-01-a", "a": ["a"], "ok": True},
            {"i": "cg-02-a", "acts": "0", "ok": True},
        ]

        marks = read(Verb.CHECKED, {"items": items}, lesson="", name="final")

        assert [one.item for one in marks] == ["k:cg-01-a"]

    def test_an_entry_check_asks_before_anything_was_learned(self) -> None:
        items = {"items": [{"i": "cg-01-a", "a": ["a"], "ok": False}]}

        assert read(Verb.CHECKED, items, lesson="", name="entry") == []

    def test_a_review_is_one_and_counts_for_its_day(self) -> None:
        marks = read(Verb.REVIEWED, {"a": ["a"], "ok": True}, name="k:cg-01-a")

        assert [(one.item, one.right) for one in marks] == [("k:cg-01-a", True)]
        assert reviewed_on(marks, FIRST_DAY) == 1
        assert reviewed_on(marks, FIRST_DAY + timedelta(days=1)) == 0

    def test_rounds_of_quizzes_are_no_reviews(self) -> None:
        assert reviewed_on(read(Verb.ANSWERED, ANSWERS), FIRST_DAY) == 0

    def test_what_another_hand_did_is_none(self) -> None:
        done_for = Assistance.DONE_FOR.value

        assert read(Verb.ANSWERED, ANSWERS, assistance=done_for) == []

    def test_other_records_hold_none(self) -> None:
        assert read(Verb.PRACTISED, {"end": "done"}) == []


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    folder = Path(__file__).parents[2] / "lessons"
    return read_catalogue(folder, today=date(2026, 11, 23))[0]


class TestFinding:
    def test_a_question_of_a_lesson_is_found_in_either_language(self, catalogue: Catalogue) -> None:
        lesson = catalogue.lessons_of("mot-cong-dich-vu-cong")[0]
        item = lesson_item(lesson.slug, lesson.questions[0].key)

        found = find_item(catalogue, item)
        english = find_item(catalogue, item, "en")

        assert found is not None
        assert english is not None
        assert found.question == lesson.questions[0]
        assert (found.lesson, found.version) == (lesson.slug, lesson.version)
        assert english.question.key == found.question.key

    @pytest.mark.parametrize("item", ["", "a", "mot-cong-duy-nhat/khong-con", "mat-roi/x"])
    def test_what_left_the_catalogue_is_not(self, catalogue: Catalogue, item: str) -> None:
        assert find_item(catalogue, item) is None

    def test_a_question_of_a_bank_is_found_but_not_a_practice(self, catalogue: Catalogue) -> None:
        course = "mot-cong-dich-vu-cong"
        bank = catalogue.bank(course)
        assert bank is not None
        for one in bank.items:
            found = find_item(catalogue, bank_item(course, one.key))
            assert (found.question if found else None) == one.question
