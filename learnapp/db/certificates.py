"""Certificates: papers that say what somebody learned, which anyone can check by their code."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learnapp.db.base import Base


class Certificate(Base):
    """Issued once for a person and a course. What it says is read from what stands counted."""

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("person_id", "course"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn_for_a_reason"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    course: Mapped[str]
    # Random, so that nobody finds one by trying.
    code: Mapped[str] = mapped_column(String(40), unique=True)
    issued_at: Mapped[datetime]
    # The person agreed that whoever has the code sees their name.
    name_shown: Mapped[bool]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(200))
