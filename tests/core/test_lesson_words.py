"""How many words, and which."""

import pytest

from learnapp.core.lesson_words import count_syllables, other_words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bà Mẫu mở dichvucong.gov.vn", 4),
        ("", 0),
        ("— … !", 0),
        ("Từ 01/7/2025, 54 phường", 4),
    ],
)
def test_syllables_are_counted_as_they_are_written(text: str, count: int) -> None:
    assert count_syllables(text) == count


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Nhấn nút", "bấm"),
        ("Ấn vào ô", "bấm"),
        ("chạm vào ô", "bấm"),
        ("đừng CLICK", "bấm"),
        ("nhập số", "gõ"),
        ("điền tên", "gõ"),
        ("tích vào dòng", "chọn"),
        ("scan mã", "quét"),
        ("đính kèm ảnh", "gửi kèm"),
        ("upload ảnh", "gửi kèm"),
        ("submit", "nộp"),
        ("bấm link", "đường dẫn"),
    ],
)
def test_an_action_has_one_word(text: str, better: str) -> None:
    assert [found for _, found in other_words(text)] == [better]


@pytest.mark.parametrize(
    "text",
    [
        "Bấm Đăng nhập",
        "nhấn mạnh",
        "tin nhắn",
        "thu nhập thấp",
        "nhập khẩu, nhập học, nhập viện",
        "sáp nhập phường",
        "diện tích 40 mét",
        "tích hợp thẻ, tích cực, thành tích",
        "Ấn Độ, in ấn, ấn phẩm",
        "va chạm xe",
        "Bấm “Nhập mã”",
        'Bấm "Nhấn để tiếp tục"',
        "`click.vn`",
        "[trang](https://a.vn/link)",
    ],
)
def test_words_that_only_sound_alike_and_names_of_buttons_may_stand(text: str) -> None:
    assert other_words(text) == []
