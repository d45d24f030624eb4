import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.codes import (
    ALPHABET,
    new_class_code,
    new_code,
    new_learner_code,
    read_code,
    show_code,
)
from learnapp.core.errors import InvalidCode

CHANCE = st.binary(min_size=16, max_size=16)


@given(CHANCE)
def test_a_code_reads_back_however_it_is_typed(chance: bytes) -> None:
    for code in (new_class_code(chance), new_learner_code(chance)):
        assert read_code(code) == code
        assert read_code(f" {code[:3].lower()}-{code[3:]} ") == code
        assert read_code(show_code(code)) == code


def test_the_same_chance_makes_the_same_code() -> None:
    assert new_class_code(bytes(range(16))) == new_class_code(bytes(range(16)))
    assert len(new_class_code(bytes(range(16)))) == 6
    assert len(new_learner_code(bytes(range(16)))) == 8


def test_no_sign_looks_like_another_and_none_is_a_vowel() -> None:
    assert not set(ALPHABET) & set("OQ0I1LSBZAEUY")


@given(CHANCE, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_sign_in_a_learners_code_is_a_slip(chance: bytes, at: int, sign: str) -> None:
    code = new_learner_code(chance)
    typed = code[:at] + sign + code[at + 1 :]

    if typed != code:
        with pytest.raises(InvalidCode, match="check"):
            read_code(typed)


@given(CHANCE, st.integers(0, 7), st.integers(0, 7))
def test_two_signs_that_changed_places_are_a_slip(chance: bytes, one: int, other: int) -> None:
    code = list(new_learner_code(chance))
    code[one], code[other] = code[other], code[one]
    typed = "".join(code)

    if typed != new_learner_code(chance):
        with pytest.raises(InvalidCode, match="check"):
            read_code(typed)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", "length"), ("CDFGH", "length"), ("CDFGHJK", "length"), ("CDFGH0", "signs"),
     ("CDFGHĐ", "signs"), ("ABCDEF", "signs")],
)  # fmt: skip
def test_what_is_no_code_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(InvalidCode, match=reason):
        read_code(typed)


@given(st.text(max_size=20))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    try:
        code = read_code(text)
    except InvalidCode:
        return
    assert read_code(code) == code


def test_a_code_is_shown_in_two_halves() -> None:
    assert show_code("CDFGHJ") == "CDF GHJ"
    assert show_code("CDFGHJKM") == "CDFG HJKM"


@given(CHANCE)
def test_no_code_holds_a_swear_word(chance: bytes) -> None:
    for length in (6, 12):
        code = new_code(chance, length)
        assert not any(word in code for word in ("CC", "DM", "DCM", "DKM", "VC", "VK"))


def test_a_code_needs_enough_chance() -> None:
    with pytest.raises(ValueError, match="chance"):
        new_class_code(b"short")
