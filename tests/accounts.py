"""Accounts and guests for tests, made by the services that real use goes through."""

from datetime import date
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.consents import CURRENT, Agreed, Purpose
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue
from learnapp.core.phones import parse_phone
from learnapp.core.places import COUNTRY, Gazetteer, Place
from learnapp.core.policy import Actor, Role
from learnapp.core.records import AnswerSheet
from learnapp.services import accounts, grants, records, registration, sign_ins
from learnapp.services.hashing import Hasher
from learnapp.services.registration import NewAccount
from learnapp.web.session import SEEN, USER
from tests.pages import Browser, Page

PHONE, OTHER_PHONE = "0912345678", "0987654321"
PIN, OTHER_PIN = "274913", "851604"
PASSWORD = "bốn con trâu xanh"
WARD = "06760"
AGREED = (Agreed(Purpose.ACCOUNT, CURRENT[Purpose.ACCOUNT]),)


def ward_id(app: Flask, code: str = WARD) -> int:
    gazetteer: Gazetteer = app.extensions["gazetteer"]
    return gazetteer.ward_by_code(code).id


def new_account(app: Flask, *, phone: str | None = PHONE, **changed: object) -> NewAccount:
    values: dict[str, object] = {
        "full_name": "Phạm Thị Mai",
        "birth_year": 1958,
        "gender": None,
        "ward_id": ward_id(app),
        "neighbourhood_id": None,
        "phone": parse_phone(phone) if phone else None,
        "code": None,
        "agreed": AGREED,
    }
    return NewAccount(**(values | changed))


def make_account(
    session: Session,
    app: Flask,
    *,
    phone: str | None = PHONE,
    pin: str = PIN,
    guest_id: UUID | None = None,
    **changed: object,
) -> UUID:
    hasher: Hasher = app.extensions["hasher"]
    new = new_account(app, phone=phone, **changed)
    return registration.register(session, new, hasher.hash(pin), guest_id=guest_id, now=utc_now())


def make_staff(
    session: Session,
    app: Flask,
    role: Role = Role.ADMINISTRATOR,
    place: Place = COUNTRY,
    *,
    phone: str = OTHER_PHONE,
) -> UUID:
    hasher: Hasher = app.extensions["hasher"]
    person_id = make_account(session, app, phone=phone, full_name="Vũ Đình Khoan")
    new = grants.NewGrant(role, place, date(2026, 1, 1))
    grants.give(session, None, person_id, new, now=utc_now())
    accounts.set_password(session, Actor(person_id), hasher.hash(PASSWORD), now=utc_now())
    return person_id


def make_guest(session: Session, app: Flask, *, answers: bool = True) -> UUID:
    """Somebody who answers a lesson's quiz without an account."""
    now = utc_now()
    guest = records.begin_guest(session, now=now)
    if answers:
        catalogue: Catalogue = app.extensions["catalogue"]
        lesson = catalogue.lesson(catalogue.courses()[0].lessons[0])
        question = lesson.questions[0]
        sheet = AnswerSheet(
            id=uuid7(now),
            person_id=guest.id,
            lesson=lesson.slug,
            version=lesson.version,
            answers={question.key: (question.choices[0].key,)},
        )
        records.submit(session, catalogue, Actor(guest.id), sheet, now=now)
    return guest.id


def sign_in_as(browser: Browser, session: Session, person_id: UUID) -> None:
    """Put a sign-in into the browser, as if it had come from a page."""
    token = f"token-{uuid7(utc_now())}"
    sign_ins.begin(session, person_id, token, now=utc_now())
    session.commit()
    with browser.client.session_transaction() as cookie:
        cookie[USER], cookie[SEEN] = token, utc_now().timestamp()


def sign_in(browser: Browser, who: str = PHONE, secret: str = PIN, **more: object) -> Page:
    return browser.submit("/dang-nhap", who=who, secret=secret, **more)
