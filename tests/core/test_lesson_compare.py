"""A lesson beside its older text, and a translation beside its original."""

import pytest

from learnapp.core.lesson_compare import compare_keys, marks_of
from learnapp.core.lesson_edit import with_marks, with_question_keys
from learnapp.core.lesson_faults import Fault
from tests.lesson_texts import ENGLISH, LESSON, lesson, parse, translate


class TestKeys:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("Bà con làm gì?", "Bà con nên làm gì?"),
            ("> Chưa đúng. Hãy thoát ra.", "> Nên thoát ra."),
            ("- [ ] Gõ cho nhanh", "- [ ] Gõ luôn cho nhanh"),
        ],
    )
    def test_a_reworded_question_keeps_its_key(self, old: str, new: str) -> None:
        assert compare_keys(lesson(), lesson(LESSON.replace(old, new))) == ()

    def test_a_question_may_be_dropped_or_added(self) -> None:
        less = lesson(LESSON[: LESSON.index("## Câu hỏi `noi`")])

        assert compare_keys(lesson(), less) == ()
        assert compare_keys(less, lesson()) == ()

    def test_a_changed_key_is_told(self) -> None:
        now = parse(LESSON.replace("`can-gi`", "`can-nhung-gi`"))
        assert now.lesson is not None

        (problem,) = compare_keys(lesson(), now.lesson, now.lines)

        assert problem.fault is Fault.KEY_RENAMED
        assert problem.line == now.lines["can-nhung-gi"]
        assert problem.details["old"] == "can-gi"

    def test_a_key_given_to_another_question_is_told(self) -> None:
        text = LESSON.replace("Trang lạ hỏi mật khẩu. Bà con làm gì?", "Ai nhận hồ sơ?")
        text = text.replace("Gõ cho nhanh", "Công an").replace("] Thoát ra", "] Trung tâm HCC")

        assert [one.fault for one in compare_keys(lesson(), lesson(text))] == [Fault.KEY_REUSED]

    def test_another_kind_is_another_question(self) -> None:
        text = LESSON.replace("`trang-la`: chọn một", "`trang-la`: chọn nhiều")

        assert [one.fault for one in compare_keys(lesson(), lesson(text))] == [Fault.KEY_REUSED]


class TestMarks:
    def test_a_marked_translation_is_up_to_date(self) -> None:
        assert translate(with_marks(ENGLISH, marks_of(lesson()))).problems == ()

    def test_marking_twice_changes_nothing_more(self) -> None:
        once = with_marks(ENGLISH, marks_of(lesson()))

        assert with_marks(once, marks_of(lesson())) == once

    def test_what_changed_in_the_original_is_named(self) -> None:
        marked = with_marks(ENGLISH, marks_of(lesson()))
        text = LESSON.replace("rồi chọn tài khoản", "sau đó chọn tài khoản")
        text = text.replace("Gõ cho nhanh", "Gõ luôn").replace("danh-cho: Người", "danh-cho: Ai")

        found = translate(marked, lesson(text)).problems

        assert [one.fault for one in found] == [Fault.TRANSLATION_BEHIND] * 3
        assert [one.details["part"] for one in found] == ["dau", "man-2", "trang-la"]
        assert marked.split("\n")[found[1].line - 1].startswith("## Màn: Press")

    def test_windows_line_ends_are_kept(self) -> None:
        marked = with_marks(ENGLISH.replace("\n", "\r\n"), marks_of(lesson()))

        assert marked.count("\r\n") == marked.count("\n")
        assert translate(marked).problems == ()

    def test_a_text_without_a_head_is_left_alone(self) -> None:
        assert with_marks("chữ", {"dau": "1"}) == "chữ"


class TestGivingKeys:
    def test_a_missing_key_is_made_of_the_question(self) -> None:
        text = LESSON.replace("Câu hỏi `trang-la`: chọn", "Câu hỏi: chọn")

        assert "## Câu hỏi `trang-la-hoi-mat`: chọn một" in with_question_keys(text)
        assert parse(with_question_keys(text)).problems == ()

    def test_no_two_keys_are_alike(self) -> None:
        text = "## Câu hỏi: chọn một\nBà làm gì?\n## Câu hỏi ``: chọn một\nBà làm gì?"

        keyed = with_question_keys(text)

        assert "`ba-lam-gi`:" in keyed
        assert "`ba-lam-gi-2`:" in keyed

    def test_a_translation_takes_the_keys_of_its_original(self) -> None:
        text = ENGLISH.replace("`can-gi`", "").replace("`noi`", "")
        keys = [one.key for one in lesson().questions]

        assert translate(with_question_keys(text, keys)).problems == translate().problems

    def test_what_has_keys_is_left_alone(self) -> None:
        assert with_question_keys(LESSON) == LESSON
