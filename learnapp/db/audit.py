"""Who saw or changed whose data; and what this installation says of itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from learnapp.db.base import Base


class AuditEntry(Base):
    """One look or change that must be answered for. Only ever added."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "at"), Index(None, "subject_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    # No foreign keys: the trail outlives the persons. NULL actor: the command line.
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[UUID | None]
    ward_id: Mapped[int | None]
    details: Mapped[dict[str, Any]]


class Installation(Base):
    """What this installation says of itself, such as that its people are a demonstration."""

    __tablename__ = "installation"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, Any]]
