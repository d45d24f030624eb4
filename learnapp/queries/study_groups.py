"""Classes as their leaders and joiners see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from learnapp.core import policy
from learnapp.core.errors import NotFound
from learnapp.core.names import given_name
from learnapp.core.places import Gazetteer
from learnapp.core.policy import Actor, Permission, Subject
from learnapp.core.records import PersonKind
from learnapp.core.study_groups import picture_of
from learnapp.db.learning import CourseProgress, LessonProgress
from learnapp.db.people import Identity, Person
from learnapp.db.study_groups import Enrolment, StudyGroup
from learnapp.queries.folding import AnyRow
from learnapp.queries.identity import own_ids
from learnapp.queries.scope import groups_within


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A class in a list of classes."""

    id: UUID
    code: str
    name: str
    schedule: str
    course: str
    people: int
    closed_day: date | None


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A person on a list. A guest has no name: a picture and a number.

    ``lesson`` is the slug of the lesson last worked on, ``done`` how many are completed.
    """

    person_id: UUID
    number: int
    picture: str
    full_name: str | None
    joined_at: datetime
    step: str
    lesson: str | None
    done: int

    @property
    def given(self) -> str:
        """The given name, by which Vietnamese people sort and call each other."""
        return given_name(self.full_name) if self.full_name else ""

    @property
    def family(self) -> str:
        """What stands before the given name."""
        return self.full_name.removesuffix(self.given).strip() if self.full_name else ""


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A class with everyone on its list."""

    group: StudyGroup
    roster: tuple[RosterLine, ...]

    @property
    def state(self) -> str:
        """Changes whenever the list or someone's step does; a page asks whether it is behind."""
        seen = "".join(
            f"{line.person_id}{line.full_name}{line.step}{line.lesson}{line.done}"
            for line in self.roster
        )
        return sha256(seen.encode()).hexdigest()[:16]


def led(session: Session, actor: Actor) -> list[GroupLine]:
    """Return the classes that the actor leads and may open: open ones first, the newest on top."""
    people = (
        select(func.count(func.distinct(Enrolment.person_id)))
        .where(Enrolment.study_group_id == StudyGroup.id, Enrolment.until_day.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            StudyGroup.id,
            StudyGroup.code,
            StudyGroup.name,
            StudyGroup.schedule,
            StudyGroup.course,
            people,
            StudyGroup.closed_day,
        )
        .where(groups_within(actor, Permission.GROUP_READ))
        .order_by(StudyGroup.closed_day.is_not(None), StudyGroup.created_at.desc())
    )
    return [GroupLine(*row) for row in rows]


def by_code(session: Session, code: str) -> StudyGroup:
    """Return the class with this code, for somebody who wants to join. Raises ``NotFound``."""
    group = session.scalar(select(StudyGroup).where(StudyGroup.code == code))
    if group is None:
        raise NotFound(code)
    return group


def joined(session: Session, root_id: UUID) -> list[StudyGroup]:
    """Return the open classes on whose list a person is, the newest first."""
    return list(
        session.scalars(
            select(StudyGroup)
            .join(Enrolment, Enrolment.study_group_id == StudyGroup.id)
            .where(
                Enrolment.person_id.in_(own_ids(root_id)),
                Enrolment.until_day.is_(None),
                StudyGroup.closed_day.is_(None),
            )
            .order_by(Enrolment.joined_at.desc())
        ).unique()
    )


def place_in(session: Session, root_id: UUID, group_id: UUID) -> int | None:
    """Return a person's number on a list, or ``None`` when they are not on it."""
    return session.scalar(
        select(func.min(Enrolment.number)).where(
            Enrolment.study_group_id == group_id,
            Enrolment.person_id.in_(own_ids(root_id)),
            Enrolment.until_day.is_(None),
        )
    )


def group_page(session: Session, gazetteer: Gazetteer, actor: Actor, group_id: UUID) -> GroupPage:
    """Return a class and its list: named people by given name, then guests by number.

    Raises ``NotFound`` for a class that the actor does not lead.
    """
    group = session.get(StudyGroup, group_id)
    ward = gazetteer.ward(group.ward_id) if group else None
    if group is None or ward is None:
        raise NotFound(group_id)
    policy.check(actor, Permission.GROUP_READ, Subject(ward.place, group.leader_id))
    listed = _listed(group_id)
    people = session.execute(
        select(
            listed.c.root,
            listed.c.number,
            listed.c.at,
            Person.kind,
            Identity.full_name,
            Identity.sort_key,
            CourseProgress.step,
        )
        .join(Person, Person.id == listed.c.root)
        .outerjoin(Identity, Identity.person_id == listed.c.root)
        .outerjoin(
            CourseProgress,
            (CourseProgress.person_id == listed.c.root) & (CourseProgress.course == group.course),
        )
    ).all()
    lessons = session.execute(
        select(LessonProgress.person_id, LessonProgress.lesson, LessonProgress.done_day)
        .join(listed, listed.c.root == LessonProgress.person_id)
        .where(LessonProgress.course == group.course)
        .order_by(LessonProgress.last_at)
    ).all()
    return GroupPage(group, _roster(people, lessons))


def _listed(group_id: UUID) -> Subquery:
    """Return everyone on a list now, by the id under which they are folded, once each."""
    root = func.coalesce(Person.same_as_id, Person.id).label("root")
    return (
        select(
            root,
            func.min(Enrolment.number).label("number"),
            func.min(Enrolment.joined_at).label("at"),
        )
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.study_group_id == group_id, Enrolment.until_day.is_(None))
        .group_by(root)
        .subquery()
    )


def _roster(people: Iterable[AnyRow], lessons: Iterable[AnyRow]) -> tuple[RosterLine, ...]:
    last: dict[UUID, str] = {}
    done: dict[UUID, int] = {}
    for row in lessons:
        last[row.person_id] = row.lesson
        done[row.person_id] = done.get(row.person_id, 0) + (row.done_day is not None)
    ordered = sorted(
        people, key=lambda row: (row.full_name is None, row.sort_key or "", row.number)
    )
    return tuple(
        RosterLine(
            person_id=row.root,
            number=row.number,
            picture=picture_of(row.number),
            full_name=row.full_name if row.kind is PersonKind.CITIZEN else None,
            joined_at=row.at,
            step=row.step or "enrolled",
            lesson=last.get(row.root),
            done=done.get(row.root, 0),
        )
        for row in ordered
    )
