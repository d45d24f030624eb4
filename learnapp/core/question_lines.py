"""The lines that only two kinds of question have: places (``@ x y width height``), messages.

A message stands in the prompt: ``tin: who | words``, ``gọi: who | words``, ``mình: words``.
"""

import re
from collections.abc import Sequence
from itertools import combinations

from learnapp.core.lesson_faults import Fault
from learnapp.core.lesson_html import Rendered, Renderer
from learnapp.core.lesson_text import Line
from learnapp.core.question_parts import Message, MessageKind, Spot, views_of

_SPOT = re.compile(r"(.*?)\s*@\s*(-?\d{1,4})\s+(-?\d{1,4})\s+(\d{1,4})\s+(\d{1,4})")
_SPOT_BEGUN = re.compile(r"(.*?)\s*@[-\d\s.,]*")
_MESSAGE = re.compile(r"\s*(?:[-*+]\s+)?(tin|gọi|mình)\s*:\s*(.*)", re.IGNORECASE)
_KINDS = {"tin": MessageKind.TEXT, "gọi": MessageKind.CALL, "mình": MessageKind.OWN}


def read_spot(line: Line, renderer: Renderer) -> tuple[str, Spot | None]:
    """Part a choice's words from its place on the drawing; note where it has none."""
    if found := _SPOT.fullmatch(line.text):
        return found[1], Spot(*(int(one) for one in found.groups()[1:]))
    renderer.faults.add(line.number, Fault.SPOT_FORM)
    begun = _SPOT_BEGUN.fullmatch(line.text)
    return (begun[1] if begun else line.text), None


def check_spots(
    line: int, prompt: Rendered, spots: Sequence[tuple[int, Spot]], renderer: Renderer
) -> None:
    """Note a prompt without its one drawing, and places beside it, too small or overlapping.

    ``spots`` come with the lines that they stand in.
    """
    views = views_of(prompt.html)
    if len(views) != 1 or prompt.html.count("<svg") != 1:
        renderer.faults.add(line, Fault.SPOT_DRAWING, count=prompt.html.count("<svg"))
    else:
        (view,) = views
        for number, spot in spots:
            if not view.holds(spot):
                renderer.faults.add(number, Fault.SPOT_OUTSIDE, view=view.written)
            elif min(spot.width, spot.height) < view.least:
                renderer.faults.add(number, Fault.SPOT_SMALL, least=view.least)
    for (first, one), (second, other) in combinations(spots, 2):
        if one.overlaps(other):
            renderer.faults.add(second, Fault.SPOT_OVERLAPS, first=first)


def read_messages(
    line: int, prompt: Sequence[Line], renderer: Renderer
) -> tuple[list[Line], tuple[Message, ...]]:
    """Part what is asked from the messages that are shown; note where there is none."""
    rest: list[Line] = []
    messages: list[Message] = []
    for one in prompt:
        if found := _MESSAGE.fullmatch(one.text):
            kind = _KINDS[found[1].casefold()]
            messages.append(_message(kind, Line(one.number, found[2]), renderer))
        else:
            rest.append(one)
    if not any(one.kind is not MessageKind.OWN for one in messages):
        renderer.faults.add(line, Fault.MESSAGE_MISSING)
    return rest, tuple(messages)


def _message(kind: MessageKind, line: Line, renderer: Renderer) -> Message:
    who, bar, words = line.text.partition("|")
    if kind is MessageKind.OWN:
        who, bar, words = "", "|", line.text
    said = renderer.inline(Line(line.number, words.strip()))
    if not bar or not said.text or (kind is not MessageKind.OWN and not who.strip()):
        renderer.faults.add(line.number, Fault.MESSAGE_FORM)
    return Message(kind, renderer.inline(Line(line.number, who.strip())).text, said.html, said.text)
