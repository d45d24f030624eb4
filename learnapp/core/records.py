"""Learning records as values: what a device hands in, what it hears back, and when it happened.

A learning record is a fact: one thing that one person did, stored once and never changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

ONE_SHEET = timedelta(seconds=60)
"""The same answers of one person within this time, without an id, are one sheet tapped twice."""

OLDEST = timedelta(days=400)
"""A record that claims to be older than this was made by a phone whose clock is wrong."""


class Verb(StrEnum):
    """What the person did. Those that no door opens for yet have their names already."""

    ANSWERED = "answered"
    PRACTISED = "practised"
    CHECKED = "checked"
    REVIEWED = "reviewed"
    DEMONSTRATED = "demonstrated"
    ATTENDED = "attended"
    APPLIED = "applied"
    CONFIRMED = "confirmed"
    RETRACTED = "retracted"
    REGRADED = "regraded"


ACCEPTED = frozenset({Verb.ANSWERED, Verb.PRACTISED, Verb.REVIEWED, Verb.RETRACTED})
"""What devices hand in. A check is drawn and graded by the server, which alone records it."""


class Assistance(StrEnum):
    """Whose hand did it. None stands for: nobody saw and nobody said."""

    ALONE = "alone"
    PROMPTED = "prompted"
    DONE_FOR = "done_for"


class Channel(StrEnum):
    """The way a record came in."""

    PAGE = "page"
    PHONE = "phone"
    HUB = "hub"
    PAPER = "paper"


class PersonKind(StrEnum):
    """A guest has no account yet; a nameless person is what is left of someone erased."""

    GUEST = "guest"
    CITIZEN = "citizen"
    NAMELESS = "nameless"


@dataclass(frozen=True, slots=True)
class Fact:
    """A learning record as the fold sees it.

    ``passed`` was decided once, at the door, by the text that was answered; ``day`` is the day of
    ``at`` in Vietnam; ``verb`` is plain text, since a newer program may have written kinds that
    this one does not know; ``object`` of a retraction is the id of the record taken back, of a
    check its kind. ``supervised``: it happened in a meeting that a volunteer ran. ``spared``: the
    lessons that an entry check spares.
    """

    id: UUID
    verb: str
    course: str
    lesson: str
    at: datetime
    day: date
    object: str = ""
    course_version: str = ""
    correct: int = 0
    total: int = 0
    passed: bool = False
    assistance: str = ""
    supervised: bool = False
    spared: tuple[str, ...] = ()

    @property
    def mille(self) -> int:
        """The share of right answers, per mille; 1000 where nothing was asked."""
        return self.correct * 1000 // self.total if self.total else 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What every sheet says: its id, whose it is, when it was seen and how it came.

    Without ``id`` (a form without scripts) the server makes one. ``observed_at`` and ``sent_at``
    are by the clock of the phone; without them it happens now. By whose device is filled in by
    volunteers.
    """

    id: UUID | None
    person_id: UUID
    observed_at: datetime | None = None
    sent_at: datetime | None = None
    channel: Channel = Channel.PAGE
    device_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSheet(HandedIn):
    """One round of a lesson's quiz, as somebody hands it in.

    ``course_version`` says which list of lessons the phone held; without it, today's. Who saw it
    is filled in by volunteers.
    """

    lesson: str
    version: str
    answers: Mapping[str, tuple[str, ...]]
    course_version: str | None = None
    assistance: Assistance | None = None
    meeting_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeSheet(HandedIn):
    """One run of a lesson's practice, as somebody hands it in: finished, or left midway.

    ``acts`` as ``practice_acts.write_acts`` writes them: the door plays them by the lesson's text
    of that ``version``, keeps what came of it, and drops them. ``practice`` is its key; without it
    the lesson's one. ``left``: the person stopped, whatever the acts say. ``said``: the person's
    own word on whether somebody helped, asked once; ``assistance`` and ``meeting_id``: what a
    volunteer saw, who hands it in for them, and which goes before that word.
    """

    lesson: str
    version: str
    acts: str
    practice: str = ""
    left: bool = False
    said: Assistance | None = None
    course_version: str | None = None
    assistance: Assistance | None = None
    meeting_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSheet(HandedIn):
    """A check that was handed in, as the server drew and graded it. No device brings one.

    ``id`` is that of the attempt, so that it counts once. ``kind`` is "entry", "final" or
    "recheck-30"; ``version`` that of the item bank. ``items``: in the order asked, each
    ``{"i": key, "v": variant's hash, "ok": bool, "critical": bool}`` with ``"a"`` (the answer);
    a practice has ``"begun"`` and ``"miss"`` (its first wrong act) instead. ``spared``: the lessons
    that an entry check spares. ``meeting_id``: it was taken in a meeting that a volunteer ran.
    """

    id: UUID
    course: str
    kind: str
    version: str
    course_version: str
    seed: str
    items: tuple[Mapping[str, Any], ...]
    passed: bool
    spared: tuple[str, ...] = ()
    assistance: Assistance | None = None
    meeting_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet(HandedIn):
    """One item that came back, as somebody answered it.

    ``item`` is "<lesson>/<question>" for a question of a lesson, or "<course>:<item>" for one of
    an item bank; ``version`` that of the lesson or of the bank.
    """

    item: str
    version: str
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction(HandedIn):
    """Whoever recorded something, or the leader of the group, takes it back."""

    record_id: UUID
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableSheet:
    """What a device handed in and nobody can read; ``reason`` names the rule that said no."""

    id: UUID | None
    person_id: UUID
    reason: str
    content: Mapping[str, Any] = field(default_factory=dict)


ReadableSheet = AnswerSheet | PracticeSheet | CheckSheet | ReviewSheet | Retraction
Sheet = ReadableSheet | UnreadableSheet


class Outcome(StrEnum):
    """What became of a sheet. After any of these the device may forget it."""

    STORED = "stored"
    KNOWN = "known"  # the first write stands, whatever the second says
    REFUSED = "refused"  # kept by the server, with the reason
    CONFLICT = "conflict"  # the id is that of somebody else's record; says no more
    GONE = "gone"  # the person was erased


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to one sheet. ``id`` is that of the record (of the first one, if it is known).

    ``reason`` is the name of the refusal, such as ``UnknownVersion``; words are the edge's.
    """

    id: UUID | None
    outcome: Outcome
    reason: str = ""

    @property
    def kept(self) -> bool:
        """The record is there, from now or from before."""
        return self.outcome in {Outcome.STORED, Outcome.KNOWN}


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, as well as can be known."""

    at: datetime
    clock_doubted: bool = False


def moment(
    observed_at: datetime | None,
    sent_at: datetime | None,
    received_at: datetime,
    *,
    not_before: datetime | None = None,
) -> Moment:
    """Take the error of the phone's clock out of the time at which it saw something.

    The error shows when the phone sends: ``received_at - sent_at``. Never later than received.
    A moment older than ``OLDEST``, or than the text that was answered (``not_before``), cannot be
    right: then it happened when it was received, and the clock is doubted.
    """
    if observed_at is None:
        return Moment(received_at)
    try:
        corrected = observed_at + (received_at - (sent_at or received_at))
    except OverflowError:
        return Moment(received_at, clock_doubted=True)
    at = min(received_at, corrected)
    earliest = max(received_at - OLDEST, not_before or received_at - OLDEST)
    if at < earliest:
        return Moment(received_at, clock_doubted=True)
    return Moment(at)
