"""Sheets as JSON: what a device sends becomes a value, and what was refused can be kept and tried.

Anything may come in. What cannot be read becomes an ``UnreadableSheet``, never an error: it gets
its receipt like the rest, and is kept.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, datetime
from json import dumps
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from learnapp.core.ids import is_uuid7
from learnapp.core.records import (
    ACCEPTED,
    AnswerSheet,
    Assistance,
    Channel,
    CheckSheet,
    PracticeSheet,
    ReadableSheet,
    Retraction,
    ReviewSheet,
    Sheet,
    UnreadableSheet,
    Verb,
)

LARGEST_KEPT = 8000
"""Characters of a refused record that are kept; more is nobody's answers."""

MOST_OF_ACTS = 4000
"""Characters: what people do in the longest practice is a fraction of it."""

_DAWN = datetime(1970, 1, 1, tzinfo=UTC)

Word = Annotated[str, StringConstraints(max_length=100, pattern=r"^[\w.:-]*$")]
Answer = Annotated[tuple[Word, ...], Field(max_length=60)]
Item = Annotated[str, StringConstraints(max_length=200, pattern=r"^[\w-]+[/:][\w-]+$")]
Acts = Annotated[str, StringConstraints(max_length=MOST_OF_ACTS, pattern=r"^[hb0-9.-]+$")]


def _on_the_calendar(value: object) -> object:
    """Take a clock that shows an absurd year for one that was never set."""
    if isinstance(value, str) and not "1970" <= value[:4] < "3000":
        return _DAWN
    return value


Clock = Annotated[AwareDatetime, BeforeValidator(_on_the_calendar)]


def _made_as_agreed(value: UUID) -> UUID:
    """Let ids through that begin with their time. Raises ``ValueError`` for others."""
    if not is_uuid7(value):
        raise ValueError("an id is a UUIDv7")
    return value


class _Content(BaseModel):
    """What every sheet says; unknown fields of newer programs are let through and kept out."""

    model_config = ConfigDict(extra="ignore")

    id: Annotated[UUID, AfterValidator(_made_as_agreed)] | None = None
    person_id: UUID
    observed_at: Clock | None = None
    sent_at: Clock | None = None
    channel: Channel = Channel.PHONE
    device_id: UUID | None = None


class _Answered(_Content):
    lesson: Word
    version: Word
    answers: Annotated[dict[Word, Answer], Field(max_length=100)]
    course_version: Word | None = None
    assistance: Assistance | None = None
    meeting_id: UUID | None = None


class _Practised(_Content):
    lesson: Word
    version: Word
    acts: Acts
    practice: Word = ""
    left: bool = False
    said: Assistance | None = None
    course_version: Word | None = None
    assistance: Assistance | None = None
    meeting_id: UUID | None = None


class _Reviewed(_Content):
    item: Item
    version: Word
    answer: Answer


class _Retracted(_Content):
    record_id: UUID
    reason: Annotated[str, StringConstraints(max_length=200)] = ""


_READERS: Mapping[Verb, Callable[[dict[str, Any]], ReadableSheet]] = {
    Verb.ANSWERED: lambda content: AnswerSheet(**vars(_Answered.model_validate(content))),
    Verb.PRACTISED: lambda content: PracticeSheet(**vars(_Practised.model_validate(content))),
    Verb.REVIEWED: lambda content: ReviewSheet(**vars(_Reviewed.model_validate(content))),
    Verb.RETRACTED: lambda content: Retraction(**vars(_Retracted.model_validate(content))),
}
_VERBS: Mapping[type[ReadableSheet], Verb] = {
    AnswerSheet: Verb.ANSWERED,
    PracticeSheet: Verb.PRACTISED,
    CheckSheet: Verb.CHECKED,
    ReviewSheet: Verb.REVIEWED,
    Retraction: Verb.RETRACTED,
}


def read_sheet(content: object, person_id: UUID, *, sent_at: object = None) -> Sheet:
    """Read one sheet of a batch: an object with ``verb``, ``id`` and the fields of that verb.

    ``person_id`` is whose it is where the sheet does not say; ``sent_at`` what the phone's clock
    showed when it sent the batch.
    """
    if not isinstance(content, Mapping):
        return UnreadableSheet(
            id=None, person_id=person_id, reason="UnreadableRecord", content=_kept(content)
        )
    whole = {"person_id": person_id, "sent_at": sent_at} | dict(content)
    verb = next((one for one in Verb if one == whole.get("verb")), None)
    reason = "UnreadableRecord"
    if verb in ACCEPTED:
        with suppress(ValidationError):
            return _READERS[verb](whole)
    elif verb is not None:
        reason = "VerbNotAccepted"
    named = None
    with suppress(ValueError, TypeError, AttributeError):
        named = UUID(whole.get("id"))
    return UnreadableSheet(id=named, person_id=person_id, reason=reason, content=_kept(content))


def sheet_content(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as JSON to be kept; ``read_sheet`` brings it back."""
    if isinstance(sheet, UnreadableSheet):
        return _kept(sheet.content)
    content = {one.name: getattr(sheet, one.name) for one in fields(sheet)}
    plain = {name: _plain(value) for name, value in content.items() if value is not None}
    return _kept({"verb": _VERBS[type(sheet)].value} | plain)


def _plain(value: object) -> object:
    """Write ids, moments and answers as JSON does."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _kept(content: object) -> dict[str, Any]:
    """Keep any JSON within bounds, without the signs that a database refuses."""
    kept = _clean(content)
    text = dumps(kept, ensure_ascii=False)
    if isinstance(kept, dict) and len(text) <= LARGEST_KEPT:
        return kept
    return {"text": text[:LARGEST_KEPT]}


def _clean(value: object) -> object:
    """Replace NUL and halves of surrogate pairs, which are no text."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd").encode(errors="replace").decode()
    if isinstance(value, Mapping):
        return {str(_clean(key)): _clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value
