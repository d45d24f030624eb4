"""Tries are counted in the database, so that every process and every restart knows them.

Each counter is one row, locked while it changes; several are locked in the order of their keys.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from learnapp.core import throttling as rules
from learnapp.core.throttling import LIMITS, Kind, Tries
from learnapp.db.people import Throttle


@dataclass(frozen=True, slots=True, order=True)
class Counter:
    """What a try is counted by; the key is a keyed hash of the account or the address."""

    key_hash: str
    kind: Kind


def count(session: Session, counters: Iterable[Counter], *, now: datetime) -> None:
    """Count one more try by each counter, before its secret is looked at. The caller commits.

    Raises ``TooManyTries`` with the seconds to wait; then nothing is to be committed.
    """
    for counter in sorted(counters):
        row = _locked(session, counter, now)
        known = Tries(row.failures, row.window_from, row.blocked_until, row.blocks)
        _write(row, rules.count(known, LIMITS[counter.kind], now))
    session.flush()


def check(session: Session, counter: Counter, *, now: datetime) -> None:
    """Refuse whoever must wait, without counting. Raises ``TooManyTries`` with the seconds."""
    row = session.get(Throttle, counter.key_hash)
    known = Tries(row.failures, row.window_from, row.blocked_until, row.blocks) if row else None
    rules.check(known, LIMITS[counter.kind], now)


def give_back(session: Session, counters: Iterable[Counter], *, now: datetime) -> None:
    """Take the try off again: it was right, or was never made. The caller commits."""
    for counter in sorted(counters):
        row = _locked(session, counter, now)
        known = Tries(row.failures, row.window_from, row.blocked_until, row.blocks)
        _write(row, rules.give_back(known, LIMITS[counter.kind]))
    session.flush()


def sweep(session: Session, *, now: datetime) -> None:
    """Forget the counters that say nothing any more."""
    before = now - rules.FORGIVEN_AFTER
    session.execute(
        delete(Throttle).where(
            Throttle.window_from <= before,
            or_(Throttle.blocked_until.is_(None), Throttle.blocked_until <= before),
        )
    )


def _locked(session: Session, counter: Counter, now: datetime) -> Throttle:
    """Return the counter's row, made if need be, and held by this transaction."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    session.execute(
        insert(Throttle)
        .values(key_hash=counter.key_hash, failures=0, window_from=now, blocks=0)
        .on_conflict_do_nothing()
    )
    return session.scalars(
        select(Throttle)
        .where(Throttle.key_hash == counter.key_hash)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _write(row: Throttle, tries: Tries) -> None:
    row.failures, row.window_from = tries.failures, tries.window_from
    row.blocked_until, row.blocks = tries.blocked_until, tries.blocks
