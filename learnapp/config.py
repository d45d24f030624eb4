"""Settings, read once from the environment and checked before anything else starts."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEAST_SECRET = 32
DEFAULT_SECRETS = ("change-me", "changeme", "secret", "default", "example", "test")


NUMBERS = {
    "PORT": "PORT: viết một số, ví dụ 8000.",
    "TRUSTED_PROXIES": "TRUSTED_PROXIES: viết một số, ví dụ 1 khi có nginx đứng trước.",
    "WEB_WORKERS": "WEB_WORKERS: viết một số, ví dụ 4.",
    "WEB_THREADS": "WEB_THREADS: viết một số, ví dụ 8.",
}
"""Settings that are whole numbers, with what to say where one is not."""


class BadSettings(Exception):
    """The environment does not let the site start. The text says what to set, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one installation to the next.

    ``secret_key`` signs cookies; ``pin_pepper`` is mixed into every PIN before it is hashed and
    must be kept apart from the database. ``trusted_proxies`` is how many proxies in front of the
    site set ``X-Forwarded-*``. ``site_address`` is the public address, without a final slash;
    where it is https, cookies are ``Secure``. ``address_missing`` tells that an operator's
    installation was given none.
    """

    database_url: str
    secret_key: str
    pin_pepper: str
    site_address: str = "http://127.0.0.1:8000"
    lessons_folder: Path = ROOT / "lessons"
    development: bool = False
    demonstration: bool = False
    trusted_proxies: int = 0
    address_missing: bool = False
    # The key that signs badges, made when it is not there; without a file there are no badges.
    badge_key_file: Path | None = None
    # Argon2id: 25 ms and 19 MiB a hash; tests make do with less.
    argon2_time_cost: int = 2
    argon2_memory_kib: int = 19 * 1024

    @property
    def https(self) -> bool:
        """Tell whether people reach the site over https."""
        return self.site_address.startswith("https://")


def read_settings(env: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of this environment.

    Without ``DATABASE_URL`` the site runs on its own SQLite file in ``instance/``, with secrets
    made on the first start and kept beside it. With ``DATABASE_URL`` every secret must be given.
    Raises ``BadSettings`` with all that is wrong.
    """
    instance = Path(env.get("LEARNAPP_INSTANCE") or ROOT / "instance")
    own_database = not env.get("DATABASE_URL")
    faults: list[str] = []
    url = env.get("DATABASE_URL") or f"sqlite:///{instance / 'learnapp.sqlite3'}"
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    if not url.startswith(("sqlite:", "postgresql+psycopg:")):
        faults.append("DATABASE_URL: chỉ dùng được sqlite:/// hoặc postgresql://.")
    if own_database:
        instance.mkdir(parents=True, exist_ok=True)
    key = _secret(env, "SECRET_KEY", instance if own_database else None, faults)
    pepper = _secret(env, "PIN_PEPPER", instance if own_database else None, faults)
    if key and key == pepper:
        faults.append("PIN_PEPPER: phải khác SECRET_KEY.")
    host, port = env.get("HOST") or "127.0.0.1", env.get("PORT") or "8000"
    address = (env.get("SITE_ADDRESS") or f"http://{host}:{port}").rstrip("/")
    if not address.startswith(("http://", "https://")):
        faults.append("SITE_ADDRESS: viết đủ, bắt đầu bằng https:// hoặc http://.")
    proxies = env.get("TRUSTED_PROXIES") or "0"
    faults += [words for name, words in NUMBERS.items() if not (env.get(name) or "0").isdigit()]
    lessons = _folder(env, faults)
    badge_key = env.get("BADGE_KEY_FILE") or (instance / "badge-key.pem" if own_database else None)
    if badge_key and not Path(badge_key).parent.is_dir():
        faults.append("BADGE_KEY_FILE: thư mục chứa tệp này chưa có.")
    if faults:
        raise BadSettings("\n".join(faults))
    return Settings(
        database_url=url,
        secret_key=key,
        pin_pepper=pepper,
        site_address=address,
        lessons_folder=lessons,
        development=env.get("LEARNAPP_DEVELOPMENT") == "1",
        demonstration=own_database,
        trusted_proxies=int(proxies),
        address_missing=not own_database and not env.get("SITE_ADDRESS"),
        badge_key_file=Path(badge_key) if badge_key else None,
    )


def _folder(env: Mapping[str, str], faults: list[str]) -> Path:
    """Return the folder of the lessons, if it is there."""
    folder = Path(env.get("LESSONS_FOLDER") or ROOT / "lessons")
    if not folder.is_dir():
        faults.append("LESSONS_FOLDER: chưa có thư mục này.")
    return folder


def _secret(env: Mapping[str, str], name: str, keep_in: Path | None, faults: list[str]) -> str:
    """Return a secret from the environment, or one kept in the instance folder (0600)."""
    given = env.get(name, "")
    if not given and keep_in:
        return _kept_secret(keep_in / name.lower().replace("_", "-"), faults)
    if not given:
        faults.append(f"{name}: chưa đặt. Tạo một chuỗi: openssl rand -hex 32")
    elif len(given) < LEAST_SECRET or any(word in given.lower() for word in DEFAULT_SECRETS):
        faults.append(
            f"{name}: quá ngắn hoặc là giá trị mẫu. Cần ít nhất {LEAST_SECRET} ký tự ngẫu nhiên: "
            "openssl rand -hex 32"
        )
    return given


def _kept_secret(path: Path, faults: list[str]) -> str:
    """Return the secret kept in the file; make it, readable by its owner alone, if need be.

    It gets its name when it is whole: two starts at once, or a full disk, leave no half secret.
    """
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32))
            with suppress(FileExistsError):
                os.link(draft, path)
        finally:
            Path(draft).unlink()
    kept = path.read_text(encoding="ascii").strip()
    if len(kept) < LEAST_SECRET:
        faults.append(
            f"{path}: tệp này hỏng. Chép lại từ bản sao lưu, hoặc xoá khi chưa có ai học."
        )
    return kept
