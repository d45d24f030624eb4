"""Guests who left nothing behind are forgotten, and nobody else."""

from datetime import datetime
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.db.people import Person
from learnapp.services import guests, records, sign_ins
from tests.accounts import make_account, make_guest

NOW = utc_now()
LONG_AGO = NOW - guests.FORGOTTEN_AFTER


def left(session: Session) -> set[UUID]:
    guests.sweep(session, now=NOW)
    return set(session.scalars(select(Person.id)))


def idle(session: Session, since: datetime) -> UUID:
    return records.begin_guest(session, now=since).id


def test_only_whoever_left_nothing_for_a_month_is_forgotten(session: Session, app: Flask) -> None:
    gone, recent, signed_in = idle(session, LONG_AGO), idle(session, NOW), idle(session, LONG_AGO)
    sign_ins.begin(session, signed_in, "token", now=NOW)
    learner, citizen = make_guest(session, app), make_account(session, app)
    for one in (learner, citizen):
        session.get_one(Person, one).created_at = LONG_AGO
    session.flush()

    kept = left(session)

    assert kept == {recent, signed_in, learner, citizen}
    assert gone not in kept


def test_a_guest_who_is_part_of_an_account_stays(session: Session, app: Flask) -> None:
    guest = idle(session, LONG_AGO)
    session.get_one(Person, guest).same_as_id = make_account(session, app)
    session.flush()

    assert guest in left(session)
