"""Short codes that people read aloud, copy by hand and type on a phone.

23 signs: no O 0 I 1 L, which look alike, no S B Z, which look like 5 8 2, and no vowel, so that no
code spells a word. All of them are in the small alphabet of QR codes. 23 is prime, which lets one
check sign catch every single wrong sign and every two that changed places.
"""

import re
import unicodedata
from hashlib import sha256

from learnapp.core.errors import InvalidCode

ALPHABET = "23456789CDFGHJKMNPRTVWX"
CLASS_LENGTH = 6
LEARNER_LENGTH = 8
CERTIFICATE_LENGTH = 16
MIN_CHANCE_BYTES = 16

_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015]")
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
# Abbreviations of swear words that need no vowel: nobody should find them in their code.
_RUDE = re.compile("CC|D[CK]?M|V[CK]")


def new_code(chance: bytes, length: int) -> str:
    """Make ``length`` signs of at least 16 bytes of chance. The same bytes make the same code."""
    if len(chance) < MIN_CHANCE_BYTES:
        raise ValueError(f"a code needs {MIN_CHANCE_BYTES} bytes of chance")
    number, code = int.from_bytes(chance, "big"), ""
    for _ in range(length):
        number, value = divmod(number, len(ALPHABET))
        code += ALPHABET[value]
    return new_code(sha256(chance).digest(), length) if _RUDE.search(code) else code


def new_class_code(chance: bytes) -> str:
    """Make the code of a study group: 6 signs, 148 million of them."""
    return new_code(chance, CLASS_LENGTH)


def new_learner_code(chance: bytes) -> str:
    """Make the code a learner without a phone signs in with: 7 signs and one that checks them."""
    signs = new_code(chance, LEARNER_LENGTH - 1)
    code = signs + _check_sign(signs)
    return new_learner_code(sha256(chance).digest()) if _RUDE.search(code) else code


def read_code(text: str) -> str:
    """Read a code of either kind as people type it: small letters, spaces, dots, hyphens.

    Returns its one written form, capitals without anything between. Raises ``InvalidCode`` with
    the reason: "signs" for one that no code has, "length", or "check": a slip in a learner's code,
    to be told from a code that nobody has.
    """
    code = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper()
    if not _VALUES.keys() >= set(code):
        raise InvalidCode("signs")
    if len(code) not in {CLASS_LENGTH, LEARNER_LENGTH}:
        raise InvalidCode("length")
    if len(code) == LEARNER_LENGTH and _check_sign(code[:-1]) != code[-1]:
        raise InvalidCode("check")
    return code


def new_certificate_code(chance: bytes) -> str:
    """Make the code of a certificate: 15 signs of chance (67 bits) and one that checks them."""
    signs = new_code(chance, CERTIFICATE_LENGTH - 1)
    code = signs + _check_sign(signs)
    return new_certificate_code(sha256(chance).digest()) if _RUDE.search(code) else code


def read_certificate_code(text: str) -> str:
    """Read a certificate's code as people type it; return its one written form.

    Raises ``InvalidCode``: "signs", "length", or "check" for a slip, as ``read_code`` does.
    """
    code = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper()
    if not _VALUES.keys() >= set(code):
        raise InvalidCode("signs")
    if len(code) != CERTIFICATE_LENGTH:
        raise InvalidCode("length")
    if _check_sign(code[:-1]) != code[-1]:
        raise InvalidCode("check")
    return code


def show_certificate_code(code: str) -> str:
    """Write a certificate's code in groups of four, as it stands on the paper."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def show_code(code: str) -> str:
    """Write a code to be read aloud, in two halves: "CDF GHJ"."""
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}"


def _check_sign(signs: str) -> str:
    """Sum the values, each times its place from 2 on, so that the check sign itself counts once."""
    total = sum(place * _VALUES[sign] for place, sign in enumerate(signs, start=2))
    return ALPHABET[-total % len(ALPHABET)]
