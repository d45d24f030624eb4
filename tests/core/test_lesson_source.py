"""A lesson file is read, and every problem is told with its line."""

import random
import unicodedata
from datetime import date
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learnapp.core.lesson_faults import Fault
from learnapp.core.lesson_html import set_quotes
from learnapp.core.lesson_source import LessonFile, parse_course, parse_lesson, parse_translation
from learnapp.core.lessons import Lesson
from learnapp.core.questions import QuestionKind
from tests.broken_lessons import BROKEN
from tests.lesson_texts import (
    COURSE,
    ENGLISH,
    LESSON,
    PICTURES,
    TODAY,
    lesson,
    parse,
    translate,
)


def line_of(text: str, words: str) -> int:
    """Return the line that holds the words, counted from 1."""
    return text[: text.index(words)].count("\n") + 1


class TestASoundLesson:
    def test_it_has_no_problem(self) -> None:
        assert parse(LESSON).problems == ()

    def test_its_head_is_read(self) -> None:
        found = lesson()

        assert (found.title, found.order, found.minutes) == ("Đăng nhập bằng VNeID", 2, 4)
        assert found.skills == ("KNS.DV.1", "KNS.AT.1")
        assert found.codes == ("CG-02",)
        assert found.checked_on == date(2026, 11, 20)
        assert found.pass_percent == 75
        assert found.sources[0].day == "9/2026"

    def test_its_screens_are_rendered_and_can_be_read_aloud(self) -> None:
        first = lesson().screens[0]

        assert first.key == "man-1"
        assert first.title == "Bà Mẫu mở Cổng"
        assert "<strong>dichvucong.gov.vn</strong>" in first.html
        assert '<figure class="picture"><svg role="img" aria-label="Trang chủ' in first.html
        assert first.text.endswith("Trang chủ, nút ở góc trên")
        assert first.syllables == 8

    def test_its_questions_are_read(self) -> None:
        kinds = [(one.key, one.kind, one.answer) for one in lesson().questions]

        assert kinds == [
            ("trang-la", QuestionKind.SINGLE_CHOICE, ("b",)),
            ("can-gi", QuestionKind.MULTIPLE_CHOICE, ("a", "b")),
            ("dung-sai", QuestionKind.TRUE_FALSE, ("a",)),
            ("lua-that", QuestionKind.SCAM_OR_SAFE, ("a",)),
            ("cac-buoc", QuestionKind.ORDERING, ("a", "b", "c", "d")),
            ("noi", QuestionKind.MATCHING, ("1", "2", "1")),
        ]

    def test_each_choice_says_why(self) -> None:
        choice = lesson().questions[0].choices[1]

        assert (choice.key, choice.text, choice.right) == ("b", "Thoát ra", True)
        assert choice.why_html == "<p>Đúng rồi.</p>"

    def test_a_quote_before_the_choices_belongs_to_the_question(self) -> None:
        assert "<blockquote>" in lesson().questions[3].prompt_html

    def test_windows_line_ends_and_a_bom_change_nothing(self) -> None:
        raw = "\ufeff".encode() + LESSON.replace("\n", "\r\n").encode()

        found = parse_lesson(LessonFile("khoa", "bai", raw, PICTURES), today=TODAY)

        assert found.problems == ()
        assert found.lesson == lesson()

    def test_letters_written_in_two_signs_change_nothing(self) -> None:
        assert lesson(unicodedata.normalize("NFD", LESSON)) == lesson()


