"""What a fold needs: a person with all that was joined to them, their facts, what stands stored.

Everything is asked for many persons at once, so that a rebuild takes few statements. Rows come as
the values of ``core``; nothing here decides anything.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    Table,
    and_,
    bindparam,
    case,
    null,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from learnapp.core.facts import ENTRY
from learnapp.core.history import Enrolment, History, Residence
from learnapp.core.places import COUNTRY, Place
from learnapp.core.progress import CourseVersion, CourseVersions
from learnapp.core.records import Fact
from learnapp.db import learning, people, places, study_groups

DAY = timedelta(days=1)

AnyRow = Row[*tuple[Any, ...]]


def _table(model: type[Any]) -> Table:
    table: Table = model.__table__
    return table


PERSON, RESIDENCE = _table(people.Person), _table(people.Residence)
WARD, GROUP = _table(places.Ward), _table(study_groups.StudyGroup)
ENROLMENT, RECORD = _table(study_groups.Enrolment), _table(learning.LearningRecord)
VERSION, COUNTED = _table(learning.ContentVersion), _table(learning.Counted)
LESSON_PROGRESS = _table(learning.LessonProgress)
COURSE_PROGRESS = _table(learning.CourseProgress)


@dataclass(frozen=True, slots=True)
class Known:
    """A person as figures know them: the root row with every row joined to it."""

    root_id: UUID
    member_ids: frozenset[UUID]
    history: History
    provinces: Mapping[int, str] = field(default_factory=dict)

    def place_on(self, day: date) -> Place:
        """Return where they lived on that day; the country where they never said."""
        home = self.history.residence_on(day)
        return Place(self.provinces[home.ward_id], home.ward_id) if home else COUNTRY


def _among(column: ColumnElement[Any], name: str, *, one: bool) -> ColumnElement[bool]:
    """Say that the column is one of the values given under that name.

    A list is written into the statement anew each time; most answers are about one person.
    """
    if one:
        return column == bindparam(name)
    return column.in_(bindparam(name, expanding=True))


def _given(name: str, values: Collection[Any]) -> dict[str, object]:
    """Give the values that ``_among`` asks for."""
    if len(values) == 1:
        return {name: next(iter(values))}
    return {name: list(values)}


_PEOPLE = (
    select(
        PERSON.c.id,
        PERSON.c.same_as_id,
        PERSON.c.kind,
        PERSON.c.birth_year,
        PERSON.c.gender,
        PERSON.c.account_day,
        RESIDENCE.c.from_day,
        RESIDENCE.c.ward_id,
        RESIDENCE.c.neighbourhood_id,
        WARD.c.province_code,
        ENROLMENT.c.study_group_id,
        ENROLMENT.c.from_day.label("listed_from"),
        ENROLMENT.c.until_day.label("listed_until"),
        ENROLMENT.c.joined_at,
        GROUP.c.course,
        GROUP.c.ward_id.label("group_ward_id"),
        GROUP.c.closed_day,
        GROUP.c.leader_id,
    )
    .select_from(PERSON)
    .outerjoin(RESIDENCE, RESIDENCE.c.person_id == PERSON.c.id)
    .outerjoin(WARD, WARD.c.id == RESIDENCE.c.ward_id)
    .outerjoin(ENROLMENT, ENROLMENT.c.person_id == PERSON.c.id)
    .outerjoin(GROUP, GROUP.c.id == ENROLMENT.c.study_group_id)
)
_PEOPLE_OF = {
    one: _PEOPLE.where(
        or_(
            _among(PERSON.c.id, "ids", one=one),
            _among(PERSON.c.same_as_id, "ids", one=one),
        )
    )
    for one in (True, False)
}


def known_people(session: Session, root_ids: Collection[UUID]) -> dict[UUID, Known]:
    """Return those persons by the id of their root, each with all that was joined to them.

    An id that is no root (any more) comes back under the root it belongs to, incomplete: the
    caller sees that it is missing and asks again for the root.
    """
    by_root: dict[UUID, list[AnyRow]] = {}
    statement = _PEOPLE_OF[len(root_ids) == 1]
    for row in session.connection().execute(statement, _given("ids", root_ids)):
        by_root.setdefault(row.same_as_id or row.id, []).append(row)
    return {root_id: _known(root_id, rows) for root_id, rows in by_root.items()}


def _known(root_id: UUID, rows: list[AnyRow]) -> Known:
    """Put together what the rows say of one person; the root's own word goes first."""
    members = frozenset(row.id for row in rows)
    homes = {(row.id, row.from_day): row for row in rows if row.from_day is not None}
    own = {key: row for key, row in homes.items() if key[0] == root_id} or homes
    listed = {
        (row.id, row.study_group_id, row.listed_from): row
        for row in rows
        if row.study_group_id is not None and row.leader_id not in members
    }
    first = min(rows, key=lambda row: (row.id != root_id, row.id))
    account_days = [row.account_day for row in rows if row.account_day]
    history = History(
        kind=first.kind,
        birth_year=first.birth_year,
        gender=first.gender or "",
        account_day=min(account_days, default=None),
        residences=tuple(
            Residence(row.from_day, row.ward_id, row.neighbourhood_id or 0)
            for _, row in sorted(own.items())
        ),
        enrolments=tuple(_enrolment(row) for _, row in sorted(listed.items())),
    )
    return Known(
        root_id, members, history, {row.ward_id: row.province_code for row in own.values()}
    )


