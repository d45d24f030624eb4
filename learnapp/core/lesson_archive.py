"""Lessons, courses and item banks as JSON: archived, and brought back to grade older answers."""

from collections.abc import Mapping
from hashlib import sha256
from json import dumps
from typing import Any

from pydantic import TypeAdapter, ValidationError

from learnapp.core.banks import Bank
from learnapp.core.errors import UnreadableVersion
from learnapp.core.lessons import Course, Lesson

Content = Lesson | Course | Bank

_KINDS: dict[str, type[Content]] = {"lesson": Lesson, "course": Course, "check": Bank}
_ADAPTERS: dict[str, TypeAdapter[Any]] = {
    kind: TypeAdapter(content) for kind, content in _KINDS.items()
}

_VERSION_LENGTH = 32
"""Hexadecimal digits: 128 bits."""


def kind_of(content: Content) -> str:
    """Return what it is called in the archive: lesson, course or check."""
    return next(kind for kind, one in _KINDS.items() if isinstance(content, one))


def to_json(content: Content) -> dict[str, Any]:
    """Return the whole value as plain JSON; ``kind`` says which of them it is."""
    kind = kind_of(content)
    return {"kind": kind, **_ADAPTERS[kind].dump_python(content, mode="json")}


def from_json(body: Mapping[str, Any]) -> Content:
    """Bring back what ``to_json`` wrote. Raises ``UnreadableVersion`` for anything else."""
    fields = {name: value for name, value in body.items() if name != "kind"}
    adapter = _ADAPTERS.get(str(body.get("kind")))
    if adapter is None:
        raise UnreadableVersion(body.get("slug"))
    try:
        content: Content = adapter.validate_python(fields)
    except ValidationError as error:
        raise UnreadableVersion(body.get("slug")) from error
    return content


def lesson_from_json(body: Mapping[str, Any]) -> Lesson:
    """Bring back a lesson. Raises ``UnreadableVersion`` where it is none."""
    content = from_json(body)
    if not isinstance(content, Lesson):
        raise UnreadableVersion(content.slug)
    return content


def bank_from_json(body: Mapping[str, Any]) -> Bank:
    """Bring back an item bank. Raises ``UnreadableVersion`` where it is none."""
    content = from_json(body)
    if not isinstance(content, Bank):
        raise UnreadableVersion(content.slug)
    return content


def digest(*parts: object, length: int = _VERSION_LENGTH) -> str:
    """Hash plain values in one written form; the same values give the same hash for ever."""
    text = dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(text.encode()).hexdigest()[:length]
