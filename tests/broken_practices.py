"""Every way to break a practice in one place, and what is said about it."""

from learnapp.core.lesson_faults import Fault

_FIELD = "- ô `so`: Số định danh = 0000 0000 0000 ! Số tập in ngay trên ô."
_OPTION = "- [ ] Phường Cửa Ông ! Phường này không có tên ông."
_WARDS = "- bản đồ `noi`: Nơi ở\n- [x] Mông Dương @ 62 30\n- [ ] Quang Hanh @ 30 60 ! Không phải."
_PHOTO = "- ảnh `anh`: Ảnh\n- [x] (rõ) Ảnh 1\n- [ ] (mờ) Ảnh 2 ! Mờ."

# What is replaced by what, the fault, and words of the line where it is told.
BROKEN_PRACTICES = [
    # The practice
    ("Thực hành `vao`", "Thực hành", Fault.PRACTICE_KEY_MISSING, "## Thực hành"),
    ("`vao`", "`Vào`", Fault.QUESTION_KEY_FORM, "## Thực hành"),
    ("`vao`", "`can-gi`", Fault.QUESTION_KEY_TWICE, "## Thực hành"),
    (": Vào được Cổng", ":", Fault.PRACTICE_WITHOUT_TITLE, "## Thực hành"),
    (
        "Ông Mẫu ngồi ở máy chung. Bà con vào giúp ông.",
        "",
        Fault.PRACTICE_WITHOUT_TASK,
        "## Thực hành",
    ),
    ("giúp ông.", "giúp " + "ông " * 40, Fault.PRACTICE_TASK_LONG, "## Thực hành"),
    ("giúp ông.", "click giúp ông.", Fault.OTHER_WORD, "click giúp"),
    ("Phường này không có tên ông.", "Phường nhầm.\n\nchữ lạc", Fault.PRACTICE_LINE, "chữ lạc"),
    # Scenes
    ("### Cảnh `bi-tra`: tin nhắn", "### Cảnh bi-tra", Fault.SCENE_HEADING, "### Cảnh bi-tra"),
    ("`bi-tra`: tin nhắn", "`bi-tra`: tin nhắm", Fault.SCENE_KIND_UNKNOWN, "tin nhắm"),
    ("### Cảnh `bi-tra`", "### Cảnh `go-so`", Fault.SCENE_KEY_TWICE, "Cảnh `go-so`: tin"),
    ("### Cảnh `bi-tra`", "### Cảnh `Bị trả`", Fault.QUESTION_KEY_FORM, "Bị trả"),
    ("- nút: Sửa -> `go-so`", "", Fault.SCENE_WITHOUT_PRESS, "Cảnh `bi-tra`"),
    ("- nút: Sửa -> `go-so`", "- nút: Sửa ! Thôi.", Fault.SCENE_DEAD_END, "Cảnh `bi-tra`"),
    ("-> `xong`", "-> `go-so`", Fault.SCENE_UNREACHABLE, "Cảnh `xong`"),
    ("-> `xong`", "-> `xong` ! Sai.", Fault.PATH_MISSING, "## Thực hành"),
    ("`xong`: đích", "`xong`: trang web", Fault.GOAL_MISSING, "## Thực hành"),
    ("- chữ: Vào được rồi.", "", Fault.GOAL_EMPTY, "Cảnh `xong`"),
    ("- chữ: Vào được rồi.", "- nút: A -> `go-so`", Fault.GOAL_WITH_PRESS, "Cảnh `xong`"),
    ("- tên: Tin tập\n", "", Fault.ABOUT_MISSING, "Cảnh `bi-tra`"),
    ("- việc: Sửa hồ sơ\n", "", Fault.ABOUT_MISSING, "Cảnh `bi-tra`"),
    ("- gợi ý: Bị trả thì sửa.\n", "", Fault.ABOUT_MISSING, "Cảnh `bi-tra`"),
    ("- gợi ý thêm: Bấm “Sửa”.\n", "", Fault.ABOUT_MISSING, "Cảnh `bi-tra`"),
    ("- việc: Sửa hồ sơ", "- việc: Sửa\n- việc: Sửa nữa", Fault.ABOUT_TWICE, "Sửa nữa"),
    ("- việc: Sửa hồ sơ", "- việc: " + "sửa " * 21, Fault.PRACTICE_TASK_LONG, "Cảnh `bi-tra`"),
    # Parts
    ("- nút: Đăng nhập", "- nútt: Đăng nhập", Fault.PART_UNKNOWN, "nútt"),
    ("- nút: Đăng nhập", "- Đăng nhập", Fault.PART_UNKNOWN, "- Đăng nhập"),
    ("- nút: Sửa ->", "- nút: ->", Fault.PART_EMPTY, "- nút: ->"),
    ("Xem tin !", "a" * 301 + " !", Fault.PART_LONG, "aaa"),
    ("- đường dẫn: Xem tin !", "- nút: Đăng nhập !", Fault.PART_TWICE, "Tin để sau"),
    ("- tin: Cổng tập | Hồ sơ", "- tin: Hồ sơ", Fault.PART_WITHOUT_WHO, "- tin: Hồ sơ"),
    ("bị trả.\n- nút", "bị trả.\n" + "- chữ: a\n" * 24 + "- nút", Fault.PARTS_MANY, "- nút: Sửa"),
    ("- ô `so`", "- ô", Fault.INPUT_KEY_MISSING, "- ô:"),
    ("- chọn `phuong`", "- chọn `so`", Fault.INPUT_KEY_TWICE, "- chọn `so`"),
    (
        "- nút: Sửa",
        "- ô `a`: B = 0 ! C\n- đường dẫn: Sửa",
        Fault.INPUTS_WITHOUT_BUTTON,
        "Cảnh `bi-",
    ),
    (" = 0000 0000 0000 ! Số tập", " ! Số tập", Fault.FIELD_WITHOUT_SAMPLE, "- ô `so`"),
    (" = 0000 0000 0000 ! Số tập", " = … ! Số tập", Fault.FIELD_WITHOUT_SAMPLE, "- ô `so`"),
    (_FIELD, _FIELD.partition(" ! ")[0], Fault.FIELD_WITHOUT_REFUSAL, "- ô `so`"),
    ("= 0000 0000 0000", "= 0221 5812 3456", Fault.SAMPLE_REAL, "- ô `so`"),
    (_FIELD, "- bàn phím `so`: Mã = 4829 ! Sai.", Fault.SAMPLE_REAL, "- bàn phím"),
    ("Hồ sơ bị trả.", "Gọi 0912 345 678", Fault.SAMPLE_REAL, "Gọi 0912"),
    ("| Hồ sơ", "| Mở dichvucong-gov.com. Hồ sơ", Fault.ADDRESS_REAL, "gov.com"),
    ("Tin để sau.", "Xem https://vneid.gov.vn nhé.", Fault.ADDRESS_REAL, "vneid.gov.vn"),
    (
        "- tin: Cổng tập | Hồ sơ bị trả.",
        "- chữ: Bị trả -> `go-so`",
        Fault.OUTCOME_OUTSIDE,
        "- chữ: Bị",
    ),
    (" ! Tin để sau.", "", Fault.PRESS_LEADS_NOWHERE, "Xem tin"),
    (" ! Tin để sau.", " !", Fault.REFUSAL_EMPTY, "Xem tin"),
    (" ! Tin để sau.", " -> ! Tin để sau.", Fault.TARGET_FORM, "Xem tin"),
    (" ! Tin để sau.", " ! Tin để sau. -> `go-so`", Fault.TARGET_FORM, "Xem tin"),
    ("Sửa -> `go-so`", "Sửa -> `go-co`", Fault.TARGET_UNKNOWN, "- nút: Sửa"),
    ("-> `bi-tra` ! Ông", "-> `bi-ta` ! Ông", Fault.TARGET_UNKNOWN, "bi-ta`"),
    # Options
    ("- tin: Cổng tập | Hồ sơ bị trả.", "- [x] Lạc", Fault.OPTION_OUTSIDE, "Lạc"),
    ("- [x] Phường Mông", "- [ ] Phường Mông", Fault.OPTION_RIGHT_MISSING, "- chọn"),
    ("- [x] Phường Mông Dương", "- [x] A ! Sai.", Fault.OPTION_RIGHT_REFUSED, "- [x] A"),
    (" ! Phường này không có tên ông.", "", Fault.OPTION_WITHOUT_REFUSAL, "Cửa Ông"),
    ("Phường Cửa Ông", "Phường Mông Dương", Fault.OPTION_TWICE, "- chọn"),
    ("- [ ] Phường Cửa Ông !", "- [ ] !", Fault.CHOICE_EMPTY, "- [ ] !"),
    (_OPTION, "- [ ] Xã ! Không.\n" * 11, Fault.CHOICES_MANY, "no"),
    ("- nút: Sửa", "- chọn `a`: B\n- [x] C\n- nút: Sửa", Fault.OPTIONS_FEW, "- chọn `a`"),
    ("- nút: Sửa", f"{_PHOTO.replace('mờ', 'tối')}\n- nút: Sửa", Fault.DRAWING_UNKNOWN, "(tối)"),
    ("- nút: Sửa", f"{_PHOTO.replace('(mờ) ', '')}\n- nút: Sửa", Fault.DRAWING_UNKNOWN, "Ảnh 2"),
    ("- nút: Sửa", f"{_WARDS.replace(' @ 62 30', '')}\n- nút: Sửa", Fault.PLACE_FORM, "- [x] Mông"),
    ("- nút: Sửa", f"{_WARDS.replace('62', '162')}\n- nút: Sửa", Fault.PLACE_FORM, "@ 162"),
]
