"""The lines of a practice: ``- word `key`: text = sample -> `scene` ! refusal``, taken apart.

One line is one thing. A line that goes on below is put together again before it is read.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from learnapp.core.lesson_faults import Fault, nearest
from learnapp.core.lesson_html import Renderer, set_quotes
from learnapp.core.lesson_text import Line
from learnapp.core.practices import Drawing, Option, Outcome, Part, PartKind
from learnapp.core.slugs import is_slug, make_slug

TITLE, TASK, HINT, STRONG_HINT = "tên", "việc", "gợi ý", "gợi ý thêm"
ABOUT = (TITLE, TASK, HINT, STRONG_HINT)
"""What is said about a scene, once each."""

OWN_BUBBLE = "mình"
PARTS: Mapping[str, PartKind] = {
    "chữ": PartKind.TEXT,
    "thông báo": PartKind.NOTICE,
    "tin": PartKind.BUBBLE,
    OWN_BUBBLE: PartKind.BUBBLE,
    "mã qr": PartKind.QR,
    "ô": PartKind.FIELD,
    "bàn phím": PartKind.KEYPAD,
    "chọn": PartKind.CHOICE,
    "ảnh": PartKind.PHOTO,
    "bản đồ": PartKind.WARDS,
    "nút": PartKind.BUTTON,
    "đường dẫn": PartKind.LINK,
    "mục": PartKind.ITEM,
    "thẻ": PartKind.TAB,
}
"""How an author names the parts."""

DRAWINGS: Mapping[str, Drawing] = {
    "rõ": Drawing.CLEAR,
    "mờ": Drawing.BLURRED,
    "loá": Drawing.GLARE,
    "lóa": Drawing.GLARE,
    "mất góc": Drawing.CUT,
    "ngược": Drawing.TURNED,
}

LONGEST_KEY = 40
LONGEST_TEXT = 300
"""Signs that one line may put on a screen."""

_EDGE = 100
_ITEM = re.compile(r"\s*[-*+]\s+(.*)")
_WORD = re.compile(r"([^:`]{0,60})(?:`([^`]*)`)?\s*:(.*)")
_BOX = re.compile(r"\[([ xX]?)\](.*)")
_REFUSAL = re.compile(r"\s!(?:\s|$)")
_TARGET = re.compile(r"\s(?:->|→)(.*)")
_SCENE_KEY = re.compile(r"`([^`]*)`|([^`\s]+)")
_DRAWING = re.compile(r"\(([^)]*)\)(.*)")
_PLACE = re.compile(r"(.*)\s@\s*(\d{1,3})[\s,;]+(\d{1,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Told:
    """What a line says: its text, and the outcome behind it."""

    text: str
    outcome: Outcome


def joined(lines: Iterable[Line]) -> list[Line]:
    """Put lines together that an author broke: what does not begin anew goes on."""
    whole: list[Line] = []
    open_line = False
    for line in lines:
        text = line.text.strip()
        if not text:
            open_line = False
        elif open_line and not _ITEM.match(line.text) and not text.startswith("#"):
            whole[-1] = Line(whole[-1].number, f"{whole[-1].text} {text}")
        else:
            whole.append(Line(line.number, text))
            open_line = not text.startswith("#")
    return whole


def item_of(line: Line) -> str | None:
    """Return what stands behind the dash, or ``None`` where there is none."""
    found = _ITEM.fullmatch(line.text)
    return found[1] if found else None


def word_of(item: str) -> tuple[str, str, str] | None:
    """Part ``word `key`: text``; ``None`` where there is no colon."""
    found = _WORD.fullmatch(item)
    if found is None:
        return None
    word, key, text = found.groups("")
    return " ".join(word.split()).casefold(), key.strip(), text.strip()


def box_of(item: str) -> tuple[bool, str] | None:
    """Part ``[x] text``; ``None`` where it is no option."""
    found = _BOX.fullmatch(item)
    return (bool(found[1].strip()), found[2].strip()) if found else None


def check_key(line: int, key: str, renderer: Renderer) -> str:
    """Return a key that can stand in a form, having noted one that cannot."""
    if is_slug(key) and len(key) <= LONGEST_KEY:
        return key
    better = make_slug(key, longest=LONGEST_KEY)
    renderer.faults.add(line, Fault.QUESTION_KEY_FORM, key=key[:60], nearest=better)
    return better


def read_text(line: Line, renderer: Renderer, *, ours: bool) -> str:
    """Return the words of a line as they are shown; ``ours`` are held to our own way of writing."""
    renderer.check(line, ours=ours)
    if len(line.text) > LONGEST_TEXT:
        renderer.faults.add(line.number, Fault.PART_LONG, longest=LONGEST_TEXT)
    return set_quotes(line.text.strip()[:LONGEST_TEXT])


def read_part(line: int, word: str, key: str, text: str, renderer: Renderer) -> Part:
    """Read one part; note all that is wrong with its line."""
    kind = PARTS[word]
    told = _told(Line(line, text), renderer)
    if kind in {PartKind.FIELD, PartKind.KEYPAD}:
        label, equals, sample = told.text.rpartition(" = ")
        if not equals or not sample.strip():
            renderer.faults.add(line, Fault.FIELD_WITHOUT_SAMPLE)
            label, sample = told.text, ""
        return Part(kind, key, label.strip(), sample.strip(), told.outcome)
    if word == "tin" or kind is PartKind.QR:
        who, bar, said = told.text.partition("|")
        if not bar or not who.strip() or not said.strip():
            renderer.faults.add(line, Fault.PART_WITHOUT_WHO, word=word)
        return Part(kind, key, said.strip(), outcome=told.outcome, who=who.strip())
    return Part(kind, key, told.text, outcome=told.outcome)


def read_option(
    line: int, kind: PartKind, place: int, box: tuple[bool, str], renderer: Renderer
) -> Option:
    """Read one option of a choice, a photo or a map of wards."""
    right, text = box
    told = _told(Line(line, text), renderer)
    text, drawing = told.text, ""
    if kind is PartKind.PHOTO:
        text, drawing = _drawing(line, text, renderer)
    elif kind is PartKind.WARDS:
        text, drawing = _place(line, text, renderer)
    if not text:
        renderer.faults.add(line, Fault.CHOICE_EMPTY)
    if right and told.outcome != Outcome():
        renderer.faults.add(line, Fault.OPTION_RIGHT_REFUSED)
        told = Told(text, Outcome())
    elif not right and not told.outcome.refusal:
        renderer.faults.add(line, Fault.OPTION_WITHOUT_REFUSAL)
    return Option(str(place), text, right, told.outcome, drawing)


def _told(line: Line, renderer: Renderer) -> Told:
    """Part text, target and refusal."""
    parts = _REFUSAL.split(f" {line.text} ", maxsplit=1)
    refusal = parts[1].strip() if len(parts) > 1 else ""
    if len(parts) > 1 and not refusal:
        renderer.faults.add(line.number, Fault.REFUSAL_EMPTY)
    text, target = parts[0].strip(), ""
    if found := _TARGET.search(parts[0]):
        text = parts[0][: found.start()].strip()
        key = _SCENE_KEY.fullmatch(found[1].strip())
        target = (key[1] or key[2] or "").strip() if key else ""
        if not target:
            renderer.faults.add(line.number, Fault.TARGET_FORM)
    if _TARGET.search(f" {refusal}"):
        renderer.faults.add(line.number, Fault.TARGET_FORM)
    text = read_text(Line(line.number, text), renderer, ours=False)
    refusal = read_text(Line(line.number, refusal), renderer, ours=True)
    return Told(text, Outcome(target, refusal))


def _drawing(line: int, text: str, renderer: Renderer) -> tuple[str, str]:
    found = _DRAWING.fullmatch(text)
    word = " ".join(found[1].split()).casefold() if found else ""
    drawing = DRAWINGS.get(word)
    if drawing is None:
        near = nearest(word, DRAWINGS) if word else ""
        known = ", ".join(one for one in DRAWINGS if one != "lóa")
        renderer.faults.add(line, Fault.DRAWING_UNKNOWN, nearest=near, known=known)
    return found[2].strip() if found else text, drawing or Drawing.CLEAR


def _place(line: int, text: str, renderer: Renderer) -> tuple[str, str]:
    found = _PLACE.fullmatch(text)
    if found is None or int(found[2]) > _EDGE or int(found[3]) > _EDGE:
        renderer.faults.add(line, Fault.PLACE_FORM)
        return text, ""
    return found[1].strip(), f"{int(found[2])} {int(found[3])}"
