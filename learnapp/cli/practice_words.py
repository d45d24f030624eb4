"""What is wrong with a practice, and what to write instead, in the words of its author."""

from collections.abc import Mapping

from learnapp.core.lesson_faults import Fault

PRACTICE_WORDS: Mapping[Fault, str] = {
    Fault.PRACTICE_KEY_MISSING: (
        "thực hành chưa có mã; viết “## Thực hành `ma-bai-tap`: tên bài tập”"
    ),
    Fault.PRACTICE_WITHOUT_TITLE: (
        "thực hành chưa có tên; viết “## Thực hành `ma-bai-tap`: tên bài tập”"
    ),
    Fault.PRACTICE_WITHOUT_TASK: (
        "thực hành chưa có lời giao việc; viết một, hai câu ngay dưới dòng ## này"
    ),
    Fault.PRACTICE_TASK_LONG: "lời giao việc có %(count)s chữ; nhiều nhất %(most)s chữ",
    Fault.PRACTICE_TWICE: "bài đã có thực hành ở dòng %(first)s; mỗi bài một thực hành",
    Fault.PRACTICE_LINE: "không hiểu dòng “%(text)s”; mỗi dòng viết “- việc: …”, “- nút: …”",
    Fault.SCENES_MISSING: "thực hành chưa có cảnh nào; viết “### Cảnh `trang-chu`: trang web”",
    Fault.SCENES_OF_PRACTICE_MANY: (
        "nhiều nhất %(most)s cảnh; từ cảnh này trở đi không đọc, hãy bớt lại"
    ),
    Fault.SCENE_HEADING: "không hiểu “%(heading)s”; viết “### Cảnh `ma-canh`: trang web”",
    Fault.SCENE_KIND_UNKNOWN: "không có loại cảnh “%(kind)s”%(maybe)s; các loại: %(known)s",
    Fault.SCENE_KEY_TWICE: "mã cảnh `%(key)s` đã dùng ở dòng %(first)s; mỗi cảnh một mã",
    Fault.SCENE_WITHOUT_PRESS: "cảnh chưa có gì để bấm; thêm “- nút: … -> `canh-sau`”",
    Fault.SCENE_UNREACHABLE: (
        "không đường nào dẫn tới cảnh `%(key)s`; thêm “-> `%(key)s`” ở một nút, hoặc xoá cảnh"
    ),
    Fault.SCENE_DEAD_END: "từ cảnh `%(key)s` không tới đích được; thêm một nút dẫn tiếp",
    Fault.GOAL_MISSING: "thực hành chưa có đích; viết “### Cảnh `xong`: đích”",
    Fault.GOAL_EMPTY: "đích chưa có lời; thêm “- chữ: …”, khen và nhắc một điều",
    Fault.GOAL_WITH_PRESS: "tới đích là xong; bỏ nút và ô ở cảnh này",
    Fault.PATH_MISSING: "không đi tới đích được mà không sai lần nào; thêm một đường đúng",
    Fault.REFUSALS_FEW: "mới có %(count)s lời từ chối; cần ít nhất %(fewest)s, viết sau dấu “ ! ”",
    Fault.ABOUT_MISSING: "cảnh thiếu “%(word)s”; thêm dòng “- %(word)s: …”",
    Fault.ABOUT_TWICE: "“%(word)s” đã viết ở dòng %(first)s; mỗi cảnh một lần",
    Fault.PART_UNKNOWN: "không có “%(word)s”%(maybe)s; viết được: %(known)s",
    Fault.PART_EMPTY: "“%(word)s” còn trống; viết chữ sau dấu hai chấm",
    Fault.PART_LONG: "dòng dài quá %(longest)s ký tự; viết ngắn lại",
    Fault.PART_TWICE: "giống dòng %(first)s trong cùng cảnh; sửa cho khác nhau hoặc xoá một",
    Fault.PART_WITHOUT_WHO: "viết “- %(word)s: ai | nội dung”, có dấu | ở giữa",
    Fault.PARTS_MANY: "cảnh có hơn %(most)s dòng; dòng này không đọc, hãy chia cảnh",
    Fault.INPUT_KEY_MISSING: "ô chưa có mã; viết “- ô `so`: …”, “- chọn `phuong`: …”",
    Fault.INPUT_KEY_TWICE: "mã ô `%(key)s` đã dùng ở dòng %(first)s trong cùng cảnh",
    Fault.INPUTS_WITHOUT_BUTTON: (
        "cảnh có ô nhưng không nút nào xem ô ấy; thêm “- nút: … -> `canh-sau`”"
    ),
    Fault.FIELD_WITHOUT_SAMPLE: (
        "ô chưa có số tập, chữ tập; viết “- ô `so`: Tên ô = 0000 0000 0000 ! lời báo”"
    ),
    Fault.FIELD_WITHOUT_REFUSAL: (
        "ô chưa có lời báo khi gõ khác mẫu; thêm “ ! lời báo” ở cuối dòng"
    ),
    Fault.SAMPLE_REAL: (
        "“%(text)s” giống số thật; dùng số tập: 0000 0000 0000, 0000 000 000, 000000, TAP-MD-0001"
    ),
    Fault.ADDRESS_REAL: (
        "địa chỉ “%(address)s” có thể là trang có thật; trang tập kết thúc bằng .example"
    ),
    Fault.OPTION_OUTSIDE: "lựa chọn phải đứng ngay dưới “chọn”, “ảnh” hoặc “bản đồ”",
    Fault.OPTIONS_FEW: "mới có %(count)s lựa chọn; cần ít nhất hai dòng “- [ ] …”, “- [x] …”",
    Fault.OPTION_RIGHT_MISSING: "chưa có lựa chọn đúng; đánh dấu bằng [x]",
    Fault.OPTION_RIGHT_REFUSED: (
        "lựa chọn đúng không có lời từ chối, không dẫn đi; nút mới dẫn tiếp"
    ),
    Fault.OPTION_WITHOUT_REFUSAL: "lựa chọn sai chưa có lời báo; thêm “ ! lời báo” ở cuối dòng",
    Fault.OPTION_TWICE: "hai lựa chọn đều là “%(text)s”; sửa cho khác nhau",
    Fault.DRAWING_UNKNOWN: (
        "ảnh phải mở đầu bằng kiểu ảnh trong ngoặc%(maybe)s: %(known)s; ví dụ “- [ ] (mờ) Ảnh "
        "số 1 ! …”"
    ),
    Fault.PLACE_FORM: (
        "chưa có chỗ trên bản đồ; viết “- [x] Phường Mông Dương @ 62 30”, mỗi số từ 0 đến 100"
    ),
    Fault.REFUSAL_EMPTY: "sau dấu “!” chưa có lời báo; viết lời báo hoặc bỏ dấu",
    Fault.TARGET_FORM: "chỗ dẫn tới viết “-> `ma-canh`”, đứng trước dấu “ ! ”",
    Fault.TARGET_UNKNOWN: "không có cảnh `%(key)s`%(maybe)s",
    Fault.OUTCOME_OUTSIDE: (
        "chỉ nút, đường dẫn, mục, thẻ mới dẫn đi hoặc báo sai; bỏ phần “-> …” và “! …”"
    ),
    Fault.PRESS_LEADS_NOWHERE: "bấm chưa có gì xảy ra; thêm “-> `ma-canh`” hoặc “ ! lời báo”",
    Fault.TRANSLATION_PRACTICE_MISSING: "bản tiếng Anh thiếu thực hành `%(key)s`",
    Fault.TRANSLATION_PRACTICE_UNKNOWN: (
        "bản tiếng Việt không có thực hành `%(key)s`; xoá hoặc sửa mã"
    ),
    Fault.TRANSLATION_PRACTICE_DIFFERS: (
        "thực hành `%(key)s` khác bản tiếng Việt ở cảnh `%(scene)s`; giữ đúng mã, thứ tự "
        "dòng, chỗ dẫn tới, số tập và lựa chọn đúng"
    ),
}
