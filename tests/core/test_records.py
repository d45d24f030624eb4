from datetime import UTC, datetime, timedelta

import pytest

from learnapp.core.records import Moment, Outcome, Receipt, moment

RECEIVED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
AGO = RECEIVED - timedelta(hours=2)


@pytest.mark.parametrize(
    ("observed", "sent", "expected"),
    [
        (None, None, Moment(RECEIVED)),
        (AGO, RECEIVED, Moment(AGO)),
        (AGO, None, Moment(AGO)),
        (AGO + DAY, RECEIVED + DAY, Moment(AGO)),
        (AGO - 400 * DAY, RECEIVED - 400 * DAY, Moment(AGO)),
        (RECEIVED + DAY, RECEIVED, Moment(RECEIVED)),
        (RECEIVED - 400 * DAY, RECEIVED, Moment(RECEIVED - 400 * DAY)),
        (RECEIVED - 401 * DAY, RECEIVED, Moment(RECEIVED, clock_doubted=True)),
        (datetime(1970, 1, 1, tzinfo=UTC), RECEIVED, Moment(RECEIVED, clock_doubted=True)),
        (datetime(9999, 12, 31, 23, tzinfo=UTC), AGO, Moment(RECEIVED, clock_doubted=True)),
    ],
    ids=[
        "in a form: now",
        "a right clock",
        "a phone that does not say when it sends",
        "a clock one day ahead",
        "a clock 400 days behind",
        "seen after it was sent",
        "400 days in the queue",
        "longer in the queue than anything is kept",
        "1970",
        "beyond the calendar",
    ],
)
def test_when_something_happened(
    observed: datetime | None, sent: datetime | None, expected: Moment
) -> None:
    assert moment(observed, sent, RECEIVED) == expected


def test_nothing_is_answered_before_it_was_published() -> None:
    found = moment(AGO, RECEIVED, RECEIVED, not_before=AGO + timedelta(minutes=1))

    assert found == Moment(RECEIVED, clock_doubted=True)


def test_a_receipt_says_whether_the_record_is_there() -> None:
    assert [outcome for outcome in Outcome if Receipt(None, outcome).kept] == [
        Outcome.STORED,
        Outcome.KNOWN,
    ]
