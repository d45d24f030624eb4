"""Two kinds of question that show a screen: a place to press, a message and what to do."""

import json

import pytest

from learnapp.core.errors import UnknownChoice
from learnapp.core.grading import mark
from learnapp.core.lesson_archive import from_json, to_json
from learnapp.core.lesson_faults import Fault
from learnapp.core.lesson_source import LessonFile, Parsed, parse_lesson, parse_translation
from learnapp.core.question_parts import MessageKind, Spot
from learnapp.core.questions import Question, QuestionKind
from learnapp.core.quiz_fields import read_answers
from tests.lesson_texts import DRAWING, ENGLISH, LESSON, TODAY, lesson

TAP = """
## Câu hỏi `cho-tim`: bấm đúng chỗ
Muốn gõ tên việc thì bấm chỗ nào?

![Trang đầu có ba chỗ bấm](trang-chu.svg)

- [ ] Nút “Đăng nhập” @ 230 10 110 60
  > Nút này để vào. Tìm hình kính lúp.
- [x] Ô tìm @ 20 80 320 60
  > Đúng rồi.
- [ ] Nút góp ý @ 20 150 200 60
  > Chỗ này để góp ý.
"""
SCENARIO = """
## Câu hỏi `so-la`: tình huống
Máy hiện cuộc gọi này. Bà con làm gì?

gọi: Số lạ | Tôi là **công an**, đọc tôi mã.
mình: Mã nào ạ?
- tin: Tổng đài | Mã là 000000.

- [ ] Đọc mã
  > Chưa đúng. Mã chỉ mình gõ.
- [x] Cúp máy
  > Đúng rồi.
- [ ] Gọi lại số ấy
  > Số lạ thì không gọi lại.
"""
TEXT = LESSON + TAP + SCENARIO
IN_ENGLISH = (
    ENGLISH
    + TAP.replace("Muốn gõ", "Where to type").replace("Ô tìm", "Search box")
    + SCENARIO.replace("Số lạ", "A stranger")
)


def parse(text: str) -> Parsed:
    file = LessonFile("khoa", "bai", text.encode(), {"trang-chu.svg": DRAWING})
    return parse_lesson(file, today=TODAY)


def translate(text: str) -> Parsed:
    file = LessonFile("khoa", "bai", text.encode(), {"trang-chu.svg": DRAWING})
    return parse_translation(file, lesson(TEXT))


def question(key: str, text: str = TEXT) -> Question:
    found = lesson(text).question(key)
    assert found is not None
    return found


def faults(text: str) -> list[Fault]:
    return [one.fault for one in parse(text).problems]


class TestPlaces:
    def test_each_choice_has_its_place_and_words_without_it(self) -> None:
        asked = question("cho-tim")

        assert parse(TEXT).problems == ()
        assert asked.kind is QuestionKind.TAP_PLACE
        assert [(one.text, one.spot) for one in asked.choices] == [
            ("Nút “Đăng nhập”", Spot(230, 10, 110, 60)),
            ("Ô tìm", Spot(20, 80, 320, 60)),
            ("Nút góp ý", Spot(20, 150, 200, 60)),
        ]
        assert asked.view == "0 0 360 220"

    def test_places_keep_their_order_for_they_bear_letters(self) -> None:
        assert [one.key for one in question("cho-tim").shown] == ["a", "b", "c"]

    def test_one_place_is_picked_and_explained(self) -> None:
        asked = question("cho-tim")

        assert asked.kind.one_pick
        assert mark(asked, ("b",)).right
        assert not mark(asked, ("a",)).right
        assert asked.choices[0].why_html == "<p>Nút này để vào. Tìm hình kính lúp.</p>"

    def test_the_form_sends_the_key_of_the_place(self) -> None:
        asked = (question("cho-tim"),)

        assert read_answers(asked, {"q-cho-tim": ["b"]}) == {"cho-tim": ("b",)}
        with pytest.raises(UnknownChoice):
            read_answers(asked, {"q-cho-tim": ["d"]})

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            (" @ 20 80 320 60", "", Fault.SPOT_FORM),
            ("@ 20 80 320 60", "@ 20 80 320", Fault.SPOT_FORM),
            ("@ 20 80 320 60", "@ 20 80 320,5 60", Fault.SPOT_FORM),
            ("@ 20 80 320 60", "@ 50 80 320 60", Fault.SPOT_OUTSIDE),
            ("@ 20 80 320 60", "@ -2 80 320 60", Fault.SPOT_OUTSIDE),
            ("@ 20 150 200 60", "@ 20 170 200 60", Fault.SPOT_OUTSIDE),
            ("@ 20 80 320 60", "@ 20 80 320 53", Fault.SPOT_SMALL),
            ("@ 20 80 320 60", "@ 20 80 0 60", Fault.SPOT_SMALL),
            ("@ 20 80 320 60", "@ 20 91 320 60", Fault.SPOT_OVERLAPS),
            ("![Trang đầu có ba chỗ bấm](trang-chu.svg)", "", Fault.SPOT_DRAWING),
            (
                "![Trang đầu có ba chỗ bấm](trang-chu.svg)",
                "![Một](trang-chu.svg)\n\n![Hai](trang-chu.svg)",
                Fault.SPOT_DRAWING,
            ),
        ],
    )
    def test_a_place_that_cannot_be_pressed_is_told(self, old: str, new: str, fault: Fault) -> None:
        assert faults(TEXT.replace(old, new)) == [fault]

    def test_places_may_touch(self) -> None:
        assert faults(TEXT.replace("@ 20 80 320 60", "@ 20 90 320 60")) == []

    def test_a_drawing_has_room_for_six_places(self) -> None:
        row = "- [ ] Chỗ {0} @ {1} 0 60 60\n  > Không phải.\n"
        six = "".join(row.format(place, place * 60) for place in range(6))
        head, _, _ = TAP.partition("- [ ]")
        right = six.replace("[ ]", "[x]", 1)

        assert faults(LESSON + head + right) == []
        one_more = "- [ ] Chỗ nữa @ 0 90 60 60\n  > Không phải.\n"
        assert faults(LESSON + head + right + one_more) == [Fault.CHOICES_MANY]

    def test_a_place_that_moves_makes_another_version(self) -> None:
        moved = lesson(TEXT.replace("@ 20 80 320 60", "@ 20 82 320 60"))

        assert moved.version != lesson(TEXT).version


