"""The ladder from practice to what was retained, and what completes a course with a check."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.counting import Figure, fold_person
from learnapp.core.history import History
from learnapp.core.progress import (
    CourseFold,
    CourseVersion,
    First,
    LessonState,
    fold_course,
)
from learnapp.core.records import Assistance, Fact, Verb

START = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
BOTH = frozenset({"a", "b"})
VERSIONS = {
    "old": CourseVersion(BOTH),
    "practice": CourseVersion(BOTH, frozenset({"a"})),
    "check": CourseVersion(BOTH, frozenset({"a"}), checked=True),
    "growing": CourseVersion(BOTH, growing=True),
}


def day(number: int) -> date:
    return (START + timedelta(days=number)).date()


def fact(number: int, verb: Verb, lesson: str = "", **more: object) -> Fact:
    at = START + timedelta(days=number)
    settings = {"course": "k", "course_version": "check", "passed": True}
    return Fact(
        id=UUID(int=number), verb=verb, lesson=lesson, at=at, day=at.date(), **(settings | more)
    )


def answered(number: int, lesson: str = "a", **more: object) -> Fact:
    return fact(number, Verb.ANSWERED, lesson, **({"correct": 4, "total": 4} | more))


def practised(number: int, lesson: str = "a", **more: object) -> Fact:
    return fact(number, Verb.PRACTISED, lesson, object="practice", **more)


def checked(number: int, kind: str = "final", **more: object) -> Fact:
    return fact(number, Verb.CHECKED, object=kind, **({"correct": 9, "total": 10} | more))


def retracted(number: int, of: int) -> Fact:
    return fact(number, Verb.RETRACTED, object=str(UUID(int=of)))


def fold(*facts: Fact) -> CourseFold:
    return fold_course("k", facts, VERSIONS)


def steps(*facts: Fact) -> dict[str, tuple[date, str, bool]]:
    counted = fold_person(facts, History(), VERSIONS).counted
    return {
        row.cell.figure: (row.cell.day, row.cell.assistance, row.cell.supervised)
        for row in counted
        if row.cell.course == "k" and row.cell.figure != Figure.LESSON
    }


class TestLessonWithPractice:
    def test_the_quiz_alone_does_not_complete_it(self) -> None:
        lesson = fold(answered(1)).lessons["a"]

        assert (lesson.state, lesson.passed.day, lesson.done) == (
            LessonState.STARTED,
            day(1),
            None,
        )

    def test_the_practice_alone_does_not_complete_it(self) -> None:
        lesson = fold(practised(1)).lessons["a"]

        assert (lesson.state, lesson.practised.day) == (LessonState.STARTED, day(1))
        assert lesson.best_percent is None, "there was no round yet"

    def test_both_complete_it_in_either_order(self) -> None:
        assert fold(answered(1), practised(2)).lessons["a"].done.day == day(2)
        assert fold(practised(1), answered(2)).lessons["a"].done.day == day(2)

    def test_a_practice_left_midway_does_not(self) -> None:
        assert fold(answered(1), practised(2, passed=False)).lessons["a"].done is None

    def test_a_lesson_without_practice_needs_none(self) -> None:
        assert fold(answered(1, "b")).lessons["b"].done == First(day(1), value=1000)

    def test_a_practice_added_later_takes_nothing_back(self) -> None:
        before = fold(answered(1, course_version="old"))
        after = fold(answered(1, course_version="old"), answered(2, passed=False, correct=0))

        assert after.lessons["a"].done == before.lessons["a"].done

    def test_an_old_round_that_failed_does_not_waive_the_practice(self) -> None:
        late = answered(2, passed=False, correct=0, course_version="old")

        assert fold(answered(1), late).lessons["a"].done is None


class TestCourseWithCheck:
    learnt = (answered(1), practised(2), answered(3, "b"))

    def test_lessons_alone_do_not_complete_it(self) -> None:
        assert fold(*self.learnt).completed is None

    def test_the_final_check_does(self) -> None:
        done = fold(*self.learnt, checked(4, assistance="alone"))

        assert done.completed == First(day(4), "alone")

    def test_a_final_check_that_failed_does_not(self) -> None:
        assert fold(*self.learnt, checked(4, passed=False)).completed is None

    def test_neither_does_another_kind_of_check(self) -> None:
        assert fold(*self.learnt, checked(4, "entry"), checked(5, "recheck-30")).completed is None

    def test_a_lesson_after_the_check_completes_it_then(self) -> None:
        first, *rest = self.learnt
        done = fold(*rest, checked(4, supervised=True), answered(5, first.lesson))

        assert done.completed == First(day(5), supervised=True)

    def test_a_check_in_a_meeting_is_supervised(self) -> None:
        done = fold(*self.learnt, checked(4, supervised=True))

        assert done.completed == First(day(4), supervised=True)

    def test_a_witnessed_one_before_completing_counts_before_one_at_home(self) -> None:
        finals = (checked(3), checked(4, supervised=True))
        done = fold(*self.learnt[:2], *finals, answered(5, "b"))

        assert done.completed is not None
        assert done.completed.supervised

    def test_one_of_the_own_hand_counts_before_one_of_another(self) -> None:
        helped = checked(3, assistance=Assistance.DONE_FOR)
        own = checked(4, assistance=Assistance.ALONE)
        done = fold(*self.learnt[:2], helped, own, answered(5, "b"))

        assert done.completed is not None
        assert done.completed.assistance == Assistance.ALONE

    def test_a_recheck_from_before_completing_is_no_step(self) -> None:
        early = checked(35, "recheck-30", assistance=Assistance.ALONE)

        assert fold(early, *self.learnt, checked(40)).retained == {}

    def test_an_entry_check_by_another_hand_spares_nothing(self) -> None:
        helped = checked(1, "entry", spared=("a",), assistance=Assistance.DONE_FOR)
        alone = checked(1, "entry", spared=("a",), assistance=Assistance.ALONE)

        assert fold(helped, answered(2, "b"), checked(3)).completed is None
        assert fold(alone, answered(2, "b"), checked(3)).completed is not None

    def test_what_the_entry_check_spares_need_not_be_done(self) -> None:
        spared = checked(1, "entry", passed=False, spared=("a",))
        done = fold(spared, answered(2, "b"), checked(3))

        assert done.completed == First(day(3))
        assert done.lessons["a"].state is LessonState.SPARED
        assert done.active == First(day(2)), "being spared is not completing a lesson"

    def test_a_lesson_spared_and_done_is_done(self) -> None:
        spared = checked(1, "entry", spared=("a",))

        assert fold(spared, answered(2), practised(3)).lessons["a"].state is LessonState.DONE

    def test_what_was_completed_without_a_check_stays_so(self) -> None:
        old = [answered(1, course_version="old"), answered(2, "b", course_version="old")]

        assert fold(*old, answered(3)).completed == First(day(2))

    def test_a_course_that_is_still_being_written_is_completed_by_nobody(self) -> None:
        learnt = [answered(n, one, course_version="growing") for n, one in enumerate("ab")]

        assert fold(*learnt, checked(5, course_version="growing")).completed is None


class TestChecks:
    def test_the_first_entry_check_and_the_last_final_check_are_told(self) -> None:
        checks = fold(
            checked(1, "entry", correct=3),
            checked(2, "entry", correct=8),
            checked(3, correct=5, passed=False),
            checked(4, correct=9),
        ).checks

        assert (checks.entry_percent, checks.final_percent) == (30, 90)

    def test_two_failures_in_a_row_are_followed_by_a_day(self) -> None:
        one = checked(1, passed=False)
        two = checked(2, passed=False)

        assert fold(one).checks.wait_until is None
        assert fold(one, two).checks.wait_until == two.at + timedelta(hours=24)
        assert fold(one, two).checks.failures == 2

    def test_one_passed_between_begins_anew(self) -> None:
        between = [checked(1, passed=False), checked(2), checked(3, passed=False)]

        assert (fold(*between).checks.failures, fold(*between).checks.wait_until) == (1, None)


class TestSteps:
    def test_a_practice_finished_by_nobody_knows_whom_is_practised_only(self) -> None:
        found = steps(practised(1))

        assert Figure.SHOWN_PROMPTED not in found
        assert found[Figure.PRACTISED] == (day(1), "", False)

    def test_done_for_them_is_practised_only(self) -> None:
        found = steps(practised(1, assistance="done_for"))

        assert found[Figure.PRACTISED] == (day(1), "done_for", False)
        assert Figure.SHOWN_PROMPTED not in found

    def test_prompted_is_shown_and_not_alone(self) -> None:
        found = steps(practised(1, assistance="prompted", supervised=True))

        assert found[Figure.SHOWN_PROMPTED] == (day(1), "prompted", True)
        assert Figure.SHOWN_ALONE not in found

    def test_each_step_at_its_first_time(self) -> None:
        found = steps(
            practised(3, assistance="alone"),
            practised(1),
            practised(2, assistance="prompted"),
            practised(4, assistance="alone"),
        )

        assert found[Figure.PRACTISED] == (day(1), "", False)
        assert found[Figure.SHOWN_PROMPTED] == (day(2), "prompted", False)
        assert found[Figure.SHOWN_ALONE] == (day(3), "alone", False)

    def test_what_was_left_midway_is_a_first_act_and_no_more(self) -> None:
        assert list(steps(practised(1, passed=False, assistance="alone"))) == [Figure.REACHED]

    def test_a_recheck_passed_alone_is_retained(self) -> None:
        found = steps(
            *TestCourseWithCheck.learnt,
            checked(4),
            checked(30, "recheck-30", assistance="prompted"),
            checked(31, "recheck-30", assistance="alone"),
            checked(90, "recheck-90"),
        )

        assert found[Figure.RETAINED_30] == (day(31), "alone", False)
        assert found[Figure.SHOWN_ALONE][0] == day(31), "whoever retained it had shown it"
        assert Figure.RETAINED_90 not in found

    def test_the_highest_stage_holds_those_below(self) -> None:
        late = checked(90, "recheck-90", assistance="alone")
        found = steps(*TestCourseWithCheck.learnt, checked(4), late)

        assert found[Figure.RETAINED_30] == found[Figure.RETAINED_90] == (day(90), "alone", False)

    def test_a_skill_that_a_volunteer_saw_is_shown(self) -> None:
        found = steps(fact(1, Verb.DEMONSTRATED, assistance="alone", supervised=True))

        assert found[Figure.SHOWN_ALONE] == (day(1), "alone", True)


CHANCE = st.integers(0, 12)
FACTS = st.lists(
    st.tuples(
        st.sampled_from(list(Verb)),
        st.sampled_from("ab"),
        st.sampled_from(["old", "practice", "check", "growing", "x"]),
        st.sampled_from(["entry", "final", "recheck-30", "recheck-90"]),
        st.sampled_from(["", "alone", "prompted", "done_for"]),
        st.booleans(),
        CHANCE,
    ),
    max_size=14,
)


@given(drawn=FACTS, order=st.randoms(use_true_random=False))
def test_order_and_repeats_change_nothing(drawn: list[tuple[object, ...]], order: object) -> None:
    facts = []
    for number, (verb, lesson, version, kind, hand, passed, n) in enumerate(drawn, 1):
        told = str(UUID(int=n)) if verb is Verb.RETRACTED else kind
        spared = (lesson,) if (verb, kind) == (Verb.CHECKED, "entry") else ()
        facts.append(
            Fact(
                UUID(int=number), verb, "k", lesson, START + timedelta(days=n), day(n),
                object=told, course_version=version, correct=n, total=12, passed=passed,
                assistance=hand, supervised=n % 2 == 0, spared=spared,
            )
        )  # fmt: skip
    expected = fold_course("k", facts, VERSIONS)
    shuffled = [*facts, *facts[:3]]
    order.shuffle(shuffled)

    assert fold_course("k", shuffled, VERSIONS) == expected
    assert list(fold_course("k", shuffled, VERSIONS).lessons) == list(expected.lessons)
