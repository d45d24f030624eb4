"""What is left of somebody says of every day what was said before, and nothing of the hour."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.days import start_of_day, vietnam_day
from learnapp.core.erasure import kept_of_result, lists_left, one_home_a_day, without_hours
from learnapp.core.history import Enrolment, History, Residence

FIRST = date(2026, 11, 1)
TODAY = FIRST + timedelta(days=9)
DAYS = [FIRST + timedelta(days=n) for n in range(-2, 10)]
NOON = datetime(2026, 11, 1, 5, tzinfo=UTC)

days = st.integers(0, 8).map(lambda n: FIRST + timedelta(days=n))
homes = st.lists(st.builds(Residence, days, st.integers(1, 4)), max_size=6)


@st.composite
def lists(draw: st.DrawFn) -> list[Enrolment]:
    """Lists of joined persons: the same class from the same day on more than once."""
    found = []
    for _ in range(draw(st.integers(0, 6))):
        from_day = draw(days)
        stays = draw(st.none() | st.integers(0, 12))
        found.append(
            Enrolment(
                study_group_id=UUID(int=draw(st.integers(1, 2))),
                course="khoa",
                from_day=from_day,
                until_day=None if stays is None else from_day + timedelta(days=stays),
                joined_at=NOON + timedelta(hours=draw(st.integers(0, 99))),
                ward_id=1,
            )
        )
    return found


@given(homes)
def test_one_home_a_day_says_of_every_day_what_was_said_before(before: list[Residence]) -> None:
    after = one_home_a_day(before)

    assert len({one.from_day for one in after}) == len(after)
    for day in DAYS:
        assert _ward(after, day) == _ward(before, day)


@given(lists())
def test_the_lists_left_say_of_every_day_what_was_said_before(before: list[Enrolment]) -> None:
    after = lists_left(before, today=TODAY)

    old, new = History(enrolments=tuple(before)), History(enrolments=tuple(after))
    assert len({(one.study_group_id, one.from_day) for one in after}) == len(after) <= len(before)
    assert new.list_day("khoa") == old.list_day("khoa")
    for day in DAYS:
        assert _group(new, day) == _group(old, day)
    assert all(one.until_day and one.until_day <= TODAY + timedelta(days=1) for one in after)
    assert {one.joined_at.microsecond // 1000 for one in after} <= set(range(6))


@given(st.lists(st.integers(0, 200), max_size=12))
def test_records_keep_their_day_and_their_order(minutes: list[int]) -> None:
    moments = [NOON + timedelta(minutes=17 * minute) for minute in minutes]
    records = [
        (moment, UUID(int=number), vietnam_day(moment)) for number, moment in enumerate(moments)
    ]

    after = without_hours(records)

    assert [one for _, one, _ in sorted(records)] == sorted(after, key=lambda one: after[one])
    assert len(set(after.values())) == len(records)
    for _, one, day in records:
        assert timedelta(0) <= after[one] - start_of_day(day) < timedelta(seconds=1)


def test_of_a_result_the_pass_mark_stays() -> None:
    result = {"answers": [{"q": "mot", "a": ["a"], "ok": True}], "pass": 75, "clock_doubted": True}

    assert kept_of_result(result) == {"pass": 75}
    assert kept_of_result({"reason": "nhầm người"}) == {}


def _ward(residences: list[Residence], day: date) -> int | None:
    home = History(residences=tuple(residences)).residence_on(day)
    return home.ward_id if home else None


def _group(history: History, day: date) -> UUID | None:
    enrolment = history.enrolment_on(day, "khoa")
    return enrolment.study_group_id if enrolment else None
