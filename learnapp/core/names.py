"""Vietnamese names: written in one form, sorted by given name, found without accents.

Sorting and searching never rest on the collation of a database: it gets finished columns, made
here, of plain ASCII, and compares them byte by byte. The order is that of Vietnamese dictionaries
(and of ICU's ``vi``): letters first, tones only where all letters are the same.
"""

import re
import unicodedata
from collections.abc import Iterable

# Marks that make another letter, as NFD writes them, and how often the key repeats "~" for it:
# ă after a, â after ă; đ, ê, ô, ư after their plain letter, ơ after ô.
_LETTER_MARKS = {
    ("a", "\u0306"): 1,
    ("a", "\u0302"): 2,
    ("e", "\u0302"): 1,
    ("o", "\u0302"): 1,
    ("o", "\u031b"): 2,
    ("u", "\u031b"): 1,
}
# Huyền, hỏi, ngã, sắc, nặng; no mark is ngang, 0.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# Old Vietnamese encodings and foreign keyboards write Đ with look-alikes of other languages.
_D = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
# Control characters too, but for white space: a database refuses some of them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_APOSTROPHES = re.compile("['\u2019\u02bc`]")
_WORDS = re.compile(r"[^\W_]+")
_PIECES = re.compile(r"\d+|\D+")

# Between words, and between the letters of a name and its tones: both sort before any letter, and
# a name that ends sorts before one that goes on.
_NEXT_WORD = "!"
_END = " "


def tidy(text: str) -> str:
    """Write a name as we keep it: NFC, single spaces, none at the ends, nothing invisible."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_D)
    return " ".join(text.split())


def search_text(text: str) -> str:
    """Write a text as it is searched: no marks, đ as d, lower case, single spaces."""
    text = unicodedata.normalize("NFD", tidy(text).casefold().replace("đ", "d"))
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def given_name(full_name: str) -> str:
    """Give the name a person is called by: the last word, as Vietnamese names end with it."""
    return tidy(full_name).rpartition(" ")[2]


def sort_key(full_name: str) -> str:
    """Make the key that sorts people as Vietnamese lists do: given name, family name, the rest.

    Plain ASCII, to be compared byte by byte. "Hoà" and "Hòa" get the same key.
    """
    words = _words(full_name)
    return _END.join(_field(part) for part in (words[-1:], words[:1], words[1:-1]))


def place_sort_key(name: str) -> str:
    """Make the key that sorts names read from left to right, numbers by value: Khu 2, Khu 10."""
    return _field(_words(name))


def _words(text: str) -> list[str]:
    """Split into words of letters and digits; an apostrophe (M'gar) splits nothing."""
    # NFKC first: full-width letters and digits are ordinary ones. NFC, or marks would split words.
    text = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", tidy(text))).translate(_D)
    return _WORDS.findall(text.casefold())


def _field(words: Iterable[str]) -> str:
    """Write the letters of all words, then one tone for each."""
    keys = [_word(word) for word in words]
    letters = _NEXT_WORD.join(letters for letters, _ in keys)
    return letters + _END + "".join(tone for _, tone in keys)


def _word(word: str) -> tuple[str, str]:
    """Write one word as (letters, tone). Two tones in one word: the first holds."""
    letters, tone = "", "0"
    for piece in _PIECES.findall(word):
        if piece[0].isdecimal():
            letters += _number(piece)
            continue
        base = ""
        for sign in unicodedata.normalize("NFD", piece):
            if not unicodedata.combining(sign):
                base = sign
                letters += _letter(sign)
            elif sign in _TONES:
                tone = _TONES[sign] if tone == "0" else tone
            else:
                letters += "~" * _LETTER_MARKS.get((base, sign), 0)
    return letters, tone


def _letter(sign: str) -> str:
    """Write đ after d; what is not of the alphabet after z, by its number in Unicode."""
    if sign == "đ":
        return "d~"
    return sign if sign.isascii() else f"}}{ord(sign):06x}"


def _number(digits: str) -> str:
    """Write a number so that the longer one, without leading zeros, sorts later."""
    value = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0") or "0"
    return "9" * (len(value) // 9) + str(len(value) % 9) + value
