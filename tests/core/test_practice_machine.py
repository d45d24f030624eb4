"""A practice is played by its acts alone, and forgives everything but an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.errors import UnknownAct, UnreadableActs
from learnapp.core.practice_machine import (
    BACK,
    HINT,
    MOST_ACTS,
    Act,
    Run,
    Said,
    SaidKind,
    act,
    begin,
    judge,
    program,
    read_acts,
    replay,
    write_acts,
)
from learnapp.core.practice_paths import every_act, good_path
from tests.practice_texts import play, practice

PRACTICE = practice()
GOOD = "0-0.1.1"


class TestTheGoodPath:
    def test_it_ends_at_the_goal_without_a_wrong_act(self) -> None:
        run = play(GOOD)

        assert (run.scene, run.done, run.wrong, run.hints, run.said) == ("xong", True, 0, 0, None)

    def test_the_shortest_is_found(self) -> None:
        assert write_acts(good_path(PRACTICE) or ()) == GOOD

    def test_nothing_follows_the_end(self) -> None:
        for more in ("h", "b", "0"):
            with pytest.raises(UnknownAct):
                play(f"{GOOD}-{more}")


class TestWrongActs:
    def test_a_refused_press_stays_and_says_why(self) -> None:
        run = play("1")

        assert (run.scene, run.wrong) == ("trang-chu", 1)
        assert run.said == Said(
            SaidKind.REFUSAL, "Tài khoản riêng đã thôi dùng.", "trang-chu", part=1
        )

    def test_what_was_said_is_gone_after_the_next_act(self) -> None:
        assert play("1-h").said is None

    def test_an_empty_field_is_a_wrong_act(self) -> None:
        run = play("0-0.0.1")

        assert (run.wrong, run.said) == (1, Said(SaidKind.EMPTY, "", "go-so", part=0))

    def test_another_text_than_the_sample_gets_the_words_of_the_field(self) -> None:
        run = play("0-0.2.1")

        assert run.wrong == 1
        assert run.said == Said(SaidKind.REFUSAL, "Số tập in ngay trên ô.", "go-so", part=0)

    def test_a_wrong_option_gets_its_own_words(self) -> None:
        run = play("0-0.1.3")

        assert run.said == Said(
            SaidKind.REFUSAL, "Phường này không có tên ông.", "go-so", part=1, option=3
        )

    def test_the_first_wrong_input_is_told(self) -> None:
        run = play("0-0.2.3")

        assert (run.wrong, run.said and run.said.part) == (1, 0)

    def test_what_the_service_takes_at_first_comes_back(self) -> None:
        by_option, by_button = play("0-0.1.2"), play("0-1.1.1")

        for run in (by_option, by_button):
            assert (run.scene, run.wrong, run.done) == ("bi-tra", 1, False)
            assert run.said is not None
            assert run.said.kind is SaidKind.SENT_ON
            assert run.said.scene == "go-so"

    def test_links_do_not_look_at_inputs(self) -> None:
        assert (play("0-2.0.0").scene, play("0-2.0.0").wrong) == ("trang-chu", 0)

    def test_it_still_ends_well(self) -> None:
        run = play("1-2-0-0.0.0-0.1.2-0-0.1.1")

        assert (run.done, run.wrong) == (True, 4)


class TestRealNumbers:
    def test_one_is_no_wrong_act_and_is_forgotten(self) -> None:
        run = play("0-0.3.1")

        assert (run.wrong, run.said) == (0, Said(SaidKind.REAL, "", "go-so", part=0))
        assert run.filled["go-so"] == (0, 1)

    @pytest.mark.parametrize("acts", ["0-2.3.1", "0-b.3.1", "0-h.3.1"])
    def test_it_is_forgotten_by_every_other_act_too(self, acts: str) -> None:
        assert play(acts).filled["go-so"] == (0, 1)

    @pytest.mark.parametrize(
        ("typed", "value"),
        [("", 0), ("  ", 0), ("0000-0000-0000", 1), ("không rõ", 2), ("022 158 123 456", 3)],
    )
    def test_a_text_becomes_a_number(self, typed: str, value: int) -> None:
        assert judge(PRACTICE.scenes[1].inputs[0], typed) == value


class TestHints:
    def test_two_are_given_and_counted_once(self) -> None:
        first, second = play("h"), play("h-h")

        assert (first.hint_level, first.hints, first.strong_hints) == (1, 1, 0)
        assert (second.hint_level, second.hints, second.strong_hints) == (2, 1, 1)

    def test_there_is_no_third(self) -> None:
        with pytest.raises(UnknownAct):
            play("h-h-h")

    def test_each_scene_has_its_own_and_keeps_it(self) -> None:
        assert play("h-0").hint_level == 0
        assert play("h-0-b").hint_level == 1
        assert play("h-0-h").hints == 2


class TestBack:
    def test_it_loses_nothing(self) -> None:
        before = play("1-0-0.2.1")
        after = play("1-0-0.2.1-b-0")

        assert after.filled == before.filled == {"go-so": (2, 1)}
        assert after.values == (2, 1)
        assert after.wrong == before.wrong == 2
        assert play("0-b").scene == "trang-chu"

    def test_it_keeps_what_was_filled_in_and_not_yet_sent(self) -> None:
        assert play("0-b.1.3-0").values == (1, 3)

    def test_there_is_nothing_before_the_beginning(self) -> None:
        with pytest.raises(UnknownAct):
            play("b")


class TestSilently:
    def test_a_wrong_input_goes_on_unsaid_and_counts(self) -> None:
        run = play("0-0.2.3", silent=True)

        assert (run.scene, run.done, run.wrong, run.said) == ("xong", True, 2, None)

    def test_a_refused_press_ends_it(self) -> None:
        run = play("1", silent=True)

        assert (run.done, run.wrong, run.said) == (True, 1, None)

    def test_a_press_that_is_sent_back_goes_there_unsaid(self) -> None:
        run = play("0-1.1.1", silent=True)

        assert (run.scene, run.wrong, run.said) == ("bi-tra", 1, None)

    def test_an_empty_or_real_input_is_told_and_costs_nothing(self) -> None:
        for acts, kind in (("0-0.0.1", SaidKind.EMPTY), ("0-0.3.1", SaidKind.REAL)):
            run = play(acts, silent=True)

            assert (run.scene, run.wrong) == ("go-so", 0)
            assert run.said is not None
            assert run.said.kind is kind

    def test_there_are_no_hints(self) -> None:
        with pytest.raises(UnknownAct):
            play("h", silent=True)


class TestWritten:
    @pytest.mark.parametrize("text", ["", "0", "h-b", "0-0.1.1", "12.0.12-h.3-b.0.0"])
    def test_acts_are_read_as_they_were_written(self, text: str) -> None:
        assert write_acts(read_acts(text)) == text

    @pytest.mark.parametrize(
        "text",
        ["-", "0-", "x", "hh", "01", "0.01", "100", "0.", ".1", "+1", " 0", "0\n", "٣", "0.-1"],
    )
    def test_nothing_else_is_read(self, text: str) -> None:
        with pytest.raises(UnreadableActs):
            read_acts(text)

    def test_more_than_anybody_does_is_refused(self) -> None:
        assert len(read_acts("-".join(["1"] * MOST_ACTS))) == MOST_ACTS
        for acts in ("-".join(["1"] * (MOST_ACTS + 1)), "1" * 1_000_000):
            with pytest.raises(UnreadableActs):
                read_acts(acts)
        with pytest.raises(UnreadableActs):
            replay(PRACTICE, [Act(1)] * (MOST_ACTS + 1))

    @pytest.mark.parametrize(
        "acts", ["3", "0-0", "0-0.1", "0-0.1.1.1", "0-0.4.1", "0-0.1.4", "0-h.1", "0.1", "0-3.1.1"]
    )
    def test_what_the_scene_does_not_offer_is_refused(self, acts: str) -> None:
        with pytest.raises(UnknownAct):
            play(acts)

    @given(text=st.text(alphabet="hb.-0123456789x", max_size=60) | st.text())
    def test_no_text_raises_anything_but_its_refusals(self, text: str) -> None:
        try:
            acts = read_acts(text)
            replay(PRACTICE, acts)
        except (UnreadableActs, UnknownAct):
            return
        assert write_acts(acts) == text


def offered(run: Run) -> list[Act]:
    """List every act that can be done where somebody stands."""
    scene = PRACTICE.scene(run.scene)
    assert scene is not None
    found = [Act(HINT)] if run.hint_level < len(scene.hints) else []
    found += [Act(BACK)] if run.trail else []
    values: list[tuple[int, ...]] = [()]
    for part in scene.inputs:
        ways = 4 if part.typed else len(part.options) + 1
        values = [(*one, value) for one in values for value in range(ways)]
    found += [Act(place, one) for place in range(len(scene.presses)) for one in values]
    return [] if run.done else found


@given(data=st.data())
def test_any_way_through_keeps_the_promises_of_the_machine(data: st.DataObject) -> None:
    run, done = begin(PRACTICE), list[Act]()
    while len(done) < 25 and (ways := offered(run)):
        one = data.draw(st.sampled_from(ways))
        after = act(PRACTICE, run, one)
        done.append(one)
        assert 0 <= after.wrong - run.wrong <= 1, (
            "a wrong act is counted once, and never taken back"
        )
        assert after.hints >= run.hints
        assert set(run.filled) <= set(after.filled), "nothing filled in is lost"
        assert 3 not in after.filled.get("go-so", (0,))[:1], "a real number is forgotten"
        assert (one.press != BACK) or (after.wrong, after.scene) == (run.wrong, run.trail[-1])
        run = after
    assert replay(PRACTICE, done) == run, "the acts are its only memory"
    assert replay(PRACTICE, read_acts(write_acts(done))) == run


class TestForScripts:
    def test_the_program_holds_no_words(self) -> None:
        written = str(program(PRACTICE))

        for words in ("Mông Dương", "thôi dùng", "Nhìn", "Đăng nhập"):
            assert words not in written

    def test_it_says_what_is_right_and_where_things_lead(self) -> None:
        scene = program(PRACTICE)["scenes"]["go-so"]

        assert program(PRACTICE)["start"] == "trang-chu"
        assert scene["inputs"][0] == {
            "part": 0, "kind": "field", "sample": "000000000000", "secret": False, "target": "",
        }  # fmt: skip
        assert scene["inputs"][1]["options"][1] == {"right": False, "target": "bi-tra"}
        assert scene["presses"][1] == {
            "part": 3, "kind": "button", "target": "bi-tra", "wrong": True,
        }  # fmt: skip


def test_every_single_act_is_tried_and_plays() -> None:
    tried = {write_acts(acts) for acts in every_act(PRACTICE)}

    assert {"1", "h", "h-h", "0-0.0.1", "0-0.3.1", "0-0.1.2", "0-b.1.1", "0-0.1.2-0"} <= tried
    for acts in tried:
        play(acts)
