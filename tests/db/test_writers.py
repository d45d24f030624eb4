import sqlite3
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from learnapp.db.writers import Line
from learnapp.extensions import PATIENCE, prepare_engine

THREADS, EACH = 16, 12


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{tmp_path / 'line.sqlite3'}")
    prepare_engine(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE word (said_by INTEGER)"))
    return engine


def wait_until(line: Line, waiting: int) -> None:
    while len(line._waiting) < waiting:  # noqa: SLF001 - nothing else tells that a thread waits
        time.sleep(0.001)


def test_whoever_came_first_goes_first() -> None:
    line, order = Line(), list[int]()

    def go(number: int) -> None:
        assert line.enter(5)
        order.append(number)
        line.leave()

    assert line.enter(5)
    threads = [threading.Thread(target=go, args=(number,)) for number in range(5)]
    for number, thread in enumerate(threads):
        thread.start()
        wait_until(line, number + 1)
    line.leave()
    for thread in threads:
        thread.join()

    assert order == [0, 1, 2, 3, 4]


def test_who_gives_up_does_not_hold_back_the_next() -> None:
    line = Line()

    assert line.enter(1)
    assert not line.enter(0.01)
    line.leave()
    assert line.enter(0.01)


def test_many_threads_write_one_after_the_other_and_nobody_is_left_out(engine: Engine) -> None:
    faults: list[Exception] = []

    def write(number: int) -> None:
        try:
            for _ in range(EACH):
                with Session(engine) as session:
                    session.execute(text("SELECT count(*) FROM word"))
                    session.execute(text("INSERT INTO word VALUES (:n)"), {"n": number})
                    session.commit()
        except OperationalError as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with engine.connect() as connection:
        said = connection.execute(text("SELECT said_by, count(*) FROM word GROUP BY 1")).all()
    assert not faults
    assert [tuple(row) for row in said] == [(number, EACH) for number in range(THREADS)]


@pytest.mark.parametrize("way", ["rollback", "fault", "invalidate"])
def test_whoever_leaves_lets_the_next_one_in(engine: Engine, way: str) -> None:
    with Session(engine) as session:
        session.execute(text("INSERT INTO word VALUES (1)"))
        if way == "fault":
            with pytest.raises(OperationalError):
                session.execute(text("INSERT INTO nothing VALUES (1)"))
        elif way == "invalidate":
            session.connection().invalidate()

    began = time.monotonic()
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO word VALUES (2)"))
    assert time.monotonic() - began < PATIENCE


def test_readers_do_not_stand_in_line(engine: Engine) -> None:
    with engine.begin() as writing:
        writing.execute(text("INSERT INTO word VALUES (1)"))
        with engine.execution_options(reading=True).connect() as reading:
            assert reading.scalar(text("SELECT count(*) FROM word")) == 0


def test_another_process_that_writes_is_waited_for_and_then_given_up(
    engine: Engine,
) -> None:
    other = sqlite3.connect(str(engine.url.database), isolation_level=None)
    with engine.execution_options(reading=True).connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError, match="locked"), engine.begin():
        pass

    other.execute("ROLLBACK")
    other.close()
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO word VALUES (1)"))
