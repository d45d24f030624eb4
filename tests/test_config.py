"""Settings come from the environment, and a bad one stops the start with words that help."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from learnapp.config import BadSettings, read_settings

GOOD = {
    "DATABASE_URL": "postgresql://learnapp@db.example/learnapp",
    "SECRET_KEY": "0f" * 32,
    "PIN_PEPPER": "1e" * 32,
    "SITE_ADDRESS": "https://hoc.example.vn/",
    "TRUSTED_PROXIES": "1",
}


def faults(**changes: str) -> str:
    with pytest.raises(BadSettings) as refused:
        read_settings(GOOD | changes)
    return str(refused.value)


def test_a_production_environment_is_read() -> None:
    settings = read_settings(GOOD)

    assert settings.database_url == "postgresql+psycopg://learnapp@db.example/learnapp"
    assert settings.site_address == "https://hoc.example.vn"
    assert (settings.https, settings.address_missing, settings.trusted_proxies) == (True, False, 1)


def test_an_address_that_was_not_given_is_noticed() -> None:
    assert read_settings(GOOD | {"SITE_ADDRESS": ""}).address_missing


def test_a_database_of_the_operators_never_gets_demonstration_people() -> None:
    assert read_settings(GOOD).demonstration is False


@pytest.mark.parametrize("name", ["SECRET_KEY", "PIN_PEPPER"])
@pytest.mark.parametrize(
    "value",
    ["", "short", "change-me-change-me-change-me-change-me", "a-test-secret-of-more-than-32-signs"],
    ids=["missing", "short", "a sample", "a word of samples"],
)
def test_production_does_not_start_with_a_bad_secret(name: str, value: str) -> None:
    assert name in faults(**{name: value})


def test_the_pepper_is_not_the_key() -> None:
    assert "PIN_PEPPER" in faults(PIN_PEPPER=GOOD["SECRET_KEY"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://db.example/learnapp"),
        ("SITE_ADDRESS", "hoc.example.vn"),
        ("TRUSTED_PROXIES", "all"),
        ("PORT", "http"),
        ("WEB_WORKERS", "-1"),
        ("WEB_THREADS", "x"),
        ("LESSONS_FOLDER", "/khong/co/thu-muc/nay"),
    ],
)
def test_what_cannot_be_right_is_refused(name: str, value: str) -> None:
    assert name in faults(**{name: value})


def test_all_faults_are_told_at_once() -> None:
    told = faults(SECRET_KEY="", PIN_PEPPER="", SITE_ADDRESS="hoc", TRUSTED_PROXIES="x")

    assert [line.split(":")[0] for line in told.splitlines()] == [
        "SECRET_KEY",
        "PIN_PEPPER",
        "SITE_ADDRESS",
        "TRUSTED_PROXIES",
    ]


class TestDefaultDatabase:
    def test_it_makes_its_own_database_secrets_and_demonstration(self, tmp_path: Path) -> None:
        settings = read_settings({"LEARNAPP_INSTANCE": str(tmp_path / "kept")})

        assert settings.database_url == f"sqlite:///{tmp_path / 'kept' / 'learnapp.sqlite3'}"
        assert settings.demonstration
        assert settings.secret_key != settings.pin_pepper
        assert min(len(settings.secret_key), len(settings.pin_pepper)) >= 64

    def test_its_secrets_are_kept_and_readable_by_their_owner_alone(self, tmp_path: Path) -> None:
        env = {"LEARNAPP_INSTANCE": str(tmp_path)}

        first, second = read_settings(env), read_settings(env)

        assert (first.secret_key, first.pin_pepper) == (second.secret_key, second.pin_pepper)
        for name in ("secret-key", "pin-pepper"):
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600

    def test_two_installations_have_different_secrets(self, tmp_path: Path) -> None:
        one = read_settings({"LEARNAPP_INSTANCE": str(tmp_path / "one")})
        two = read_settings({"LEARNAPP_INSTANCE": str(tmp_path / "two")})

        assert one.secret_key != two.secret_key

    def test_host_and_port_make_its_address(self, tmp_path: Path) -> None:
        env = {"LEARNAPP_INSTANCE": str(tmp_path), "HOST": "192.0.2.1", "PORT": "9000"}

        assert read_settings(env).site_address == "http://192.0.2.1:9000"

    def test_a_given_secret_is_held_to_the_same_measure(self, tmp_path: Path) -> None:
        with pytest.raises(BadSettings):
            read_settings({"LEARNAPP_INSTANCE": str(tmp_path), "SECRET_KEY": "short"})

    @pytest.mark.parametrize("left", ["", "0f0f"], ids=["empty", "half"])
    def test_a_kept_secret_that_was_damaged_is_no_secret(self, tmp_path: Path, left: str) -> None:
        (tmp_path / "pin-pepper").write_text(left, encoding="ascii")

        with pytest.raises(BadSettings, match="pin-pepper"):
            read_settings({"LEARNAPP_INSTANCE": str(tmp_path)})

    def test_two_starts_at_once_agree_on_the_secrets(self, tmp_path: Path) -> None:
        env = {"LEARNAPP_INSTANCE": str(tmp_path)}

        with ThreadPoolExecutor(8) as starts:
            found = {one.pin_pepper for one in starts.map(read_settings, [env] * 16)}

        assert len(found) == 1
        assert {one.name for one in tmp_path.iterdir()} == {"pin-pepper", "secret-key"}
