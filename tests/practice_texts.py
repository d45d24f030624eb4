"""A small sound practice to begin with, for tests that play it or break it in one place."""

from learnapp.core.practice_machine import Run, read_acts, replay
from learnapp.core.practices import Practice
from tests.lesson_texts import LESSON, lesson, parse

PRACTICE = """
## Thực hành `vao`: Vào được Cổng
Ông Mẫu ngồi ở máy chung. Bà con vào giúp ông.

### Cảnh `trang-chu`: trang web
- tên: Cổng luyện tập
- việc: Tìm chỗ để vào
- nút: Đăng nhập -> `go-so`
- nút: Tạo tài khoản ! Tài khoản riêng đã thôi dùng.
- đường dẫn: Xem tin ! Tin để sau.
- gợi ý: Nhìn góc trên.
- gợi ý thêm: Bấm “Đăng nhập”.

### Cảnh `go-so`: biểu mẫu
- tên: Cổng luyện tập
- việc: Gõ số tập
- ô `so`: Số định danh = 0000 0000 0000 ! Số tập in ngay trên ô.
- chọn `phuong`: Phường, xã
- [x] Phường Mông Dương
- [ ] Phường Quang Hanh -> `bi-tra` ! Ông ở Mông Dương.
- [ ] Phường Cửa Ông ! Phường này không có tên ông.
- nút: Nộp -> `xong`
- nút: Nộp cho nhanh -> `bi-tra` ! Ảnh mờ, hồ sơ bị trả.
- đường dẫn: Quay về trang đầu -> `trang-chu`
- gợi ý: Gõ mười hai số không.
- gợi ý thêm: Gõ 0000 0000 0000, chọn Mông Dương.

### Cảnh `bi-tra`: tin nhắn
- tên: Tin tập
- việc: Sửa hồ sơ
- tin: Cổng tập | Hồ sơ bị trả.
- nút: Sửa -> `go-so`
- gợi ý: Bị trả thì sửa.
- gợi ý thêm: Bấm “Sửa”.

### Cảnh `xong`: đích
- chữ: Vào được rồi.
"""

WITH_PRACTICE = LESSON + PRACTICE


def practice(text: str = WITH_PRACTICE) -> Practice:
    """Return the practice of a lesson that has one."""
    found = lesson(text).practice
    assert found is not None
    return found


def play(acts: str, *, silent: bool = False) -> Run:
    """Play the small practice by written acts."""
    return replay(practice(), read_acts(acts), silent=silent)


__all__ = ["PRACTICE", "WITH_PRACTICE", "parse", "play", "practice"]
