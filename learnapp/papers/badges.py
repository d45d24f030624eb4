"""Badges are signed: RS256, the one algorithm that every verifier of Open Badges 3.0 knows.

The key is made once for an installation and kept in a file that its owner alone reads. Whoever
loses it can still issue new badges; the old ones are no longer verified.
"""

import json
import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from learnapp.config import BadSettings

BITS = 2048


class Signer:
    """Signs badges with the installation's key."""

    def __init__(self, key: RSAPrivateKey) -> None:
        self._key = key
        public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
        wanted = {name: str(public[name]) for name in ("e", "kty", "n")}
        # The key's fingerprint, RFC 7638: its needed members in the order of the alphabet.
        self.key_id = sha256(json.dumps(wanted, separators=(",", ":")).encode()).hexdigest()[:32]
        about = {"alg": "RS256", "kid": self.key_id, "use": "sig"}
        self.public_key: dict[str, str] = wanted | about

    def sign(self, claims: dict[str, Any], key_address: str) -> str:
        """Return the signed badge; the address is where the public key is found."""
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": key_address})


def open_signer(path: Path) -> Signer:
    """Read the installation's key, or make it. Raises ``BadSettings`` where that cannot be."""
    try:
        if not path.exists():
            _make(path)
        text = path.read_bytes()
    except OSError as fault:
        raise BadSettings(
            f"{path}: không đọc hay không ghi được. Cho người dùng chạy trang quyền ở thư mục ấy."
        ) from fault
    try:
        key = serialization.load_pem_private_key(text, password=None)
    except (ValueError, TypeError) as fault:
        raise BadSettings(f"{path}: tệp này không phải khoá ký huy hiệu.") from fault
    if not isinstance(key, RSAPrivateKey) or key.key_size < BITS:
        raise BadSettings(f"{path}: cần khoá RSA từ {BITS} bit.")
    return Signer(key)


def _make(path: Path) -> None:
    """Make a key; it gets its name when it is whole, so two starts at once make one."""
    key = generate_private_key(public_exponent=65537, key_size=BITS)
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
