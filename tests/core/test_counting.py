from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from learnapp.core.counting import (
    LADDER,
    NIL,
    Cell,
    Counted,
    Figure,
    PersonFold,
    Sums,
    band_on,
    differences,
    fold_person,
    highest,
)
from learnapp.core.history import Enrolment, History, Residence
from learnapp.core.progress import CourseFold, CourseVersion
from learnapp.core.records import Fact, PersonKind, Verb

START = date(2026, 11, 1)
GROUP, LATER_GROUP = UUID(int=71), UUID(int=72)
VERSIONS = {"v": CourseVersion(frozenset({"a"}))}


def day(number: int) -> date:
    return START + timedelta(days=number)


def answered(number: int, *, course: str = "k", lesson: str = "a", passed: bool = False) -> Fact:
    at = datetime(2026, 11, 1, 3, tzinfo=UTC) + timedelta(days=number)
    right = 4 if passed else 1
    return Fact(
        UUID(int=number + 1), Verb.ANSWERED, course, lesson, at, at.date(),
        course_version="v", correct=right, total=4, passed=passed,
    )  # fmt: skip


def listed(
    number: int,
    until: int | None = None,
    group: UUID = GROUP,
    *,
    course: str = "k",
    joined: int | None = None,
) -> Enrolment:
    joined_at = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=joined or number)
    until_day = None if until is None else day(until)
    return Enrolment(group, course, day(number), until_day, joined_at, ward_id=9)


def citizen(account: int = 0, **more: object) -> History:
    return History(PersonKind.CITIZEN, account_day=day(account), **more)


def days(fold: PersonFold, course: str = "k") -> dict[str, date]:
    return {
        row.cell.figure: row.cell.day
        for row in fold.counted
        if row.cell.course == course and row.cell.figure != Figure.LESSON
    }


def cell(fold: PersonFold, figure: Figure, course: str = "k") -> Cell:
    return next(
        row.cell for row in fold.counted if (row.cell.figure, row.cell.course) == (figure, course)
    )


def fold(history: History, *facts: Fact) -> PersonFold:
    return fold_person(facts, history, VERSIONS)


class TestSteps:
    def test_a_guests_first_answer_reaches(self) -> None:
        assert days(fold(History(), answered(1))) == {Figure.REACHED: day(1)}

    def test_an_account_enrols_in_what_was_reached_before(self) -> None:
        assert days(fold(citizen(account=3), answered(1)))[Figure.ENROLLED] == day(3)

    def test_an_account_enrols_in_what_is_reached_later(self) -> None:
        assert days(fold(citizen(account=1), answered(3)))[Figure.ENROLLED] == day(3)

    def test_an_account_alone_enrols_in_nothing(self) -> None:
        assert fold(citizen()).counted == frozenset()

    def test_being_on_the_list_is_reaching_and_enrolling(self) -> None:
        found = days(fold(History(enrolments=(listed(2),)), answered(4)))

        assert found == {Figure.REACHED: day(2), Figure.ENROLLED: day(2)}

    def test_leaving_the_class_takes_nothing_back(self) -> None:
        assert days(fold(History(enrolments=(listed(2, until=3),))))[Figure.ENROLLED] == day(2)

    def test_joining_and_leaving_on_one_day_never_was(self) -> None:
        assert fold(History(enrolments=(listed(2, until=2),))).counted == frozenset()

    def test_who_stands_on_a_step_stands_on_those_below(self) -> None:
        found = days(fold(citizen(account=9), answered(1), answered(2, passed=True)))

        assert found == {
            Figure.REACHED: day(1),
            Figure.ENROLLED: day(2),
            Figure.ACTIVE: day(2),
            Figure.COMPLETED: day(2),
        }

    def test_the_highest_step(self) -> None:
        done = fold(citizen(), answered(1, passed=True))

        assert highest(done.courses["k"], citizen()) is Figure.ACTIVE
        assert highest(CourseFold("k"), citizen()) is None

    def test_a_lesson_counts_with_the_round_that_completed_it(self) -> None:
        rows = fold(History(), answered(1), answered(2, passed=True), answered(3)).counted
        lessons = [row for row in rows if row.cell.figure == Figure.LESSON]

        assert [(row.cell.key, row.cell.day, row.value) for row in lessons] == [("a", day(2), 1000)]


