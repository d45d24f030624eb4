"""Persons, how they sign in, where they live, what they agreed to and what they may do."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from learnapp.core.policy import Role
from learnapp.core.records import PersonKind
from learnapp.db.base import Base, where_named
from learnapp.db.types import SortKey


class Person(Base):
    """Somebody who learns or serves. Who they are stands apart, in ``identity``."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("same_as_id <> id", name="not_same_as_itself"),
        CheckConstraint("birth_year BETWEEN 1900 AND 2100", name="birth_year_plausible"),
        CheckConstraint(
            "kind = 'nameless' OR (kind = 'citizen') = (account_day IS NOT NULL)",
            name="account_day_of_citizens",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[PersonKind]
    # Two rows of one person, joined one step deep; records keep the id they came with.
    same_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    birth_year: Mapped[int | None]
    gender: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime]
    # The day (Vietnam) on which the account was made. Not in ``identity``: figures rest on it, and
    # it stays when the person is erased.
    account_day: Mapped[date | None] = mapped_column(default=None)

    identity: Mapped["Identity | None"] = relationship(lazy="raise", back_populates="person")

    @property
    def root_id(self) -> UUID:
        """The id under which everything about this person is folded."""
        return self.same_as_id or self.id


class Identity(Base):
    """Name and sign-in of a person with an account. Figures never read this table."""

    __tablename__ = "identity"
    __table_args__ = (
        CheckConstraint("phone IS NOT NULL OR code IS NOT NULL", name="phone_or_code"),
        CheckConstraint(
            "pin_hash IS NOT NULL OR password_hash IS NOT NULL", name="pin_or_password"
        ),
    )

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    full_name: Mapped[str] = mapped_column(String(100))
    sort_key: Mapped[str] = mapped_column(SortKey)
    search_text: Mapped[str]
    phone: Mapped[str | None] = mapped_column(String(16), unique=True)
    code: Mapped[str | None] = mapped_column(String(16), unique=True)
    pin_hash: Mapped[str | None]
    password_hash: Mapped[str | None]
    # While set, ``pin_hash`` is that of a generated one-time password, which ends then.
    one_time_until: Mapped[datetime | None] = mapped_column(default=None)
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise", back_populates="identity")


class Residence(Base):
    """Where a person lives from a day on. Moving adds a row, correcting changes one."""

    __tablename__ = "residence"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    from_day: Mapped[date] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"), index=True)
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))


class Consent(Base):
    """What a person agreed to: which text, when, how, and who took it. Proof, never changed."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "person_id", "purpose"), where_named("taken_by_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(40))
    way: Mapped[str] = mapped_column(String(20))
    taken_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    # The representative who agreed for a child; NULL: the persons themselves.
    given_by: Mapped[str | None] = mapped_column(String(100), default=None)
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class RoleGrant(Base):
    """A role in a place, from a day until a day. Taken back, never deleted."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint(
            "ward_id IS NULL OR province_code IS NOT NULL", name="ward_within_province"
        ),
        CheckConstraint("until_day IS NULL OR until_day > from_day", name="days_in_order"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role]
    # Neither: the whole country.
    province_code: Mapped[str | None] = mapped_column(ForeignKey("province.code"))
    ward_id: Mapped[int | None] = mapped_column(ForeignKey("ward.id"), index=True)
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    given_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    taken_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime | None]


class LearnerCode(Base):
    """A code that a volunteer hands to somebody without a phone number, to register with once."""

    __tablename__ = "learner_code"
    __table_args__ = (where_named("used_by_id"),)

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("ward.id"))
    issued_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    issued_at: Mapped[datetime]
    until: Mapped[datetime]
    used_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    used_at: Mapped[datetime | None]


class SignIn(Base):
    """One browser signed in as one person. Deleting the row signs it out."""

    __tablename__ = "sign_in"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    until: Mapped[datetime]
    shared_phone: Mapped[bool] = mapped_column(default=False)


class Throttle(Base):
    """Wrong tries of an account or an address, named by a keyed hash, in a window of time."""

    __tablename__ = "throttle"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    window_from: Mapped[datetime]
    blocked_until: Mapped[datetime | None]
    # How often it was blocked within a day; each block is longer than the last.
    blocks: Mapped[int]


class Erasure(Base):
    """Ids of persons who were erased: late records of theirs are answered "gone"."""

    __tablename__ = "erasure"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date]
