"""Certificates with all that they state, which is folded when it is asked for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from learnapp.core.certificates import Standing, Status, may_show_name, standing, status
from learnapp.core.lessons import LANGUAGES, Catalogue
from learnapp.core.names import tidy
from learnapp.core.policy import Actor
from learnapp.core.progress import fold_course
from learnapp.db.certificates import Certificate
from learnapp.db.learning import ContentVersion, CourseProgress
from learnapp.db.people import Identity, Person
from learnapp.queries import folding
from learnapp.queries.folding import Known, known_people
from learnapp.queries.identity import root_id


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose certificate it is: the root of all that is joined, and the name of the account."""

    person_id: UUID
    full_name: str
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate that was issued; ``stands`` is ``None`` where the course no longer counts."""

    id: UUID
    course: str
    code: str
    owner: Owner
    issued_at: datetime
    name_shown: bool
    stands: Standing | None
    withdrawn_reason: str | None = None

    @property
    def status(self) -> Status:
        return status(self.stands, withdrawn=self.withdrawn_reason is not None)

    @property
    def shown_name(self) -> str | None:
        """The name, where its owner lets anyone with the code see it."""
        return self.owner.full_name if self.name_shown else None


@dataclass(frozen=True, slots=True)
class Mine:
    """Where I stand with the certificate of a course. ``owner`` is ``None`` without an account."""

    stands: Standing | None
    owner: Owner | None
    issued: Issued | None
    may_show_name: bool


def standings(
    session: Session, people: Collection[Known], course: str, *, today: date
) -> dict[UUID, Standing]:
    """Return what a certificate of the course states, of those who completed it, by root id."""
    facts = folding.facts(session, people, [course])
    versions = {one.course_version for found in facts.values() for one in found} - {""}
    known_versions = folding.course_versions(session, versions)
    found = {}
    for one in people:
        mine = facts.get(one.root_id, [])
        fold = fold_course(course, mine, known_versions)
        if stands := standing(fold, mine, one.history, today=today):
            found[one.root_id] = stands
    return found


def mine(session: Session, actor: Actor, course: str, *, today: date) -> Mine:
    """Return where the actor stands with the certificate of a course."""
    known = known_person(session, actor.person_id)
    if known is None:
        return Mine(None, None, None, may_show_name=False)
    stands = standings(session, [known], course, today=today).get(known.root_id)
    owner = owners(session, [known]).get(known.root_id)
    row = certificate_of(session, known.root_id, course)
    return Mine(
        stands,
        owner,
        issued(row, owner, stands, today=today) if row and owner else None,
        may_show_name=owner is not None and may_show_name(owner.birth_year, today),
    )


def by_code(session: Session, code: str, *, today: date) -> Issued | None:
    """Return the certificate with that code, in its one written form; ``None``: there is none."""
    row = session.scalars(select(Certificate).where(Certificate.code == code)).one_or_none()
    if row is None:
        return None
    return next(iter(issued_all(session, [row], today=today)), None)


def has_name(session: Session, code: str, name: str) -> bool:
    """Tell whether the certificate with that code bears that name: every letter, every mark."""
    row = session.scalars(select(Certificate).where(Certificate.code == code)).one_or_none()
    if row is None:
        return False
    people = known_people(session, [row.person_id])
    owner = owners(session, people.values()).get(row.person_id)
    return owner is not None and tidy(name).casefold() == tidy(owner.full_name).casefold()


def issued_all(session: Session, rows: Iterable[Certificate], *, today: date) -> list[Issued]:
    """Return certificates of one course with all that they state; few statements for many."""
    rows = list(rows)
    if not rows:
        return []
    people = known_people(session, [row.person_id for row in rows])
    stands = standings(session, people.values(), rows[0].course, today=today)
    whose = owners(session, people.values())
    return [
        issued(row, whose[row.person_id], stands.get(row.person_id), today=today)
        for row in rows
        if row.person_id in whose
    ]


def certificate_of(session: Session, root_id: UUID, course: str) -> Certificate | None:
    """Return the stored certificate of a person and a course."""
    return session.scalars(
        select(Certificate).where(Certificate.person_id == root_id, Certificate.course == course)
    ).one_or_none()


def known_person(session: Session, person_id: UUID) -> Known | None:
    """Return the person, under the root to which they were joined, if they were."""
    root = root_id(session, person_id)
    return known_people(session, [root]).get(root)


def owners(session: Session, people: Iterable[Known]) -> dict[UUID, Owner]:
    """Return those who have an account, by root id; the root's own name goes first."""
    roots = {member: one for one in people for member in one.member_ids}
    found: dict[UUID, Owner] = {}
    rows = session.execute(
        select(Identity.person_id, Identity.full_name)
        .where(Identity.person_id.in_(roots))
        .order_by(Identity.created_at)
    )
    for person_id, full_name in rows:
        one = roots[person_id]
        if person_id == one.root_id or one.root_id not in found:
            found[one.root_id] = Owner(one.root_id, full_name, one.history.birth_year)
    return found


def completed_by(session: Session, course: str) -> list[UUID]:
    """Return the root ids of those with an account who completed the course, by name."""
    return list(
        session.scalars(
            select(Person.id)
            .join(Identity, Identity.person_id == Person.id)
            .join(CourseProgress, CourseProgress.person_id == Person.id)
            .where(
                CourseProgress.course == course,
                CourseProgress.completed_day.is_not(None),
                Person.same_as_id.is_(None),
            )
            .order_by(Identity.sort_key, Person.id)
        )
    )


def course_title(session: Session, catalogue: Catalogue, slug: str, lang: str) -> str:
    """Return what a course is called, also one that is taught no more."""
    for language in (lang, *LANGUAGES):
        if course := catalogue.course(slug, language):
            return course.title
    kept = session.scalars(
        select(ContentVersion)
        .where(
            ContentVersion.kind == "course",
            ContentVersion.slug == slug,
            or_(ContentVersion.lang == lang, ContentVersion.lang == LANGUAGES[0]),
        )
        .order_by(ContentVersion.published_at.desc())
    ).first()
    return str(kept.body["title"]) if kept else slug


def issued(row: Certificate, owner: Owner, stands: Standing | None, *, today: date) -> Issued:
    """Put together a stored certificate, whose it is and what it states.

    A birth year can be corrected later: the name stays hidden of whoever may be a child today.
    """
    return Issued(
        id=row.id,
        course=row.course,
        code=row.code,
        owner=owner,
        issued_at=row.issued_at,
        name_shown=row.name_shown and may_show_name(owner.birth_year, today),
        stands=stands,
        withdrawn_reason=row.withdrawn_reason,
    )
