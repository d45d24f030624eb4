"""What people agree to: purposes, versions of the text, and when a representative must agree too.

The words stand in ``web/account/consent_words.py``, every version for ever: a consent is proof only
with its text. Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Art. 9 and 24.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from learnapp.core.days import age_on

CHILD_UNTIL = 16
"""A child is younger than this (Luật Trẻ em 2016, Art. 1)."""


class Purpose(StrEnum):
    """What a consent is for."""

    ACCOUNT = "account"
    REPRESENTATIVE = "representative"
    CERTIFICATE_NAME = "certificate_name"


class Way(StrEnum):
    """How a consent was given."""

    SELF_IN_APP = "self_in_app"
    PAPER = "paper"
    SPOKEN = "spoken"


CURRENT: Mapping[Purpose, str] = {
    Purpose.ACCOUNT: "2026-11-23",
    Purpose.REPRESENTATIVE: "2026-11-23",
    Purpose.CERTIFICATE_NAME: "2026-11-23",
}
"""The version of each text that is shown today. Another word in a text is another version."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreement as it comes in; ``given_by`` is the representative's name, if one gave it."""

    purpose: Purpose
    version: str
    given_by: str | None = None


def may_be_child(birth_year: int, day: date) -> bool:
    """Whether someone born in that year may still be a child on that day.

    Only the year is known, so the year in which one turns sixteen counts as childhood.
    """
    return age_on(day, birth_year) <= CHILD_UNTIL
