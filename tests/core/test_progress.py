from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from uuid import UUID

from learnapp.core.progress import CourseFold, CourseVersion, First, LessonState, fold_course
from learnapp.core.records import Fact, Verb

START = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
VERSIONS = {
    "two": CourseVersion(frozenset({"a", "b"})),
    "three": CourseVersion(frozenset({"a", "b", "c"})),
}


def fact(
    number: int, lesson: str = "a", *, right: int = 4, day: int | None = None, **more: object
) -> Fact:
    at = START + timedelta(days=number if day is None else day)
    settings = {"verb": Verb.ANSWERED, "course": "k", "course_version": "two", "passed": right > 2}
    return Fact(
        id=UUID(int=number),
        lesson=lesson,
        at=at,
        day=at.date(),
        correct=right,
        total=4,
        **(settings | more),
    )


def retraction(number: int, of: int) -> Fact:
    return fact(number, "", verb=Verb.RETRACTED, object=str(UUID(int=of)), passed=False)


def fold(*facts: Fact) -> CourseFold:
    return fold_course("k", facts, VERSIONS)


class TestLesson:
    def test_a_round_below_the_mark_starts_it(self) -> None:
        lesson = fold(fact(1, right=2)).lessons["a"]

        assert (lesson.state, lesson.best_percent, lesson.done) == (LessonState.STARTED, 50, None)

    def test_the_first_round_that_passes_completes_it(self) -> None:
        lesson = fold(fact(1, right=2), fact(2, right=3), fact(3, right=4)).lessons["a"]

        assert lesson.state is LessonState.DONE
        assert lesson.best_percent == 100
        assert lesson.done == First(date(2026, 11, 3), value=750)
        assert lesson.first_day == date(2026, 11, 2)
        assert lesson.last_at == START + timedelta(days=3)

    def test_a_worse_round_afterwards_takes_nothing_back(self) -> None:
        assert fold(fact(1), fact(2, right=0)).lessons["a"].best_percent == 100

    def test_what_was_taken_back_never_was(self) -> None:
        assert fold(fact(1), retraction(2, of=1)) == CourseFold("k")


class TestCourse:
    def test_nothing_follows_from_nothing(self) -> None:
        assert fold() == CourseFold("k")

    def test_it_is_reached_at_the_first_answer_and_active_at_the_first_lesson(self) -> None:
        course = fold(fact(1, right=0), fact(2, assistance="prompted"))

        assert course.reached == First(date(2026, 11, 2))
        assert course.active == First(date(2026, 11, 3), "prompted")
        assert course.completed is None

    def test_it_is_completed_with_its_last_lesson(self) -> None:
        assert fold(fact(1, "a"), fact(2, "b")).completed == First(date(2026, 11, 3))

    def test_a_lesson_added_later_takes_nothing_back(self) -> None:
        before = fold(fact(1, "a"), fact(2, "b"))
        after = fold(fact(1, "a"), fact(2, "b"), fact(3, "c", right=0, course_version="three"))

        assert after.completed == before.completed

    def test_a_lesson_added_before_is_needed(self) -> None:
        learnt = [fact(1, "a"), fact(2, "b", course_version="three")]

        assert fold(*learnt).completed is None
        assert fold(*learnt, fact(3, "c", course_version="three")).completed is not None

    def test_a_version_nobody_knows_completes_nothing(self) -> None:
        unknown = [fact(1, "a", course_version="x"), fact(2, "b", course_version="x")]

        assert fold(*unknown).completed is None

    def test_kinds_that_are_still_to_come_change_nothing(self) -> None:
        course = fold(fact(1, verb="sung"), fact(2, verb=Verb.CONFIRMED), fact(3))

        assert course == fold(fact(3))

    def test_an_attendance_reaches_the_course(self) -> None:
        course = fold(fact(1, "", verb=Verb.ATTENDED, passed=False))

        assert course.reached == First(date(2026, 11, 2))
        assert course.lessons == {}


def test_order_and_repeats_change_nothing() -> None:
    facts = [
        fact(1, "a", right=1),
        fact(2, "a", day=5),
        fact(3, "b", day=5, course_version="three"),
        fact(4, "b", right=3, day=2),
        retraction(5, of=3),
    ]
    expected = fold(*facts)

    assert all(fold(*order, *order[:2]) == expected for order in permutations(facts))
