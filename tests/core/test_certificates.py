"""What a certificate states follows from the records; and its code is nobody's guess."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from math import log2
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.certificates import (
    Again,
    Level,
    Standing,
    Status,
    may_show_name,
    standing,
    status,
)
from learnapp.core.codes import (
    ALPHABET,
    CERTIFICATE_LENGTH,
    new_certificate_code,
    read_certificate_code,
    show_certificate_code,
)
from learnapp.core.errors import InvalidCode
from learnapp.core.history import History, Residence
from learnapp.core.progress import CourseFold, First
from learnapp.core.records import Assistance, Fact, Verb

DONE = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CHANCE = st.binary(min_size=16, max_size=16)
HISTORY = History(
    residences=(Residence(date(2026, 1, 1), 7), Residence(date(2026, 10, 1), 8)),
)


def checked(object_: str, *, after: int = 0, passed: bool = True, **more: object) -> Fact:
    values = {"assistance": Assistance.ALONE} | more
    at = DONE + after * DAY
    return Fact(uuid4(), Verb.CHECKED, "khoa", "", at, at.date(), object_, passed=passed, **values)


def fold(*, completed: bool = True) -> CourseFold:
    return CourseFold("khoa", completed=First(DONE.date()) if completed else None)


def stands(*facts: Fact, after: int = 0) -> Standing | None:
    return standing(fold(), facts, HISTORY, today=(DONE + after * DAY).date())


class TestStanding:
    def test_nothing_is_stated_of_a_course_that_is_not_completed(self) -> None:
        found = standing(fold(completed=False), [], HISTORY, today=DONE.date())

        assert found is None
        assert status(found, withdrawn=False) is Status.WITHDRAWN

    def test_who_learned_alone_is_not_said_to_have_been_watched(self) -> None:
        found = stands(checked("final"))

        assert found.level is Level.SELF
        assert found.witnessed is None

    def test_a_final_check_in_a_meeting_makes_it_witnessed_also_later(self) -> None:
        found = stands(checked("final"), checked("final", after=3, supervised=True), after=3)

        assert found.level is Level.WITNESSED
        assert (found.completed, found.witnessed) == (date(2026, 9, 1), date(2026, 9, 4))

    @pytest.mark.parametrize(
        "fact",
        [
            checked("final", supervised=True, passed=False),
            checked("entry", supervised=True),
        ],
    )
    def test_what_was_not_passed_by_the_own_hand_is_not_witnessed(self, fact: Fact) -> None:
        assert stands(fact).witnessed is None

    def test_nothing_is_stated_of_what_another_hand_passed(self) -> None:
        assert stands(checked("final", assistance=Assistance.DONE_FOR)) is None

    def test_what_the_own_hand_passes_later_is_stated_from_that_day(self) -> None:
        helped = checked("final", assistance=Assistance.DONE_FOR)
        found = stands(helped, checked("final", after=3, supervised=True), after=4)

        assert (found.completed, found.witnessed) == (DONE.date() + 3 * DAY, DONE.date() + 3 * DAY)

    def test_a_recheck_from_before_completing_is_not_stated(self) -> None:
        assert stands(checked("recheck-30", after=-10), checked("final")).again == ()

    def test_it_names_the_ward_of_that_day_not_of_today(self) -> None:
        assert stands(checked("final"), after=60).ward_id == 7

    def test_each_recheck_passed_is_named_once_in_the_order_of_days(self) -> None:
        facts = [
            checked("recheck-30", after=31),
            checked("recheck-30", after=33),
            checked("recheck-1", after=1),
            checked("recheck-7", after=8, passed=False),
        ]

        for order in permutations(facts):
            found = stands(*order, after=33)
            assert found.again == (Again(1, date(2026, 9, 2)), Again(30, date(2026, 10, 2)))
            assert found.last_shown == date(2026, 10, 2)

    def test_a_check_taken_back_is_not_named(self) -> None:
        again = checked("recheck-1", after=1)
        back = Fact(uuid4(), Verb.RETRACTED, "khoa", "", DONE + 2 * DAY, DONE.date(), str(again.id))

        assert stands(again, back, after=2).again == ()


class TestStatus:
    def test_a_recheck_that_waits_makes_it_due_and_passing_it_valid(self) -> None:
        assert status(stands(after=0), withdrawn=False) is Status.VALID
        assert status(stands(after=1), withdrawn=False) is Status.DUE
        again = checked("recheck-1", after=1)
        assert status(stands(again, after=1), withdrawn=False) is Status.VALID

    def test_withdrawn_is_withdrawn_whatever_was_passed(self) -> None:
        assert status(stands(), withdrawn=True) is Status.WITHDRAWN


@pytest.mark.parametrize(
    ("born", "may"), [(1958, True), (2009, True), (2010, False), (None, False)]
)
def test_the_name_of_somebody_who_may_be_a_child_is_not_shown(
    born: int | None, *, may: bool
) -> None:
    assert may_show_name(born, date(2026, 11, 23)) is may


class TestCode:
    def test_it_holds_more_chance_than_anybody_can_try(self) -> None:
        assert (CERTIFICATE_LENGTH - 1) * log2(len(ALPHABET)) > 64

    @given(CHANCE)
    def test_it_reads_back_however_it_is_typed(self, chance: bytes) -> None:
        code = new_certificate_code(chance)
        shown = show_certificate_code(code)

        assert [len(group) for group in shown.split()] == [4, 4, 4, 4]
        for typed in (
            code,
            shown,
            shown.lower(),
            shown.replace(" ", "-"),
            f" {code[:5]} {code[5:]}\n",
        ):
            assert read_certificate_code(typed) == code

    @given(CHANCE, st.integers(0, 15), st.sampled_from(ALPHABET))
    def test_one_wrong_sign_is_a_slip(self, chance: bytes, at: int, sign: str) -> None:
        code = new_certificate_code(chance)
        typed = code[:at] + sign + code[at + 1 :]
        if typed == code:
            return
        with pytest.raises(InvalidCode, match="check"):
            read_certificate_code(typed)

    @pytest.mark.parametrize(
        ("typed", "why"), [("", "length"), ("2345", "length"), ("O0I1", "signs")]
    )
    def test_what_is_no_code_says_why(self, typed: str, why: str) -> None:
        with pytest.raises(InvalidCode, match=why):
            read_certificate_code(typed)

    def test_ten_thousand_codes_differ(self) -> None:
        made = {new_certificate_code(n.to_bytes(16, "big")) for n in range(10_000)}

        assert len(made) == 10_000
