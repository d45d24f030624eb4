"""The policy said in SQL: the one place where reach becomes a ``WHERE``.

Each function is the twin of ``core.policy.allows``: it lets through exactly the rows about which
the actor holds the permission. ``tests/db/test_twins.py`` compares the two.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from learnapp.core.places import Place
from learnapp.core.policy import (
    POLICY,
    Actor,
    Clause,
    Granted,
    GrantedThemselves,
    Permission,
    Themselves,
)
from learnapp.db.people import Person, Residence
from learnapp.db.places import Ward
from learnapp.db.study_groups import StudyGroup

WardColumn = ColumnElement[int] | ColumnElement[int | None] | InstrumentedAttribute[int]
PersonColumn = InstrumentedAttribute[UUID]


def wards_within(
    actor: Actor, permission: Permission, ward_id: WardColumn = Ward.id
) -> ColumnElement[bool]:
    """Limit rows that have a ward to those in reach: ``Subject(place of the ward)``."""
    return _within(actor, permission, ward_id, None)


def groups_within(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """Limit ``StudyGroup`` to those in reach: ``Subject(place of the group, its leader)``."""
    return _within(actor, permission, StudyGroup.ward_id, StudyGroup.leader_id)


def people_within(actor: Actor, permission: Permission, day: date) -> ColumnElement[bool]:
    """Limit ``Person`` to those in reach: ``Subject(where they live on that day, the person)``.

    Who has not said where they live is nowhere but in the country.
    """
    home = residence_on(day).correlate(Person).scalar_subquery()
    return _within(actor, permission, home, Person.id)


def residence_on(day: date) -> Select[int]:
    """Select the ward in which ``Person`` lives on a day; before the first known one, that one."""
    later = aliased(Residence)
    newest = (
        select(func.max(later.from_day))
        .where(later.person_id == Person.id, later.from_day <= day)
        .correlate(Person)
        .scalar_subquery()
    )
    first = (
        select(func.min(later.from_day))
        .where(later.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )
    return select(Residence.ward_id).where(
        Residence.person_id == Person.id, Residence.from_day == func.coalesce(newest, first)
    )


def _within(
    actor: Actor, permission: Permission, ward_id: WardColumn, person_id: PersonColumn | None
) -> ColumnElement[bool]:
    clauses = POLICY[permission]
    return or_(false(), *(_holds(clause, actor, ward_id, person_id) for clause in clauses))


def _holds(
    clause: Clause, actor: Actor, ward_id: WardColumn, person_id: PersonColumn | None
) -> ColumnElement[bool]:
    own = false() if person_id is None else person_id == actor.person_id
    match clause:
        case Themselves():
            return own
        case GrantedThemselves(role):
            return and_(own, _in_places(actor.places(role), ward_id))
        case Granted(role):
            return _in_places(actor.places(role), ward_id)


def _in_places(places: frozenset[Place], ward_id: WardColumn) -> ColumnElement[bool]:
    wards = {place.ward_id for place in places if place.ward_id is not None}
    provinces = {place.province for place in places if place.ward_id is None}
    if None in provinces:
        return true()
    reach: list[ColumnElement[bool]] = [false()]
    if wards:
        reach.append(ward_id.in_(sorted(wards)))
    if provinces:
        inside = select(Ward.id).where(Ward.province_code.in_(sorted(map(str, provinces))))
        reach.append(ward_id.in_(inside))
    return or_(*reach)
