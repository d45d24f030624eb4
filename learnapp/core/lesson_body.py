"""What stands below the head of a lesson file: its screens, its questions and its practice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from learnapp.core.lesson_archive import digest
from learnapp.core.lesson_faults import Fault, nearest
from learnapp.core.lesson_html import Renderer, set_quotes
from learnapp.core.lesson_questions import HASH_LENGTH, read_question
from learnapp.core.lesson_text import Block, Line, Pieces
from learnapp.core.lesson_words import count_syllables
from learnapp.core.lessons import Screen
from learnapp.core.practice_rules import check_practice
from learnapp.core.practice_source import read_practice
from learnapp.core.practices import Practice
from learnapp.core.questions import Question, QuestionKind

LONG_SCREEN = 40
LONGEST_SCREEN = 60
"""Syllables on a screen: more is a warning, more is an error."""
FEWEST_SCREENS = 4
MOST_SCREENS = 7
LAST_SCREEN = "Việc của tôi hôm nay"

SCREEN, QUESTION, PRACTICE = "Màn", "Câu hỏi", "Thực hành"
HEADINGS = (SCREEN, QUESTION, PRACTICE)
"""The words that may stand behind ``##``."""

HEAD = "dau"
"""Names the head among the parts of a lesson; no question may be called so."""

_HEADING = re.compile(r"([^:`]*)(?:`([^`]*)`)?\s*(:?)\s*(.*)")


@dataclass(frozen=True, slots=True)
class Body:
    """The screens, questions and practices of a file, and the line of each by its key.

    The scenes of a practice have lines too, by the keys of both: ``dang-nhap/trang-chu``.
    """

    screens: tuple[Screen, ...]
    questions: tuple[Question, ...]
    lines: dict[str, int]
    practices: tuple[Practice, ...] = ()


def read_body(pieces: Pieces, renderer: Renderer, *, vietnamese: bool) -> Body:
    """Read every block; note unknown headings and what is wrong with the lesson as a whole."""
    _refuse_outside(pieces.opening, renderer)
    screens: list[Screen] = []
    questions: list[Question] = []
    practices: list[Practice] = []
    lines = {HEAD: 1}
    for block in pieces.blocks:
        word, key, title = _heading(block, renderer)
        if word == SCREEN:
            screens.append(_screen(block, len(screens) + 1, title, renderer))
            lines[screens[-1].key] = block.heading.number
        elif word == QUESTION:
            fresh = _is_fresh(block, key, lines, renderer)
            question = read_question(block, key, title, renderer)
            questions += [question] if question and fresh else []
            lines.setdefault(key, block.heading.number)
        elif word == PRACTICE:
            practices += _practice(block, key, title, lines, renderer)
    _check_names(questions, lines, renderer)
    if vietnamese:
        _check_whole(screens, questions, lines, renderer)
    if len(practices) > 1:
        first, second = (lines[one.key] for one in practices[:2])
        renderer.faults.add(second, Fault.PRACTICE_TWICE, first=first)
    return Body(tuple(screens), tuple(questions), lines, tuple(practices[:1]))


def _heading(block: Block, renderer: Renderer) -> tuple[str, str, str]:
    """Return the heading's word, key and title; the word is empty where it is none of ours."""
    line = block.heading
    found = _HEADING.fullmatch(line.text)
    word, key, colon, title = found.groups("") if found else ("", "", "", "")
    plain = " ".join(word.split()).casefold()
    known = next((one for one in HEADINGS if one.casefold() == plain), "")
    if not known or (known == SCREEN and key) or (key and not colon and title):
        near = nearest(" ".join(word.split()[:2]) or line.text, HEADINGS)
        renderer.faults.add(
            line.number, Fault.HEADING_UNKNOWN, heading=line.text[:60], nearest=near
        )
        return "", "", ""
    if known == SCREEN and not title:
        renderer.faults.add(line.number, Fault.HEADING_WITHOUT_TITLE)
    return known, key.strip(), title.strip()


def _is_fresh(block: Block, key: str, lines: dict[str, int], renderer: Renderer) -> bool:
    """Note a key that another part of the lesson has already."""
    if key and key in lines:
        renderer.faults.add(
            block.heading.number, Fault.QUESTION_KEY_TWICE, key=key, first=lines[key]
        )
    return key not in lines


def _practice(
    block: Block, key: str, title: str, lines: dict[str, int], renderer: Renderer
) -> list[Practice]:
    """Read and check a practice; none where it has no scene, or the key of something else."""
    fresh = _is_fresh(block, key, lines, renderer)
    read = read_practice(block, key, title, renderer)
    if read is None or not fresh:
        return []
    check_practice(read, renderer.faults)
    key = read.practice.key
    lines[key] = read.line
    lines |= {f"{key}/{scene}": line for scene, line in read.scenes.items()}
    return [read.practice]


def _screen(block: Block, number: int, title: str, renderer: Renderer) -> Screen:
    line = block.heading.number
    renderer.check(Line(line, title))
    body = renderer.block(block.lines)
    syllables = count_syllables(body.text)
    if not body.html:
        renderer.faults.add(line, Fault.SCREEN_EMPTY)
    if syllables > LONGEST_SCREEN:
        renderer.faults.add(
            line, Fault.SCREEN_TOO_LONG, count=syllables, most=LONGEST_SCREEN, good=LONG_SCREEN
        )
    elif syllables > LONG_SCREEN:
        renderer.faults.add(line, Fault.SCREEN_LONG, count=syllables, good=LONG_SCREEN)
    written = digest("screen", title, body.written, length=HASH_LENGTH)
    return Screen(f"man-{number}", set_quotes(title), body.html, body.read, syllables, written)


def _refuse_outside(opening: Iterable[Line], renderer: Renderer) -> None:
    if first := next((line for line in opening if line.text.strip()), None):
        renderer.faults.add(first.number, Fault.TEXT_OUTSIDE)


def _check_names(questions: list[Question], lines: dict[str, int], renderer: Renderer) -> None:
    """Note a key that reads like the form field of another question's step or pair."""
    placed = {
        f"{one.key}-{choice.key}": one.key
        for one in questions
        if one.kind in {QuestionKind.ORDERING, QuestionKind.MATCHING}
        for choice in one.choices
    }
    for one in questions:
        if one.key in placed:
            renderer.faults.add(
                lines[one.key], Fault.QUESTION_KEY_LIKE_FIELD, key=one.key, other=placed[one.key]
            )


def _check_whole(
    screens: list[Screen], questions: list[Question], lines: dict[str, int], renderer: Renderer
) -> None:
    """Note too few or too many screens, a lesson that does not end in a task, or has no quiz."""
    count = len(screens)
    if not count:
        renderer.faults.add(1, Fault.SCREENS_MISSING)
        return
    last = lines[screens[-1].key]
    if count < FEWEST_SCREENS:
        renderer.faults.add(last, Fault.SCREENS_FEW, count=count, fewest=FEWEST_SCREENS)
    elif count > MOST_SCREENS:
        renderer.faults.add(last, Fault.SCREENS_MANY, count=count, most=MOST_SCREENS)
    if screens[-1].title.casefold() != LAST_SCREEN.casefold():
        renderer.faults.add(last, Fault.LAST_SCREEN, title=LAST_SCREEN)
    if not questions:
        renderer.faults.add(last, Fault.QUESTIONS_MISSING)
