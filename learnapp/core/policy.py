"""Who may do what: roles, grants, permissions, and the one table that joins them.

The table answers a yes-or-no question about one subject here, and the same question about
everybody in SQL in ``queries/scope.py``; a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from learnapp.core.errors import Forbidden, NotFound
from learnapp.core.places import COUNTRY, Place, contains


class Role(StrEnum):
    """What a grant makes of a person, within a place."""

    VOLUNTEER = "volunteer"
    WARD_OFFICIAL = "ward_official"
    PROVINCE_OFFICIAL = "province_official"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that may be done, ``<subject>:<action>``."""

    PERSON_READ = "person:read"
    RECORD_SUBMIT = "record:submit"
    GROUP_LEAD = "group:lead"
    GROUP_READ = "group:read"
    CODE_ISSUE = "code:issue"
    WARD_FIGURES_READ = "ward_figures:read"
    PROVINCE_FIGURES_READ = "province_figures:read"
    SMALL_FIGURES_READ = "small_figures:read"
    WARD_KEEP = "ward:keep"
    GRANT_KEEP = "grant:keep"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, in a place and all that lies within it."""

    role: Role
    place: Place


@dataclass(frozen=True, slots=True)
class Actor:
    """The person acting, as far as the rules care."""

    person_id: UUID
    grants: frozenset[Grant] = frozenset()

    @property
    def is_staff(self) -> bool:
        """Whoever holds a grant signs in with a password and keeps shorter hours."""
        return bool(self.grants)

    @property
    def leads(self) -> bool:
        """Whether they may open classes somewhere."""
        return may_ever(self, Permission.GROUP_LEAD)

    @property
    def reads_figures(self) -> bool:
        """Whether they may see the figures of some ward."""
        return may_ever(self, Permission.WARD_FIGURES_READ)

    @property
    def keeps_grants(self) -> bool:
        """Whether they may give roles and take them back."""
        return may_ever(self, Permission.GRANT_KEEP)

    def places(self, role: Role) -> frozenset[Place]:
        """Return the places in which the actor holds the role."""
        return frozenset(grant.place for grant in self.grants if grant.role is role)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is acted on: a place and, when it is about one person, that person."""

    place: Place = COUNTRY
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Themselves:
    """Anyone, about their own record or the group they lead."""

    def may_hold(self, actor: Actor) -> bool:
        return True

    def holds(self, actor: Actor, subject: Subject) -> bool:
        return subject.person_id == actor.person_id


@dataclass(frozen=True, slots=True)
class Granted:
    """Whoever was granted the role, within the place of that grant."""

    role: Role

    def may_hold(self, actor: Actor) -> bool:
        return any(grant.role is self.role for grant in actor.grants)

    def holds(self, actor: Actor, subject: Subject) -> bool:
        return any(
            grant.role is self.role and contains(grant.place, subject.place)
            for grant in actor.grants
        )


@dataclass(frozen=True, slots=True)
class GrantedThemselves:
    """Whoever was granted the role there, about what is their own: a volunteer and her groups."""

    role: Role

    def may_hold(self, actor: Actor) -> bool:
        return Granted(self.role).may_hold(actor)

    def holds(self, actor: Actor, subject: Subject) -> bool:
        own = subject.person_id == actor.person_id
        return own and Granted(self.role).holds(actor, subject)


Clause = Themselves | Granted | GrantedThemselves

POLICY: Mapping[Permission, tuple[Clause, ...]] = {
    Permission.PERSON_READ: (Themselves(),),
    Permission.RECORD_SUBMIT: (Themselves(),),
    # The subject's person is the leader: a volunteer opens and reads her own groups only.
    Permission.GROUP_LEAD: (GrantedThemselves(Role.VOLUNTEER),),
    Permission.GROUP_READ: (GrantedThemselves(Role.VOLUNTEER),),
    Permission.CODE_ISSUE: (Granted(Role.VOLUNTEER),),
    # A provincial official reads figures of every ward, and never a person.
    Permission.WARD_FIGURES_READ: (
        Granted(Role.WARD_OFFICIAL),
        Granted(Role.PROVINCE_OFFICIAL),
        Granted(Role.ADMINISTRATOR),
    ),
    Permission.PROVINCE_FIGURES_READ: (
        Granted(Role.PROVINCE_OFFICIAL),
        Granted(Role.ADMINISTRATOR),
    ),
    # Numbers below five say who it was; only those who may know the people see them.
    Permission.SMALL_FIGURES_READ: (
        Granted(Role.WARD_OFFICIAL),
        Granted(Role.ADMINISTRATOR),
    ),
    # Targets and neighbourhoods are the ward's own.
    Permission.WARD_KEEP: (Granted(Role.WARD_OFFICIAL), Granted(Role.ADMINISTRATOR)),
    Permission.GRANT_KEEP: (Granted(Role.ADMINISTRATOR),),
}


def allows(actor: Actor, permission: Permission, subject: Subject) -> bool:
    """Tell whether the actor may do this to the subject."""
    return any(clause.holds(actor, subject) for clause in POLICY[permission])


def may_ever(actor: Actor, permission: Permission) -> bool:
    """Tell whether the actor may do this to anyone or anything at all."""
    return any(clause.may_hold(actor) for clause in POLICY[permission])


def places_of(actor: Actor, permission: Permission) -> frozenset[Place]:
    """Return the places in which the actor holds the permission about all that is there."""
    roles = {clause.role for clause in POLICY[permission] if isinstance(clause, Granted)}
    return frozenset(grant.place for grant in actor.grants if grant.role in roles)


def check(actor: Actor, permission: Permission, subject: Subject) -> None:
    """Let the actor through, or refuse.

    Raises ``Forbidden`` where the role never may, ``NotFound`` where this very subject is out of
    reach: who may not see a thing shall not learn that it is there.
    """
    if allows(actor, permission, subject):
        return
    if may_ever(actor, permission):
        raise NotFound(permission)
    raise Forbidden(permission)
