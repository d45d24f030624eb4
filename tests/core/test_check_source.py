"""An item bank is read, and every problem is told with its line."""

from pathlib import Path

import pytest

from learnapp.core.banks import Bank
from learnapp.core.check_source import ParsedBank, parse_bank
from learnapp.core.lesson_archive import bank_from_json, from_json, kind_of, to_json
from learnapp.core.lesson_compare import compare_item_keys
from learnapp.core.lesson_faults import Fault
from learnapp.core.lesson_source import LessonFile

FOLDER = Path(__file__).parents[1] / "lessons" / "khoa-thu"
TEXT = (FOLDER / "kiem-tra.md").read_text(encoding="utf-8")
ENGLISH = (FOLDER / "kiem-tra.en.md").read_text(encoding="utf-8")


def read(text: str, original: Bank | None = None) -> ParsedBank:
    return parse_bank(LessonFile("khoa-thu", "kiem-tra", text.encode()), original)


def faults(text: str, original: Bank | None = None) -> list[Fault]:
    return [one.fault for one in read(text, original).problems]


def bank() -> Bank:
    found = read(TEXT).bank
    assert found is not None
    return found


def test_a_sound_bank_has_no_faults_and_knows_its_skills() -> None:
    assert faults(TEXT) == []
    assert [(one.code, one.critical) for one in bank().skills] == [
        ("PT-01", False),
        ("GL-01", True),
    ]
    assert (len(bank().items), bank().length) == (8, 4)
    assert sum(one.performance for one in bank().items) == 4


def test_the_english_asks_the_same_in_the_same_order() -> None:
    english = read(ENGLISH, bank())

    assert english.problems == ()
    assert english.bank is not None
    assert [one.key for one in english.bank.items] == [one.key for one in bank().items]
    assert english.bank.version != bank().version
    assert (english.bank.length, english.bank.skills) == (bank().length, bank().skills)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("song-con: [GL-01]", "song-con: [XX-01]", Fault.CRITICAL_UNKNOWN),
        ("ma-bai: [PT-01, GL-01]", "ma-bai: [PT-01, GL-01, XX-01]", Fault.VARIANTS_FEW),
        ("ma-bai: [PT-01, GL-01]", "ma-bai: [PT-01]", Fault.ITEM_SKILL_UNKNOWN),
        ("ma-bai: [PT-01, GL-01]", "ma-bai: [pt, GL-01]", Fault.CODE_FORM),
        ("so-muc: 4", "so-muc: 1", Fault.CHECK_SHORT),
        ("so-muc: 4", "so-muc: 9", Fault.CHECK_LONG),
        ("so-muc: 4", "so-muc: 0", Fault.VALUE_NOT_NUMBER),
        ("so-muc: 4", "so-muc: 4\ndat: 80", Fault.KEY_UNKNOWN),
        ("`gl-01-d`", "`gl-01-c`", Fault.QUESTION_KEY_TWICE),
        ("`gl-01-d`", "`cuoi-cung`", Fault.ITEM_KEY_FORM),
        ("## Câu hỏi `gl-01-d`: chọn nhiều", "## Màn: Bị giục", Fault.ITEM_HEADING),
        ("## Thực hành `pt-01-a`", "Lời mở đầu\n\n## Thực hành `pt-01-a`", Fault.ITEM_OUTSIDE),
        ("-> `cho`", "-> `khong-co`", Fault.TARGET_UNKNOWN),
        ("- [x] Lừa, dừng lại", "- [ ] Lừa, dừng lại", Fault.RIGHT_MISSING),
    ],
)
def test_what_is_wrong_is_told(old: str, new: str, fault: Fault) -> None:
    assert old in TEXT
    assert fault in faults(TEXT.replace(old, new, 1))


def test_a_skill_needs_two_practices_where_it_is_asked_twice() -> None:
    start = TEXT.index("## Thực hành `pt-01-b`")
    question = TEXT[TEXT.index("## Câu hỏi `gl-01-c`") : TEXT.index("## Câu hỏi `gl-01-d`")]
    less = TEXT[:start] + question.replace("gl-01-c", "pt-01-e")
    less += TEXT[TEXT.index("## Câu hỏi `pt-01-c`") :]

    assert Fault.PRACTICES_FEW in faults(less)
    assert Fault.PRACTICES_FEW not in faults(less.replace("so-muc: 4", "so-muc: 2"))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("`pt-01-c`", "`pt-01-z`", Fault.TRANSLATION_ITEM_UNKNOWN),
        ("`pt-01-c`", "`pt-01-z`", Fault.TRANSLATION_ITEM_MISSING),
        ("`pt-01-a`", "`pt-01-z`", Fault.TRANSLATION_PRACTICE_MISSING),
        ("- [x] Scam, stop", "- [ ] Scam, stop", Fault.TRANSLATION_ITEM_DIFFERS),
        (
            "- nút: Cold water ! Cold water does not draw tea.",
            "",
            Fault.TRANSLATION_PRACTICE_DIFFERS,
        ),
        ("ten: Check", "so-muc: 4\nten: Check", Fault.KEY_ONLY_IN_VIETNAMESE),
    ],
)
def test_english_that_asks_something_else_is_told(old: str, new: str, fault: Fault) -> None:
    assert old in ENGLISH
    assert fault in faults(ENGLISH.replace(old, new, 1), bank())


def test_an_archived_bank_comes_back_as_it_was() -> None:
    stored = to_json(bank())

    assert stored["kind"] == kind_of(bank()) == "check"
    assert bank_from_json(stored) == from_json(stored) == bank()


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b"---\n", b"---\n---\n", b"# x", b"---\n[\n---\n"]
)
def test_whatever_the_bytes_nothing_is_raised(raw: bytes) -> None:
    assert parse_bank(LessonFile("khoa", "kiem-tra", raw)).problems


def test_a_published_key_is_not_given_to_another_item() -> None:
    def told(text: str) -> list[tuple[Fault, str]]:
        new = read(text)
        assert new.bank is not None
        found = compare_item_keys(bank(), new.bank, new.lines)
        return [(one.fault, one.details["key"]) for one in found]

    start, end = TEXT.index("## Câu hỏi `gl-01-c`"), TEXT.index("## Câu hỏi `gl-01-d`")
    practice = TEXT[TEXT.index("## Thực hành `gl-01-a`") : TEXT.index("## Thực hành `gl-01-b`")]
    swapped = TEXT[:start] + practice.replace("gl-01-a", "gl-01-c") + TEXT[end:]

    assert told(TEXT) == []
    assert told(TEXT.replace("`gl-01-c`", "`gl-01-z`")) == [(Fault.KEY_RENAMED, "gl-01-z")]
    assert (Fault.KEY_REUSED, "gl-01-c") in told(swapped)
