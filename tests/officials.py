"""What tests about figures begin with: officials, counted days, targets, a browser signed in."""

import secrets
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.counting import NIL
from learnapp.core.figures import TALLIED
from learnapp.core.ids import uuid7
from learnapp.core.names import place_sort_key, search_text, sort_key
from learnapp.core.places import COUNTRY, Gazetteer, Place, Ward
from learnapp.core.policy import Actor, Grant, Role
from learnapp.core.records import PersonKind
from learnapp.db.learning import WardDay
from learnapp.db.people import Identity, Person, RoleGrant
from learnapp.db.places import Neighbourhood, Target
from learnapp.db.study_groups import StudyGroup
from learnapp.services import sign_ins
from learnapp.web.session import SEEN, USER
from tests.pages import Browser

NOW = datetime.fromisoformat("2026-11-23T09:00+07:00")
"""A Monday."""

TODAY = date(2026, 11, 23)
PLACES = Gazetteer.load()
QUANG_NINH = "22"


def ward_named(name: str, province: str = QUANG_NINH) -> Ward:
    return next(ward for ward in PLACES.wards_of(province) if ward.name == name)


MONG_DUONG, QUANG_HANH = ward_named("Mông Dương"), ward_named("Quang Hanh")


def official(role: Role = Role.WARD_OFFICIAL, place: Place = MONG_DUONG.place) -> Actor:
    return Actor(uuid4(), frozenset({Grant(role, place)}))


ADMINISTRATOR = official(Role.ADMINISTRATOR, COUNTRY)


def stored(session: Session, actor: Actor, name: str = "Lê Thu Hà") -> Actor:
    """Store the actor as a person with an account and these grants."""
    person = Person(
        id=actor.person_id,
        kind=PersonKind.CITIZEN,
        birth_year=1980,
        account_day=TODAY - timedelta(days=30),
        created_at=NOW,
    )
    session.add(person)
    session.flush()
    session.add(
        Identity(
            person_id=person.id,
            full_name=name,
            sort_key=sort_key(name),
            search_text=search_text(name),
            phone=f"+849{secrets.randbelow(10**8):08d}",
            password_hash="x",
            created_at=NOW,
        )
    )
    for grant in actor.grants:
        session.add(
            RoleGrant(
                id=uuid4(),
                person_id=person.id,
                role=grant.role,
                province_code=grant.place.province,
                ward_id=grant.place.ward_id,
                from_day=date(2026, 1, 1),
                given_at=NOW,
            )
        )
    session.flush()
    return actor


def sign_in(browser: Browser, session: Session, actor: Actor) -> Browser:
    """Store the actor and sign the browser in as them."""
    stored(session, actor)
    token, now = secrets.token_urlsafe(32), utc_now()
    sign_ins.begin(session, actor.person_id, token, now=now)
    session.commit()
    with browser.client.session_transaction() as cookie:
        cookie[USER], cookie[SEEN] = token, now.timestamp()
    return browser


def count(
    session: Session,
    course: str,
    *,
    reached: int = 0,
    enrolled: int = 0,
    active: int = 0,
    completed: int = 0,
    ward: Ward = MONG_DUONG,
    day: date = TODAY,
    kind: PersonKind = PersonKind.CITIZEN,
    age_band: str = "45-59",
    neighbourhood_id: int = 0,
    group_id: UUID = NIL,
) -> None:
    """Add to ``ward_day`` what records of so many people would have added."""
    numbers = {
        "reached": reached,
        "enrolled": enrolled,
        "active": active,
        "completed": completed,
    }
    for name, n in numbers.items():
        if n:
            row = WardDay(
                figure=TALLIED[name],
                course=course,
                key="",
                day=day,
                kind=kind,
                ward_id=ward.id,
                neighbourhood_id=neighbourhood_id,
                study_group_id=group_id,
                age_band=age_band,
                gender="",
                assistance="",
                supervised=False,
                n=n,
                total=0,
                squares=0,
            )
            session.add(row)
    session.flush()


def neighbourhood(session: Session, name: str, ward: Ward = MONG_DUONG) -> int:
    one = Neighbourhood(
        ward_id=ward.id, name=name, sort_key=place_sort_key(name), search_text=search_text(name)
    )
    session.add(one)
    session.flush()
    return one.id


def study_group(
    session: Session,
    leader: Actor,
    course: str,
    *,
    name: str = "Lớp tối thứ Ba",
    ward: Ward = MONG_DUONG,
    starts_on: date = date(2026, 9, 1),
) -> UUID:
    group = StudyGroup(
        id=uuid7(NOW),
        code=secrets.token_hex(4).upper(),
        name=name,
        meets_at="Nhà văn hoá",
        schedule="19 giờ",
        starts_on=starts_on,
        course=course,
        ward_id=ward.id,
        leader_id=leader.person_id,
        created_at=NOW,
    )
    session.add(group)
    session.flush()
    return group.id


def target(
    session: Session,
    by: Actor,
    course: str,
    *,
    people: int = 3000,
    ward: Ward = MONG_DUONG,
    due_day: date = date(2026, 12, 31),
    set_at: datetime = NOW,
) -> None:
    """Store a target as an official set it."""
    session.add(
        Target(
            id=uuid7(set_at),
            ward_id=ward.id,
            course=course,
            population=max(people, 12_000),
            people=people,
            due_day=due_day,
            source="Kế hoạch số 15/KH-UBND",
            source_day=date(2026, 8, 15),
            set_by_id=by.person_id,
            set_at=set_at,
        )
    )
    session.flush()
