"""Whoever writes waits in line, first come, first served.

SQLite lets one transaction write at a time and knows no line: who finds it taken sleeps, longer
each time, and looks again. Under 16 clients the slowest answers took 16 times as long as the middle
one, and the machine stood still between two writers. Threads of one process need not sleep: each
is told when its turn has come. Between processes SQLite's own waiting goes on as before.
"""

from collections import deque
from threading import Lock
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError

WRITES = "learnapp.writes"
"""What a pooled connection is marked with while it is the one that writes."""


class Line:
    """The threads that want to write: one does, the others wait in the order they came."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def enter(self, patience: float) -> bool:
        """Wait for one's turn; tell whether it came within ``patience`` (in seconds)."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=patience):
            return True
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
        # The turn came between giving up and saying so.
        return True

    def leave(self) -> None:
        """Let the next one write."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


def stand_in_line(connection: Connection, line: Line, patience: float) -> None:
    """Wait until this connection may write. Raises ``OperationalError`` when that takes too long.

    It may until it goes back to its pool: only then is its commit known to be on the disk.
    """
    if WRITES in connection.info:
        return
    if not line.enter(patience):
        raise OperationalError("BEGIN IMMEDIATE", {}, TimeoutError("others write"))
    connection.info[WRITES] = True


def let_next_write(engine: Engine, line: Line) -> None:
    """Let the next one write whenever the one that writes gives its connection back."""

    def given_back(_connection: Any, record: Any, *_reason: object) -> None:  # noqa: ANN401 - the driver's own
        if record.info.pop(WRITES, False):
            line.leave()

    event.listen(engine, "checkin", given_back)
    event.listen(engine, "invalidate", given_back)
