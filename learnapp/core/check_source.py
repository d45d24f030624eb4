"""The bytes of an item bank in; a ``Bank`` out, and every problem with its line.

``kiem-tra.md`` lies beside the lessons of its course. Its items are question and practice blocks as
in a lesson; the key of each begins with its skill: ``cg-01-b`` asks for CG-01.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from learnapp.core.banks import Bank, CheckKind, Item, Skill
from learnapp.core.check_drawing import draw
from learnapp.core.lesson_archive import digest
from learnapp.core.lesson_compare import compare_practices
from learnapp.core.lesson_faults import Fault, Faults, Problem, nearest
from learnapp.core.lesson_front import CODE
from learnapp.core.lesson_head import Head, read_head
from learnapp.core.lesson_html import Renderer
from learnapp.core.lesson_questions import read_question
from learnapp.core.lesson_source import LessonFile
from learnapp.core.lesson_text import Block, Line, Pieces, read_text, take_apart
from learnapp.core.lessons import ENGLISH, VIETNAMESE
from learnapp.core.practice_rules import check_practice
from learnapp.core.practice_source import read_practice
from learnapp.core.questions import Question

BANK_FILE = "kiem-tra"
"""The name of the file; no lesson may have it."""

BANK_KEYS = ("ten", "ma-bai", "song-con", "so-muc")
FEWEST_VARIANTS = 4
MOST_ITEMS = 60
"""Of a final check; the longest that anybody can be asked to sit through."""

QUESTION, PRACTICE = "Câu hỏi", "Thực hành"
_HEADINGS = (QUESTION, PRACTICE)
_HEADING = re.compile(r"([^:`]*)(?:`([^`]*)`)?\s*(:?)\s*(.*)")
_KEY = re.compile(r"([a-z]{2}-\d{2})-[a-z0-9](?:-?[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ParsedBank:
    """What a bank file holds. ``lines``: where its items stand, by their keys."""

    bank: Bank | None
    problems: tuple[Problem, ...]
    lines: Mapping[str, int] = field(default_factory=dict)


def parse_bank(file: LessonFile, original: Bank | None = None) -> ParsedBank:
    """Read an item bank, or the English beside it where ``original`` is given."""
    faults = Faults()
    try:
        opened = _open(file, faults)
        if opened is not None:
            bank, lines = _bank(file, *opened, faults, original)
            if original is None:
                _check(bank, lines, opened[1], faults)
            else:
                _compare(original, bank, lines, faults)
            return ParsedBank(bank, faults.sorted(), lines)
    except RecursionError:
        faults.add(1, Fault.TOO_DEEP)
    return ParsedBank(None, faults.sorted())


def _open(file: LessonFile, faults: Faults) -> tuple[Pieces, Head] | None:
    text = read_text(file.raw, faults)
    pieces = take_apart(text, faults) if text is not None else None
    head = read_head(pieces.head, pieces.head_line, faults) if pieces else None
    return (pieces, head) if pieces and head else None


def _bank(
    file: LessonFile, pieces: Pieces, head: Head, faults: Faults, original: Bank | None
) -> tuple[Bank, dict[str, int]]:
    lang = VIETNAMESE if original is None else ENGLISH
    renderer = Renderer(
        file.slug, file.pictures, faults, vietnamese=original is None, gestures=False
    )
    if original is None:
        head.allow(BANK_KEYS)
        skills = _skills(head, faults)
        length = head.number("so-muc", 1, MOST_ITEMS, default=len(skills))
    else:
        head.allow(("ten",), vietnamese_only=BANK_KEYS[1:])
        skills, length = original.skills, original.length
    title = head.text("ten")
    renderer.check(Line(head.line_of("ten"), title))
    if first := next((line for line in pieces.opening if line.text.strip()), None):
        faults.add(first.number, Fault.ITEM_OUTSIDE)
    items, lines = _items(pieces, skills, renderer)
    if original is not None:
        places = {one.key: place for place, one in enumerate(original.items)}
        items.sort(key=lambda one: places.get(one.key, len(places)))
    version = digest(
        "check", file.course, lang, title, [(one.code, one.critical) for one in skills], length,
        [(one.key, *_asked(one)) for one in items],
    )  # fmt: skip
    return Bank(file.course, lang, title, skills, length, tuple(items), version), lines


def _asked(item: Item) -> tuple[object, ...]:
    return item.question.asked if item.question else (item.hash,)


def _skills(head: Head, faults: Faults) -> tuple[Skill, ...]:
    """Read the codes, and which of them are critical."""
    codes: dict[str, int] = {}
    for line, code in head.texts("ma-bai"):
        if not CODE.fullmatch(code):
            faults.add(line, Fault.CODE_FORM, code=code[:60])
        else:
            codes.setdefault(code, line)
    critical = set()
    for line, code in head.texts("song-con", required=False):
        if code not in codes:
            known = ", ".join(codes)
            near = nearest(code, codes)
            faults.add(line, Fault.CRITICAL_UNKNOWN, code=code[:60], nearest=near, known=known)
        critical.add(code)
    return tuple(Skill(code, code in critical) for code in codes)


def _items(
    pieces: Pieces, skills: tuple[Skill, ...], renderer: Renderer
) -> tuple[list[Item], dict[str, int]]:
    items: list[Item] = []
    lines: dict[str, int] = {}
    codes = {one.code for one in skills}
    for block in pieces.blocks:
        line = block.heading.number
        word, key, title = _heading(block, renderer)
        if not word:
            continue
        skill = _skill_of(line, key, codes, renderer)
        if key in lines:
            renderer.faults.add(line, Fault.QUESTION_KEY_TWICE, key=key, first=lines[key])
        item, scenes = _item(block, word, key, title, renderer)
        if item and skill and key not in lines:
            items.append(replace(item, skill=skill))
            lines |= {f"{key}/{scene}": at for scene, at in scenes.items()}
        lines.setdefault(key, line)
    return items, lines


def _heading(block: Block, renderer: Renderer) -> tuple[str, str, str]:
    """Return the heading's word, key and title; the word is empty where it is none of ours."""
    line = block.heading
    found = _HEADING.fullmatch(line.text)
    word, key, colon, title = found.groups("") if found else ("", "", "", "")
    plain = " ".join(word.split()).casefold()
    known = next((one for one in _HEADINGS if one.casefold() == plain), "")
    if not known or (key and not colon and title):
        renderer.faults.add(line.number, Fault.ITEM_HEADING, heading=line.text[:60])
        return "", "", ""
    return known, key.strip(), title.strip()


