from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.lessons import Catalogue
from learnapp.core.rechecks import (
    AFTER_FAILURE,
    STAGES,
    Due,
    due,
    next_due,
    recheck_object,
    screen_for,
    stage_of,
    stages_to_come,
)
from learnapp.core.records import Assistance, Fact, Verb
from learnapp.services.catalogue import read_catalogue

COMPLETED = date(2026, 11, 1)


def day(number: int) -> date:
    return COMPLETED + timedelta(days=number)


def recheck(number: int, stage: int, *, passed: bool = True, **more: object) -> Fact:
    at = datetime(2026, 11, 1, 3, tzinfo=UTC) + timedelta(days=number)
    return Fact(
        UUID(int=number), Verb.CHECKED, "k", "", at, at.date(),
        object=recheck_object(stage), passed=passed, **more,
    )  # fmt: skip


def retraction(number: int, of: Fact) -> Fact:
    at = datetime(2026, 11, 1, 3, tzinfo=UTC) + timedelta(days=number)
    return Fact(UUID(int=1000), Verb.RETRACTED, "k", "", at, at.date(), object=str(of.id))


def due_on(number: int, *facts: Fact) -> Due | None:
    return due(COMPLETED, facts, day(number))


class TestTheFirstTimes:
    def test_nothing_is_due_on_the_day_of_completing(self) -> None:
        assert due_on(0) is None

    @pytest.mark.parametrize(
        ("number", "stage"), [(1, 1), (6, 1), (7, 7), (29, 7), (30, 30), (90, 90), (400, 90)]
    )
    def test_the_highest_stage_whose_day_has_come_is_due_since_that_day(
        self, number: int, stage: int
    ) -> None:
        assert due_on(number) == Due(stage, day(stage))

    def test_what_comes_first_is_told_before_it_is_due(self) -> None:
        assert next_due(COMPLETED, ()) == Due(1, day(1))


class TestPassed:
    def test_the_next_stage_is_counted_from_completing_not_from_passing(self) -> None:
        late = recheck(5, 1)

        assert due_on(6, late) is None
        assert due_on(7, late) == Due(7, day(7))

    def test_stages_that_were_never_tried_are_behind_who_passed_a_higher_one(self) -> None:
        assert due_on(40, recheck(31, 30)) is None
        assert next_due(COMPLETED, [recheck(31, 30)]) == Due(90, day(90))

    def test_after_the_last_stage_nothing_comes(self) -> None:
        assert next_due(COMPLETED, [recheck(90, 90)]) is None
        assert due_on(4000, recheck(90, 90)) is None

    def test_one_of_which_nobody_said_who_did_it_passes(self) -> None:
        assert due_on(2, recheck(1, 1, assistance="")) is None

    def test_one_done_by_somebody_else_does_not(self) -> None:
        done_for = recheck(1, 1, assistance=Assistance.DONE_FOR.value)

        assert due_on(2, done_for) == Due(1, day(2))


class TestFailed:
    @pytest.mark.parametrize(("stage", "after"), AFTER_FAILURE.items())
    def test_it_comes_back_after_the_interval_before_its_own(self, stage: int, after: int) -> None:
        failed = recheck(stage, stage, passed=False)

        assert due_on(stage + after - 1, failed) is None
        later = due_on(stage + after, failed)
        assert later is not None
        if stage != 1:
            assert later == Due(stage, day(stage + after))

    def test_lower_stages_are_not_asked_for_any_more(self) -> None:
        failed = recheck(30, 30, passed=False)

        assert [one.stage for one in stages_to_come(COMPLETED, [failed])] == [30, 90]

    def test_a_second_failure_counts_from_its_own_day(self) -> None:
        twice = [recheck(30, 30, passed=False), recheck(50, 30, passed=False)]

        assert due_on(56, *twice) is None
        assert due_on(57, *twice) == Due(30, day(57))

    def test_the_next_stage_does_not_wait_for_it(self) -> None:
        assert due_on(90, recheck(85, 30, passed=False)) == Due(90, day(90))

    def test_a_pass_after_it_closes_the_stage(self) -> None:
        mended = [recheck(30, 30, passed=False), recheck(37, 30)]

        assert next_due(COMPLETED, mended) == Due(90, day(90))

    def test_one_taken_back_never_was(self) -> None:
        failed = recheck(30, 30, passed=False)

        assert due_on(31, failed, retraction(31, failed)) == Due(30, day(30))


