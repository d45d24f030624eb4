"""What the server says about the cases that it shares with the browser."""

import json
from collections import Counter

from tests.vectors import as_json, cases, count, written

LEAST = 300


def test_the_cases_checked_in_are_what_the_server_says_today() -> None:
    assert json.loads(as_json(cases())) == written(), "python -m tests.vectors writes them again"


def test_there_are_enough_of_every_sort() -> None:
    found = written()
    kinds = Counter(one["kind"] for one in found["grading"])
    ends = Counter(
        one.get("refused")
        or ("done" if one["run"]["done"] else (one["run"]["said"] or {}).get("kind"))
        for one in found["runs"]
    )

    assert count(found) >= LEAST
    assert min(kinds.values()) >= 10, kinds
    assert {one["right"] for one in found["grading"]} == {True, False}
    assert {
        "done",
        "refusal",
        "empty",
        "real",
        "sent_on",
        "UnknownAct",
        "UnreadableActs",
    } <= ends.keys()
    assert sum(one["real"] is not None for one in found["texts"]) >= 40
