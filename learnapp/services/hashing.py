"""Secrets become hashes: Argon2id over a keyed hash, the key (pepper) kept outside the database.

A hash costs 25 ms and 19 MiB, so only a few are made at once; whoever finds no free place within a
moment is told to come back. Callers hold no transaction while hashing.
"""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from learnapp.core.errors import Busy

PARALLEL = 4
"""How many hashes a process makes at the same time."""

PATIENCE = 1.0
"""Seconds to wait for a free place."""

COME_BACK = 5
"""Seconds after which to try again when there was none."""


class Hasher:
    """Hashes and compares secrets; one for the whole process."""

    def __init__(
        self,
        pepper: str,
        *,
        time_cost: int,
        memory_kib: int,
        parallel: int = PARALLEL,
        patience: float = PATIENCE,
    ) -> None:
        self._pepper = pepper.encode()
        self._argon2 = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=1)
        self._places = BoundedSemaphore(parallel)
        self._patience = patience
        # Compared with where no account is: the same work, so that the time taken tells nothing.
        self._nobody = self._argon2.hash(self._keyed("hash", "nobody"))

    def hash(self, secret: str) -> str:
        """Return the hash to keep. Raises ``Busy``."""
        with self.place():
            return self._argon2.hash(self._keyed("hash", secret))

    def is_right(self, hashed: str | None, secret: str) -> bool:
        """Tell whether the secret is the one that was hashed; ``None``: the same work for nothing.

        Raises ``Busy``.
        """
        keyed = self._keyed("hash", secret)
        with self.place():
            try:
                self._argon2.verify(hashed or self._nobody, keyed)
            except (VerificationError, InvalidHashError):
                return False
        return hashed is not None

    def renewed(self, hashed: str, secret: str) -> str | None:
        """Return a new hash of a right secret where the old one was made more cheaply."""
        return self.hash(secret) if self._argon2.check_needs_rehash(hashed) else None

    def name(self, kind: str, value: str) -> str:
        """Return a name for a number or an address that can be counted by but not read back."""
        return self._keyed(f"name:{kind}", value)

    def _keyed(self, use: str, value: str) -> str:
        return hmac.digest(self._pepper, f"{use}\0{value}".encode(), "sha256").hex()

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one of the few places in which hashes are made. Raises ``Busy``."""
        if not self._places.acquire(timeout=self._patience):
            raise Busy(COME_BACK)
        try:
            yield
        finally:
            self._places.release()