class TestScenario:
    def test_messages_are_parted_from_what_is_asked(self) -> None:
        asked = question("so-la")

        assert asked.prompt_html == "<p>Máy hiện cuộc gọi này. Bà con làm gì?</p>"
        assert [(one.kind, one.who, one.html) for one in asked.messages] == [
            (MessageKind.CALL, "Số lạ", "Tôi là <strong>công an</strong>, đọc tôi mã."),
            (MessageKind.OWN, "", "Mã nào ạ?"),
            (MessageKind.TEXT, "Tổng đài", "Mã là 000000."),
        ]
        assert "Số lạ: Tôi là công an, đọc tôi mã." in asked.prompt_text

    def test_one_choice_is_right(self) -> None:
        asked = question("so-la")

        assert asked.kind.one_pick
        assert mark(asked, ("b",)).right
        assert read_answers((asked,), {"q-so-la": ["c"]}) == {"so-la": ("c",)}

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            ("gọi: Số lạ | Tôi", "gọi: Tôi", Fault.MESSAGE_FORM),
            ("tin: Tổng đài | Mã là 000000.", "tin: Tổng đài |", Fault.MESSAGE_FORM),
            ("tin: Tổng đài |", "tin: |", Fault.MESSAGE_FORM),
            ("mình: Mã nào ạ?", "mình:", Fault.MESSAGE_FORM),
            ("Máy hiện cuộc gọi này. Bà con làm gì?\n", "", Fault.QUESTION_WITHOUT_PROMPT),
            ("[x] Cúp", "[ ] Cúp", Fault.RIGHT_MISSING),
        ],
    )
    def test_what_is_wrong_with_it_is_told(self, old: str, new: str, fault: Fault) -> None:
        assert faults(TEXT.replace(old, new)) == [fault]

    def test_it_needs_somebody_elses_words(self) -> None:
        text = TEXT.replace("gọi: Số lạ | Tôi là **công an**, đọc tôi mã.\n", "")

        assert faults(text.replace("- tin: Tổng đài | Mã là 000000.\n", "")) == [
            Fault.MESSAGE_MISSING
        ]

    def test_such_lines_are_plain_words_in_other_questions(self) -> None:
        text = LESSON.replace("Trang lạ hỏi mật khẩu.", "tin: Số lạ | Đọc mã.")

        assert question("trang-la", text).messages == ()
        assert "tin: Số lạ | Đọc mã." in question("trang-la", text).prompt_html

    def test_html_in_a_message_never_reaches_a_page(self) -> None:
        found = parse(TEXT.replace("Mã nào ạ?", "<img src=x onerror=y>").replace("Số lạ", "<b>x"))
        assert found.lesson is not None
        asked = found.lesson.question("so-la")
        assert asked is not None

        assert Fault.RAW_HTML in [one.fault for one in found.problems]
        assert "<img" not in "".join(one.html for one in asked.messages)


class TestBoth:
    def test_they_come_back_from_the_archive(self) -> None:
        stored = json.loads(json.dumps(to_json(lesson(TEXT))))

        assert from_json(stored) == lesson(TEXT)

    def test_questions_archived_before_them_come_back(self) -> None:
        stored = json.loads(json.dumps(to_json(lesson())))
        for asked in stored["questions"]:
            del asked["messages"]
            for choice in asked["choices"]:
                del choice["spot"]

        assert from_json(stored) == lesson()

    def test_versions_of_lessons_without_them_stay_as_they_were(self) -> None:
        assert lesson().version == "da8ac22964b1fb2acc1a48816945bd86"

    def test_a_translation_has_the_same_places_and_speakers(self) -> None:
        assert [one.fault for one in translate(IN_ENGLISH).problems] == [Fault.TRANSLATION_UNMARKED]

    @pytest.mark.parametrize(
        ("old", "new"), [("@ 20 80 320 60", "@ 20 80 320 62"), ("mình: Mã", "gọi: Ai | Mã")]
    )
    def test_a_translation_built_otherwise_is_told(self, old: str, new: str) -> None:
        found = [one.fault for one in translate(IN_ENGLISH.replace(old, new)).problems]

        assert Fault.TRANSLATION_QUESTION_DIFFERS in found
