"""A load of several clients, each on a connection that stays open, each asking again when answered.

One thread waits on all connections at once, so that measuring takes little of the machine. It runs
in a process of its own.
"""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

HOST = "127.0.0.1"
CLIENTS = 16
PATIENCE = 30.0
"""How long an answer is waited for, in seconds."""


class Script(Protocol):
    """What clients ask for. It is sent to another process: a dataclass of plain values."""

    def requests(self, client: int) -> Iterator[bytes]:
        """Yield the whole requests of one client, one after another, without end."""
        ...


@dataclass(slots=True)
class Result:
    """What came of one round; times in seconds. ``places`` are where answers led (``Location``)."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    places: list[str] = field(default_factory=list)
    reconnected: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds


@dataclass(slots=True)
class _Client:
    requests: Iterator[bytes]
    connection: socket.socket
    number: int
    sent: bytes = b""
    sent_at: float = 0.0
    received: bytes = b""

    def ask(self, request: bytes) -> None:
        self.sent, self.received, self.sent_at = request, b"", time.perf_counter()
        self.connection.sendall(request)


def run(port: int, script: Script, seconds: float, clients: int = CLIENTS) -> Result:
    """Load the server for so long, wait for the last answers, return what came of it."""
    result = Result(answered=[0] * clients)
    selector = selectors.DefaultSelector()
    for number in range(clients):
        client = _Client(script.requests(number), _connect(port), number)
        selector.register(client.connection, selectors.EVENT_READ, client)
    began = last = time.perf_counter()
    for key in list(selector.get_map().values()):
        key.data.ask(next(key.data.requests))
    waiting = clients
    while waiting:
        ready = selector.select(PATIENCE)
        if not ready:
            message = f"no answer within {PATIENCE:.0f} s for {waiting} clients"
            raise TimeoutError(message)
        for key, _ in ready:
            client = key.data
            if not _receive(client, selector, port, result):
                continue
            last = time.perf_counter()
            result.times.append(last - client.sent_at)
            result.answered[client.number] += 1
            if last - began < seconds:
                client.ask(next(client.requests))
            else:
                selector.unregister(client.connection)
                client.connection.close()
                waiting -= 1
    result.seconds = last - began
    return result


def _connect(port: int) -> socket.socket:
    connection = socket.create_connection((HOST, port), timeout=PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _receive(client: _Client, selector: selectors.BaseSelector, port: int, result: Result) -> bool:
    """Read what came; tell whether the answer is whole. A closed connection is opened again.

    What was sent on it is sent again: every request of ours may come twice.
    """
    try:
        data = client.connection.recv(1 << 18)
    except ConnectionResetError:
        data = b""
    if not data:
        selector.unregister(client.connection)
        client.connection.close()
        client.connection = _connect(port)
        selector.register(client.connection, selectors.EVENT_READ, client)
        result.reconnected += 1
        client.ask(client.sent)
        return False
    client.received += data
    head, found, body = client.received.partition(b"\r\n\r\n")
    if not found:
        return False
    status = int(head[9:12])
    headers = {
        name.lower(): value
        for name, _, value in (line.partition(b": ") for line in head.split(b"\r\n")[1:])
    }
    if len(body) < int(headers.get(b"content-length", 0)):
        return False
    result.statuses[status] += 1
    if place := headers.get(b"location"):
        result.places.append(place.decode())
    return True
