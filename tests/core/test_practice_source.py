"""A practice is read from a lesson's text, and every problem is told with its line."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learnapp.cli.lesson_words import words_for
from learnapp.config import ROOT
from learnapp.core.errors import UnknownAct
from learnapp.core.lesson_archive import from_json, to_json
from learnapp.core.lesson_compare import marks_of
from learnapp.core.lesson_edit import with_marks
from learnapp.core.lesson_faults import Fault
from learnapp.core.lesson_source import LessonFile, parse_lesson
from learnapp.core.practice_machine import read_acts, replay
from learnapp.core.practice_paths import every_act, good_path
from learnapp.core.practices import Drawing, PartKind, SceneKind
from tests.broken_practices import BROKEN_PRACTICES
from tests.lesson_texts import ENGLISH, LESSON, TODAY, lesson, parse, translate
from tests.practice_texts import PRACTICE, WITH_PRACTICE, practice

WARDS = "- bản đồ `noi`: Nơi ở\n- [x] Mông Dương @ 62 30\n- [ ] Quang Hanh @ 30 60 ! Không phải."
PHOTO = "- ảnh `anh`: Ảnh\n- [x] (rõ) Ảnh 1\n- [ ] (mất góc) Ảnh 2 ! Mất góc."
ENGLISH_PRACTICE = PRACTICE.replace("Ông Mẫu ngồi ở máy chung.", "Mr Mẫu sits down.")
WORDS_OF_BOTH = ENGLISH + ENGLISH_PRACTICE


def faults(text: str) -> set[Fault]:
    return {one.fault for one in parse(text).problems}


class TestASoundPractice:
    def test_it_has_no_problem(self) -> None:
        assert parse(WITH_PRACTICE).problems == ()

    def test_its_words_are_read(self) -> None:
        found = practice()
        scene = found.scenes[1]

        assert (found.key, found.title) == ("vao", "Vào được Cổng")
        assert found.text == "Ông Mẫu ngồi ở máy chung. Bà con vào giúp ông."
        assert [one.kind for one in found.scenes] == [
            SceneKind.PAGE,
            SceneKind.FORM,
            SceneKind.MESSAGE,
            SceneKind.GOAL,
        ]
        assert (scene.title, scene.task) == ("Cổng luyện tập", "Gõ số tập")
        assert (scene.hint, scene.strong_hint) == (
            "Gõ mười hai số không.",
            "Gõ 0000 0000 0000, chọn Mông Dương.",
        )

    def test_its_parts_keep_the_order_of_the_file(self) -> None:
        scene = practice().scenes[1]

        assert [one.key for one in scene.inputs] == ["so", "phuong"]
        assert [one.kind for one in scene.presses] == [
            PartKind.BUTTON,
            PartKind.BUTTON,
            PartKind.LINK,
        ]
        assert scene.inputs[0].sample == "0000 0000 0000"
        assert [(one.key, one.right) for one in scene.inputs[1].options] == [
            ("1", True),
            ("2", False),
            ("3", False),
        ]

    def test_photos_and_wards_know_their_drawing_and_place(self) -> None:
        text = WITH_PRACTICE.replace("- nút: Sửa", f"{WARDS}\n{PHOTO}\n- nút: Sửa")
        wards, photo = practice(text).scenes[2].inputs

        assert parse(text).problems == ()
        assert [one.place for one in wards.options] == [(62, 30), (30, 60)]
        assert [one.drawing for one in photo.options] == [Drawing.CLEAR, Drawing.CUT]

    def test_a_line_may_go_on_below(self) -> None:
        text = WITH_PRACTICE.replace(
            "Tài khoản riêng đã thôi dùng.", "Tài khoản riêng\n  đã thôi dùng."
        )

        assert practice(text) == practice()

    def test_what_an_imitated_screen_says_is_not_held_to_our_words(self) -> None:
        text = WITH_PRACTICE.replace("- nút: Nộp ->", "- nút: Nhập xong, click đây ->")

        assert parse(text).problems == ()

    def test_straight_quotes_are_set(self) -> None:
        assert practice(WITH_PRACTICE.replace("“Sửa”", '"Sửa"')) == practice()


@pytest.mark.parametrize(
    ("old", "new", "fault", "where"),
    BROKEN_PRACTICES,
    ids=[f"{one[2]}-{n}" for n, one in enumerate(BROKEN_PRACTICES)],
)
class TestWhatIsWrong:
    def test_is_told_with_its_line(self, old: str, new: str, fault: Fault, where: str) -> None:
        assert PRACTICE.count(old), "this test breaks what is not there"
        text = LESSON + PRACTICE.replace(old, new, 1)

        lines = [one.line for one in parse(text).problems if one.fault is fault]

        assert lines
        if where != "no":
            at = text.index(where, text.index("## Thực hành"))
            assert text[:at].count("\n") + 1 in lines

    def test_is_told_in_whole_words(self, old: str, new: str, fault: Fault, where: str) -> None:
        for problem in parse(LESSON + PRACTICE.replace(old, new, 1)).problems:
            assert "%(" not in words_for(problem)
            assert "None" not in words_for(problem)

    def test_can_be_played_all_the_same(self, old: str, new: str, fault: Fault, where: str) -> None:
        found = parse(LESSON + PRACTICE.replace(old, new, 1)).lesson
        assert found is not None
        for one in found.practices:
            for acts in every_act(one):
                replay(one, acts)


def test_every_fault_of_a_practice_is_tried() -> None:
    tried = {one[2] for one in BROKEN_PRACTICES}
    names = ("practice_", "scene", "goal_", "part", "input", "option", "target_f", "target_u")
    others = {Fault.PRACTICE_TWICE, Fault.SCENES_MISSING, Fault.SCENES_OF_PRACTICE_MANY}

    assert {one for one in Fault if one.startswith(names)} <= tried | others


def test_a_practice_without_refusals_enough_is_told() -> None:
    told = "Số tập in ngay trên ô."
    alike = WITH_PRACTICE
    for words in ("Tài khoản riêng đã thôi dùng.", "Ông ở Mông Dương.", "Ảnh mờ, hồ sơ bị trả."):
        alike = alike.replace(words, told)

    (problem,) = parse(alike).problems

    assert problem.fault is Fault.REFUSALS_FEW
    assert problem.details["count"] == "3"


def test_the_example_of_the_guide_is_sound() -> None:
    guide = (ROOT / "lessons" / "README.md").read_text(encoding="utf-8")
    example = guide[guide.index("## Thực hành `vao-cong`") :].partition("```")[0]

    assert parse(f"{LESSON}\n{example}").problems == ()


def test_a_lesson_has_one_practice() -> None:
    text = WITH_PRACTICE + PRACTICE.replace("`vao`", "`ra`")
    found = parse(text)

    assert [one.fault for one in found.problems] == [Fault.PRACTICE_TWICE]
    assert [one.key for one in found.lesson.practices] == ["vao"] if found.lesson else False


def test_a_practice_without_scenes_is_none() -> None:
    text = LESSON + PRACTICE[: PRACTICE.index("### Cảnh")]

    assert Fault.SCENES_MISSING in faults(text)
    assert lesson(text).practice is None


def test_too_many_scenes_are_left_out() -> None:
    more = "".join(f"### Cảnh `c-{n}`: trang web\n- nút: A -> `xong`\n" for n in range(40))

    assert Fault.SCENES_OF_PRACTICE_MANY in faults(WITH_PRACTICE + more)
    assert len(practice(WITH_PRACTICE + more).scenes) == 16


class TestVersions:
    def test_a_lesson_without_a_practice_keeps_the_version_that_records_name(self) -> None:
        assert lesson(LESSON).version == "da8ac22964b1fb2acc1a48816945bd86"

    @pytest.mark.parametrize(
        ("old", "new"),
        [("Tin để sau.", "Tin để lúc khác."), ("Sửa -> `go-so`", "Sửa -> `trang-chu`")],
    )
    def test_other_words_or_ways_are_another_version(self, old: str, new: str) -> None:
        other = WITH_PRACTICE.replace(old, new)

        assert len({lesson(one).version for one in (LESSON, WITH_PRACTICE, other)}) == 3
        assert practice(other).hash != practice().hash

    def test_an_archived_practice_comes_back_as_it_was(self) -> None:
        stored = json.loads(json.dumps(to_json(lesson(WITH_PRACTICE))))

        assert from_json(stored) == lesson(WITH_PRACTICE)

    def test_a_lesson_archived_before_there_were_practices_comes_back(self) -> None:
        stored = to_json(lesson(LESSON))
        del stored["practices"]

        assert from_json(stored) == lesson(LESSON)


class TestTheEnglish:
    def test_the_same_acts_play_alike(self) -> None:
        original = lesson(WITH_PRACTICE)
        english = translate(WORDS_OF_BOTH, original).lesson
        assert english is not None
        assert english.practice is not None
        assert original.practice is not None
        assert english.practice.text != original.practice.text

        tried = list(every_act(original.practice))

        assert tried == list(every_act(english.practice))
        assert good_path(original.practice) == good_path(english.practice)
        for acts in tried:
            ours, theirs = replay(original.practice, acts), replay(english.practice, acts)
            assert (ours.scene, ours.wrong, ours.done) == (theirs.scene, theirs.wrong, theirs.done)

    def test_it_is_marked_and_sound(self) -> None:
        original = lesson(WITH_PRACTICE)
        marked = with_marks(WORDS_OF_BOTH, marks_of(original))

        assert translate(marked, original).problems == ()

    def test_what_changed_in_the_original_is_named(self) -> None:
        marked = with_marks(WORDS_OF_BOTH, marks_of(lesson(WITH_PRACTICE)))
        now = lesson(WITH_PRACTICE.replace("Tin để sau.", "Tin để lúc khác."))

        (problem,) = translate(marked, now).problems

        assert problem.fault is Fault.TRANSLATION_BEHIND
        assert "thực hành `vao`" in words_for(problem)

    @pytest.mark.parametrize(
        ("old", "new", "where"),
        [
            ("Nộp -> `xong`", "Nộp -> `bi-tra`", "go-so"),
            ("- [x] Phường Mông Dương", "- [x] A\n- [x] Phường Mông Dương", "go-so"),
            ("= 0000 0000 0000", "= 0000 0000 0001", "go-so"),
            (" ! Tin để sau.", " -> `go-so`", "trang-chu"),
            ("### Cảnh `bi-tra`: tin nhắn", "### Cảnh `bi-tra`: ứng dụng", "bi-tra"),
            ("- tin: Cổng tập | Hồ sơ bị trả.\n", "", "bi-tra"),
        ],
    )
    def test_another_machine_is_told_with_its_scene(self, old: str, new: str, where: str) -> None:
        text = WORDS_OF_BOTH.replace(old, new)
        found = translate(text, lesson(WITH_PRACTICE)).problems

        (problem,) = [one for one in found if one.fault is Fault.TRANSLATION_PRACTICE_DIFFERS]

        assert problem.details["scene"] == where
        assert text.split("\n")[problem.line - 1].startswith(f"### Cảnh `{where}`")

    def test_a_missing_and_an_unknown_one_are_told(self) -> None:
        original = lesson(WITH_PRACTICE)
        renamed = WORDS_OF_BOTH.replace("`vao`", "`enter`")

        for text, more in ((ENGLISH, False), (renamed, True)):
            found = {one.fault for one in translate(text, original).problems}
            assert Fault.TRANSLATION_PRACTICE_MISSING in found
            assert (Fault.TRANSLATION_PRACTICE_UNKNOWN in found) == more


PIECES = [*PRACTICE.split("\n"), "### Cảnh", "- [x]", "- nút:", "-> `", "`", " ! ", " = ", "|", "@"]


@settings(max_examples=150)
@given(lines=st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=60))
def test_whatever_the_lines_nothing_is_raised_and_what_is_read_can_be_played(
    lines: list[str],
) -> None:
    raw = "\n".join([LESSON, "## Thực hành `vao`: Vào", *lines]).encode("utf-8", "replace")
    found = parse_lesson(LessonFile("khoa", "bai", raw), today=TODAY).lesson
    assert found is not None
    for one in found.practices:
        for acts in every_act(one):
            replay(one, acts)
        with pytest.raises(UnknownAct):
            replay(one, read_acts("99"))


def test_shuffled_lines_are_read_or_told() -> None:
    for seed in range(40):
        lines = PRACTICE.split("\n")
        random.Random(seed).shuffle(lines)  # noqa: S311 - no secret
        parse(LESSON + "\n".join(lines))
