"""Vietnamese mobile numbers in one written form.

Ten digits that begin with 03, 05, 07, 08 or 09; +84 stands for the first 0. Landlines (02) cannot
receive what we send and are not taken. Narrower ranges exist, and change; we do not check them.
"""

import re
import unicodedata
from typing import NewType

from learnapp.core.errors import InvalidPhone
from learnapp.core.names import tidy

Phone = NewType("Phone", str)
"""A mobile number as we keep it: "+84" and nine digits."""

_BETWEEN = re.compile(r"[\s.\-()\u2010-\u2015]")
_MOBILE = re.compile(r"(?:(?:\+|00)?840?|0)([35789][0-9]{8})", re.ASCII)


def parse_phone(text: str) -> Phone:
    """Read a number as people type it: 0912 345 678, 0912.345.678, +84 912 345 678, 84912345678.

    Raises ``InvalidPhone`` for anything but a Vietnamese mobile number.
    """
    digits = _BETWEEN.sub("", unicodedata.normalize("NFKC", tidy(text)))
    if not (match := _MOBILE.fullmatch(digits)):
        raise InvalidPhone
    return Phone(f"+84{match[1]}")


def national(phone: Phone) -> str:
    """Write the ten digits as dialled within Vietnam: 0912345678."""
    return f"0{phone.removeprefix('+84')}"


def show_phone(phone: Phone) -> str:
    """Write a number to be read and called: 0912 345 678."""
    digits = national(phone)
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def mask_phone(phone: Phone) -> str:
    """Write a number for those who need not call it: 09••••••78."""
    digits = national(phone)
    return f"{digits[:2]}{'•' * 6}{digits[-2:]}"
