"""What a class is called on its list, before anyone says a name."""

from dataclasses import dataclass
from datetime import date, timedelta

PICTURES = ("fish", "flower", "sun", "leaf", "bird", "bike", "umbrella", "sailboat")
"""A guest on a list is one of these and a number; names of icons."""

LARGEST = 200
"""More than this on one list is no class; the code has got about."""

GUESTS_AT_ONCE = 60
GUESTS_WITHIN = timedelta(hours=1)
"""More guests than this within the time are no people in a room; accounts are not counted."""


def picture_of(number: int) -> str:
    """Return the picture of the person who joined as the ``number``-th, from 1 on."""
    return PICTURES[(number - 1) % len(PICTURES)]


@dataclass(frozen=True, slots=True)
class NewStudyGroup:
    """What a volunteer says of a class when opening it.

    ``meets_at`` and ``schedule`` are in people's own words: "Nhà văn hoá khu 3", "tối thứ Ba".
    """

    name: str
    meets_at: str
    schedule: str
    starts_on: date
    course: str
    ward_id: int
    neighbourhood_id: int | None