class TestWhatARecheckIs:
    def test_other_records_change_nothing(self) -> None:
        final = recheck(3, 1)
        others = [
            Fact(final.id, Verb.CHECKED, "k", "", final.at, final.day, object="final", passed=True),
            Fact(UUID(int=9), Verb.ANSWERED, "k", "a", final.at, final.day, object="recheck-7"),
        ]

        assert due_on(3, *others) == Due(1, day(1))

    @pytest.mark.parametrize("name", ["final", "entry", "recheck-", "recheck-2", "recheck-x", "7"])
    def test_an_object_that_is_no_recheck_has_no_stage(self, name: str) -> None:
        assert stage_of(name) is None

    @pytest.mark.parametrize("stage", STAGES)
    def test_an_object_bears_its_stage(self, stage: int) -> None:
        assert stage_of(recheck_object(stage)) == stage


tries = st.lists(
    st.tuples(st.integers(1, 300), st.sampled_from(STAGES), st.booleans()),
    max_size=8,
    unique_by=lambda one: one[0],
).map(lambda many: [recheck(number, stage, passed=ok) for number, stage, ok in many])


class TestAlways:
    @given(tries, st.integers(0, 400), st.randoms())
    def test_order_and_repeats_do_not_matter(self, facts: list[Fact], number: int, random) -> None:  # noqa: ANN001 - hypothesis has no public name for it
        shuffled = [*facts, *facts[:3]]
        random.shuffle(shuffled)

        assert due_on(number, *shuffled) == due_on(number, *facts)

    @given(tries, st.integers(0, 400))
    def test_what_is_due_has_come_and_was_not_passed(self, facts: list[Fact], number: int) -> None:
        found = due_on(number, *facts)

        if found:
            assert found.since <= day(number)
            assert found.since >= day(found.stage)
            passed = [stage_of(fact.object) for fact in facts if fact.passed]
            assert all(found.stage > stage for stage in passed if stage)

    @given(tries)
    def test_whoever_does_each_recheck_on_its_day_comes_to_the_end(self, facts: list[Fact]) -> None:
        number = 301
        for _ in STAGES:
            coming = next_due(COMPLETED, facts)
            if coming is None:
                break
            number = max(number + 1, (coming.since - COMPLETED).days)
            found = due_on(number, *facts)
            assert found is not None
            facts = [*facts, recheck(number, found.stage)]

        assert next_due(COMPLETED, facts) is None

    @given(tries, st.integers(301, 600))
    def test_a_failure_never_brings_it_back_on_the_same_day(
        self, facts: list[Fact], number: int
    ) -> None:
        found = due_on(number, *facts)

        if found:
            failed = recheck(number, found.stage, passed=False)
            assert due_on(number, *facts, failed) is None


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    folder = Path(__file__).parents[2] / "lessons"
    return read_catalogue(folder, today=date(2026, 11, 23))[0]


class TestTheScreenThatHelps:
    COURSE = "mot-cong-dich-vu-cong"

    def test_is_the_one_that_shares_most_words_with_the_item(self, catalogue: Catalogue) -> None:
        for lesson in catalogue.lessons_of(self.COURSE):
            for screen in lesson.screens:
                text = f"{screen.title} {screen.text}"
                place = screen_for(catalogue, self.COURSE, lesson.codes[0], text)

                assert place is not None
                assert place.screen == screen

    def test_is_the_whole_lesson_where_no_word_is_shared(self, catalogue: Catalogue) -> None:
        lesson = catalogue.lessons_of(self.COURSE)[0]
        place = screen_for(catalogue, self.COURSE, lesson.codes[0], "xyzzy")

        assert place is not None
        assert (place.lesson, place.screen) == (lesson, None)

    def test_is_nowhere_for_a_skill_that_no_lesson_teaches(self, catalogue: Catalogue) -> None:
        assert screen_for(catalogue, self.COURSE, "XX-99", "tạm trú") is None

    def test_speaks_the_language_asked_for(self, catalogue: Catalogue) -> None:
        lesson = catalogue.lessons_of(self.COURSE, "en")[0]
        text = lesson.screens[0].text
        place = screen_for(catalogue, self.COURSE, lesson.codes[0], text, "en")

        assert place is not None
        assert place.lesson.lang == "en"