class TestWhole:
    def test_a_person_takes_a_step_where_they_took_it_first(self) -> None:
        found = fold(History(), answered(2), answered(1, course="m", lesson="b", passed=True))

        assert days(found, "") == {
            Figure.REACHED: day(1),
            Figure.ENROLLED: day(1),
            Figure.ACTIVE: day(1),
        }

    def test_folding_one_course_is_folding_all_of_them(self) -> None:
        history = citizen(4, enrolments=(listed(3, course="m"),))
        facts = [answered(2, passed=True), answered(1, course="m", lesson="b", passed=True)]
        before = fold_person(facts[:1], history, VERSIONS)
        after = fold_person(facts, history, VERSIONS)

        one = fold_person(facts[1:], history, VERSIONS, courses={"m"}, elsewhere=before.counted)

        assert one.counted == after.counted


class TestWhere:
    def test_by_the_day_on_which_it_was(self) -> None:
        moved = History(residences=(Residence(day(5), 2, 20), Residence(day(0), 1, 10)))
        found = fold(moved, answered(4), answered(5, passed=True))

        assert (cell(found, Figure.REACHED).ward_id, cell(found, Figure.ACTIVE).ward_id) == (1, 2)
        assert cell(found, Figure.ACTIVE).neighbourhood_id == 20

    def test_before_the_first_known_place_it_was_there(self) -> None:
        found = fold(History(residences=(Residence(day(5), 2),)), answered(1))

        assert cell(found, Figure.REACHED).ward_id == 2

    def test_whoever_never_said_counts_where_the_class_meets(self) -> None:
        found = fold(History(enrolments=(listed(2),)), answered(3))

        assert cell(found, Figure.REACHED).ward_id == 9

    def test_nowhere_at_all(self) -> None:
        found = cell(fold(History(), answered(1)), Figure.REACHED)

        assert (found.ward_id, found.neighbourhood_id, found.study_group_id) == (0, 0, NIL)


class TestClass:
    def test_of_those_open_the_one_joined_last(self) -> None:
        both = History(enrolments=(listed(1, joined=1), listed(1, group=LATER_GROUP, joined=2)))

        assert cell(fold(both), Figure.REACHED).study_group_id == LATER_GROUP

    def test_of_those_open_on_the_day(self) -> None:
        both = History(enrolments=(listed(1), listed(2, until=3, group=LATER_GROUP)))
        found = fold(both, answered(4, passed=True))

        assert cell(found, Figure.ACTIVE).study_group_id == GROUP

    def test_of_the_course_alone(self) -> None:
        found = fold(History(enrolments=(listed(1, course="m"),)), answered(2))

        assert cell(found, Figure.REACHED).study_group_id == NIL


class TestWho:
    def test_guests_are_counted_apart(self) -> None:
        assert cell(fold(History(), answered(1)), Figure.REACHED).kind == PersonKind.GUEST

    def test_an_account_decides_what_went_before(self) -> None:
        assert cell(fold(citizen(9), answered(1)), Figure.REACHED).kind == PersonKind.CITIZEN

    def test_erasing_moves_no_total(self) -> None:
        facts = [answered(1), answered(2, passed=True)]
        erased = History(PersonKind.NAMELESS, 1960, "nữ", day(1), (Residence(day(0), 1),))
        before = History(PersonKind.CITIZEN, 1960, "nữ", day(1), (Residence(day(0), 1),))

        assert fold(erased, *facts).counted == fold(before, *facts).counted

    @pytest.mark.parametrize(
        ("birth_year", "band"),
        [
            (None, ""),
            (2027, ""),
            (2009, "<18"),
            (2008, "18-29"),
            (1977, "45-59"),
            (1967, "45-59"),
            (1966, "60-74"),
            (1900, "75+"),
        ],
    )
    def test_age_by_the_year_alone(self, birth_year: int | None, band: str) -> None:
        assert band_on(START, birth_year) == band


class TestDifferences:
    def rows(self, *numbers: int) -> list[Counted]:
        base = cell(fold(History(), answered(1)), Figure.REACHED)
        return [
            Counted(
                Cell(**{name: getattr(base, name) for name in base.__slots__} | {"day": day(n)}), n
            )
            for n in numbers
        ]

    def test_what_stays_touches_no_total(self) -> None:
        assert differences(self.rows(1, 2), self.rows(2, 1)) == {}

    def test_what_goes_is_taken_and_what_comes_is_added(self) -> None:
        found = differences(self.rows(5, 2), self.rows(2, 3))

        assert list(found.values()) == [Sums(1, 3, 9), Sums(-1, -5, -25)]
        assert list(found) == sorted(found)

    def test_a_value_that_changes_leaves_the_number(self) -> None:
        [one] = self.rows(5)

        assert list(differences([one], [Counted(one.cell, 7)]).values()) == [Sums(0, 2, 24)]


def test_the_ladder_is_ordered() -> None:
    assert LADDER[0] is Figure.REACHED
    assert LADDER[-1] is Figure.APPLIED
    assert len(set(LADDER)) == 9
