"""Two wards of one province, a ward of another, and somebody in every role: who may open what."""

import secrets
from dataclasses import dataclass
from datetime import date
from itertools import count
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.banks import CheckKind
from learnapp.core.codes import new_certificate_code, new_class_code
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue, Lesson
from learnapp.core.names import search_text, sort_key
from learnapp.core.places import COUNTRY, Gazetteer, Place
from learnapp.core.policy import Actor, Role
from learnapp.core.practice_acts import write_acts
from learnapp.core.practice_paths import good_path
from learnapp.core.records import AnswerSheet, PersonKind, PracticeSheet, ReviewSheet
from learnapp.core.reviews import lesson_item
from learnapp.db.certificates import Certificate
from learnapp.db.people import Identity, Person, Residence, RoleGrant
from learnapp.db.places import Neighbourhood
from learnapp.db.study_groups import StudyGroup
from learnapp.services import records, sign_ins
from learnapp.web.session import SEEN, USER
from tests import certificates
from tests.checks import begin_check, take_check

FROM = date(2026, 1, 1)
WHO = (
    "visitor",
    "guest",
    "citizen",
    "volunteer",
    "next-volunteer",
    "ward",
    "next-ward",
    "province",
    "next-province",
    "administrator",
)
"""Who opens each page. "next" is the neighbour: the same role in another ward or province."""

NUMBERS = count(secrets.randbelow(10**8))
"""One after the other: chance would give one number to two of the many malformed inputs make."""


@dataclass(frozen=True, slots=True)
class World:
    """Everybody by role, and what the addresses point at: all of it of the own ward."""

    people: dict[str, UUID]
    addresses: dict[str, str]

    def address(self, rule: str) -> str:
        """Fill in a rule: ``/lop/<code:code>`` becomes the address of the class there is."""
        for parameter, value in self.addresses.items():
            rule = rule.replace(parameter, value)
        assert "<" not in rule, f"Say in world.py what stands for it: {rule}"
        return rule


def build(session: Session, app: Flask) -> World:
    """Make the world and commit it."""
    gazetteer: Gazetteer = app.extensions["gazetteer"]
    own, following = gazetteer.wards_of("22")[:2]
    elsewhere = gazetteer.wards_of("01")[0]
    name = f"Khu {secrets.token_hex(8)}"
    neighbourhood = Neighbourhood(
        ward_id=own.id, name=name, sort_key=sort_key(name), search_text=search_text(name)
    )
    session.add(neighbourhood)
    session.flush()
    people = {
        "guest": make_guest(session),
        "citizen": make_citizen(session, own.place),
        "volunteer": make_staff(session, own.place, Role.VOLUNTEER, own.place),
        "next-volunteer": make_staff(session, following.place, Role.VOLUNTEER, following.place),
        "ward": make_staff(session, own.place, Role.WARD_OFFICIAL, own.place),
        "next-ward": make_staff(session, following.place, Role.WARD_OFFICIAL, following.place),
        "province": make_staff(session, own.place, Role.PROVINCE_OFFICIAL, Place("22")),
        "next-province": make_staff(session, elsewhere.place, Role.PROVINCE_OFFICIAL, Place("01")),
        "administrator": make_staff(session, elsewhere.place, Role.ADMINISTRATOR, COUNTRY),
    }
    catalogue = app.extensions["catalogue"]
    course = catalogue.courses()[0]
    lesson = catalogue.lesson(course.lessons[0])
    citizen, now = people["citizen"], utc_now()
    attempt_id = begin_check(
        session, catalogue, citizen, CheckKind.ENTRY, now=now, course=course.slug
    )
    check_id = take_check(session, catalogue, citizen, now=now, right=False, course=course.slug)
    group = make_group(session, people["volunteer"], own.id, course.slug)
    record_id = answer(session, catalogue, people["citizen"], lesson)
    review_id = review(session, catalogue, people["citizen"], lesson)
    run_id, practised = practise(session, catalogue, people["citizen"])
    certificate_code = make_certificate(session, app, people["citizen"], course.slug)
    grant_id = grant_of(session, people["volunteer"])
    code, group_id, neighbourhood_id = group.code, group.id, neighbourhood.id
    session.commit()
    return World(
        people,
        {
            "/khoa-hoc/<slug:slug>": f"/khoa-hoc/{course.slug}",
            "/giay/<slug:slug>": f"/giay/{course.slug}",
            "<string:code>": certificate_code,
            "<string:key_id>": signer.key_id if (signer := app.extensions["signer"]) else "khoa",
            "/bai-hoc/<slug:slug>/thuc-hanh": f"/bai-hoc/{practised}/thuc-hanh",
            "<uuid:run_id>": str(run_id),
            "<slug:slug>": lesson.slug,
            "<any(dau,cuoi,lai):kind>": "cuoi",
            "<uuid:attempt_id>": str(attempt_id),
            "<uuid:check_id>": str(check_id),
            "<int:place>": "1",
            "<uuid:record_id>": str(record_id),
            "<uuid:review_id>": str(review_id),
            "<code:code>": code,
            "<uuid:group_id>": str(group_id),
            "/tinh/<place:code>": "/tinh/22",
            "<place:code>": own.code,
            "<int:neighbourhood_id>": str(neighbourhood_id),
            "<uuid:grant_id>": str(grant_id),
            "<uuid:person_id>": str(people["citizen"]),
        },
    )


