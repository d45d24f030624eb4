"""Tries are counted exactly, however many come at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from learnapp.core.errors import TooManyTries
from learnapp.core.throttling import Kind
from learnapp.db.people import Throttle
from learnapp.services import throttling
from learnapp.services.throttling import Counter
from tests.conftest import NOW

ACCOUNT = Counter("a" * 64, Kind.ACCOUNT)
ADDRESS = Counter("b" * 64, Kind.ADDRESS)


def one_try(engine: Engine, counters: list[Counter]) -> bool:
    with Session(engine) as session:
        try:
            throttling.count(session, counters, now=NOW)
        except TooManyTries:
            return False
        session.commit()
        return True


def test_of_twenty_tries_at_once_five_are_let_through(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        let_through = list(pool.map(lambda _try: one_try(engine, [ACCOUNT, ADDRESS]), range(20)))

    assert sum(let_through) == 5


def test_a_refused_try_counts_for_nothing_else(engine: Engine, session: Session) -> None:
    for _try in range(8):
        one_try(engine, [ACCOUNT, ADDRESS])

    row = session.scalars(select(Throttle).where(Throttle.key_hash == ADDRESS.key_hash)).one()
    assert row.failures == 5


def test_old_rows_are_swept(engine: Engine) -> None:
    one_try(engine, [ACCOUNT])
    with Session(engine) as session:
        throttling.sweep(session, now=NOW + timedelta(hours=23))
        assert session.scalars(select(Throttle)).all()
        throttling.sweep(session, now=NOW + timedelta(days=1))
        assert not session.scalars(select(Throttle)).all()
        session.rollback()
