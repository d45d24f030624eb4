import pytest

from learnapp.core.errors import InvalidPin, WeakPassword, WeakPin
from learnapp.core.phones import Phone
from learnapp.core.pins import check_password, check_pin, read_password, read_pin

PHONE = Phone("+84936271845")


def reason(pin: str, birth_year: int | None = 1958, phone: Phone | None = PHONE) -> str:
    try:
        check_pin(pin, birth_year=birth_year, phone=phone)
    except WeakPin as weak:
        return str(weak)
    return ""


@pytest.mark.parametrize(
    "pin",
    [
        "123456", "111111", "000000", "121212", "112233", "654321", "123123", "123321", "234567",
        "890123", "987654", "135791", "111222", "100000", "686868", "797979", "558800", "010203",
        "102030", "131415", "147258", "258369", "159753", "789456", "123654", "300475", "020945",
        "１２３４５６",
    ],
)  # fmt: skip
def test_what_everybody_tries_first_is_refused(pin: str) -> None:
    assert reason(pin) == "common"


@pytest.mark.parametrize(
    "pin", ["195873", "731958", "719584", "250458", "042558", "580425", "582504"]
)
def test_the_year_of_birth_and_its_dates_are_refused(pin: str) -> None:
    assert reason(pin) == "birth_year"
    assert reason(pin, birth_year=1971) == ""
    assert reason(pin, birth_year=None) == ""


@pytest.mark.parametrize("pin", ["271845", "093627", "362718", "548172"])
def test_what_stands_in_the_own_number_is_refused(pin: str) -> None:
    assert reason(pin) == "phone"
    assert reason(pin, phone=None) == ""


@pytest.mark.parametrize("pin", ["482915", "073914", "996158", "３８１９０４"])
def test_any_other_pin_will_do(pin: str) -> None:
    assert reason(pin) == ""


def test_the_rules_leave_nearly_all_pins() -> None:
    refused = sum(reason(f"{number:06}") != "" for number in range(0, 1_000_000, 7))

    assert 700 < refused < 2_000


@pytest.mark.parametrize("text", ["", "12345", "1234567", "12a456", "١٢٣٤٥٦", "-12345"])
def test_a_pin_is_six_digits(text: str) -> None:
    with pytest.raises(InvalidPin):
        check_pin(text, birth_year=None, phone=None)


def test_a_pin_is_read_as_it_is_typed() -> None:
    assert read_pin(" 482 915 ") == "482915"
    assert read_pin("４８２９１５") == "482915"


def password_reason(text: str) -> str:
    try:
        check_password(text, context_words=["Nguyễn Thị Thủy", "Mông Dương", "0936271845", "An"])
    except WeakPassword as weak:
        return str(weak)
    return ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ngắn quá", "short"),
        ("elevensigns", "short"),
        ("x1!" * 100, "long"),
        ("password1234", "common"),
        ("Mật khẩu 12345", "common"),
        ("matkhaumatkhau", "common"),
        ("qwertyuiop12", "common"),
        ("aaaaaaaaaaaa", "common"),
        ("123412341234", "common"),
        ("123456789012", "common"),
        ("abcdefghijklmn", "common"),
        ("toi la nguyen o nha", "context"),
        ("phuong mongduong que toi", "context"),
        ("so 0936271845 cua toi", "context"),
        ("con mèo vàng ngủ trên mái", ""),
        ("tàu chạy qua đèo lúc 5 giờ sáng", ""),
        ("k9$Vq2!mZr7w", ""),
    ],
)
def test_passwords(text: str, why: str) -> None:
    assert password_reason(text) == why


def test_128_signs_are_taken() -> None:
    assert password_reason("con mèo vàng ngủ " * 7 + "trên mái") == ""


def test_marks_apart_from_letters_make_the_same_password() -> None:
    assert read_password("me\u0300o va\u0300ng") == read_password("mèo vàng")
