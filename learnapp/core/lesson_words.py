"""How many words, and which: what a slow reader can take in, and one word for one action."""

import re

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|`[^`]*`")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")

PRESS, TYPE, CHOOSE, SCAN, ATTACH, SUBMIT, LINK = (
    "bấm", "gõ", "chọn", "quét", "gửi kèm", "nộp", "đường dẫn",
)  # fmt: skip

_GESTURES = frozenset({"chạm"})
_OTHER_WORDS = {
    "nhấn": PRESS, "ấn": PRESS, "chạm": PRESS, "click": PRESS,
    "nhập": TYPE, "điền": TYPE,
    "tích": CHOOSE, "tick": CHOOSE,
    "scan": SCAN,
    "đính kèm": ATTACH, "upload": ATTACH,
    "submit": SUBMIT,
    "link": LINK,
}  # fmt: skip

# Words that only sound alike: đăng nhập is not gõ, diện tích is not chọn.
_BEFORE = {
    "ấn": ("dấu", "in", "bản", "triện"),
    "chạm": ("va", "lạm", "đụng"),
    "nhập": (
        "đăng", "thu", "sáp", "xâm", "gia", "hội", "hợp", "xuất", "du", "thâm", "hòa", "nguồn",
        "trùng", "đột", "ghi",
    ),
    "tích": (
        "diện", "phân", "thành", "di", "dấu", "mất", "thương", "thể", "dung", "kỳ", "sự", "cổ",
        "bệnh", "bán", "súc", "tung",
    ),
}  # fmt: skip
_AFTER = {
    "nhấn": ("mạnh",),
    "ấn": ("định", "độ", "phẩm", "tượng", "bản", "chỉ", "loát", "hành"),
    "chạm": ("trổ", "khắc", "mặt"),
    "nhập": (
        "khẩu", "học", "viện", "ngũ", "cảnh", "cư", "hộ", "tịch", "kho", "môn", "hội", "trại",
        "cuộc",
    ),
    "điền": ("kinh", "trang", "viên", "dã"),
    "tích": (
        "hợp", "cực", "lũy", "luỹ", "trữ", "điểm", "tụ", "xanh", "tắc", "góp", "sự", "cóp",
        "nước",
    ),
}  # fmt: skip
_OTHER = re.compile(
    r"(?:(\w+)\s+)?(?<!\w)(" + "|".join(sorted(_OTHER_WORDS, key=len, reverse=True)) + r")(?!\w)"
    r"(?=(?:\s+(\w+))?)"
)


def count_syllables(text: str) -> int:
    """Count the words as Vietnamese is written, each syllable apart; an address is one."""
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def other_words(text: str, *, gestures: bool = False) -> list[tuple[str, str]]:
    """Find words for an action that has another: each with the word to write instead.

    What stands in quotation marks is the name of a button and keeps its words. A lesson that
    teaches gestures (``gestures``) may say chạm.
    """
    plain = _LINK_TARGET.sub("]", _QUOTED.sub(" . ", text)).casefold()
    found = []
    for match in _OTHER.finditer(plain):
        before, word, after = match.groups()
        if gestures and word in _GESTURES:
            continue
        if before in _BEFORE.get(word, ()) or after in _AFTER.get(word, ()):
            continue
        found.append((word, _OTHER_WORDS[word]))
    return found
