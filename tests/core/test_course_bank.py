"""The item bank of the first course: enough variants, alike in form, hard to guess."""

from collections import Counter
from pathlib import Path

import pytest

from learnapp.core.banks import Bank, Item, Skill
from learnapp.core.check_source import BANK_FILE, parse_bank
from learnapp.core.lesson_source import LessonFile
from learnapp.core.questions import Question, QuestionKind

COURSE = "mot-cong-dich-vu-cong"
FOLDER = Path(__file__).resolve().parents[2] / "lessons" / COURSE
PICTURES = {path.name: path.read_bytes() for path in FOLDER.glob("*.svg")}
PRACTICES, QUESTIONS = 2, 3
"""The least that a skill has of each; a critical one has one more."""


def read(name: str, original: Bank | None = None) -> Bank:
    file = LessonFile(COURSE, BANK_FILE, (FOLDER / name).read_bytes(), PICTURES)
    parsed = parse_bank(file, original)
    assert parsed.problems == ()
    assert parsed.bank is not None
    return parsed.bank


BANK = read(f"{BANK_FILE}.md")
ASKED = [one.question for one in BANK.items if one.question is not None]


def of_kind(*kinds: QuestionKind) -> list[Question]:
    return [one for one in ASKED if one.kind in kinds]


def test_the_english_asks_the_same() -> None:
    english = read(f"{BANK_FILE}.en.md", BANK)

    assert [one.key for one in english.items] == [one.key for one in BANK.items]


def test_critical_skills_are_those_where_money_or_an_account_is_lost() -> None:
    assert sorted(BANK.critical) == ["CG-01", "CG-07"]


@pytest.mark.parametrize("skill", BANK.skills, ids=lambda one: one.code)
def test_a_skill_has_variants_to_do_and_to_answer(skill: Skill) -> None:
    items = BANK.of(skill.code)

    assert sum(one.performance for one in items) >= PRACTICES + skill.critical
    assert sum(not one.performance for one in items) >= QUESTIONS + skill.critical


def test_a_third_to_a_half_of_what_looks_like_a_scam_is_safe() -> None:
    answers = [one.answer for one in of_kind(QuestionKind.SCAM_OR_SAFE)]

    assert 0.3 <= answers.count(("b",)) / len(answers) <= 0.5


def test_most_questions_cannot_be_answered_by_tossing_a_coin() -> None:
    toss = of_kind(QuestionKind.SCAM_OR_SAFE, QuestionKind.TRUE_FALSE)

    assert len(toss) * 3 <= len(ASKED)
    for one in of_kind(QuestionKind.SINGLE_CHOICE, QuestionKind.SCENARIO, QuestionKind.TAP_PLACE):
        assert len(one.choices) >= 4, one.key


def test_the_longest_choice_is_not_the_right_one_as_a_rule() -> None:
    asked = of_kind(QuestionKind.SINGLE_CHOICE, QuestionKind.SCENARIO)
    longest = [max(one.choices, key=lambda choice: len(choice.text)).right for one in asked]

    assert sum(longest) * 3 <= len(asked)


def test_the_right_press_stands_now_here_now_there() -> None:
    places = Counter(
        [one.outcome.refusal == "" for one in scene.presses].index(True)
        for item in BANK.items
        if item.practice is not None
        for scene in item.practice.scenes
        if len(scene.presses) >= 3
    )

    assert max(places.values()) * 2 <= places.total()


@pytest.mark.parametrize(
    "item", [one for one in BANK.items if one.performance], ids=lambda one: one.key
)
def test_a_wrong_press_in_a_check_goes_on_as_a_right_one_does(item: Item) -> None:
    practice = item.practice
    assert practice is not None

    for scene in practice.scenes:
        targets = {one.outcome.target for one in scene.presses}
        assert len(targets) == (not scene.is_goal), f"{scene.key} gives away what is right"
        assert "" not in targets


def test_no_item_repeats_a_question_of_the_lessons() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for path in FOLDER.glob("*.md")
        if not path.name.startswith(BANK_FILE)
    ]
    repeated = [
        one.key for one in ASKED for text in texts if one.prompt_text.split("\n")[0] in text
    ]

    assert repeated == []
