"""A demonstration: two wards in depth, the others of their province thin, with months of learning.

Everything is done through the services that real use goes through, from a fixed seed. Only the
secrets of the few who sign in are random, and only theirs are hashed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from learnapp.core.consents import CURRENT, Agreed, Purpose
from learnapp.core.days import vietnam_day
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue, Course, Lesson
from learnapp.core.phones import Phone, parse_phone
from learnapp.core.places import COUNTRY, Gazetteer, Place, Ward
from learnapp.core.policy import Actor, Grant, Role
from learnapp.core.study_groups import NewStudyGroup
from learnapp.core.targets import NewTarget
from learnapp.db.audit import Installation
from learnapp.queries.neighbourhoods import open_in
from learnapp.services import (
    accounts,
    grants,
    neighbourhoods,
    records,
    registration,
    study_groups,
    targets,
)
from learnapp.services.demo_learning import MINUTES_A_ROUND, Learner
from learnapp.services.demo_people import SEED, DemoPerson, diligent, make_person

KEY = "demonstration"
PROVINCE = "22"
PILOTS = ("06760", "06778")
WEEKS = 12
BACKDATED = timedelta(weeks=WEEKS + 1)
"""How long before today the lessons are published, so that there are months to learn in."""

NO_SECRET = "!"  # noqa: S105 - no hash at all: nobody can sign in with it
IN_A_CLASS = 0.75
"""The share of people who come to a class; the others learn by themselves."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many people a ward of the demonstration has."""

    citizens: int
    guests: int
    groups: int
    neighbourhoods: int
    target: int


DEEP = Size(citizens=420, guests=60, groups=8, neighbourhoods=8, target=300)
THIN = Size(citizens=14, guests=2, groups=1, neighbourhoods=0, target=40)


@dataclass(frozen=True, slots=True)
class SignInHint:
    """With what one signs in as whom; printed for whoever tries the site out."""

    role: Role | None
    place: str
    phone: Phone
    secret: str


@dataclass(frozen=True, slots=True)
class Room:
    """What people of a ward find there: neighbourhoods, codes of classes, a course.

    ``meetings``: of each class the evening of its final check.
    """

    ward: Ward
    homes: list[int]
    groups: list[str]
    meetings: list[UUID]
    course: Course
    lessons: tuple[Lesson, ...]


