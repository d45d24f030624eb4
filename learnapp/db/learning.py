"""Learning records (facts), what was refused, what is derived from the facts, working papers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from learnapp.core.records import Assistance, Channel, PersonKind, Verb
from learnapp.db.base import Base, where_named
from learnapp.db.types import JSONDocument


class ContentVersion(Base):
    """A lesson or course as learners saw it, kept so that an old answer is judged by its text."""

    __tablename__ = "content_version"
    __table_args__ = (Index(None, "kind", "slug"),)

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str]
    lang: Mapped[str] = mapped_column(String(8))
    body: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]


class LearningRecord(Base):
    """One thing that one person did. A fact: never changed once stored."""

    __tablename__ = "learning_record"
    __table_args__ = (
        CheckConstraint("correct BETWEEN 0 AND total", name="correct_within_total"),
        Index(None, "person_id", "lesson"),
        Index(None, "person_id", "at"),
        # "Newest record of the ward, of the province", on every page of figures.
        Index(None, "ward_id", "received_at"),
        Index(None, "province_code", "received_at"),
        where_named("recorded_by_id"),
    )

    # Whoever saw it made the id, so a record sent twice is stored once.
    id: Mapped[UUID] = mapped_column(primary_key=True)
    # No cascade: the totals of the ward rest on this row. Erasing a person makes it nameless.
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    # NULL: themselves.
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    verb: Mapped[Verb]
    course: Mapped[str]
    lesson: Mapped[str]
    object: Mapped[str]
    version: Mapped[str | None] = mapped_column(ForeignKey("content_version.hash"))
    # The course as it stood: completing it rests on this list of lessons, not on a later one.
    course_version: Mapped[str | None] = mapped_column(ForeignKey("content_version.hash"))
    result: Mapped[dict[str, Any]]
    correct: Mapped[int | None]
    total: Mapped[int | None]
    # Decided once, at the door, by the text that was answered. NULL: nothing to pass.
    passed: Mapped[bool | None]
    # NULL: nobody saw and nobody said.
    assistance: Mapped[Assistance | None]
    meeting_id: Mapped[UUID | None] = mapped_column(index=True)
    device_id: Mapped[UUID | None]
    channel: Mapped[Channel]
    # As known when received; for dividing a large database, never for counting.
    ward_id: Mapped[int | None] = mapped_column(ForeignKey("ward.id"))
    province_code: Mapped[str | None] = mapped_column(String(2))
    observed_at: Mapped[datetime]
    received_at: Mapped[datetime]
    # When it happened, with the device's clock put right; and that day in Vietnam.
    at: Mapped[datetime]
    day: Mapped[date]


class RefusedRecord(Base):
    """A record that a rule refused: kept with its reason, so that nothing is lost."""

    __tablename__ = "refused_record"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    handed_in_by_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    content: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(String(60))
    received_at: Mapped[datetime]


class LessonProgress(Base):
    """Where a person stands in a lesson. Derived: it can be thrown away and folded again."""

    __tablename__ = "lesson_progress"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    # Part of the key: a lesson that moves to another course keeps what was learnt in the first.
    course: Mapped[str] = mapped_column(primary_key=True)
    lesson: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    # Of whole rounds of the quiz; NULL before the first.
    best_percent: Mapped[int | None]
    first_day: Mapped[date]
    # The first round that reached the pass mark, and the first practice finished.
    passed_day: Mapped[date | None]
    practised_day: Mapped[date | None]
    done_day: Mapped[date | None]
    last_at: Mapped[datetime]


class CourseProgress(Base):
    """Where a person stands in a course. Derived."""

    __tablename__ = "course_progress"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    course: Mapped[str] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(String(20))
    completed_day: Mapped[date | None]
    last_at: Mapped[datetime | None]
    # Of all items of the first entry check and of the last final check; NULL: none handed in.
    entry_percent: Mapped[int | None]
    final_percent: Mapped[int | None]
    # Final checks failed in a row, and until when the next one waits; both end with one passed.
    failures: Mapped[int] = mapped_column(server_default=text("0"))
    wait_until: Mapped[datetime | None]
    # The final check that completed the course was taken in a meeting that a volunteer ran.
    supervised: Mapped[bool] = mapped_column(server_default=false())


class _Dimensions:
    """By what a total can be divided. Nothing here is ever NULL: 0, '' and NIL say "none"."""

    figure: Mapped[str] = mapped_column(String(40), primary_key=True)
    course: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[PersonKind] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    neighbourhood_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    study_group_id: Mapped[UUID] = mapped_column(primary_key=True)
    age_band: Mapped[str] = mapped_column(String(8), primary_key=True)
    gender: Mapped[str] = mapped_column(String(10), primary_key=True)
    assistance: Mapped[str] = mapped_column(String(10), primary_key=True)
    supervised: Mapped[bool] = mapped_column(primary_key=True)


class Counted(Base):
    """One thing of one person that some total counts. Derived."""

    __tablename__ = "counted"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    figure: Mapped[str] = mapped_column(String(40), primary_key=True)
    course: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
    value: Mapped[int]
    kind: Mapped[PersonKind]
    ward_id: Mapped[int]
    neighbourhood_id: Mapped[int]
    study_group_id: Mapped[UUID]
    age_band: Mapped[str] = mapped_column(String(8))
    gender: Mapped[str] = mapped_column(String(10))
    assistance: Mapped[str] = mapped_column(String(10))
    supervised: Mapped[bool]


class WardDay(_Dimensions, Base):
    """How much was counted on a day, by every dimension: ``GROUP BY`` over ``counted``, kept."""

    __tablename__ = "ward_day"
    __table_args__ = (Index(None, "ward_id", "course", "figure", "day"),)

    # The key of what is counted (a lesson), or ''.
    key: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)
    squares: Mapped[int] = mapped_column(BigInteger)


class Bookmark(Base):
    """Where somebody stopped. A working paper: overwritten, deleted, never counted."""

    __tablename__ = "bookmark"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    # What it lies in, such as the practice of a lesson.
    object: Mapped[str] = mapped_column(String(200), primary_key=True)
    # Where in it: a screen, or the acts of a practice so far.
    place: Mapped[str]
    # Of the text in which the place was; in another one it may not be there.
    version: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class CheckAttempt(Base):
    """A check that was begun and not handed in yet. A working paper: handed in, it is deleted.

    Its id becomes that of the record, so that it cannot be handed in twice. ``items`` and
    ``answers`` are replaced as a whole, never changed in place.
    """

    __tablename__ = "check_attempt"
    __table_args__ = (UniqueConstraint("person_id", "course", "kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    course: Mapped[str]
    kind: Mapped[str] = mapped_column(String(20))
    # Of a recheck: how many days after completing the course it was due. 0 for the other kinds.
    stage: Mapped[int]
    # Of the item bank, and of the course as it stood.
    version: Mapped[str] = mapped_column(String(64))
    course_version: Mapped[str] = mapped_column(String(64))
    seed: Mapped[str] = mapped_column(String(64))
    items: Mapped[list[Any]] = mapped_column(JSONDocument)
    answers: Mapped[dict[str, Any]]
    # Taken in a meeting that a volunteer ran; NULL: by oneself.
    meeting_id: Mapped[UUID | None]
    begun_at: Mapped[datetime]
