"""What is done in a practice, written in numbers alone.

What people type is judged where it is typed and dropped, so that no text of theirs is in an
address, a record or a log.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from learnapp.core.errors import UnreadableActs
from learnapp.core.practices import Part, PartKind
from learnapp.core.real_numbers import looks_real, normalise

MOST_ACTS = 300
"""More is nobody's practice."""

EMPTY, SAMPLE, OTHER, REAL = 0, 1, 2, 3
"""What stands in a field: nothing, the sample, another text, what looks like a real number."""

HINT: Literal["h"] = "h"
BACK: Literal["b"] = "b"

_ACT = re.compile(r"(h|b|0|[1-9][0-9]?)((?:\.(?:0|[1-9][0-9]?))*)", re.ASCII)
_LONGEST = 20_000
"""Signs; more than the longest list of acts has."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``press`` is a place among the scene's presses, from 0, or ``HINT`` or ``BACK``.

    ``values`` are those of the scene's inputs in their order; a hint and a step back may go
    without, and leave what was filled in as it was.
    """

    press: int | Literal["h", "b"]
    values: tuple[int, ...] = ()


def judge(part: Part, text: str) -> int:
    """Say what a typed text is: ``EMPTY``, ``SAMPLE``, ``OTHER`` or ``REAL``. Raises nothing."""
    typed = normalise(text)
    if not typed:
        return EMPTY
    if typed == normalise(part.sample):
        return SAMPLE
    return REAL if looks_real(text, secret=part.kind is PartKind.KEYPAD) else OTHER


def read_acts(text: str) -> tuple[Act, ...]:
    """Read acts as ``write_acts`` writes them. Raises ``UnreadableActs`` for anything else."""
    if not text:
        return ()
    pieces = text.split("-") if len(text) <= _LONGEST else []
    found = [_ACT.fullmatch(piece) for piece in pieces]
    if not 0 < len(found) <= MOST_ACTS:
        raise UnreadableActs
    return tuple(_read(one) for one in found)


def write_acts(acts: Sequence[Act]) -> str:
    """Write acts as they stand in addresses and records: ``0.1.2-h-b-3``."""
    return "-".join(".".join((str(one.press), *map(str, one.values))) for one in acts)


def _read(found: re.Match[str] | None) -> Act:
    if found is None:
        raise UnreadableActs
    values = tuple(int(value) for value in found[2].split(".")[1:])
    if found[1] == HINT:
        return Act(HINT, values)
    return Act(BACK, values) if found[1] == BACK else Act(int(found[1]), values)