class TestVersion:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("20/11/2026", "21/11/2026"),
            ("9/2026", "2025"),
            ("so-phut: 4", "so-phut: 5"),
            ("## Màn: Thấy", "\n\n##   Màn:   Thấy"),
        ],
        ids=["tried again", "another source", "minutes", "spaces"],
    )
    def test_what_learners_do_not_see_makes_no_new_version(self, old: str, new: str) -> None:
        assert lesson(LESSON.replace(old, new)).version == lesson().version

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("Bà nhìn góc trên", "Bà nhìn góc dưới"),
            ("- [ ] Gõ cho nhanh", "- [x] Gõ cho nhanh"),
            ("Chưa đúng. Hãy thoát ra.", "Hãy thoát ra."),
            ("nguon:", "dat: 50\nnguon:"),
            ("= Tạm trú", "= Thường trú"),
        ],
        ids=["a screen", "an answer", "a reason", "the pass mark", "a pair"],
    )
    def test_what_learners_see_or_are_asked_makes_a_new_one(self, old: str, new: str) -> None:
        assert lesson(LESSON.replace(old, new)).version != lesson().version

    def test_another_drawing_makes_a_new_version_but_the_same_words(self) -> None:
        other = parse(LESSON, pictures={"trang-chu.svg": PICTURES["trang-chu.svg"] + b" "}).lesson
        drawn = PICTURES["trang-chu.svg"].replace(b"h10", b"h20")
        redrawn = parse(LESSON, pictures={"trang-chu.svg": drawn}).lesson
        assert other is not None
        assert redrawn is not None

        assert other.version == lesson().version
        assert redrawn.version != lesson().version
        assert redrawn.screens[0].hash == lesson().screens[0].hash


@pytest.mark.parametrize(
    ("old", "new", "fault", "where"), BROKEN, ids=[f"{one[2]}-{n}" for n, one in enumerate(BROKEN)]
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, fault: Fault, where: str) -> None:
    assert LESSON.count(old), "this test breaks what is not there"
    text = LESSON.replace(old, new, 1)

    found = {(one.fault, one.line) for one in parse(text).problems}

    assert (fault, line_of(text, where)) in found


def test_everything_is_told_at_once() -> None:
    text = LESSON.replace("so-phut: 4", "so-fut: 4").replace("Bấm nút, rồi", "Nhấn <i>, rồi")
    text = text.replace("- [x] Thoát", "- [ ] Thoát")

    faults = [one.fault for one in parse(text).problems]

    assert faults == [
        Fault.KEY_MISSING,
        Fault.KEY_UNKNOWN,
        Fault.RAW_HTML,
        Fault.OTHER_WORD,
        Fault.RIGHT_MISSING,
    ]


def test_an_unknown_word_names_the_nearest_one() -> None:
    text = LESSON.replace("so-phut:", "so-phút:").replace("## Màn: Thấy", "## Man: Thấy")
    text = text.replace("`: chọn một", "`: chọn 1").replace("(trang-chu.svg)", "(trang-chu1.svg)")

    nearest = [one.details["nearest"] for one in parse(text).problems if "nearest" in one.details]

    assert nearest == ["so-phut", "trang-chu.svg", "Màn", "chọn một"]


def test_a_screen_counts_syllables_and_an_address_as_one() -> None:
    text = LESSON.replace("Thấy tên mình là đã vào.", "một " * 39 + "dichvucong.gov.vn — …")

    assert parse(text).problems == ()


def test_names_of_buttons_keep_their_words() -> None:
    text = LESSON.replace("Thấy tên mình là đã vào.", 'Bấm “Nhập mã”, rồi "Click here".')

    assert parse(text).problems == ()


def test_a_lesson_about_gestures_may_say_cham() -> None:
    text = LESSON.replace("Thấy tên mình là đã vào.", "Chạm nhẹ vào hình.")

    assert [one.fault for one in parse(text).problems] == [Fault.OTHER_WORD]
    assert parse(text.replace("nguon:", "cu-chi: true\nnguon:")).problems == ()


def test_html_never_reaches_a_page() -> None:
    nasty = "<script>alert(1)</script> <img src=x onerror=y> [x](javascript:alert(1)) &lt;b&gt;"
    found = lesson(LESSON.replace("Bà nhìn", nasty).replace("Gõ cho nhanh", nasty))
    html = found.screens[0].html + found.questions[0].choices[0].html

    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html.replace("[x](javascript:alert(1))", "")
    assert "&lt;script&gt;" in html


