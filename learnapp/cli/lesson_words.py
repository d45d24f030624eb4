"""What is wrong with a lesson file, and what to write instead, in the words of its author.

``%(name)s`` stands for a detail of the problem.
"""

from collections.abc import Mapping

from learnapp.cli.bank_words import BANK_WORDS
from learnapp.cli.practice_words import PRACTICE_WORDS
from learnapp.core.lesson_compare import PRACTICE_PART
from learnapp.core.lesson_faults import Fault, Problem

WORDS: Mapping[Fault, str] = {
    **PRACTICE_WORDS,
    **BANK_WORDS,
    Fault.FILE_TOO_LARGE: "tệp lớn hơn %(largest)s KB nên không đọc; hãy chia nhỏ",
    Fault.FILE_NAME: (
        "tên “%(name)s” không dùng làm địa chỉ được; chỉ dùng chữ thường không dấu, số và gạch nối,"
        " ví dụ dang-nhap-cong.md"
    ),
    Fault.NOT_UTF8: "chữ không đọc được; hãy lưu tệp với bảng mã UTF-8",
    Fault.CONTROL_CHARACTER: "có ký tự lạ không nhìn thấy; xoá rồi gõ lại dòng này",
    Fault.LINE_TOO_LONG: "dòng dài quá %(longest)s ký tự; hãy xuống dòng",
    Fault.BLOCK_TOO_LONG: "phần này dài quá %(longest)s ký tự; hãy chia ra",
    Fault.TOO_MANY_SIGNS: "phần này có hơn %(most)s dấu %(sign)s; hãy bớt đi",
    Fault.TOO_DEEP: "lồng vào nhau quá nhiều tầng; hãy viết đơn giản hơn",
    Fault.NO_HEAD: "tệp phải mở đầu bằng một dòng ---, rồi đến các dòng như “ten: Tên bài”",
    Fault.HEAD_NOT_CLOSED: "phần đầu chưa đóng; thêm một dòng --- sau dòng cuối của phần đầu",
    Fault.HEAD_BROKEN: (
        "phần đầu viết chưa đúng ở đây; mỗi dòng là “khoá: giá trị”. Giá trị có dấu hai chấm hoặc"
        ' ký hiệu lạ thì đặt trong ngoặc kép: ten: "Cách một: mật khẩu"'
    ),
    Fault.HEAD_NOT_KEYS: "phần đầu phải gồm các dòng “khoá: giá trị”, ví dụ “ten: Tên bài”",
    Fault.HEAD_ALIAS: "phần đầu không dùng dấu & và * ở đầu giá trị; đặt giá trị trong ngoặc kép",
    Fault.KEY_TWICE: "“%(key)s” đã viết ở dòng %(first)s; xoá một trong hai",
    Fault.KEY_UNKNOWN: "không có khoá “%(key)s”%(maybe)s; các khoá dùng được: %(known)s",
    Fault.KEY_MISSING: "thiếu “%(key)s”; %(example)s",
    Fault.KEY_ONLY_IN_VIETNAMESE: (
        "“%(key)s” chỉ viết ở bản tiếng Việt; xoá dòng này, bản tiếng Anh tự lấy theo"
    ),
    Fault.VALUE_NOT_TEXT: "“%(key)s” phải là chữ viết trên một dòng",
    Fault.VALUE_TOO_LONG: "“%(key)s” dài quá %(longest)s ký tự; viết ngắn lại",
    Fault.VALUE_NOT_LIST: "“%(key)s” phải là danh sách; %(example)s",
    Fault.VALUE_NOT_NUMBER: "“%(key)s” phải là một số từ %(low)s đến %(high)s",
    Fault.VALUE_NOT_DAY: "“%(key)s” phải là một ngày viết ngày/tháng/năm, ví dụ 20/11/2026",
    Fault.VALUE_NOT_YES_OR_NO: "“%(key)s” chỉ viết true hoặc false",
    Fault.DAY_IN_FUTURE: "ngày làm thử còn chưa đến; viết ngày đã làm thử trên dịch vụ thật",
    Fault.STALE: (
        "đã %(days)s ngày chưa làm thử lại trên dịch vụ thật; làm thử rồi sửa lam-thu-ngay"
    ),
    Fault.SKILL_UNKNOWN: "không có mã kỹ năng “%(skill)s”%(maybe)s; các mã: %(known)s",
    Fault.CODE_FORM: "mã “%(code)s” phải là hai chữ hoa, gạch nối, hai số, ví dụ CG-01",
    Fault.PROCEDURE_FORM: (
        "“%(value)s” phải viết không dấu, có gạch nối, ví dụ thu-tuc: dang-ky-tam-tru"
    ),
    Fault.SOURCE_MISSING: (
        "bài chưa có nguồn; thêm “nguon:”, dưới đó “  - ten: …”, “    dia-chi: https://…”,"
        " “    ngay: 2026”"
    ),
    Fault.SOURCE_DAY: (
        "“%(value)s” không phải ngày; viết năm, tháng/năm hoặc ngày/tháng/năm: 2026, 9/2026,"
        " 13/9/2026"
    ),
    Fault.SOURCE_WITHOUT_ADDRESS: "nguồn chưa có địa chỉ; thêm “dia-chi: https://…” nếu có",
    Fault.HEADING_UNKNOWN: (
        "không hiểu “## %(heading)s”%(maybe)s; chỉ viết “## Màn: tên màn”,"
        " “## Thực hành `ma-bai-tap`: tên” hoặc “## Câu hỏi `ma-cau`: chọn một”"
    ),
    Fault.HEADING_TOO_HIGH: (
        "không dùng một dấu # trong bài; tên bài viết ở “ten:”, tên màn viết “## Màn: …”"
    ),
    Fault.HEADING_WITHOUT_TITLE: "màn chưa có tên; viết “## Màn: tên màn”",
    Fault.TEXT_OUTSIDE: "chữ này chưa thuộc màn nào; viết “## Màn: tên màn” ở dòng trên",
    Fault.HEADING_IN_COURSE: (
        "khoa-hoc.md chỉ có vài đoạn giới thiệu; “## %(heading)s” để ở tệp của bài học"
    ),
    Fault.SCREEN_EMPTY: "màn còn trống; viết một ý ngắn hoặc thêm hình",
    Fault.SCREEN_LONG: "màn có %(count)s chữ; nên rút còn %(good)s chữ",
    Fault.SCREEN_TOO_LONG: (
        "màn có %(count)s chữ, nhiều nhất là %(most)s; rút gọn hoặc chia thành hai màn"
    ),
    Fault.SCREENS_MISSING: "bài chưa có màn nào; viết “## Màn: tên màn”",
    Fault.SCREENS_FEW: "bài mới có %(count)s màn; nên có từ %(fewest)s màn",
    Fault.SCREENS_MANY: "bài có %(count)s màn; nên có nhiều nhất %(most)s màn",
    Fault.LAST_SCREEN: "màn cuối nên là “## Màn: %(title)s”",
    Fault.RAW_HTML: (
        "có “%(html)s”: không viết HTML. Chữ đậm viết **như thế này**; dấu nhỏ hơn thì viết"
        " cách ra: a < b"
    ),
    Fault.LINK_NOT_HTTPS: (
        "địa chỉ “%(address)s” phải bắt đầu bằng https:// ; số điện thoại thì viết tel:"
    ),
    Fault.OTHER_WORD: (
        "viết “%(better)s” thay cho “%(word)s” (một việc, một từ); tên nút thì đặt trong “ ”"
    ),
    Fault.PLACEHOLDER: "còn chỗ chưa điền: %(gap)s",
    Fault.PICTURE_MISSING: "không thấy hình “%(picture)s” cạnh tệp này%(maybe)s",
    Fault.PICTURE_NOT_SVG: "hình “%(picture)s” phải là tệp .svg nằm cạnh bài, tên không dấu",
    Fault.PICTURE_WITHOUT_ALT: (
        "hình “%(picture)s” chưa có lời tả; viết ![hình vẽ gì, trong một câu](%(picture)s)"
    ),
    Fault.PICTURE_IN_CHOICE: "hình không đặt trong lựa chọn; đưa lên phần câu hỏi",
    Fault.PICTURE_BROKEN: "tệp hình hỏng, không đọc được từ dòng này; hãy xuất lại tệp SVG",
    Fault.PICTURE_LARGE: "hình nặng %(size)s KB; nên dưới 6 KB cho máy yếu, hãy bớt nét",
    Fault.PICTURE_WITHOUT_VIEWBOX: 'hình thiếu viewBox; viết <svg viewBox="0 0 360 220">',
    Fault.PICTURE_ELEMENT: (
        "hình có <%(element)s>, không dùng được; chỉ vẽ bằng path, circle, ellipse, rect, line,"
        " polyline, polygon, text, g, use, defs, clipPath"
    ),
    Fault.PICTURE_ATTRIBUTE: (
        "hình có thuộc tính “%(attribute)s”, không dùng được; màu và nét lấy từ class"
    ),
    Fault.PICTURE_VALUE: (
        "trong hình, “%(attribute)s” không thể là “%(value)s”; không trỏ ra ngoài hình,"
        " không viết style"
    ),
    Fault.PICTURE_COLOUR: (
        "trong hình, %(attribute)s=“%(value)s” không dùng được; chỉ none hoặc currentColor,"
        " màu lấy từ class"
    ),
    Fault.PICTURE_ID: "trong hình, id “%(id)s” bị trùng hoặc không có; sửa cho khớp",
    Fault.QUESTIONS_MISSING: "bài chưa có câu hỏi; thêm “## Câu hỏi `ma-cau`: chọn một”",
    Fault.QUESTION_KEY_MISSING: (
        "câu hỏi chưa có mã; viết “## Câu hỏi `ma-cau`: …”, hoặc chạy"
        " flask lessons check --fix để máy đặt mã"
    ),
    Fault.QUESTION_KEY_FORM: (
        "mã “%(key)s” chưa đúng; chữ thường không dấu, số, gạch nối, nhiều nhất 40 ký tự%(maybe)s"
    ),
    Fault.QUESTION_KEY_TWICE: "mã `%(key)s` đã dùng ở dòng %(first)s; mỗi câu một mã riêng",
    Fault.QUESTION_KEY_LIKE_FIELD: (
        "mã `%(key)s` lẫn với một phần của câu `%(other)s`; chọn mã khác"
    ),
    Fault.QUESTION_KIND_MISSING: "câu hỏi chưa có loại; viết một trong: %(known)s",
    Fault.QUESTION_KIND_UNKNOWN: "không có loại “%(kind)s”%(maybe)s; các loại: %(known)s",
    Fault.QUESTION_WITHOUT_PROMPT: "chưa có câu hỏi; viết câu hỏi ngay dưới dòng ## này",
    Fault.CHOICE_BOX: "lựa chọn phải viết “- [ ] …”, đáp án đúng viết “- [x] …”",
    Fault.CHOICES_FEW: "câu này có %(count)s lựa chọn; cần ít nhất hai, viết %(form)s",
    Fault.CHOICES_MANY: "câu này có %(count)s lựa chọn; nhiều nhất %(most)s",
    Fault.CHOICES_NOT_TWO: "câu này có %(count)s lựa chọn; phải đúng hai: %(form)s",
    Fault.CHOICE_WORDS: "hai lựa chọn nên là %(form)s, theo thứ tự ấy",
    Fault.CHOICE_EMPTY: "lựa chọn còn trống; viết chữ sau dấu ngoặc",
    Fault.CHOICE_TWICE: "lựa chọn này giống dòng %(first)s; sửa cho khác nhau",
    Fault.CHOICE_WITHOUT_WHY: "lựa chọn chưa có lời giải thích; viết dòng dưới “  > Vì sao…”",
    Fault.RIGHT_MISSING: "câu hỏi chưa có đáp án đúng; đánh dấu đáp án bằng [x]",
    Fault.RIGHT_TOO_MANY: (
        "câu này có %(count)s đáp án đúng; chỉ để một [x], hoặc đổi loại thành “chọn nhiều”"
    ),
    Fault.RIGHT_ONLY_ONE: "câu “chọn nhiều” mới có một đáp án đúng; đổi thành “chọn một”?",
    Fault.PAIR_FORM: "cặp phải viết “- vế trái = vế phải”, có dấu cách hai bên dấu =",
    Fault.WHY_MISSING: "câu hỏi chưa có lời giải thích; viết cuối câu “> Vì sao…”",
    Fault.WHY_IN_THE_MIDDLE: "loại câu này giải thích một lần ở cuối; chuyển dòng > này xuống cuối",
    Fault.STRAY_TEXT: (
        "chữ này không thuộc lựa chọn nào; lời giải thích viết “> …”, câu hỏi viết lên trên"
    ),
    Fault.SPOT_FORM: (
        "chỗ bấm phải viết “- [ ] tên chỗ @ x y rộng cao”, bốn số nguyên theo viewBox của hình,"
        " ví dụ @ 40 60 200 54"
    ),
    Fault.SPOT_DRAWING: "câu “bấm đúng chỗ” có %(count)s hình; phải có đúng một hình ở trên",
    Fault.SPOT_OUTSIDE: "chỗ bấm ra ngoài hình (viewBox %(view)s); sửa bốn số sau dấu @",
    Fault.SPOT_SMALL: (
        "chỗ bấm nhỏ quá, ngón tay bấm trượt; rộng và cao ít nhất %(least)s, có thể lấn ra ngoài"
        " nét vẽ"
    ),
    Fault.SPOT_OVERLAPS: "chỗ bấm đè lên chỗ ở dòng %(first)s; tách hai chỗ ra",
    Fault.MESSAGE_FORM: (
        "tin phải viết “tin: Người gửi | lời nhắn”, cuộc gọi “gọi: Người gọi | lời nói”,"
        " lời của mình “mình: lời nói”"
    ),
    Fault.MESSAGE_MISSING: (
        "câu “tình huống” chưa có tin hay cuộc gọi; viết một dòng “tin: Người gửi | lời nhắn”"
    ),
    Fault.ORDER_TWICE: "thu-tu %(order)s đã dùng ở %(other)s; mỗi bài trong khoá một số",
    Fault.SLUG_TWICE: "tên tệp “%(slug)s” đã dùng ở %(other)s; địa chỉ bài phải khác nhau",
    Fault.COURSE_MISSING: (
        "thư mục %(course)s chưa có khoa-hoc.md; tạo tệp với ten, thu-tu, tom-tat"
    ),
    Fault.ORIGINAL_MISSING: "không có bản tiếng Việt %(file)s; đổi tên tệp hoặc viết bản ấy",
    Fault.TRANSLATION_MISSING: "chưa có bản tiếng Anh; viết %(file)s",
    Fault.TRANSLATION_SCREENS: (
        "bản tiếng Anh có %(count)s màn, bản tiếng Việt có %(original)s; dịch cho đủ, đúng thứ tự"
    ),
    Fault.TRANSLATION_QUESTION_MISSING: "bản tiếng Anh thiếu câu hỏi `%(key)s`",
    Fault.TRANSLATION_QUESTION_UNKNOWN: (
        "bản tiếng Việt không có câu `%(key)s`; giữ nguyên mã: %(known)s"
    ),
    Fault.TRANSLATION_QUESTION_DIFFERS: (
        "câu `%(key)s` khác bản tiếng Việt; giữ đúng loại, số lựa chọn, thứ tự và đáp án"
    ),
    Fault.TRANSLATION_UNMARKED: (
        "chưa ghi dịch từ bản nào; dịch xong chạy flask lessons check --translated MÃ-BÀI"
    ),
    Fault.TRANSLATION_BEHIND: (
        "bản tiếng Anh chậm hơn ở %(where)s; dịch lại rồi chạy"
        " flask lessons check --translated MÃ-BÀI"
    ),
    Fault.KEY_RENAMED: "câu này trước có mã `%(old)s`; giữ mã ấy, đừng đổi thành `%(key)s`",
    Fault.KEY_REUSED: "mã `%(key)s` đã là một câu khác; câu mới phải có mã mới",
}

