"""The question blocks of a lesson file.

Choices are ``- [x] text`` with ``> why`` below each; steps are numbered, pairs are ``- left =
right``, both with one ``> why`` at the end. What stands before the first of them is the prompt.
The lines that only places on a drawing and scenarios have are read by ``question_lines``.
"""

import re
from dataclasses import dataclass, field

from learnapp.core.lesson_archive import digest
from learnapp.core.lesson_faults import Fault, nearest
from learnapp.core.lesson_html import Rendered, Renderer
from learnapp.core.lesson_text import Block, Line
from learnapp.core.question_lines import check_spots, read_messages, read_spot
from learnapp.core.question_parts import Message, Spot
from learnapp.core.questions import Choice, Partner, Question, QuestionKind
from learnapp.core.slugs import is_slug, make_slug

KINDS = {
    "chọn một": QuestionKind.SINGLE_CHOICE,
    "chọn nhiều": QuestionKind.MULTIPLE_CHOICE,
    "đúng hay sai": QuestionKind.TRUE_FALSE,
    "lừa hay thật": QuestionKind.SCAM_OR_SAFE,
    "xếp thứ tự": QuestionKind.ORDERING,
    "nối cặp": QuestionKind.MATCHING,
    "bấm đúng chỗ": QuestionKind.TAP_PLACE,
    "tình huống": QuestionKind.SCENARIO,
}
"""How an author names the kinds."""

MOST_CHOICES = 8
MOST_SPOTS = 6
"""Places on one drawing; the stylesheet knows as many."""
HASH_LENGTH = 16


_LONGEST_KEY = 40
_BOX = re.compile(r"\s*[-*+]\s*\[(.?)\]\s*(.*)")
_DASH = re.compile(r"\s*[-*+]\s+(.*)")
_STEP = re.compile(r"\s*\d{1,3}[.)]\s+(.*)")
_WHY = re.compile(r"\s*>\s?(.*)")
_PAIR = re.compile(r"(.*?\S)\s+=\s+(\S.*)")
_WORDS = {
    QuestionKind.TRUE_FALSE: (("đúng", "sai"), ("true", "false")),
    QuestionKind.SCAM_OR_SAFE: (("lừa", "an toàn"), ("scam", "safe")),
}
_EXPLAINED_ONCE = frozenset({QuestionKind.ORDERING, QuestionKind.MATCHING})


@dataclass(slots=True)
class _Item:
    """A choice, a step or a pair, as it stands in the file."""

    line: int
    text: str
    right: bool = False
    why: list[Line] = field(default_factory=list)
    spot: Spot | None = None


@dataclass(slots=True)
class _Parts:
    """A question block, taken apart."""

    prompt: list[Line] = field(default_factory=list)
    messages: tuple[Message, ...] = ()
    items: list[_Item] = field(default_factory=list)
    why: list[Line] = field(default_factory=list)


def read_question(block: Block, key: str, kind_name: str, renderer: Renderer) -> Question | None:
    """Read one question; note all that is wrong. ``None`` where its kind cannot be known."""
    kind = _kind(block.heading.number, kind_name, renderer)
    _check_key(block.heading.number, key, renderer)
    if kind is None:
        return None
    line = block.heading.number
    parts = _take_apart(block, kind, renderer)
    if kind is QuestionKind.SCENARIO:
        parts.prompt, parts.messages = read_messages(line, parts.prompt, renderer)
    prompt = renderer.block(parts.prompt)
    if not prompt.text:
        renderer.faults.add(line, Fault.QUESTION_WITHOUT_PROMPT)
    if kind is QuestionKind.TAP_PLACE:
        _read_spots(line, prompt, parts, renderer)
    _check_count(line, kind, parts, renderer)
    if kind in _EXPLAINED_ONCE:
        if not any(one.text.strip() for one in parts.why):
            renderer.faults.add(line, Fault.WHY_MISSING)
        return _placed(key, kind, prompt, parts, renderer)
    _check_right(line, kind, parts, renderer)
    return _chosen(key, kind, prompt, parts, renderer)