def _skill_of(line: int, key: str, codes: set[str], renderer: Renderer) -> str:
    """Return the skill that a key begins with; empty where it is none of the bank's."""
    found = _KEY.fullmatch(key)
    if found is None:
        renderer.faults.add(line, Fault.ITEM_KEY_FORM, key=key[:60])
        return ""
    code = found[1].upper()
    if code not in codes:
        known = ", ".join(sorted(codes))
        renderer.faults.add(line, Fault.ITEM_SKILL_UNKNOWN, code=code, known=known)
        return ""
    return code


def _item(
    block: Block, word: str, key: str, title: str, renderer: Renderer
) -> tuple[Item | None, Mapping[str, int]]:
    """Read an item, its skill still empty, and the lines of its scenes."""
    if word == QUESTION:
        question = read_question(block, key, title, renderer)
        return (Item(key, "", question=question) if question else None), {}
    read = read_practice(block, key, title, renderer)
    if read is None:
        return None, {}
    check_practice(read, renderer.faults, lesson=False)
    return Item(key, "", practice=read.practice), read.scenes


def _check(bank: Bank, lines: Mapping[str, int], head: Head, faults: Faults) -> None:
    """Note skills with too few variants, and a final check that cannot be drawn as it should."""
    where = head.line_of("ma-bai")
    twice = bank.length > len(bank.skills)
    for skill in bank.skills:
        items = bank.of(skill.code)
        line = min((lines[one.key] for one in items), default=where)
        if len(items) < FEWEST_VARIANTS:
            faults.add(
                line, Fault.VARIANTS_FEW, code=skill.code, count=len(items), fewest=FEWEST_VARIANTS
            )
        practices, fewest = sum(one.performance for one in items), 2 if twice else 1
        if practices < fewest:
            faults.add(line, Fault.PRACTICES_FEW, code=skill.code, count=practices, fewest=fewest)
    line = head.line_of("so-muc")
    if bank.length < len(bank.skills):
        faults.add(line, Fault.CHECK_SHORT, count=bank.length, fewest=len(bank.skills))
        return
    asked = draw(bank, CheckKind.FINAL, seen=(), seed="")
    half = (len(asked) + 1) // 2
    if len(asked) < bank.length or sum(one.performance for one in asked) != half:
        faults.add(line, Fault.CHECK_LONG, count=bank.length)


def _compare(original: Bank, bank: Bank, lines: Mapping[str, int], faults: Faults) -> None:
    """Note where the English asks something else."""
    before, after = (
        [item.practice for item in one.items if item.practice] for one in (original, bank)
    )
    compare_practices(before, after, lines, faults)
    for one in original.items:
        if one.question and one.key not in lines:
            faults.add(1, Fault.TRANSLATION_ITEM_MISSING, key=one.key)
    for one in bank.items:
        same = original.item(one.key)
        if one.question and same is None:
            faults.add(lines[one.key], Fault.TRANSLATION_ITEM_UNKNOWN, key=one.key)
        elif (
            one.question
            and same
            and (same.question is None or _differ(same.question, one.question))
        ):
            faults.add(lines[one.key], Fault.TRANSLATION_ITEM_DIFFERS, key=one.key)


def _differ(one: Question, other: Question) -> bool:
    """Tell whether kind, choices, what is right or who speaks differ."""
    return _built(one) != _built(other)


def _built(question: Question) -> tuple[object, ...]:
    return (
        question.kind, len(question.partners), question.answer,
        [(one.right, one.spot) for one in question.choices],
        [one.kind for one in question.messages],
    )  # fmt: skip
