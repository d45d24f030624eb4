"""The text of a lesson file: its lines in one written form, its head, its blocks."""

import re
import unicodedata
from dataclasses import dataclass

from learnapp.core.lesson_faults import Fault, Faults

LARGEST_FILE = 200_000
"""Bytes. The longest real lesson has a twentieth of that."""

_LONGEST_LINE = 2_000
_LONGEST_BLOCK = 8_000
_LONGEST_PRACTICE = 24_000
_MOST_SIGNS = 100
"""Of each of these in one block: Markdown takes the square of their number to look for pairs.

A practice is not Markdown: it is read line by line.
"""
_SIGNS = ("[", "_", "*", ">", "`", "<", "\\")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff]")
_FENCE = re.compile(r"---\s*")
_HEADING = re.compile(r"##(?!#)\s*(.*)")
_PRACTICE = re.compile(r"\s*thực\s+hành\b", re.IGNORECASE)
_TOP_HEADING = re.compile(r"#(?!#)\s*\S")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, counted from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """What follows one ``##``: the heading's words, and the lines below it."""

    heading: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A file taken apart: the text of its head with the line where it begins, and its blocks.

    ``opening`` is what stands before the first heading: the body of a course file.
    """

    head: str
    head_line: int
    opening: tuple[Line, ...]
    blocks: tuple[Block, ...]


def read_text(raw: bytes, faults: Faults) -> str | None:
    """Return the file's text: NFC, one kind of line end, nothing invisible.

    Returns ``None``, having noted why, where it is no text of ours.
    """
    if len(raw) > LARGEST_FILE:
        faults.add(1, Fault.FILE_TOO_LARGE, largest=LARGEST_FILE // 1000)
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(raw.count(b"\n", 0, error.start) + 1, Fault.NOT_UTF8)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if _FORBIDDEN.search(line):
            faults.add(number, Fault.CONTROL_CHARACTER)
    text = _INVISIBLE.sub("", _FORBIDDEN.sub("", text))
    return unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("\t", " "))


def take_apart(text: str, faults: Faults) -> Pieces | None:
    """Part head and blocks. Returns ``None``, having noted why, where there is no head."""
    lines = [Line(number, one.rstrip()) for number, one in enumerate(text.split("\n"), 1)]
    start = next((index for index, line in enumerate(lines) if line.text), 0)
    if not _FENCE.fullmatch(lines[start].text):
        faults.add(lines[start].number, Fault.NO_HEAD)
        return None
    fences = (i for i, line in enumerate(lines) if i > start and _FENCE.fullmatch(line.text))
    end = next(fences, None)
    if end is None:
        faults.add(lines[start].number, Fault.HEAD_NOT_CLOSED)
        return None
    head = "\n".join(line.text for line in lines[start + 1 : end])
    opening, blocks = _blocks(_short(lines[end + 1 :], faults), faults)
    return Pieces(head, lines[start].number + 1, opening, blocks)


def _short(lines: list[Line], faults: Faults) -> list[Line]:
    """Leave out lines so long that no author can have meant them."""
    for line in lines:
        if len(line.text) > _LONGEST_LINE:
            faults.add(line.number, Fault.LINE_TOO_LONG, longest=_LONGEST_LINE)
    return [line for line in lines if len(line.text) <= _LONGEST_LINE]


def _blocks(lines: list[Line], faults: Faults) -> tuple[tuple[Line, ...], tuple[Block, ...]]:
    """Part at every ``##``; note a ``#``, which has no place in the body."""
    starts: list[int] = []
    for index, line in enumerate(lines):
        if _HEADING.fullmatch(line.text):
            starts.append(index)
        elif _TOP_HEADING.match(line.text):
            faults.add(line.number, Fault.HEADING_TOO_HIGH)
    ends = [*starts, len(lines)][1:]
    blocks = []
    for start, end in zip(starts, ends, strict=True):
        heading = _heading(lines[start])
        practice = bool(_PRACTICE.match(heading.text))
        below = _block_lines(lines[start + 1 : end], faults, practice=practice)
        blocks.append(Block(heading, below))
    opening = _block_lines(lines[: starts[0]] if starts else lines, faults)
    return opening, tuple(blocks)


def _heading(line: Line) -> Line:
    return Line(line.number, line.text.lstrip("#").strip())


def _block_lines(lines: list[Line], faults: Faults, *, practice: bool = False) -> tuple[Line, ...]:
    """Leave out a block so long, or so full of signs, that reading it could take for ever."""
    longest = _LONGEST_PRACTICE if practice else _LONGEST_BLOCK
    if sum(len(line.text) for line in lines) > longest:
        faults.add(lines[0].number, Fault.BLOCK_TOO_LONG, longest=longest)
        return ()
    for sign in () if practice else _SIGNS:
        if sum(line.text.count(sign) for line in lines) > _MOST_SIGNS:
            first = next(line.number for line in lines if sign in line.text)
            faults.add(first, Fault.TOO_MANY_SIGNS, sign=sign, most=_MOST_SIGNS)
            return ()
    return tuple(lines)
