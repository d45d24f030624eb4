"""Provinces, wards with their dates of validity, and the neighbourhoods a ward keeps."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learnapp.db.base import Base
from learnapp.db.types import SortKey


class Province(Base):
    """A province or a city under the central government, by its official code of two digits."""

    __tablename__ = "province"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    from_day: Mapped[date]
    until_day: Mapped[date | None]


class Ward(Base):
    """A ward, commune or special zone. The id is ours: official codes are used again."""

    __tablename__ = "ward"
    __table_args__ = (UniqueConstraint("code", "from_day"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(5))
    name: Mapped[str]
    kind: Mapped[str]
    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"), index=True)
    from_day: Mapped[date]
    until_day: Mapped[date | None]


class Succession(Base):
    """Which ward took over from which, on what day; a split says so by neighbourhood (0: all)."""

    __tablename__ = "succession"

    old_ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"), primary_key=True)
    new_ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"), primary_key=True)
    neighbourhood_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date]


class Neighbourhood(Base):
    """A khu phố or thôn, kept by its ward. Closed, never deleted: people lived there."""

    __tablename__ = "neighbourhood"
    __table_args__ = (UniqueConstraint("ward_id", "search_text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    name: Mapped[str] = mapped_column(String(80))
    sort_key: Mapped[str] = mapped_column(SortKey)
    search_text: Mapped[str]
    closed_day: Mapped[date | None]


class Target(Base):
    """What a ward must reach in a course by when. Never overwritten: the newest row holds."""

    __tablename__ = "target"
    __table_args__ = (
        CheckConstraint("population > 0", name="population_positive"),
        CheckConstraint("people > 0 AND people <= population", name="people_within_population"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"), index=True)
    course: Mapped[str]
    population: Mapped[int]
    people: Mapped[int]
    due_day: Mapped[date]
    source: Mapped[str] = mapped_column(String(200))
    source_day: Mapped[date]
    set_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]
