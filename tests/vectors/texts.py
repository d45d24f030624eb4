"""Texts that people may type: samples, words, and what looks like a real number."""

from random import Random
from typing import Any

from learnapp.core.practice_machine import judge
from learnapp.core.practices import Part, PartKind
from learnapp.core.real_numbers import looks_real, normalise

PLAIN = (
    "", " ", "   .  ", "-", "Nguyễn Thị Mẫu", "nguyen thi mau", "NGUYỄN THỊ MẪU", "Đặng Đình Đức",
    "ĐĂNG KÝ TẠM TRÚ", "tạm trú", "tam tru", "ｔａｍ　ｔｒｕ", "0000 0000 0000", "0000.0000.0000",
    "000000000099", "0000 0000 0100", "０００００００００００", "0000000000", "000000", "00 00 00",
    "0000000", "000001", "TAP-MD-0001", "tap md 0001", "mau-tap", "Mẫu Tập", "mautap1", "06760",
    "1958", "23/11/2026", "23-11-2026", "1.1.1958", "8.000 đồng", "8.000đ", "1.200.000 VND",
    "150000 đồng", "19:30", "0:00", "một hai ba", "مرحبا", "你好", "😀😀", "a", "ab",
    "Số 12, ngõ 3", "012.345", "Ⅻ", "½", "x²", "ﬁ", "e\u0301", "\u00ad0000\u200b00",
)  # fmt: skip
REAL = (
    "022158001234", "022 158 001 234", "022.158.001.234", "０２２１５８００１２３４",
    "022158001234 nhé", "số của tôi 022158001234", "123456789", "123 456 789", "0912345678",
    "0912 345 678",
    "+84 912 345 678", "84912345678", "(024) 3825 1234", "02033825123", "0084912345678",
    "4111 1111 1111 1111", "4111111111111112", "5500-0000-0000-0004", "2221000000000009",
    "9704 0000 0000 0018", "9704000000000000018", "3530111333300000", "6200000000000005",
    "378282246310005", "6011000990139424", "1234567890123", "tài khoản 123456", "STK 0011001234567",
    "otp 482913", "mã xác nhận 4829", "passcode 123456", "PIN: 2580", "mật khẩu 1234", "482913",
    "4829", "12345678", "1234", "CVV 123", "cvc2: 456", "0312345678", "0312345678-001",
    "2712345678", "GD4792712345678", "B1234567", "C 12345678", "14A-123.45", "14A1 12345",
    "H49.26.12-261123-0001", "G22.99-251231-123456", "mau@vidu.example", "a＠b", "matkhau1",
    "Hanoi123", "ma tap 111111", "000000 482913", "12/34/56/78/90/12", "0 9 1 2 3 4 5 6 7 8",
)  # fmt: skip
SAMPLES = ("0000 0000 0000", "Nguyễn Thị Mẫu", "000000", "TAP-MD-0001", "tạm trú")
MADE = 80


def cases() -> list[dict[str, Any]]:
    """Return for each text how it is compared, what it looks like, and how fields judge it."""
    return [_case(text) for text in dict.fromkeys((*PLAIN, *REAL, *_made()))]


def _made() -> list[str]:
    """Put digits and signs together by chance: most are nothing, some look real."""
    chance = Random("texts")  # noqa: S311 - cases, not secrets
    signs = "0123456789" * 3 + " .-/,()+_" + "aAđĐvVnN@"
    return ["".join(chance.choices(signs, k=chance.randint(3, 22))) for _ in range(MADE)]


def _case(text: str) -> dict[str, Any]:
    return {
        "text": text,
        "normalised": normalise(text),
        "real": looks_real(text, secret=False),
        "real_where_secret": looks_real(text, secret=True),
        "judged": [
            [sample, kind is PartKind.KEYPAD, judge(Part(kind, sample=sample), text)]
            for sample in SAMPLES
            for kind in (PartKind.FIELD, PartKind.KEYPAD)
        ],
    }
