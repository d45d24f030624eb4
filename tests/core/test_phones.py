import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.errors import InvalidPhone
from learnapp.core.phones import Phone, mask_phone, national, parse_phone, show_phone

PHONE = Phone("+84912345678")


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678", "0912 345 678", " 0912.345.678 ", "0912-345-678", "(0912) 345 678",
        "+84912345678", "+84 912 345 678", "84912345678", "84 0912 345 678", "+84 (0)912 345 678",
        "0084 912 345 678", "０９１２３４５６７８", "0912\u00a0345\u00a0678",
        "\u202a0912345678\u202c",
    ],
)  # fmt: skip
def test_every_way_to_type_a_number_is_kept_in_one_form(typed: str) -> None:
    assert parse_phone(typed) == PHONE


@pytest.mark.parametrize("prefix", ["03", "05", "07", "08", "09"])
def test_each_mobile_range_is_taken(prefix: str) -> None:
    assert parse_phone(f"{prefix}12345678") == f"+84{prefix[1]}12345678"


def test_a_number_that_begins_like_the_country_is_still_one_of_08() -> None:
    assert parse_phone("0849 123 456") == "+84849123456"


@pytest.mark.parametrize(
    "typed",
    [
        "", "0912 345 67", "0912 345 6789", "912345678", "0203 3861 234", "0112 345 678",
        "0612 345 678", "+1 912 345 678", "0912 345 67a", "không có", "0000 000 000", "091234567²x",
        "٠٩١٢٣٤٥٦٧٨", "++84912345678", "0912345678.0",
    ],
)  # fmt: skip
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidPhone):
        parse_phone(typed)


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        phone = parse_phone(text)
    except InvalidPhone:
        return
    assert parse_phone(phone) == phone


@given(st.sampled_from("35789"), st.integers(0, 10**8 - 1))
def test_what_we_show_can_be_typed(first: str, rest: int) -> None:
    phone = Phone(f"+84{first}{rest:08}")

    assert parse_phone(show_phone(phone)) == parse_phone(national(phone)) == phone


def test_how_a_number_is_shown() -> None:
    assert show_phone(PHONE) == "0912 345 678"
    assert mask_phone(PHONE) == "09••••••78"
