"""Drawings: an SVG file is read, checked against a list of what is allowed, and written anew.

Nothing of the file reaches a page but what is on the lists. Colours come from the classes of the
stylesheet, so that a drawing follows light and dark.
"""

import re
from dataclasses import dataclass, field
from html import escape
from xml.parsers.expat import ExpatError, ParserCreate

from learnapp.core.lesson_faults import Fault, Faults

LARGEST_PICTURE = 200_000
"""Bytes; more is not even opened."""
HEAVY_PICTURE = 6 * 1024
"""Bytes; more is slow on a cheap phone."""

_DEEPEST = 30
_ELEMENT_NAMES = """
svg g path circle ellipse rect line polyline polygon text tspan use defs title clipPath
"""
_NUMBER_NAMES = """
x y x1 y1 x2 y2 cx cy r rx ry dx dy width height viewBox points pathLength rotate
stroke-width stroke-dasharray stroke-dashoffset stroke-miterlimit stroke-opacity
fill-opacity opacity font-size font-weight letter-spacing textLength
"""
_WORD_NAMES = """
stroke-linecap stroke-linejoin fill-rule clip-rule text-anchor dominant-baseline
lengthAdjust vector-effect clipPathUnits
"""
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
_SILENT = frozenset({"title"})
"""Read but not written: the page gives the drawing its name."""
_DROPPED = frozenset({"xmlns", "version", "role", "aria-label", "aria-hidden", "xml:space"})
_TEXT_ELEMENTS = frozenset({"text", "tspan"})