def _kind(line: int, name: str, renderer: Renderer) -> QuestionKind | None:
    known = ", ".join(KINDS)
    if not name:
        renderer.faults.add(line, Fault.QUESTION_KIND_MISSING, known=known)
        return None
    kind = KINDS.get(" ".join(name.casefold().split()))
    if kind is None:
        near = nearest(name, KINDS)
        renderer.faults.add(line, Fault.QUESTION_KIND_UNKNOWN, kind=name, nearest=near, known=known)
    return kind


def _check_key(line: int, key: str, renderer: Renderer) -> None:
    if not key:
        renderer.faults.add(line, Fault.QUESTION_KEY_MISSING)
    elif len(key) > _LONGEST_KEY or not is_slug(key):
        better = make_slug(key, longest=_LONGEST_KEY)
        renderer.faults.add(line, Fault.QUESTION_KEY_FORM, key=key[:60], nearest=better)


def _take_apart(block: Block, kind: QuestionKind, renderer: Renderer) -> _Parts:
    """Part prompt, items and explanations; note text that belongs to none of them."""
    parts = _Parts()
    after_blank = False
    for line in block.lines:
        if not line.text.strip():
            after_blank = True
            if not parts.items:
                parts.prompt.append(line)
            continue
        if item := _item(line, kind, renderer, begun=bool(parts.items)):
            if not parts.items:
                _check_box_before(parts, kind, renderer)
            if parts.why:
                renderer.faults.add(parts.why[0].number, Fault.WHY_IN_THE_MIDDLE)
            parts.items.append(item)
        elif not parts.items:
            parts.prompt.append(line)
        else:
            _continue(parts, line, kind, renderer, after_blank=after_blank)
        after_blank = False
    return parts


def _check_box_before(parts: _Parts, kind: QuestionKind, renderer: Renderer) -> None:
    """Note first choices without their box: they would be taken for the end of the prompt."""
    if kind in _EXPLAINED_ONCE:
        return
    for line in reversed(parts.prompt):
        if not line.text.strip():
            return
        if _DASH.fullmatch(line.text):
            renderer.faults.add(line.number, Fault.CHOICE_BOX)


def _item(line: Line, kind: QuestionKind, renderer: Renderer, *, begun: bool) -> _Item | None:
    """Read the line as the beginning of a choice, a step or a pair."""
    if kind is QuestionKind.ORDERING:
        step = _STEP.fullmatch(line.text)
        return _Item(line.number, step[1], right=True) if step else None
    dash = _DASH.fullmatch(line.text)
    if kind is QuestionKind.MATCHING:
        return _Item(line.number, dash[1], right=True) if dash else None
    if box := _BOX.fullmatch(line.text):
        if box[1] not in {"", " ", "x", "X"}:
            renderer.faults.add(line.number, Fault.CHOICE_BOX)
        return _Item(line.number, box[2], right=bool(box[1].strip()))
    if dash and begun:
        renderer.faults.add(line.number, Fault.CHOICE_BOX)
        return _Item(line.number, dash[1])
    return None


def _continue(
    parts: _Parts, line: Line, kind: QuestionKind, renderer: Renderer, *, after_blank: bool
) -> None:
    """Take a line below an item: an explanation, or the rest of a line that was broken."""
    last = parts.items[-1]
    whys = parts.why if kind in _EXPLAINED_ONCE else last.why
    if why := _WHY.fullmatch(line.text):
        whys.append(Line(line.number, why[1]))
    elif after_blank:
        renderer.faults.add(line.number, Fault.STRAY_TEXT)
    elif whys:
        whys.append(Line(line.number, line.text.strip()))
    else:
        last.text = f"{last.text} {line.text.strip()}"


def _read_spots(line: int, prompt: Rendered, parts: _Parts, renderer: Renderer) -> None:
    for item in parts.items:
        item.text, item.spot = read_spot(Line(item.line, item.text), renderer)
    spots = [(item.line, item.spot) for item in parts.items if item.spot]
    check_spots(line, prompt, spots, renderer)


