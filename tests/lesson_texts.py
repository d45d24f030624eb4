"""A sound lesson to begin with, for tests that break it in one place."""

from datetime import date
from pathlib import Path

from learnapp.core.lesson_source import LessonFile, Parsed, parse_lesson, parse_translation
from learnapp.core.lessons import Lesson

TODAY = date(2026, 11, 23)

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 220">'
    b'<path id="a" class="b" d="M0 0h10"/><use href="#a" x=".9" y="1.3"/></svg>'
)

LESSON = """\
---
ten: Đăng nhập bằng VNeID
thu-tu: 2
so-phut: 4
danh-cho: Người có VNeID mức 2
lam-duoc: Đăng nhập Cổng và thoát ra khi xong
ky-nang: [KNS.DV.1, KNS.AT.1]
ma-bai: [CG-02]
nguoi-giu: Đoàn phường Mông Dương
lam-thu-ngay: 20/11/2026
nguon:
  - ten: Cổng Dịch vụ công quốc gia
    dia-chi: https://dichvucong.gov.vn/
    ngay: 9/2026
---

## Màn: Bà Mẫu mở Cổng
Bà Mẫu mở **dichvucong.gov.vn**. Bà nhìn góc trên.

![Trang chủ, nút ở góc trên](trang-chu.svg)

## Màn: Bấm “Đăng nhập”
Bấm nút, rồi chọn tài khoản định danh.

## Màn: Thấy tên mình
Thấy tên mình là đã vào.

## Màn: Việc của tôi hôm nay
Vào thử một lần. Dùng máy mượn thì thoát ra.

## Câu hỏi `trang-la`: chọn một
Trang lạ hỏi mật khẩu. Bà con làm gì?
- [ ] Gõ cho nhanh
  > Chưa đúng. Hãy thoát ra.
- [x] Thoát ra
  > Đúng rồi.

## Câu hỏi `can-gi`: chọn nhiều
Cần những gì? Chọn hai.
- [x] Số định danh
  > Đúng.
- [x] Mật khẩu
  > Đúng.
- [ ] Ảnh chân dung
  > Chưa cần.

## Câu hỏi `dung-sai`: đúng hay sai
Xong việc ở máy mượn thì thoát ra.
- [x] Đúng
  > Đúng rồi.
- [ ] Sai
  > Chưa đúng.

## Câu hỏi `lua-that`: lừa hay thật
Người lạ gửi tin:

> Quét mã này để nhận quà.

- [x] Lừa, dừng lại
  > Đúng rồi.
- [ ] An toàn
  > Chưa đúng.

## Câu hỏi `cac-buoc`: xếp thứ tự
Vào theo thứ tự nào?
1. Bấm nút
2. Chọn tài khoản
3. Gõ số và mật khẩu
4. Xác nhận mã
> Mã đến sau cùng.

## Câu hỏi `noi`: nối cặp
Việc nào, gõ chữ gì?
- Khách ngủ lại = Lưu trú
- Thuê trọ = Tạm trú
- Bạn ở ba hôm = Lưu trú
> Từ 30 ngày là tạm trú.
"""

ENGLISH = """\
---
ten: Sign in with VNeID
danh-cho: People with VNeID level 2
lam-duoc: Sign in to the Portal and sign out
---

## Màn: Mrs Mẫu opens the Portal
Mrs Mẫu opens **dichvucong.gov.vn**.

![The first page, a button at the top](trang-chu.svg)

## Màn: Press “Đăng nhập”
Press the button, choose the account.

## Màn: See your name
When you see your name, you are in.

## Màn: My task today
Sign in once.

## Câu hỏi `trang-la`: chọn một
A strange page asks for your password. What now?
- [ ] Type it
  > Not yet.
- [x] Leave
  > Right.

## Câu hỏi `can-gi`: chọn nhiều
What do you need?
- [x] The identity number
  > Right.
- [x] The password
  > Right.
- [ ] A portrait
  > Not needed.

## Câu hỏi `dung-sai`: đúng hay sai
Sign out on a borrowed computer.
- [x] True
  > Right.
- [ ] False
  > Not yet.

## Câu hỏi `lua-that`: lừa hay thật
A stranger writes: scan this for a gift.
- [x] Scam, stop
  > Right.
- [ ] Safe
  > Not yet.

## Câu hỏi `cac-buoc`: xếp thứ tự
In which order?
1. Press the button
2. Choose the account
3. Type number and password
4. Confirm the code
> The code comes last.

## Câu hỏi `noi`: nối cặp
What to type?
- A guest overnight = Stay
- Renting = Residence
- A friend for three days = Stay
> From 30 days on it is residence.
"""

COURSE = """\
---
ten: Nộp hồ sơ ở một cổng
thu-tu: 1
tom-tat: Tự nộp một hồ sơ.
---

Khoá học đi từng bước.
"""

COURSE_ENGLISH = """\
---
ten: Filing at one portal
tom-tat: File a dossier yourself.
---

Step by step.
"""

PICTURES = {"trang-chu.svg": DRAWING}


def parse(text: str, *, pictures: dict[str, bytes] | None = None) -> Parsed:
    """Read a lesson from its text."""
    used = PICTURES if pictures is None else pictures
    return parse_lesson(LessonFile("khoa", "bai", text.encode(), used), today=TODAY)


def lesson(text: str = LESSON) -> Lesson:
    """Read a lesson that must be there."""
    found = parse(text).lesson
    assert found is not None
    return found


def translate(text: str = ENGLISH, original: Lesson | None = None) -> Parsed:
    """Read the English of a lesson from its text."""
    file = LessonFile("khoa", "bai", text.encode(), PICTURES)
    return parse_translation(file, original or lesson())


def write_course(folder: Path, course: str = "khoa", **lessons: str) -> Path:
    """Write a course with its drawings; lessons by their slug, ``__`` for a dot, ``_`` a hyphen."""
    path = folder / course
    path.mkdir(parents=True, exist_ok=True)
    files = {"khoa_hoc": COURSE, "khoa_hoc__en": COURSE_ENGLISH, **lessons}
    for name, text in files.items():
        file = path / f"{name.replace('__', '.').replace('_', '-')}.md"
        file.write_text(text, encoding="utf-8")
    for name, raw in PICTURES.items():
        (path / name).write_bytes(raw)
    return path
