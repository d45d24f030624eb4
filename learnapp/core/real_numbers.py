"""What looks like a real number of a real person, so that a practice can warn and forget it.

Wide on purpose: a practice takes its own samples and nothing else, so a number taken for real by
mistake costs one kind sentence. Samples are zeros: no province is 000, no phone begins with 00.
``static/practice-machine.js`` holds the same rules; both are tried on the same list.
"""

import re
import unicodedata
from enum import StrEnum

CARD_LENGTHS = range(13, 20)
"""Digits of a bank card."""

_D = str.maketrans({"Đ": "d", "đ": "d", "Ð": "d", "ð": "d", "Ɖ": "d", "ɖ": "d"})
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9]")
_OTHER_SIGNS = re.compile(r"[^ -~]")
_BETWEEN = r"[ .,()/_\-]"
_NUMBER = re.compile(rf"\d(?:{_BETWEEN}{{0,3}}\d)*", re.ASCII)
_DATE = re.compile(r"(^|[^\d./-])\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?![./-]?\d)", re.ASCII)
_MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3}){0,4} ?(?:dong|d|vnd)(?![a-z])", re.ASCII | re.IGNORECASE)
_BEFORE, _AFTER = r"(?:^|[^A-Za-z0-9])", r"(?![A-Za-z0-9])"
_DOSSIER = re.compile(
    rf"{_BEFORE}[A-Za-z]\d{{2}}(?:\.\d{{1,3}}){{0,3}}-\d{{6}}-\d{{4,6}}", re.ASCII
)
_PASSPORT = re.compile(rf"{_BEFORE}[A-Za-z] ?\d{{7,8}}{_AFTER}", re.ASCII)
_PLATE = re.compile(rf"{_BEFORE}\d{{2}} ?-? ?[A-Za-z]\d? ?-? ?\d{{3}}\.?\d{{2}}{_AFTER}", re.ASCII)
_CARD_CODE = re.compile(
    rf"{_BEFORE}cv[vc]2?[^A-Za-z0-9]{{0,3}}\d{{3}}{_AFTER}", re.ASCII | re.IGNORECASE
)
_PHONE = re.compile(r"(?:0|(?:00)?840?)(?:[35789]\d{8}|2\d{9})", re.ASCII)
_CARD_RANGE = re.compile(r"9704\d{12}(?:\d{3})?|(?:4\d|5[1-5]|35|62)\d{14}", re.ASCII)
_MASTERCARD = range(2221, 2721)
_SAMPLE = re.compile(r"0*|0{10}\d\d", re.ASCII)
_CODE_WORDS = re.compile(r"otp|maxac|passcode|matkhau|pin")
_ACCOUNT_WORDS = re.compile(r"taikhoan|stk")

_IDENTITY, _OLD_IDENTITY = 12, 9
_CARD = 16
_CODE_LENGTHS = range(4, 9)
_ACCOUNT_LENGTHS = range(6, 20)
_SHORTEST_PASSWORD = 4
_PASSWORD_SAMPLE = "mautap"  # noqa: S105 - printed on the screen, nobody's


class RealKind(StrEnum):
    """What a text seems to hold."""

    IDENTITY = "identity"
    OLD_IDENTITY = "old_identity"
    PHONE = "phone"
    CARD = "card"
    ACCOUNT = "account"
    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - names a kind, is none
    PAPER = "paper"
    """Tax, insurance, or another long number: which one cannot be told."""
    PASSPORT = "passport"
    PLATE = "plate"
    DOSSIER = "dossier"
    EMAIL = "email"


def normalise(text: str) -> str:
    """Write a typed text as it is compared: small letters a to z and digits, nothing else.

    In this order: NFKD; đ and its look-alikes become d; every sign but A-Z, a-z, 0-9 is dropped
    (marks, spaces, dots, dashes, letters of other scripts); small letters.
    """
    plain = unicodedata.normalize("NFKD", text).translate(_D)
    return _NOT_PLAIN.sub("", plain).lower()


def looks_real(text: str, *, secret: bool) -> RealKind | None:
    """Say what real thing a text seems to hold, or ``None``. Raises nothing, whatever the text.

    ``secret`` is for a field that asks for a code or a password: there short numbers count too.
    The text is looked at after NFKD, with đ as d, and with nothing but the signs of ASCII left.
    """
    plain = _OTHER_SIGNS.sub("", unicodedata.normalize("NFKD", text).translate(_D))
    if "@" in plain:
        return RealKind.EMAIL
    for pattern, kind in (
        (_DOSSIER, RealKind.DOSSIER),
        (_PASSPORT, RealKind.PASSPORT),
        (_PLATE, RealKind.PLATE),
        (_CARD_CODE, RealKind.CARD),
    ):
        if any(not _is_sample(found[0]) for found in pattern.finditer(plain)):
            return kind
    if number := _number(plain, secret=secret):
        return number
    word = normalise(plain)
    known = word == _PASSWORD_SAMPLE or _SAMPLE.fullmatch(word)
    if secret and len(word) >= _SHORTEST_PASSWORD and not known:
        return RealKind.PASSWORD
    return None


def _number(plain: str, *, secret: bool) -> RealKind | None:
    """Look at every number of a text, days and amounts of money aside."""
    words = normalise(plain)
    code = secret or bool(_CODE_WORDS.search(words))
    account = bool(_ACCOUNT_WORDS.search(words))
    rest = _MONEY.sub("#", _DATE.sub(r"\1#", plain))
    for found in _NUMBER.finditer(rest):
        digits = re.sub(r"\D", "", found[0], flags=re.ASCII)
        if _SAMPLE.fullmatch(digits):
            continue
        if kind := _long(digits):
            return kind
        if account and len(digits) in _ACCOUNT_LENGTHS:
            return RealKind.ACCOUNT
        if code and len(digits) in _CODE_LENGTHS:
            return RealKind.CODE
    return None


def _long(digits: str) -> RealKind | None:
    """Say what a number of nine digits or more seems to be."""
    length = len(digits)
    if length < _OLD_IDENTITY:
        return None
    if _PHONE.fullmatch(digits):
        return RealKind.PHONE
    if length == _IDENTITY:
        return RealKind.IDENTITY
    if length == _OLD_IDENTITY:
        return RealKind.OLD_IDENTITY
    return RealKind.CARD if _is_card(digits) else RealKind.PAPER


def _is_card(digits: str) -> bool:
    if _CARD_RANGE.fullmatch(digits):
        return True
    if len(digits) == _CARD and int(digits[:4]) in _MASTERCARD:
        return True
    return len(digits) in CARD_LENGTHS and _luhn(digits)


def _luhn(digits: str) -> bool:
    """Tell whether the last digit is the check digit of the others, after ISO/IEC 7812-1."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - two digits are added up
    return total % 10 == 0


def _is_sample(text: str) -> bool:
    return bool(_SAMPLE.fullmatch(re.sub(r"\D", "", text, flags=re.ASCII)))
