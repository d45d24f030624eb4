import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.names import (
    given_name,
    place_sort_key,
    search_text,
    sort_key,
    tidy,
)

SEED = 1945
# Every vowel with every tone, in the order of the dictionaries (Hoàng Phê, Từ điển tiếng Việt):
# ngang, huyền, hỏi, ngã, sắc, nặng within a letter; the letters in the order of the alphabet.
DICTIONARY = [
    *"aàảãáạ", *"ăằẳẵắặ", *"âầẩẫấậ", *"bcdđ", *"eèẻẽéẹ", *"êềểễếệ", *"fgh", *"iìỉĩíị", *"jklmn",
    *"oòỏõóọ", *"ôồổỗốộ", *"ơờởỡớợ", *"pqrst", *"uùủũúụ", *"ưừửữứự", *"vwx", *"yỳỷỹýỵ", "z",
]  # fmt: skip
SYLLABLES = [
    "ma", "mà", "mả", "mã", "má", "mạ", "mai", "mài", "mang", "măng", "mâng", "me", "mê", "mi",
    "mo", "mô", "mơ", "mu", "mư", "my",
]  # fmt: skip
TEXT = st.text(max_size=40)
WORDS = st.text("aáàăắâấeêếoôơớuưứdđDĐ nbcAÂ", max_size=30)


def shuffled(words: list[str]) -> list[str]:
    return random.Random(SEED).sample(words, len(words))  # noqa: S311 - no secret


@pytest.mark.parametrize("words", [DICTIONARY, SYLLABLES], ids=["letters", "syllables"])
@pytest.mark.parametrize("key", [sort_key, place_sort_key])
def test_the_order_is_that_of_the_dictionary(words: list[str], key: object) -> None:
    assert callable(key)

    assert sorted(shuffled(words), key=key) == words


def test_people_are_sorted_by_given_name_then_family_name() -> None:
    names = ["Trần An", "Lê Văn Bình", "Lê Thị An", "Lê Đức An", "Đỗ An", "Dương An", "Lê An"]

    assert sorted(names, key=sort_key) == [
        "Dương An", "Đỗ An", "Lê An", "Lê Đức An", "Lê Thị An", "Trần An", "Lê Văn Bình",
    ]  # fmt: skip


def test_letters_count_before_tones() -> None:
    assert sorted(["Bà Thành", "Ba Vì", "Bả Am"], key=place_sort_key) == [
        "Bả Am", "Bà Thành", "Ba Vì",
    ]  # fmt: skip


def test_either_way_to_write_a_tone_sorts_alike() -> None:
    assert place_sort_key("Hoà") == place_sort_key("Hòa")
    assert place_sort_key("Thuỷ") == place_sort_key("Thủy")


def test_numbers_in_names_of_places_sort_by_value() -> None:
    places = ["Khu 1", "Khu 2", "Khu 3", "Khu 3A", "Khu 3B", "Khu 10", "Khu 0012", "Khu 100",
              "Khu A", "Khu Đập Nước"]  # fmt: skip

    assert sorted(shuffled(places), key=place_sort_key) == places


@given(TEXT, TEXT)
def test_keys_are_plain_and_blind_to_the_form_and_case(text: str, more: str) -> None:
    for key in (sort_key, place_sort_key):
        made = key(f"{text} {more}")

        assert made.isascii()
        assert made.isprintable()
        assert made == key(unicodedata.normalize("NFD", f"  {text}  {more} "))


@given(WORDS)
def test_capitals_sort_like_small_letters(text: str) -> None:
    assert sort_key(text.upper()) == sort_key(text)
    assert search_text(text.upper()) == search_text(text)


@given(TEXT)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    once = tidy(text)

    assert tidy(once) == once
    assert "  " not in once
    assert once == once.strip()
    assert unicodedata.is_normalized("NFC", once)


@given(WORDS)
def test_searched_text_has_no_marks(text: str) -> None:
    found = search_text(unicodedata.normalize("NFD", text))

    assert found.isascii()
    assert found == search_text(text) == search_text(found)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nguyễn   Thị\tLan ", "Nguyễn Thị Lan"),
        (unicodedata.normalize("NFD", "Đặng Thuỳ Trâm"), "Đặng Thuỳ Trâm"),
        ("Ðặng Ðình Ðức", "Đặng Đình Đức"),
        ("Lan\u200b\ufeff", "Lan"),
        ("Lan\u00a0Anh", "Lan Anh"),
        ("", ""),
    ],
    ids=["spaces", "NFD", "the Icelandic letter", "invisible signs", "hard space", "nothing"],
)
def test_names_are_kept_in_one_form(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mông Dương", "mong duong"),
        ("ĐẶNG THÙY TRÂM", "dang thuy tram"),
        (unicodedata.normalize("NFD", "Cẩm Phả"), "cam pha"),
    ],
)
def test_what_is_searched(text: str, found: str) -> None:
    assert search_text(text) == found


def test_the_given_name_is_the_last_word() -> None:
    assert given_name(" Nguyễn Thị  Minh Khai ") == "Khai"
    assert given_name("Lan") == "Lan"
    assert given_name("") == ""


def test_a_name_of_signs_alone_has_a_key_too() -> None:
    assert sort_key("") < sort_key("an")
    assert sort_key("…") == sort_key("")