def test_a_head_value_is_the_text_that_was_typed() -> None:
    text = LESSON.replace("ten: Đăng nhập bằng VNeID", "ten: 12:30").replace("mức 2", "no")
    found = lesson(text.replace("thu-tu: 2", "thu-tu: 010"))

    assert (found.title, found.audience, found.order) == ("12:30", "Người có VNeID no", 10)


@pytest.mark.parametrize("ngay", ["2025", "9/2025", "13/9/2025", "02/8/2026"])
def test_a_source_may_be_dated_by_year_month_or_day(ngay: str) -> None:
    assert parse(LESSON.replace("ngay: 9/2026", f"ngay: {ngay}")).problems == ()


def test_a_file_too_large_is_not_opened() -> None:
    found = parse(LESSON + "a" * 200_000)

    assert found.lesson is None
    assert [one.fault for one in found.problems] == [Fault.FILE_TOO_LARGE]


@pytest.mark.parametrize("sign", ["[", "_", "*", "[a](", ">", "![a](", "[x][", "`", "__a"])
def test_signs_without_end_take_no_time(sign: str) -> None:
    lines = "\n".join([(sign * 1900)[:1900]] * 4)
    text = LESSON[: LESSON.index("## Màn")] + f"## Màn: Một\n{lines}\n\n" * 24
    begun = process_time()

    parse(text)

    assert process_time() - begun < 5


def test_a_file_in_another_encoding_is_named_with_its_line() -> None:
    raw = b"---\nten: " + "Đăng nhập".encode("utf-16")
    found = parse_lesson(LessonFile("khoa", "bai", raw))

    assert [(one.fault, one.line) for one in found.problems] == [(Fault.NOT_UTF8, 2)]


class TestTranslation:
    def test_a_sound_one_is_only_not_marked_yet(self) -> None:
        found = translate()

        assert [one.fault for one in found.problems] == [Fault.TRANSLATION_UNMARKED]
        assert found.lesson is not None
        assert (found.lesson.lang, found.lesson.title) == ("en", "Sign in with VNeID")

    def test_all_but_words_is_taken_from_the_original(self) -> None:
        found = translate().lesson
        assert found is not None

        assert (found.order, found.skills, found.sources) == (
            lesson().order,
            lesson().skills,
            lesson().sources,
        )

    def test_it_has_a_version_of_its_own(self) -> None:
        found = translate().lesson
        assert found is not None

        assert found.version != lesson().version

    def test_its_questions_come_in_the_order_of_the_original(self) -> None:
        start, second = ENGLISH.index("## Câu hỏi `trang"), ENGLISH.index("## Câu hỏi `can")
        moved = ENGLISH[:start] + ENGLISH[second:] + "\n" + ENGLISH[start:second]
        found = translate(moved).lesson
        assert found is not None

        assert [one.key for one in found.questions] == [one.key for one in lesson().questions]

    @pytest.mark.parametrize(
        ("old", "new", "fault", "where"),
        [
            ("ten: Sign", "thu-tu: 2\nten: Sign", Fault.KEY_ONLY_IN_VIETNAMESE, "thu-tu"),
            ("## Màn: See your name", "", Fault.TRANSLATION_SCREENS, "## Màn: My task"),
            ("`can-gi`", "`what`", Fault.TRANSLATION_QUESTION_UNKNOWN, "`what`"),
            ("`can-gi`", "`what`", Fault.TRANSLATION_QUESTION_MISSING, "---"),
            ("- [ ] Type it", "- [x] Type it", Fault.TRANSLATION_QUESTION_DIFFERS, "`trang-la`"),
            (
                "`: đúng hay sai",
                "`: lừa hay thật",
                Fault.TRANSLATION_QUESTION_DIFFERS,
                "`dung-sai`",
            ),
            ("= Residence", "= Stay", Fault.TRANSLATION_QUESTION_DIFFERS, "`noi`"),
        ],
    )
    def test_what_differs_is_told(self, old: str, new: str, fault: Fault, where: str) -> None:
        text = ENGLISH.replace(old, new, 1)

        found = {(one.fault, one.line) for one in translate(text).problems}

        assert (fault, line_of(text, where)) in found