_EXAMPLES = {
    "ten": "ten: Đăng nhập Cổng bằng VNeID",
    "thu-tu": "thu-tu: 2",
    "so-phut": "so-phut: 4",
    "danh-cho": "danh-cho: Người có VNeID mức 2",
    "lam-duoc": "lam-duoc: Đăng nhập Cổng và thoát ra khi xong",
    "ky-nang": "ky-nang: [KNS.DV.1, KNS.AT.1]",
    "ma-bai": "ma-bai: [CG-01]",
    "nguoi-giu": "nguoi-giu: Đoàn phường Mông Dương",
    "lam-thu-ngay": "lam-thu-ngay: 20/11/2026",
    "tom-tat": "tom-tat: Biết tìm, nộp và theo dõi hồ sơ ở một Cổng",
    "so-muc": "so-muc: 20",
    "nguon: ten": "ten: Chỉ thị 24/CT-TTg",
    "nguon: ngay": "ngay: 13/9/2025",
    "nguon": "nguon: ở một dòng, rồi “  - ten: …” ở dòng dưới",
}

_FORMS = {
    "single_choice": "“- [ ] …”, “- [x] …”",
    "multiple_choice": "“- [ ] …”, “- [x] …”",
    "true_false": "“Đúng” rồi “Sai” (tiếng Anh: “True”, “False”)",
    "scam_or_safe": "“Lừa, dừng lại” rồi “An toàn” (tiếng Anh: “Scam, stop”, “Safe”)",
    "ordering": "“1. …”, “2. …” theo thứ tự đúng",
    "matching": "“- vế trái = vế phải”",
    "tap_place": "“- [ ] tên chỗ @ x y rộng cao”",
}


def words_for(problem: Problem) -> str:
    """Say what is wrong and what to write."""
    details = dict(problem.details)
    near = details.get("nearest", "")
    details["maybe"] = f"; có phải “{near}”?" if near else ""
    example = _EXAMPLES.get(details.get("key", ""))
    details["example"] = f"viết “{example}”" if example else "thêm vào phần đầu"
    details["form"] = _FORMS.get(details.get("kind", ""), _FORMS["single_choice"])
    details["where"] = _part(details.get("part", ""))
    return WORDS[problem.fault] % details


def _part(key: str) -> str:
    """Name a part of a lesson as its author does."""
    if key == "dau":
        return "phần đầu"
    if key.startswith("man-"):
        return f"màn {key.removeprefix('man-')}"
    if key.startswith(PRACTICE_PART):
        return f"thực hành `{key.removeprefix(PRACTICE_PART)}`"
    return f"câu hỏi `{key}`"