def make_guest(session: Session) -> UUID:
    person = Person(id=uuid4(), kind=PersonKind.GUEST, created_at=utc_now())
    session.add(person)
    session.flush()
    return person.id


def make_citizen(session: Session, home: Place, *, password: str | None = None) -> UUID:
    """Store a person with an account. The secret is no hash: nobody signs in with it here."""
    person = Person(
        id=uuid4(),
        kind=PersonKind.CITIZEN,
        birth_year=1958,
        created_at=utc_now(),
        account_day=FROM,
    )
    session.add(person)
    session.flush()
    session.add_all(
        [
            Identity(
                person_id=person.id,
                full_name="Phạm Thị Mai",
                sort_key=sort_key("Phạm Thị Mai"),
                search_text=search_text("Phạm Thị Mai"),
                phone=f"+849{next(NUMBERS) % 10**8:08d}",
                pin_hash=None if password else "-",
                password_hash=password,
                created_at=utc_now(),
            ),
            Residence(person_id=person.id, from_day=FROM, ward_id=home.ward_id),
        ]
    )
    session.flush()
    return person.id


def make_staff(session: Session, home: Place, role: Role, reach: Place) -> UUID:
    """Store a person with a password and a grant: who has one sets the other."""
    person_id = make_citizen(session, home, password="-")
    session.add(
        RoleGrant(
            id=uuid4(),
            person_id=person_id,
            role=role,
            province_code=reach.province,
            ward_id=reach.ward_id,
            from_day=FROM,
            given_at=utc_now(),
        )
    )
    session.flush()
    return person_id


def grant_of(session: Session, person_id: UUID) -> UUID:
    """Return the grant that a person holds."""
    return session.scalars(select(RoleGrant.id).where(RoleGrant.person_id == person_id)).one()


def make_group(session: Session, leader: UUID, ward_id: int, course: str) -> StudyGroup:
    group = StudyGroup(
        id=uuid4(),
        code=new_class_code(secrets.token_bytes(16)),
        name="Lớp tối thứ ba",
        meets_at="Nhà văn hoá khu 1",
        schedule="19:30, thứ ba",
        starts_on=FROM,
        course=course,
        ward_id=ward_id,
        leader_id=leader,
        created_at=utc_now(),
    )
    session.add(group)
    session.flush()
    return group


def answer(session: Session, catalogue: Catalogue, person: UUID, lesson: Lesson) -> UUID:
    """Hand in a round for the person; the page with its result is theirs alone."""
    question = lesson.questions[0]
    sheet = AnswerSheet(
        id=uuid7(utc_now()),
        person_id=person,
        lesson=lesson.slug,
        version=lesson.version,
        answers={question.key: (question.choices[0].key,)},
    )
    records.submit(session, catalogue, Actor(person), sheet, now=utc_now())
    return sheet.id


def review(session: Session, catalogue: Catalogue, person: UUID, lesson: Lesson) -> UUID:
    """Answer a question that came back, for the person; the page about it is theirs alone."""
    question = lesson.questions[0]
    sheet = ReviewSheet(
        id=uuid7(utc_now()),
        person_id=person,
        item=lesson_item(lesson.slug, question.key),
        version=lesson.version,
        answer=(question.choices[0].key,),
    )
    records.submit(session, catalogue, Actor(person), sheet, now=utc_now())
    return sheet.id


def practise(session: Session, catalogue: Catalogue, person: UUID) -> tuple[UUID, str]:
    """Finish a practice for the person; return the record's id and the lesson."""
    lesson, practice = next(
        (one, one.practice)
        for course in catalogue.courses()
        for one in catalogue.lessons_of(course.slug)
        if one.practice
    )
    sheet = PracticeSheet(
        id=uuid7(utc_now()),
        person_id=person,
        lesson=lesson.slug,
        version=lesson.version,
        acts=write_acts(good_path(practice) or ()),
    )
    records.submit(session, catalogue, Actor(person), sheet, now=utc_now())
    return sheet.id, lesson.slug


def make_certificate(session: Session, app: Flask, person: UUID, course: str) -> str:
    """Let the person complete the course, if it can be; return the code of the certificate."""
    now, code = utc_now(), new_certificate_code(secrets.token_bytes(16))
    certificates.complete(session, app, person, at=now, slug=course)
    session.add(
        Certificate(
            id=uuid7(now),
            person_id=person,
            course=course,
            code=code,
            issued_at=now,
            name_shown=False,
            withdrawn_at=None,
            withdrawn_reason=None,
        )
    )
    return code


def browser_of(app: Flask, session: Session, person_id: UUID | None) -> FlaskClient:
    """Return a browser signed in as the person; a visitor's for nobody."""
    client = app.test_client()
    if person_id is None:
        return client
    token, now = secrets.token_urlsafe(32), utc_now()
    sign_ins.begin(session, person_id, token, now=now)
    session.commit()
    with client.session_transaction() as cookie:
        cookie[USER], cookie[SEEN] = token, now.timestamp()
        cookie.permanent = True
    return client
