"""What is wrong with an item bank, and what to write instead, in the words of its author."""

from collections.abc import Mapping

from learnapp.core.lesson_faults import Fault

BANK_WORDS: Mapping[Fault, str] = {
    Fault.ITEM_OUTSIDE: (
        "chữ này chưa thuộc mục nào; mỗi mục mở đầu bằng “## Câu hỏi `cg-01-b`: chọn một” hoặc"
        " “## Thực hành `cg-01-a`: tên”"
    ),
    Fault.ITEM_HEADING: (
        "không hiểu “## %(heading)s”; kho chỉ có “## Câu hỏi `cg-01-b`: chọn một” và"
        " “## Thực hành `cg-01-a`: tên”"
    ),
    Fault.ITEM_KEY_FORM: (
        "mã “%(key)s” chưa đúng; viết mã kỹ năng bằng chữ thường rồi một phần riêng: `cg-01-b`"
    ),
    Fault.ITEM_SKILL_UNKNOWN: (
        "kỹ năng %(code)s không có trong “ma-bai” ở phần đầu; các mã: %(known)s"
    ),
    Fault.CRITICAL_UNKNOWN: (
        "“song-con” có “%(code)s” mà “ma-bai” không có%(maybe)s; các mã: %(known)s"
    ),
    Fault.VARIANTS_FEW: (
        "kỹ năng %(code)s mới có %(count)s mục; cần ít nhất %(fewest)s mục ngang nhau"
    ),
    Fault.PRACTICES_FEW: (
        "kỹ năng %(code)s mới có %(count)s mục thực hành; bài dài thế này cần ít nhất %(fewest)s"
    ),
    Fault.CHECK_SHORT: (
        "bài kiểm tra %(count)s mục không hỏi đủ mọi kỹ năng; “so-muc” ít nhất là %(fewest)s"
    ),
    Fault.CHECK_LONG: (
        "kho không đủ cho bài %(count)s mục, một nửa là thực hành; thêm mục hoặc giảm “so-muc”"
    ),
    Fault.TRANSLATION_ITEM_MISSING: "bản tiếng Anh thiếu mục `%(key)s`",
    Fault.TRANSLATION_ITEM_UNKNOWN: "bản tiếng Việt không có mục `%(key)s`; giữ nguyên mã",
    Fault.TRANSLATION_ITEM_DIFFERS: (
        "mục `%(key)s` khác bản tiếng Việt; giữ đúng loại, số lựa chọn, thứ tự, đáp án, cảnh và"
        " đường đi"
    ),
}
