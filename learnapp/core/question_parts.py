"""What some kinds of question show besides words: places on a drawing, messages and calls."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_VIEW_BOX = re.compile(r'<svg[^>]*? viewBox="([^"]*)"')
_LEAST_TARGET, _NARROW_SCREEN = 48, 320
"""Pixels: what a finger can hit, and the width of a drawing on a phone 360 px wide."""


class Spot(NamedTuple):
    """A rectangle on a drawing, in the units of its ``viewBox``."""

    x: int
    y: int
    width: int
    height: int

    def overlaps(self, other: "Spot") -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class View:
    """The ``viewBox`` of a drawing, as written and as numbers."""

    written: str
    x: float
    y: float
    width: float
    height: float

    def holds(self, spot: Spot) -> bool:
        """Tell whether the place lies wholly on the drawing."""
        return (
            self.x <= spot.x
            and self.y <= spot.y
            and spot.x + spot.width <= self.x + self.width
            and spot.y + spot.height <= self.y + self.height
        )

    @property
    def least(self) -> int:
        """The least side of a place that a finger hits on a small phone."""
        return -(-_LEAST_TARGET * int(self.width) // _NARROW_SCREEN)


def views_of(html: str) -> tuple[View, ...]:
    """Return the view of each drawing in clean HTML; one without four numbers has none."""
    found = []
    for written in _VIEW_BOX.findall(html):
        try:
            x, y, width, height = (float(one) for one in written.replace(",", " ").split())
        except ValueError:
            continue
        found.append(View(written, x, y, width, height))
    return tuple(found)


class MessageKind(StrEnum):
    """Who speaks, and how."""

    TEXT = "text"
    CALL = "call"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Message:
    """A line of a scenario: what somebody writes or says; ``who`` is empty for our own words."""

    kind: MessageKind
    who: str
    html: str
    text: str
