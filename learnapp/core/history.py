"""What is known of a person beside their records: where they lived, which classes they were in."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from learnapp.core.records import PersonKind


@dataclass(frozen=True, slots=True)
class Residence:
    """Where someone lives from a day on; ``neighbourhood_id`` 0: not said."""

    from_day: date
    ward_id: int
    neighbourhood_id: int = 0


@dataclass(frozen=True, slots=True)
class Enrolment:
    """On the list of a class from a day until (not on) another. ``ward_id`` is where it meets."""

    study_group_id: UUID
    course: str
    from_day: date
    until_day: date | None
    joined_at: datetime
    ward_id: int = 0

    def holds(self, day: date) -> bool:
        """Tell whether the person was on the list on that day."""
        return self.from_day <= day and (self.until_day is None or day < self.until_day)


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a person beside their records. ``account_day``: None for a guest.

    ``enrolments`` leave out the classes that the person leads: nobody is a learner there.
    """

    kind: PersonKind = PersonKind.GUEST
    birth_year: int | None = None
    gender: str = ""
    account_day: date | None = None
    residences: tuple[Residence, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()

    @property
    def counted_as(self) -> PersonKind:
        """Guests are counted apart. Erasing someone moves no total: they stay what they were."""
        return PersonKind.CITIZEN if self.account_day else PersonKind.GUEST

    def enrolment_on(self, day: date, course: str) -> Enrolment | None:
        """Return the class of the course open to them on that day; of several the last joined."""
        return max(
            (one for one in self.enrolments if one.course == course and one.holds(day)),
            key=lambda one: (one.joined_at, one.study_group_id),
            default=None,
        )

    def residence_on(self, day: date) -> Residence | None:
        """Return where they lived on that day; before the first known place, that one."""
        known = sorted(self.residences, key=lambda one: one.from_day)
        before = [one for one in known if one.from_day <= day]
        return before[-1] if before else next(iter(known), None)

    def list_day(self, course: str) -> date | None:
        """Return the first day on which they were on the list of a class of the course."""
        days = (one.from_day for one in self.enrolments if one.course == course)
        return min((day for day in days if self.enrolment_on(day, course)), default=None)
