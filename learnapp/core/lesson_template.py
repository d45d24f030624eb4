"""What a new lesson file begins as: everything in its place, and gaps where the author writes.

A gap stands in ⟨ ⟩ or after a key without a value; each is reported until it is filled.
"""

COURSE = """\
---
ten:
thu-tu: {order}
tom-tat:
---

⟨Hai, ba câu: khoá này giúp bà con làm được việc gì.⟩
"""

LESSON = """\
---
ten:
thu-tu: {order}
so-phut: 4
danh-cho:
lam-duoc:
ky-nang: [{skill}]
nguoi-giu:
lam-thu-ngay:
nguon:
  - ten:
    dia-chi:
    ngay:
---

## Màn: ⟨Tình huống ở phường⟩
⟨Một ý, nhiều nhất 40 chữ. Câu ngắn, dưới 15 chữ.⟩

## Màn: ⟨Bước đầu tiên⟩
⟨Bấm gì, nhìn chỗ nào. Tên nút đặt trong “ ”.⟩

## Màn: ⟨Chỗ hay nhầm⟩
⟨Nói trước chỗ hay nhầm, và cách sửa.⟩

## Màn: Việc của tôi hôm nay
⟨Một việc làm thử ngay, và một câu giữ an toàn.⟩

## Câu hỏi `{key}`: chọn một
⟨Một tình huống. Bà con làm gì?⟩
- [ ] ⟨Việc hay làm nhầm⟩
  > ⟨Chưa đúng, không sao. Vì sao, và nhìn chỗ nào.⟩
- [x] ⟨Việc nên làm⟩
  > ⟨Đúng rồi. Vì sao.⟩

## Thực hành `tap-{slug}`: ⟨Làm được việc gì⟩
⟨Ai cần làm gì. Một, hai câu. Bài không có thực hành thì xoá từ dòng ## này.⟩

### Cảnh `trang-dau`: trang web
- tên: Cổng luyện tập
- việc: ⟨Ở màn này phải làm gì⟩
- nút: ⟨Nút đúng⟩ -> `to-khai`
- nút: ⟨Nút hay bấm nhầm⟩ ! ⟨Vì sao chưa đúng, và bấm chỗ nào⟩
- đường dẫn: ⟨Chỗ nhầm khác⟩ ! ⟨Lời báo như dịch vụ thật⟩
- gợi ý: ⟨Nhìn chỗ nào⟩
- gợi ý thêm: ⟨Bấm đúng nút nào⟩

### Cảnh `to-khai`: biểu mẫu
- tên: Cổng luyện tập
- việc: ⟨Gõ, chọn gì⟩
- ô `so`: Số định danh = 0000 0000 0000 ! ⟨Số tập in ở đâu⟩
- chọn `noi`: ⟨Chọn gì⟩
- [x] ⟨Dòng đúng⟩
- [ ] ⟨Dòng hay nhầm⟩ ! ⟨Vì sao dịch vụ không nhận⟩
- nút: Nộp -> `xong`
- gợi ý: ⟨Nhìn chỗ nào⟩
- gợi ý thêm: ⟨Gõ gì, chọn dòng nào, bấm nút nào⟩

### Cảnh `xong`: đích
- chữ: ⟨Đã làm được gì, nhớ điều gì⟩
"""


def new_lesson(slug: str, order: int, skill: str) -> str:
    """Return the text of a lesson to be filled in, at that place of its course."""
    key = f"tinh-huong-{slug}"[:40].strip("-")
    practice = slug[:36].strip("-")
    return LESSON.format(order=order, skill=skill, key=key, slug=practice)


def new_course(order: int) -> str:
    """Return the text of a course to be filled in, at that place among the courses."""
    return COURSE.format(order=order)