_NUMBERS = re.compile(r"[-+0-9eE.,%\s]{1,2000}")
_WORD = re.compile(r"[a-zA-Z-]{1,40}")
_ID = re.compile(r"[A-Za-z][\w.-]{0,60}", re.ASCII)
_ATTRIBUTES = {
    **dict.fromkeys(_NUMBER_NAMES.split(), _NUMBERS),
    **dict.fromkeys(_WORD_NAMES.split(), _WORD),
    "d": re.compile(r"[MmLlHhVvCcSsQqTtAaZzeE0-9.,+\-\s]{1,40000}"),
    "transform": re.compile(r"[a-zA-Z0-9.,+\-()\s]{1,500}"),
    "preserveAspectRatio": re.compile(r"[a-zA-Z\s]{1,40}"),
    "class": re.compile(r"[\w\s-]{1,200}", re.ASCII),
    "id": _ID,
    "href": re.compile(r"#[A-Za-z][\w.-]{0,60}", re.ASCII),
    "clip-path": re.compile(r"url\(#[A-Za-z][\w.-]{0,60}\)", re.ASCII),
}
_PAINTS = frozenset({"fill", "stroke", "color"})
_PLAIN_PAINTS = frozenset({"none", "currentColor", "inherit"})


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing file beside the lesson."""

    name: str
    raw: bytes


@dataclass(slots=True)
class _Reading:
    """What is gathered while a file is read, from its first element to its last."""

    picture: Picture
    faults: Faults
    prefix: str
    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    wanted: dict[str, int] = field(default_factory=dict)
    line: int = 1

    def note(self, fault: Fault, **details: object) -> None:
        self.faults.add(self.line, fault, in_file=self.picture.name, **details)


def inline_svg(picture: Picture, alt: str, prefix: str, faults: Faults) -> str:
    """Return the drawing as an ``<svg>`` to stand in a page; ``alt`` becomes its name.

    ``prefix`` goes before every id, so that two drawings on a page do not meet. What is wrong is
    noted in ``faults`` under the picture's own name and lines, and left out; where nothing can be
    kept the result is empty.
    """
    reading = _Reading(picture, faults, prefix)
    if len(picture.raw) > LARGEST_PICTURE:
        reading.note(Fault.FILE_TOO_LARGE, largest=LARGEST_PICTURE // 1000)
        return ""
    if len(picture.raw) > HEAVY_PICTURE:
        reading.note(Fault.PICTURE_LARGE, size=f"{len(picture.raw) / 1024:.1f}".replace(".", ","))
    if not _parse(reading, alt):
        return ""
    for name, line in reading.wanted.items():
        if name not in reading.ids:
            reading.line = line
            reading.note(Fault.PICTURE_ID, id=name)
    return "".join(reading.out)


def _parse(reading: _Reading, alt: str) -> bool:
    """Read the file with expat, which keeps lines and never recurses; tell whether it is one."""
    parser = ParserCreate()
    parser.ordered_attributes = True
    skipping: list[str] = []

    def start(name: str, attributes: list[str]) -> None:
        reading.line = parser.CurrentLineNumber
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if skipping or not _may_open(reading, name, pairs):
            skipping.append(name)
        else:
            _open(reading, name, pairs, alt)

    def end(_name: str) -> None:
        if skipping:
            skipping.pop()
        else:
            _close(reading)

    def characters(text: str) -> None:
        if not skipping and reading.open and reading.open[-1] in _TEXT_ELEMENTS:
            reading.out.append(escape(text, quote=False))

    def doctype(*_declared: object) -> None:
        # Entities are declared there: they can name other files, or grow without end.
        reading.line = parser.CurrentLineNumber
        reading.note(Fault.PICTURE_ELEMENT, element="!DOCTYPE")
        raise _Refused

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(reading.picture.raw, True)  # noqa: FBT003 - expat takes no name for it
    except _Refused:
        return False
    except (ExpatError, ValueError, LookupError) as error:
        reading.line = getattr(error, "lineno", 1)
        reading.note(Fault.PICTURE_BROKEN)
        return False
    return bool(reading.out)


def _close(reading: _Reading) -> None:
    """Close the element opened last, in the short form where nothing stands in it."""
    name = reading.open.pop()
    if reading.out[-1].startswith(f"<{name}") and not reading.out[-1].endswith("/>"):
        reading.out[-1] = f"{reading.out[-1][:-1]}/>"
    else:
        reading.out.append(f"</{name}>")


class _Refused(Exception):
    """The file holds what is never read on."""


def _may_open(reading: _Reading, name: str, attributes: dict[str, str]) -> bool:
    """Tell whether an element is kept; note what is wrong with it as a whole."""
    if not reading.out and name != "svg":
        reading.note(Fault.PICTURE_BROKEN)
        return False
    if name not in _ELEMENTS:
        reading.note(Fault.PICTURE_ELEMENT, element=name)
        return False
    if len(reading.open) >= _DEEPEST:
        reading.note(Fault.TOO_DEEP)
        return False
    if not reading.out and len((attributes.get("viewBox") or "").split()) != len("xywh"):
        reading.note(Fault.PICTURE_WITHOUT_VIEWBOX)
    return name not in _SILENT


def _open(reading: _Reading, name: str, attributes: dict[str, str], alt: str) -> None:
    root = not reading.open
    words = [f' role="img" aria-label="{escape(alt)}"'] if root else []
    for attribute, value in attributes.items():
        if attribute in _DROPPED or attribute.startswith("xmlns:"):
            continue
        kept = _attribute(reading, attribute, " ".join(value.split()))
        # The page decides how large a drawing stands.
        if kept and not (root and attribute in {"width", "height", "x", "y", "id"}):
            words.append(f' {attribute}="{escape(kept)}"')
    reading.open.append(name)
    reading.out.append(f"<{name}{''.join(words)}>")


def _attribute(reading: _Reading, attribute: str, value: str) -> str:
    """Return the value as it may stand in a page, or ``""``, having noted why not."""
    if attribute in _PAINTS:
        if value in _PLAIN_PAINTS:
            return value
        reading.note(Fault.PICTURE_COLOUR, attribute=attribute, value=value[:40])
        return ""
    allowed = _ATTRIBUTES.get(attribute)
    if allowed is None:
        reading.note(Fault.PICTURE_ATTRIBUTE, attribute=attribute[:40])
    elif not allowed.fullmatch(value):
        reading.note(Fault.PICTURE_VALUE, attribute=attribute, value=value[:40])
    elif attribute == "id":
        return _named(reading, value)
    elif attribute in {"href", "clip-path"}:
        name = value.removeprefix("url(").removesuffix(")").removeprefix("#")
        reading.wanted.setdefault(name, reading.line)
        return value.replace("#", f"#{reading.prefix}")
    else:
        return value
    return ""


def _named(reading: _Reading, name: str) -> str:
    if name in reading.ids:
        reading.note(Fault.PICTURE_ID, id=name)
    reading.ids.add(name)
    return f"{reading.prefix}{name}"
