"""Which facts count: neither those taken back, nor a final check tried while it had to wait."""

from collections.abc import Iterable
from uuid import UUID

from learnapp.core.checks import Final, out_of_turn
from learnapp.core.records import Assistance, Fact, Verb

ENTRY, FINAL = "entry", "final"
"""The object of a check: its kind. That of a recheck says its stage as well, "recheck-30"."""


def standing_facts(facts: Iterable[Fact]) -> list[Fact]:
    """Leave out what does not count, sort the rest by time.

    That are the facts that were taken back, the taking back, and the final checks of a course that
    were handed in while the next one had to wait.
    """
    by_id: dict[UUID, Fact] = {fact.id: fact for fact in facts}
    retracted = {fact.object for fact in by_id.values() if fact.verb == Verb.RETRACTED}
    standing = [
        fact
        for fact in by_id.values()
        if fact.verb != Verb.RETRACTED and str(fact.id) not in retracted
    ]
    finals: dict[str, list[Final]] = {}
    for fact in standing:
        if fact.verb == Verb.CHECKED and fact.object == FINAL:
            finals.setdefault(fact.course, []).append((fact.at, fact.passed))
    early = {course: out_of_turn(tried) for course, tried in finals.items()}
    return sorted(
        (
            fact
            for fact in standing
            if fact.object != FINAL
            or fact.verb != Verb.CHECKED
            or (fact.at, fact.passed) not in early[fact.course]
        ),
        key=lambda fact: (fact.at, fact.id),
    )


def held(fact: Fact) -> bool:
    """Tell whether a check shows what the person can: passed, and not by another's hand.

    One of which nobody said who did it holds, but is not "alone".
    """
    return fact.passed and fact.assistance != Assistance.DONE_FOR