class TestCourse:
    def test_a_course_is_read(self) -> None:
        found = parse_course(LessonFile("khoa", "khoa-hoc", COURSE.encode()))
        assert found.course is not None

        assert found.problems == ()
        assert found.course.title == "Nộp hồ sơ ở một cổng"
        assert found.course.html == "<p>Khoá học đi từng bước.</p>"

    def test_a_heading_in_it_is_out_of_place(self) -> None:
        text = COURSE + "\n## Màn: Một\nx\n"
        found = parse_course(LessonFile("khoa", "khoa-hoc", text.encode()))

        assert [(one.fault, one.line) for one in found.problems] == [(Fault.HEADING_IN_COURSE, 9)]


NASTY = (
    "---", "## Màn:", "## Câu hỏi `a`: chọn một", "## Câu hỏi `b`: nối cặp", "## ", "###", "> ",
    ">" * 80, "- [x] ", "- [", "1. ", "`", "``", "![", "](", "![a](trang-chu.svg)", "<!--", "]]>",
    "<![CDATA[", "<svg onload=x>", "&#0;", "&#xD800;", "\x00", "\ue0001\ue001", "\ufeff", "\u2028",
    "{{", "[" * 60, "*" * 60, "_" * 60, "(" * 60, "&a", "*a", "!!python/object:os.system", "? :",
    "- - - - -", "%(nearest)s", "= ", " = ", "https://", "\t", "\r", "\\", "\U0001f600", "e\u0301",
    "|", "thu-tu: 999999999999", "ngay: 0/0/0000", "ban-goc: {a: b}", "nguon: {}", "~", "''", '"',
)  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A sound lesson, cut, turned about and filled with what parsers trip over."""
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - a test
    lines = draw(st.sampled_from((LESSON, ENGLISH, COURSE))).split("\n")
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines[place] = chance.choice(NASTY) + lines[place]
            case 1:
                lines[place] += chance.choice(NASTY)
            case 2:
                lines.insert(place, chance.choice(NASTY) * chance.randint(1, 3))
            case 3:
                del lines[place : place + chance.randint(1, 9)]
                lines = lines or [""]
            case 4:
                cut = chance.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][cut:] + chance.choice(NASTY) + lines[place][:cut]
            case _:
                lines.insert(place, chance.choice(lines))
    raw = bytearray("\n".join(lines).encode("utf-8", "surrogatepass"))
    if raw and not chance.randrange(8):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


MALFORMED = 10_000
ORIGINAL = lesson()


def read_everyhow(raw: bytes, picture: bytes) -> list[Lesson | None]:
    """Read the bytes as a lesson, or else as each of the other files; nothing may be raised."""
    file = LessonFile("khoa", "bai", raw, {"trang-chu.svg": picture})
    if raw[:40].decode("utf-8", "ignore").find("Sign") >= 0:
        return [parse_translation(file, ORIGINAL).lesson]
    if len(raw) < 400:
        parse_course(file)
    return [parse_lesson(file, today=TODAY).lesson]


@settings(
    max_examples=MALFORMED * 8 // 10,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(spoiled())
def test_a_spoiled_lesson_gives_problems_and_raises_nothing(raw: bytes) -> None:
    for found in read_everyhow(raw, PICTURES["trang-chu.svg"]):
        if found is not None:
            html = "".join(screen.html for screen in found.screens)
            assert "<script" not in html
            assert "onload" not in html or "&lt;" in html


@settings(
    max_examples=MALFORMED * 2 // 10,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.binary(max_size=300), st.binary(max_size=200))
def test_any_bytes_give_problems_and_raise_nothing(raw: bytes, picture: bytes) -> None:
    read_everyhow(raw, b"<svg viewBox='0 0 1 1'>" + picture)
    read_everyhow(LESSON.encode()[:-20] + raw, picture)


def test_straight_quotes_are_set_well_in_titles_and_texts() -> None:
    assert set_quotes('Bấm "Đăng nhập", rồi "Tiếp tục"') == "Bấm “Đăng nhập”, rồi “Tiếp tục”"
    assert set_quotes('Gõ `"a"`') == 'Gõ `"a"`'