def _check_count(line: int, kind: QuestionKind, parts: _Parts, renderer: Renderer) -> None:
    count = len(parts.items)
    most = MOST_SPOTS if kind is QuestionKind.TAP_PLACE else MOST_CHOICES
    if kind in _WORDS and count != len(_WORDS[kind][0]):
        renderer.faults.add(line, Fault.CHOICES_NOT_TWO, count=count, kind=kind.value)
    elif count < len("ab"):
        renderer.faults.add(line, Fault.CHOICES_FEW, count=count, kind=kind.value)
    elif count > most:
        renderer.faults.add(line, Fault.CHOICES_MANY, count=count, most=most)
        del parts.items[most:]
    seen: dict[str, int] = {}
    for item in parts.items:
        words = " ".join(item.text.casefold().split())
        if not words:
            renderer.faults.add(item.line, Fault.CHOICE_EMPTY)
        elif words in seen:
            renderer.faults.add(item.line, Fault.CHOICE_TWICE, first=seen[words])
        seen.setdefault(words, item.line)


def _check_right(line: int, kind: QuestionKind, parts: _Parts, renderer: Renderer) -> None:
    """Note missing right answers and explanations, and unusual names of the two buttons."""
    right = sum(item.right for item in parts.items)
    if not right:
        renderer.faults.add(line, Fault.RIGHT_MISSING)
    elif right > 1 and kind is not QuestionKind.MULTIPLE_CHOICE:
        renderer.faults.add(line, Fault.RIGHT_TOO_MANY, count=right)
    elif right == 1 and kind is QuestionKind.MULTIPLE_CHOICE:
        renderer.faults.add(line, Fault.RIGHT_ONLY_ONE)
    for item in parts.items:
        if not any(one.text.strip() for one in item.why):
            renderer.faults.add(item.line, Fault.CHOICE_WITHOUT_WHY)
    if kind not in _WORDS or len(parts.items) != len(_WORDS[kind][0]):
        return
    said = [item.text.casefold() for item in parts.items]
    if not any(all(map(str.startswith, said, pair)) for pair in _WORDS[kind]):
        renderer.faults.add(parts.items[0].line, Fault.CHOICE_WORDS, kind=kind.value)


def _chosen(
    key: str, kind: QuestionKind, prompt: Rendered, parts: _Parts, renderer: Renderer
) -> Question:
    """Make a question of which choices are picked."""
    choices: list[Choice] = []
    written: list[object] = []
    for name, item in zip("abcdefgh", parts.items, strict=False):
        text, why = renderer.inline(Line(item.line, item.text)), renderer.block(item.why)
        choices.append(Choice(name, text.html, text.text, item.right, why.html, spot=item.spot))
        written.append((text.written, item.right, why.written, *(item.spot or ())))
    said = [(one.kind, one.who, one.text) for one in parts.messages]
    asked = "\n".join([prompt.text, *(f"{who}: {text}" for _, who, text in said)])
    return Question(
        key, kind, prompt.html, asked, tuple(choices), messages=parts.messages,
        hash=digest(kind, prompt.written, written, *said, length=HASH_LENGTH),
    )  # fmt: skip


def _placed(
    key: str, kind: QuestionKind, prompt: Rendered, parts: _Parts, renderer: Renderer
) -> Question:
    """Make a question whose parts are put in order or matched."""
    why = renderer.block(parts.why)
    choices: list[Choice] = []
    partners: dict[str, Partner] = {}
    written = []
    for name, item in zip("abcdefgh", parts.items, strict=False):
        left, right = item.text, ""
        if kind is QuestionKind.MATCHING:
            if pair := _PAIR.fullmatch(item.text):
                left, right = pair.groups()
            else:
                renderer.faults.add(item.line, Fault.PAIR_FORM)
        text, other = (renderer.inline(Line(item.line, one)) for one in (left, right))
        partner = partners.setdefault(
            other.text.casefold(), Partner(str(len(partners) + 1), other.html, other.text)
        )
        match = partner.key if kind is QuestionKind.MATCHING else ""
        choices.append(Choice(name, text.html, text.text, right=True, partner=match))
        written.append((text.written, other.written))
    return Question(
        key, kind, prompt.html, prompt.text, tuple(choices), why.html,
        tuple(partners.values()) if kind is QuestionKind.MATCHING else (),
        digest(kind, prompt.written, written, why.written, length=HASH_LENGTH),
    )  # fmt: skip
