"""What looks like a real person's number is told apart from the samples of a practice."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.real_numbers import RealKind, looks_real, normalise


def digits(count: int, seed: int) -> str:
    """Make digits that are in no file: real numbers do not belong into a test either."""
    return "".join(random.Random(seed).choices("123456789", k=count))  # noqa: S311 - no secret


def with_luhn(number: str) -> str:
    """Add the check digit of a bank card."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value // 10 + value % 10
    return f"{number}{-total % 10}"


PASSING = [
    ("000000000000", False),
    ("0000 0000 0000", False),
    ("000000000042", False),
    ("0000 000 000", False),
    ("000000", True),
    ("1958", False),
    ("06760", False),
    ("23/11/2026", False),
    ("ngày 23-11-2026, lúc 8 giờ 30", False),
    ("15.000 đồng", False),
    ("1.500.000.000 đồng", False),
    ("100.000.000 VND", False),
    ("TAP-MD-0001", False),
    ("TAP-QH-0001", False),
    ("Nguyễn Thị Mẫu", False),
    ("Nhà số 0, khu phố Mẫu, phường Mông Dương", False),
    ("gọi 1022 hoặc 113", False),
    ("mau-tap", True),
    ("•••• 0000", True),
    ("", True),
]

REFUSED = [
    (f"022{digits(9, 1)}", False, RealKind.IDENTITY),
    (f"0221 {digits(4, 2)} {digits(4, 3)}", False, RealKind.IDENTITY),
    (f"số của tôi: 001.{digits(3, 4)}.{digits(6, 5)}.", False, RealKind.IDENTITY),
    ("".join(chr(ord("０") + int(one)) for one in f"022{digits(9, 6)}"), False, RealKind.IDENTITY),
    (digits(9, 7), False, RealKind.OLD_IDENTITY),
    (f"09{digits(8, 8)}", False, RealKind.PHONE),
    (f"+84 9{digits(2, 9)} {digits(3, 10)} {digits(3, 11)}", False, RealKind.PHONE),
    (f"84 3{digits(8, 12)}", False, RealKind.PHONE),
    (f"0203 {digits(7, 13)}", False, RealKind.PHONE),
    (f"gọi tôi số 03{digits(8, 14)} nhé", False, RealKind.PHONE),
    ("4111 1111 1111 1111", False, RealKind.CARD),
    ("4111-1111-1111-1111", True, RealKind.CARD),
    (with_luhn(f"6{digits(14, 15)}"), False, RealKind.CARD),
    (f"9704{digits(12, 16)}", False, RealKind.CARD),
    (f"9704{digits(15, 17)}", False, RealKind.CARD),
    (f"2221{digits(12, 18)}", False, RealKind.CARD),
    ("CVV 123", False, RealKind.CARD),
    ("482913", True, RealKind.CODE),
    ("1234", True, RealKind.CODE),
    ("mã otp của tôi là 482913", False, RealKind.CODE),
    ("Mã xác nhận: 4829", False, RealKind.CODE),
    (f"STK {digits(7, 19)}", False, RealKind.ACCOUNT),
    (f"số tài khoản {digits(8, 20)}", False, RealKind.ACCOUNT),
    ("MatKhau@Nha", True, RealKind.EMAIL),
    ("matkhaunha", True, RealKind.PASSWORD),
    (f"1{digits(9, 21)}", False, RealKind.PAPER),
    (f"1{digits(9, 21)}-001", False, RealKind.PAPER),
    (f"DN{digits(13, 23)}", False, RealKind.PAPER),
    ("C1234567", False, RealKind.PASSPORT),
    ("14A1-123.45", False, RealKind.PLATE),
    ("14A 12345", False, RealKind.PLATE),
    ("H49.12-261123-0007", False, RealKind.DOSSIER),
    ("000.12.34.H49-261123-0007", False, RealKind.DOSSIER),
    ("ai@nha.vn", False, RealKind.EMAIL),
]


@pytest.mark.parametrize(("text", "secret"), PASSING)
def test_samples_and_everyday_numbers_pass(text: str, secret: bool) -> None:
    assert looks_real(text, secret=secret) is None


@pytest.mark.parametrize(
    ("text", "secret", "kind"), REFUSED, ids=[f"{one[2]}-{n}" for n, one in enumerate(REFUSED)]
)
def test_what_could_be_real_is_caught(text: str, secret: bool, kind: RealKind) -> None:
    found = looks_real(text, secret=secret)

    # Thirteen digits of insurance may pass the check of a card by chance: caught all the same.
    assert found in ({kind, RealKind.CARD} if kind is RealKind.PAPER else {kind})


@given(number=st.from_regex(r"0[0-9]{2}[0-3][0-9]{8}", fullmatch=True), gap=st.sampled_from(" .-"))
def test_no_identity_number_gets_by_however_it_is_parted(number: str, gap: str) -> None:
    is_sample = number.startswith("0" * 10)
    parted = f"{number[:3]}{gap}{number[3:6]}{gap}{number[6:]}"

    for written in (number, parted):
        assert (looks_real(written, secret=False) is None) == is_sample


@given(number=st.from_regex(r"[1-9][0-9]{11,17}", fullmatch=True))
def test_no_card_number_gets_by(number: str) -> None:
    assert looks_real(with_luhn(number), secret=False) is not None


@given(code=st.from_regex(r"[0-9]{4,8}", fullmatch=True))
def test_no_code_gets_by_where_codes_are_typed(code: str) -> None:
    assert (looks_real(code, secret=True) is None) == (set(code) == {"0"})


@given(text=st.text(), secret=st.booleans())
def test_any_text_is_answered(text: str, secret: bool) -> None:
    assert looks_real(text, secret=secret) in {None, *RealKind}


class TestNormalise:
    @pytest.mark.parametrize(
        ("typed", "sample"),
        [
            ("nguyen thi mau", "Nguyễn Thị Mẫu"),
            ("NGUYỄN  THỊ MẪU ", "Nguyễn Thị Mẫu"),
            ("đường Đá Bạc", "Duong da bac"),
            ("0000.0000-0000", "0000 0000 0000"),
            ("００００００", "000000"),
            ("tap md 0001", "TAP-MD-0001"),
        ],
    )
    def test_what_people_mean_alike_is_alike(self, typed: str, sample: str) -> None:
        assert normalise(typed) == normalise(sample)

    def test_what_differs_stays_different(self) -> None:
        assert normalise("Trần Văn Mẫu") != normalise("Nguyễn Thị Mẫu")

    @given(text=st.text())
    def test_it_leaves_small_letters_and_digits_and_may_be_repeated(self, text: str) -> None:
        plain = normalise(text)

        assert plain == "" or (plain.isascii() and plain.isalnum() and plain == plain.lower())
        assert normalise(plain) == plain
