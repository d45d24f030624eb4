"""Which items a check asks: for any bank, any memory and any seed."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from learnapp.core.banks import Bank, CheckKind, Item, Skill
from learnapp.core.check_drawing import RECHECK_LENGTH, draw, length_of
from learnapp.core.practices import Practice, Scene, SceneKind
from learnapp.core.questions import Question, QuestionKind

QUESTION = Question("q", QuestionKind.TRUE_FALSE, "", "", ())
PRACTICE = Practice("p", "", "", (Scene("s", SceneKind.GOAL, "", "", ()),))


def make_bank(counts: list[tuple[int, int]], critical: int, length: int) -> Bank:
    """Make a bank: of each skill so many practices and questions, the first skills critical."""
    skills, items = [], []
    for number, (practices, questions) in enumerate(counts, 1):
        code = f"AB-{number:02}"
        skills.append(Skill(code, number <= critical))
        items += [Item(f"{code}-p{n}", code, practice=PRACTICE) for n in range(practices)]
        items += [Item(f"{code}-q{n}", code, question=QUESTION) for n in range(questions)]
    return Bank("khoa", "vi", "", tuple(skills), length, tuple(items), "")


@st.composite
def banks(draw_from: st.DrawFn) -> Bank:
    counts = draw_from(
        st.lists(st.tuples(st.integers(2, 4), st.integers(2, 4)), min_size=1, max_size=7)
    )
    critical = draw_from(st.integers(0, len(counts)))
    length = draw_from(st.integers(len(counts), 3 * len(counts)))
    return make_bank(counts, critical, length)


SEEDS = st.text("0123456789abcdef", min_size=1, max_size=8)
KINDS = st.sampled_from(CheckKind)


@given(banks(), KINDS, SEEDS, st.data())
def test_the_same_seed_and_memory_draw_the_same(
    bank: Bank, kind: CheckKind, seed: str, data: st.DataObject
) -> None:
    seen = data.draw(st.lists(st.sampled_from([one.key for one in bank.items])))

    assert draw(bank, kind, seen=seen, seed=seed) == draw(bank, kind, seen=seen, seed=seed)


@given(banks(), KINDS, SEEDS)
def test_no_item_is_asked_twice_and_the_check_is_as_long_as_said(
    bank: Bank, kind: CheckKind, seed: str
) -> None:
    items = draw(bank, kind, seen=(), seed=seed)

    assert len(set(items)) == len(items) == length_of(bank, kind)


@given(banks(), SEEDS)
def test_every_skill_is_asked_once_before_any_is_asked_twice(bank: Bank, seed: str) -> None:
    asked = Counter(one.skill for one in draw(bank, CheckKind.FINAL, seen=(), seed=seed))
    room = [asked[one.code] for one in bank.skills if asked[one.code] < len(bank.of(one.code))]

    assert asked.keys() == {one.code for one in bank.skills}
    assert all(count >= max(asked.values()) - 1 for count in room)


@given(banks(), SEEDS)
def test_extra_items_are_of_skills_that_are_not_critical(bank: Bank, seed: str) -> None:
    asked = Counter(one.skill for one in draw(bank, CheckKind.FINAL, seen=(), seed=seed))
    others = [asked[one.code] for one in bank.skills if not one.critical]

    if others and min(others) < max(others):
        assert all(asked[code] == min(asked.values()) for code in bank.critical)


@given(banks(), SEEDS)
def test_half_of_a_final_check_is_done_rather_than_answered(bank: Bank, seed: str) -> None:
    items = draw(bank, CheckKind.FINAL, seen=(), seed=seed)

    assert sum(one.performance for one in items) == (len(items) + 1) // 2


@given(banks(), SEEDS)
def test_an_entry_check_has_one_practice_for_each_skill(bank: Bank, seed: str) -> None:
    items = draw(bank, CheckKind.ENTRY, seen=(), seed=seed)

    assert sorted(one.skill for one in items) == [one.code for one in bank.skills]
    assert all(one.performance for one in items)


@given(banks(), SEEDS)
def test_a_recheck_has_every_critical_skill_it_has_room_for(bank: Bank, seed: str) -> None:
    asked = {one.skill for one in draw(bank, CheckKind.RECHECK, seen=(), seed=seed)}

    assert len(asked & bank.critical) == min(len(bank.critical), RECHECK_LENGTH)


@given(banks(), SEEDS)
def test_nothing_comes_again_before_the_skill_has_no_other_of_its_kind(
    bank: Bank, seed: str
) -> None:
    seen: list[str] = []
    for number in range(8):
        items = draw(bank, CheckKind.FINAL, seen=seen, seed=f"{seed}{number}")
        asked = {one.key for one in items}
        for one in items:
            if one.key in seen:
                others = {
                    each.key for each in bank.of(one.skill) if each.performance is one.performance
                }
                assert others <= {*seen, *asked}, "another variant was still unseen"
        seen += [one.key for one in items]


@given(banks(), SEEDS)
def test_a_recheck_asks_nothing_again_while_the_skill_has_anything_unseen(
    bank: Bank, seed: str
) -> None:
    seen: list[str] = [one.key for one in draw(bank, CheckKind.ENTRY, seen=(), seed=seed)]
    for number in range(6):
        items = draw(bank, CheckKind.RECHECK, seen=seen, seed=f"{seed}{number}")
        asked = {one.key for one in items}
        for one in items:
            if one.key in seen:
                unseen = {each.key for each in bank.of(one.skill)} - {*seen, *asked}
                assert not unseen, "another variant was still unseen"
        seen += [one.key for one in items]


def test_what_was_seen_longest_ago_comes_again_first() -> None:
    bank = make_bank([(3, 0)], 0, 1)
    keys = [one.key for one in bank.items]

    for order in (keys, keys[::-1], [keys[1], keys[2], keys[0]]):
        assert draw(bank, CheckKind.ENTRY, seen=order, seed="s")[0].key == order[0]


def test_a_repeat_is_spared_by_giving_practices_to_skills_that_have_unseen_ones() -> None:
    bank = make_bank([(1, 2), (3, 2)], 0, 4)
    seen = ["AB-01-p0"]

    for seed in "0123456789":
        asked = {one.key for one in draw(bank, CheckKind.FINAL, seen=seen, seed=seed)}
        assert "AB-01-p0" not in asked


def test_seeds_draw_differently() -> None:
    bank = make_bank([(2, 2)] * 6, 1, 9)

    assert len({draw(bank, CheckKind.FINAL, seen=(), seed=str(n)) for n in range(20)}) > 10


def test_draws_do_not_change_from_one_release_to_the_next() -> None:
    items = draw(make_bank([(2, 2)] * 3, 1, 5), CheckKind.FINAL, seen=(), seed="2026")

    assert " ".join(one.key for one in items) == "AB-03-p0 AB-02-q1 AB-03-q1 AB-01-p1 AB-02-p1"