def _enrolment(row: AnyRow) -> Enrolment:
    """Read one; a class still counts on the day on which it is closed."""
    ends = [row.listed_until, row.closed_day and row.closed_day + DAY]
    return Enrolment(
        study_group_id=row.study_group_id,
        course=row.course,
        from_day=row.listed_from,
        until_day=min((day for day in ends if day), default=None),
        joined_at=row.joined_at,
        ward_id=row.group_ward_id,
    )


_FACTS = select(
    RECORD.c.person_id,
    RECORD.c.id,
    # As text: a newer program may have written verbs that this one does not know.
    type_coerce(RECORD.c.verb, String).label("verb"),
    RECORD.c.course,
    RECORD.c.lesson,
    RECORD.c.object,
    RECORD.c.course_version,
    RECORD.c.correct,
    RECORD.c.total,
    RECORD.c.passed,
    type_coerce(RECORD.c.assistance, String).label("assistance"),
    RECORD.c.at,
    RECORD.c.day,
    RECORD.c.meeting_id,
    # Results are large, and the fold needs this one thing of entry checks.
    case((RECORD.c.object == ENTRY, RECORD.c.result["spared"]), else_=null()).label("spared"),
)


def facts(
    session: Session, known: Iterable[Known], courses: Collection[str] | None = None
) -> dict[UUID, list[Fact]]:
    """Return the facts of those persons, of all courses or of some, by the id of their root."""
    roots = {member: one.root_id for one in known for member in one.member_ids}
    found: dict[UUID, list[Fact]] = {}
    for row in _rows(session, RECORD, list(roots), courses):
        fact = Fact(
            id=row.id,
            verb=row.verb,
            course=row.course,
            lesson=row.lesson,
            object=row.object,
            course_version=row.course_version or "",
            correct=row.correct or 0,
            total=row.total or 0,
            passed=bool(row.passed),
            assistance=row.assistance or "",
            supervised=row.meeting_id is not None,
            spared=tuple(row.spared or ()),
            at=row.at,
            day=row.day,
        )
        found.setdefault(roots[row.person_id], []).append(fact)
    return found


_COURSE_VERSIONS = select(
    VERSION.c.hash,
    *(VERSION.c.body[name].label(name) for name in ("lessons", "practices", "check", "growing")),
).where(and_(VERSION.c.kind == "course", VERSION.c.hash.in_(bindparam("hashes", expanding=True))))


def course_versions(session: Session, hashes: Collection[str]) -> CourseVersions:
    """Return what archived versions of courses ask for, by hash.

    Those archived before there was practice say nothing of it, and ask for none.
    """
    if not hashes:
        return {}
    rows = session.execute(_COURSE_VERSIONS, {"hashes": sorted(hashes)})
    return {
        row.hash: CourseVersion(
            frozenset(row.lessons),
            frozenset(row.practices or ()),
            bool(row.check),
            bool(row.growing),
        )
        for row in rows
    }


@cache
def _of_people(table: Table, one: bool, courses: bool | None) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 - a key of the cache
    """Ask for the rows of one person or many, of all courses (``None``), of one or of many."""
    whole: Select[*tuple[Any, ...]] = _FACTS if table is RECORD else select(table)
    statement = whole.where(_among(table.c.person_id, "ids", one=one))
    if courses is None:
        return statement
    return statement.where(_among(table.c.course, "courses", one=courses))


def _rows(
    session: Session, table: Table, ids: list[UUID], courses: Collection[str] | None
) -> Iterable[AnyRow]:
    """Return the rows of a table for those persons, of all courses or of some."""
    given = _given("ids", ids)
    if courses is not None:
        given |= _given("courses", courses)
    of_courses = None if courses is None else len(courses) == 1
    return session.connection().execute(_of_people(table, len(ids) == 1, of_courses), given)


def standing(
    session: Session, table: Table, known: Iterable[Known], courses: Collection[str] | None = None
) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Return the rows of a derived table for those persons and all joined to them.

    The values of the table's key → the values of its other columns.
    """
    ids = [member for one in known for member in one.member_ids]
    keys = len(table.primary_key.columns)
    rows = _rows(session, table, ids, courses)
    return {tuple(row[:keys]): tuple(row[keys:]) for row in rows}
