"""What follows from the records is folded again, in the caller's transaction.

There is one way: ``open_people`` locks and knows, ``refold`` folds and writes the differences. A
record that comes in, a person who registers, moves, joins a class or is joined to an older account,
and the rebuild all go through it.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Table, and_, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from learnapp.core.counting import PersonFold, differences, fold_person, highest
from learnapp.core.errors import Conflict
from learnapp.core.progress import CourseVersions
from learnapp.core.records import Fact
from learnapp.queries import folding
from learnapp.queries.counted_rows import counted_row, stored_row
from learnapp.queries.folding import (
    COUNTED,
    COURSE_PROGRESS,
    LESSON_PROGRESS,
    PERSON,
    Known,
    known_people,
)
from learnapp.services import totals

TRIES = 4
"""How often a person is looked for again who is being joined to another at the same moment."""

Rows = Mapping[tuple[Any, ...], tuple[Any, ...]]
"""Rows of a derived table: the values of its key → those of its other columns."""

Folds = list[tuple[Known, PersonFold]]

_LOCK = (
    select(PERSON.c.id)
    .where(PERSON.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(PERSON.c.id)
    .with_for_update(key_share=True)
)


def open_people(session: Session, person_ids: Collection[UUID]) -> dict[UUID, Known]:
    """Lock those persons until the transaction ends, and return each by the id that was given.

    Whoever reads what a fold rests on does so behind this lock, or two folds would each miss what
    the other brings. Ids of nobody are left out. Raises ``Conflict`` for a person who is being
    joined and parted without end.
    """
    session.flush()
    roots = set(person_ids)
    for _ in range(TRIES):
        # SQLite's transactions that write come one at a time from their beginning.
        if session.get_bind().dialect.name != "sqlite":
            session.execute(_LOCK, {"ids": sorted(roots)})
        people = known_people(session, roots)
        if people.keys() <= roots:
            members = {member: one for one in people.values() for member in one.member_ids}
            return {one: members[one] for one in person_ids if one in members}
        roots |= people.keys()
    raise Conflict(*sorted(roots))


def refold_person(session: Session, person_id: UUID) -> int:
    """Fold a person (with all joined to them) again; return how many derived rows changed.

    To be called after whatever the fold rests on was changed: an account made, a residence, an
    enrolment, a birth year, a join. After parting two persons, fold both with ``refold_people``.
    """
    return refold_people(session, [person_id])


def refold_people(session: Session, person_ids: Collection[UUID]) -> int:
    """Fold several persons again; return how many derived rows changed."""
    people = open_people(session, person_ids)
    return refold(session, {one.root_id: one for one in people.values()}.values())


def count_people(session: Session) -> int:
    """Count the persons that a rebuild folds."""
    people = select(func.count()).select_from(PERSON).where(PERSON.c.same_as_id.is_(None))
    return session.scalars(people).one()


def next_people(session: Session, after: UUID | None, size: int) -> list[UUID]:
    """Return the ids of the next persons in the order of ids; those joined come with their root."""
    statement = select(PERSON.c.id).where(PERSON.c.same_as_id.is_(None))
    if after is not None:
        statement = statement.where(PERSON.c.id > after)
    return list(session.scalars(statement.order_by(PERSON.c.id).limit(size)))


def refold(
    session: Session,
    people: Collection[Known],
    *,
    courses: Collection[str] | None = None,
    versions: CourseVersions | None = None,
    learned: Collection[str] | None = None,
) -> int:
    """Fold people behind their lock, write what differs; return how many derived rows changed.

    ``courses``: only these, when nothing but their records changed. ``versions``: those course
    versions that the caller knows already; others are looked up. ``learned``: the lessons, when
    nothing happened but answers and practice in them: then no other lesson differs and no row
    goes, so that what stands need not be read before it is written over.
    """
    facts = folding.facts(session, people, courses)
    known_versions = _versions(session, facts.values(), versions or {})
    stored = folding.standing(session, COUNTED, people)
    folds: Folds = []
    for one in people:
        elsewhere = (
            []
            if courses is None
            else [counted_row(*row) for row in stored.items() if row[0][0] == one.root_id]
        )
        person = fold_person(
            facts.get(one.root_id, ()),
            one.history,
            known_versions,
            courses=None if courses is None else frozenset(courses),
            elsewhere=elsewhere,
        )
        folds.append((one, person))
    lessons, standing = _lesson_rows(folds), _course_rows(folds)
    old_lessons: Rows = {}
    old_standing: Rows = {}
    if learned is None:
        old_lessons = folding.standing(session, LESSON_PROGRESS, people, courses)
        old_standing = folding.standing(session, COURSE_PROGRESS, people, courses)
    else:
        lessons = {key: values for key, values in lessons.items() if key[-1] in learned}
    changed = _put(session, LESSON_PROGRESS, old_lessons, lessons)
    changed += _put(session, COURSE_PROGRESS, old_standing, standing)
    return changed + _count(session, stored, _counted_rows(folds))


def _versions(
    session: Session, facts: Iterable[Iterable[Fact]], known: CourseVersions
) -> CourseVersions:
    """Look up the versions of courses that the facts carry and the caller does not know."""
    carried = {fact.course_version for some in facts for fact in some}
    missing = carried - known.keys() - {""}
    return {**known, **folding.course_versions(session, missing)}


def _lesson_rows(folds: Folds) -> Rows:
    return {
        (one.root_id, course, slug): (
            lesson.state.value,
            lesson.best_percent,
            lesson.first_day,
            lesson.passed.day if lesson.passed else None,
            lesson.practised.day if lesson.practised else None,
            lesson.done.day if lesson.done else None,
            lesson.last_at,
        )
        for one, person in folds
        for course, fold in person.courses.items()
        for slug, lesson in fold.lessons.items()
    }


def _course_rows(folds: Folds) -> Rows:
    return {
        (one.root_id, course): (
            step.value,
            fold.completed.day if fold.completed else None,
            fold.last_at,
            fold.checks.entry_percent,
            fold.checks.final_percent,
            fold.checks.failures,
            fold.checks.wait_until,
            fold.completed.supervised if fold.completed else False,
        )
        for one, person in folds
        for course, fold in person.courses.items()
        if (step := highest(fold, one.history))
    }


def _counted_rows(folds: Folds) -> Rows:
    return {
        (one.root_id, *key): values
        for one, person in folds
        for key, values in map(stored_row, person.counted)
    }


def _count(session: Session, old: Rows, new: Rows) -> int:
    """Write the rows that count, and carry the difference into the totals."""
    changed = _put(session, COUNTED, old, new)
    if changed:
        totals.apply(
            session,
            differences(
                (counted_row(*row) for row in old.items() if row not in new.items()),
                (counted_row(*row) for row in new.items() if row not in old.items()),
            ),
        )
    return changed


def _put(session: Session, table: Table, old: Rows, new: Rows) -> int:
    """Make the stored rows the new ones: delete, add, change; return how many."""
    names, connection = table.columns.keys(), session.connection()
    keys = names[: len(table.primary_key.columns)]
    gone = sorted(old.keys() - new.keys())
    if gone:
        deleting = [{f"the_{n}": v for n, v in zip(keys, key, strict=True)} for key in gone]
        connection.execute(_deleting(table), deleting)
    changed = sorted(key for key, values in new.items() if old.get(key) != values)
    if changed:
        rows = [dict(zip(names, (*key, *new[key]), strict=True)) for key in changed]
        connection.execute(_putting(table, connection.dialect.name), rows)
    return len(gone) + len(changed)


@cache
def _deleting(table: Table) -> Delete:
    keys = table.primary_key.columns
    return delete(table).where(and_(*(key == bindparam(f"the_{key.name}") for key in keys)))


@cache
def _putting(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    statement = totals.insert_into(table, dialect)
    others = [column.name for column in table.columns if not column.primary_key]
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: statement.excluded[name] for name in others},
    )
