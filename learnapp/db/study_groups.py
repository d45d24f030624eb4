"""Classes (``class`` is taken by Python) and who is on their lists."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learnapp.db.base import Base


class StudyGroup(Base):
    """A class that a volunteer leads through a course, found by its short code."""

    __tablename__ = "study_group"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    meets_at: Mapped[str] = mapped_column(String(120))
    schedule: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date]
    course: Mapped[str]
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"), index=True)
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    leader_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    closed_day: Mapped[date | None]


class Enrolment(Base):
    """A person on the list of a class, from a day until a day."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("study_group_id", "number"),
        CheckConstraint("until_day IS NULL OR until_day >= from_day", name="days_in_order"),
    )

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    study_group_id: Mapped[UUID] = mapped_column(ForeignKey("study_group.id"), primary_key=True)
    from_day: Mapped[date] = mapped_column(primary_key=True)
    until_day: Mapped[date | None]
    joined_at: Mapped[datetime]
    # What a guest is called on the list: a picture and this number.
    number: Mapped[int]
