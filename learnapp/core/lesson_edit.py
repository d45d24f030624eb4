"""Small changes to the text of a lesson file, made for its author; all else stays as typed."""

import re
from collections.abc import Mapping, Sequence

from learnapp.core.lesson_front import MARKS_KEY
from learnapp.core.slugs import make_slug

_QUESTION = re.compile(r"(##\s*Câu hỏi)\s*(?:`\s*`)?\s*(:.*)", re.IGNORECASE)
_KEYED = re.compile(r"##\s*Câu hỏi\s*`([^`]+)`", re.IGNORECASE)
_MARKS = re.compile(rf"{MARKS_KEY}\s*:")
_KEY_WORDS = 4


def with_question_keys(text: str, keys: Sequence[str] = ()) -> str:
    """Give a key to every question without one: of ``keys`` by its place, else from its words.

    ``keys`` are those of the lesson that this text translates.
    """
    lines = text.split("\n")
    taken = set(_KEYED.findall(text))
    place = 0
    for index, line in enumerate(lines):
        if _KEYED.match(line):
            place += 1
        elif found := _QUESTION.fullmatch(line.rstrip("\r")):
            given = keys[place] if place < len(keys) else ""
            key = given if given and given not in taken else _free_key(lines[index + 1 :], taken)
            taken.add(key)
            end = "\r" if line.endswith("\r") else ""
            lines[index] = f"{found[1]} `{key}`{found[2]}{end}"
            place += 1
    return "\n".join(lines)


def with_marks(text: str, marks: Mapping[str, str]) -> str:
    """Write into an English file's head which Vietnamese text it was made from."""
    lines = text.split("\n")
    ends = [index for index, line in enumerate(lines) if line.strip() == "---"]
    if len(ends) < len("ab"):
        return text
    end_of_line = "\r" if lines[ends[0]].endswith("\r") else ""
    kept, inside = [], False
    for line in lines[ends[0] + 1 : ends[1]]:
        # A key begins at the edge; what is set in belongs to the key above it.
        if line[:1].strip():
            inside = bool(_MARKS.match(line))
        if not inside:
            kept.append(line)
    written = [f"{MARKS_KEY}:{end_of_line}"]
    written += [f"  {part}: {mark}{end_of_line}" for part, mark in marks.items()]
    return "\n".join([*lines[: ends[0] + 1], *kept, *written, *lines[ends[1] :]])


def _free_key(below: Sequence[str], taken: set[str]) -> str:
    """Make a key from the first words of the prompt that no other question has."""
    words = next((line for line in below if make_slug(line)), "")
    key = make_slug(words.split("](")[0], words=_KEY_WORDS) or "cau"
    number = 1
    free = key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free
