"""Secrets: six digits for citizens, long passwords for whoever is given a grant.

A PIN has 20 bits, so the ones a neighbour would try first are refused. They are found by rules, not
by a copied list; together the rules refuse fewer than one PIN in a hundred.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise

from learnapp.core.errors import InvalidPin, WeakPassword, WeakPin
from learnapp.core.names import search_text
from learnapp.core.phones import Phone, national

MIN_PASSWORD_LENGTH = 12
MAX_PASSWORD_LENGTH = 256

_LINES = ("123", "456", "789", "147", "258", "369", "159", "357")
_KEYPAD_LINES = frozenset(_LINES) | {line[::-1] for line in _LINES}
# Pairs that people count with: 010203, 102030, 112233; and down again.
_PAIR_STEPS = frozenset({1, -1, 10, -10, 11, -11})
# Days everybody in Vietnam knows, as ddmmyy: 3/2/1930, 7/5/1954, 19/5/1890, 2/9/1945, 30/4/1975 …
_WELL_KNOWN = frozenset({"030230", "070554", "190590", "020945", "300475", "221244", "270747"})

# Words of long passwords that everybody tries; compared without marks, digits and signs.
_COMMON_PASSWORDS = frozenset({
    "abcdefghijkl", "admin", "administrator", "anhyeuem", "asdfghjkl", "binhdanhocvuso",
    "changeme", "dichvucong", "emyeuanh", "iloveyou", "letmein", "matkhau", "nguyen", "password",
    "qazwsxedc", "qazwsxedcrfv", "qwerty", "qwertyuiop", "qwertyuiopasdf", "vietnam", "welcome",
    "yeuem", "zaqxswcde",
})  # fmt: skip
_MIN_DIFFERENT_SIGNS = 5
_MIN_CONTEXT_WORD = 4


def read_pin(text: str) -> str:
    """Read six digits as typed, full-width ones and spaces too. Raises ``InvalidPin``."""
    pin = "".join(unicodedata.normalize("NFKC", text).split())
    if not re.fullmatch(r"[0-9]{6}", pin):
        raise InvalidPin
    return pin


def check_pin(pin: str, *, birth_year: int | None, phone: Phone | None) -> None:
    """Accept a PIN that is worth having.

    Raises ``InvalidPin`` when it is not six digits, ``WeakPin`` with the reason otherwise:
    "common", "birth_year" (the year, or a date of that year, stands in it), "phone" (it stands in
    the number, forwards or backwards).
    """
    pin = read_pin(pin)
    if any(rule(pin) for rule in _COMMON):
        raise WeakPin("common")
    if phone is not None and any(digits in national(phone) for digits in (pin, pin[::-1])):
        raise WeakPin("phone")
    if birth_year is not None and _tells_year(pin, birth_year):
        raise WeakPin("birth_year")


def _few_digits(pin: str) -> bool:
    """Whether it has at most two different digits: 111111, 121212, 111222, 100000."""
    return len(set(pin)) <= len("ab")


def _repeats(pin: str) -> bool:
    """Whether a half, or a pair, is said again: 123123, 686868."""
    return pin[:3] == pin[3:] or pin[:2] * 3 == pin


def _mirrored(pin: str) -> bool:
    """Whether it is the same backwards: 123321."""
    return pin == pin[::-1]


def _doubled(pin: str) -> bool:
    """Whether it is three doubled digits: 112233, 558800."""
    return pin[::2] == pin[1::2]


def _run(pin: str) -> bool:
    """Whether it goes on by one step, round the ten digits: 123456, 654321, 890123, 135791."""
    return len({(int(b) - int(a)) % 10 for a, b in pairwise(pin)}) == 1


def _counted_pairs(pin: str) -> bool:
    """Whether it counts three numbers up or down: 010203, 102030, 141516."""
    first, second, third = (int(pin[at : at + 2]) for at in (0, 2, 4))
    return third - second == second - first and second - first in _PAIR_STEPS


def _drawn(pin: str) -> bool:
    """Whether it is two lines of the keypad: 147258, 159753, 789456, 123654."""
    return pin[:3] in _KEYPAD_LINES and pin[3:] in _KEYPAD_LINES


def _well_known_day(pin: str) -> bool:
    """Whether it is a day of the nation's history: 300475, 020945."""
    return pin in _WELL_KNOWN


_COMMON: tuple[Callable[[str], bool], ...] = (
    _few_digits, _repeats, _mirrored, _doubled, _run, _counted_pairs, _drawn, _well_known_day,
)  # fmt: skip


def _tells_year(pin: str, year: int) -> bool:
    """Whether the year stands in it, or it is a date of that year: ddmmyy, yymmdd."""
    if str(year) in pin:
        return True
    short = f"{year % 100:02}"
    dates = [pin[:4]] * (pin[4:] == short) + [pin[2:]] * (pin[:2] == short)
    return any(_is_day(digits, year) for digits in dates)


def _is_day(digits: str, year: int) -> bool:
    """Whether four digits are a day and a month of the year, in either order."""
    pairs = int(digits[:2]), int(digits[2:])
    for day, month in (pairs, pairs[::-1]):
        try:
            date(year, month, day)
        except ValueError:
            continue
        return True
    return False


def read_password(text: str) -> str:
    """Write a password in one form before it is hashed: phones send marks apart from letters."""
    return unicodedata.normalize("NFKC", text)


def check_password(text: str, *, context_words: Iterable[str]) -> None:
    """Accept a password of 12 to 256 signs for someone with a grant; no rule about kinds of signs.

    ``context_words`` are what others know about the person: name, ward, phone, the product's name.
    Raises ``WeakPassword`` with the reason: "short", "long", "context", "common". Source: OWASP
    ASVS 5.0, 6.2.
    """
    password = read_password(text)
    if len(password) < MIN_PASSWORD_LENGTH:
        raise WeakPassword("short")
    if len(password) > MAX_PASSWORD_LENGTH:
        raise WeakPassword("long")
    plain = _plain(password)
    if _is_common(plain):
        raise WeakPassword("common")
    known = {_plain(part) for word in context_words for part in (word, *word.split())}
    if any(len(word) >= _MIN_CONTEXT_WORD and word in plain for word in known):
        raise WeakPassword("context")


def _plain(text: str) -> str:
    """Letters and digits alone, without marks."""
    return "".join(sign for sign in search_text(text) if sign.isalnum())


def _is_common(plain: str) -> bool:
    """Few different signs, one piece said again, a run, or a common word with digits around it."""
    if len(set(plain)) < _MIN_DIFFERENT_SIGNS:
        return True
    letters = re.sub(r"\d", "", plain)
    said_again = any(
        len(letters) % len(word) == 0 and word * (len(letters) // len(word)) == letters
        for word in _COMMON_PASSWORDS
        if letters
    )
    steps = {ord(b) - ord(a) for a, b in pairwise(plain)}
    return said_again or steps <= {1, -9} or steps <= {-1, 9}
