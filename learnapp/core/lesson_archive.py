"""Lessons and courses as JSON, to be archived, and brought back to grade an older answer."""

from collections.abc import Mapping
from hashlib import sha256
from json import dumps
from typing import Any

from pydantic import TypeAdapter, ValidationError

from learnapp.core.errors import UnreadableVersion
from learnapp.core.lessons import Course, Lesson

_LESSON = TypeAdapter(Lesson)
_COURSE = TypeAdapter(Course)

_VERSION_LENGTH = 32
"""Hexadecimal digits: 128 bits."""


def to_json(content: Lesson | Course) -> dict[str, Any]:
    """Return the whole value as plain JSON; ``kind`` says which of the two it is."""
    if isinstance(content, Lesson):
        return {"kind": "lesson", **_LESSON.dump_python(content, mode="json")}
    return {"kind": "course", **_COURSE.dump_python(content, mode="json")}


def from_json(body: Mapping[str, Any]) -> Lesson | Course:
    """Bring back what ``to_json`` wrote. Raises ``UnreadableVersion`` for anything else."""
    fields = {name: value for name, value in body.items() if name != "kind"}
    adapter: TypeAdapter[Any] = _LESSON if body.get("kind") == "lesson" else _COURSE
    try:
        content: Lesson | Course = adapter.validate_python(fields)
    except ValidationError as error:
        raise UnreadableVersion(body.get("slug")) from error
    return content


def lesson_from_json(body: Mapping[str, Any]) -> Lesson:
    """Bring back a lesson. Raises ``UnreadableVersion`` where it is none."""
    content = from_json(body)
    if not isinstance(content, Lesson):
        raise UnreadableVersion(content.slug)
    return content


def digest(*parts: object, length: int = _VERSION_LENGTH) -> str:
    """Hash plain values in one written form; the same values give the same hash for ever."""
    text = dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(text.encode()).hexdigest()[:length]