@dataclass(slots=True)
class Demonstration:
    """Makes the people of the demonstration, a piece at a time; the caller commits them together.

    ``hash_secret`` hashes what the few who sign in type; ``new_chance`` gives 16 random bytes.
    """

    session: Session
    catalogue: Catalogue
    gazetteer: Gazetteer
    now: datetime
    hash_secret: Callable[[str], str]
    new_chance: Callable[[], bytes]
    hints: list[SignInHint] = field(default_factory=list)
    phones: int = 0
    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - names, not secrets

    @property
    def wards(self) -> list[Ward]:
        """The wards of the province: the two in depth first."""
        wards = self.gazetteer.wards_of(PROVINCE)
        return sorted(wards, key=lambda ward: (ward.code not in PILOTS, ward.code))

    @property
    def start(self) -> datetime:
        """When the first of these people began."""
        return self.now - timedelta(weeks=WEEKS)

    @property
    def pieces(self) -> int:
        """How many pieces ``make`` will make."""
        return 1 + sum(size.citizens + size.guests for size in map(_size, self.wards))

    def make(self) -> Iterator[None]:
        """Make everybody. At the end the table says that it is made."""
        administrator = self._staff(Role.ADMINISTRATOR, COUNTRY, "cả nước", hint=True)
        province = self.gazetteer.province(PROVINCE)
        self._staff(
            Role.PROVINCE_OFFICIAL, Place(PROVINCE), province.title if province else "", hint=True
        )
        yield
        for ward in self.wards:
            yield from self._ward(ward, administrator)
        self.session.add(
            Installation(key=KEY, value={"seed": SEED, "made_at": self.now.isoformat()})
        )
        self.session.flush()

    def _ward(self, ward: Ward, administrator: Actor) -> Iterator[None]:
        """Make a ward's staff, target, neighbourhoods and classes, then its people one by one."""
        size, pilot = _size(ward), ward.code in PILOTS
        course = self.catalogue.courses()[0]
        if pilot:
            self._staff(Role.WARD_OFFICIAL, ward.place, ward.title, hint=True)
        volunteer = self._staff(Role.VOLUNTEER, ward.place, ward.title, hint=pilot)
        names = [f"Khu phố {number}" for number in range(1, size.neighbourhoods + 1)]
        neighbourhoods.add(self.session, administrator, ward, names, now=self.start)
        homes = [one.id for one in open_in(self.session, [ward.id])]
        self._target(ward, administrator, course.slug, size)
        groups = [
            self._group(volunteer, ward, course.slug, homes[number] if homes else None, number)
            for number in range(size.groups)
        ]
        meetings = [uuid7(self.now, self.chance.randbytes(10)) for _ in groups]
        lessons = self.catalogue.lessons_of(course.slug)
        room = Room(ward, homes, groups, meetings, course, lessons)
        for number in range(size.citizens + size.guests):
            phone = self._next_phone() if number < size.citizens else None
            self._learner(room, self._person(len(room.lessons)), phone)
            yield

    def _person(self, lessons: int) -> DemoPerson:
        this_year = vietnam_day(self.now).year
        return make_person(self.chance, lessons=lessons, this_year=this_year, weeks=WEEKS)

    def _target(self, ward: Ward, administrator: Actor, course: str, size: Size) -> None:
        new = NewTarget(
            course=course,
            population=size.target * 12,
            people=size.target + self.chance.randrange(20),
            due_day=vietnam_day(self.now) + timedelta(days=38),
            source="Số trình diễn, không phải số thật",
            source_day=vietnam_day(self.start),
        )
        target_id = uuid7(self.start, self.chance.randbytes(10))
        targets.set_target(
            self.session, self.catalogue, administrator, ward, new, id=target_id, now=self.start
        )

    def _learner(self, room: Room, person: DemoPerson, phone: Phone | None) -> None:
        """Make one person who registers or (without a phone) stays a guest, joins, and learns."""
        first = phone is not None and not any(hint.role is None for hint in self.hints)
        if first:
            person = diligent(person, lessons=len(room.lessons), weeks=WEEKS)
        began = self.start + person.starts_after
        if phone is None:
            guest_id = self.chance.randbytes(10)
            person_id = records.begin_guest(self.session, now=began, chance=guest_id).id
        else:
            home = self.chance.choice([*room.homes, None])
            pin = self._new_pin() if first else ""
            person_id = registration.register(
                self.session,
                _new_account(person, room.ward, home, phone),
                self.hash_secret(pin) if first else NO_SECRET,
                now=began,
            )
            if first:
                self.hints.append(SignInHint(None, room.ward.title, phone, pin))
        meeting_id = None
        if self.chance.random() < IN_A_CLASS:
            number = self.chance.randrange(len(room.groups))
            study_groups.join(self.session, person_id, room.groups[number], now=began)
            meeting_id = room.meetings[number]
        learner = Learner(
            self.chance,
            person,
            person_id,
            room.course,
            room.lessons,
            self.catalogue.bank(room.course.slug),
            at=began + MINUTES_A_ROUND,
            until=self.now,
            meeting_id=meeting_id,
        )
        if sheets := learner.learn():
            last = sheets[-1].observed_at or self.now
            records.submit_batch(self.session, self.catalogue, Actor(person_id), sheets, now=last)

    def _group(
        self, volunteer: Actor, ward: Ward, course: str, home: int | None, number: int
    ) -> str:
        """Open a class; return its code."""
        evening = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")[number % 6]
        return study_groups.open_group(
            self.session,
            self.catalogue,
            self.gazetteer,
            volunteer,
            NewStudyGroup(
                name=f"Lớp tối thứ {evening}, khu {number + 1}",
                meets_at=f"Nhà văn hoá khu {number + 1}",
                schedule=f"19 giờ 30, tối thứ {evening}",
                starts_on=vietnam_day(self.start),
                course=course,
                ward_id=ward.id,
                neighbourhood_id=home,
            ),
            id=uuid7(self.start, self.chance.randbytes(10)),
            chance=self.new_chance(),
            now=self.start,
        ).code

    def _staff(self, role: Role, place: Place, where: str, *, hint: bool) -> Actor:
        """Make a person with an account and one grant, as the command line makes them."""
        home = self.gazetteer.ward(place.ward_id) if place.ward_id else self.wards[0]
        phone = self._next_phone()
        person_id = registration.register(
            self.session,
            _new_account(self._person(1), home or self.wards[0], None, phone),
            NO_SECRET,
            now=self.start,
        )
        grants.give(
            self.session,
            None,
            person_id,
            grants.NewGrant(role, place, vietnam_day(self.start)),
            now=self.start,
        )
        actor = Actor(person_id, frozenset({Grant(role, place)}))
        if hint:
            password = accounts.new_one_time_password(self.new_chance())
            accounts.set_password(self.session, actor, self.hash_secret(password), now=self.start)
            self.hints.append(SignInHint(role, where, phone, password))
        return actor

    def _next_phone(self) -> Phone:
        """Return the next number of a range that is given to nobody: 0500 000 001, and so on."""
        self.phones += 1
        return parse_phone(f"0500{self.phones:06}")

    def _new_pin(self) -> str:
        """Return a PIN that is no date and no row: six random digits, none beside its like."""
        digits = [byte % 10 for byte in self.new_chance()]
        kept = [one for one, before in zip(digits, [-1, *digits], strict=False) if one != before]
        return "".join(map(str, kept[:6]))


def is_made(session: Session) -> bool:
    """Tell whether this database holds the demonstration."""
    return session.get(Installation, KEY) is not None


def _size(ward: Ward) -> Size:
    return DEEP if ward.code in PILOTS else THIN


def _new_account(
    person: DemoPerson, ward: Ward, home: int | None, phone: Phone
) -> registration.NewAccount:
    return registration.NewAccount(
        full_name=person.full_name,
        birth_year=person.birth_year,
        gender=person.gender,
        ward_id=ward.id,
        neighbourhood_id=home,
        phone=phone,
        code=None,
        agreed=(Agreed(Purpose.ACCOUNT, CURRENT[Purpose.ACCOUNT]),),
    )
