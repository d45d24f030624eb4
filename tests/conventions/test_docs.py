"""What is written around the code is true: commands, files and settings that it names are there."""

import re
from pathlib import Path

import pytest
from click import Group
from flask import Flask

from tests.conventions.source import ROOT, named, tracked

FOLDERS = ("docs", "docs/decisions", "lessons", "migrations", "learnapp/data")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for one in FOLDERS for page in (ROOT / one).glob("*.md"))]
)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
FENCED = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
FLASK = re.compile(r"(?:flask(?: --app wsgi)?|\$\(FLASK\)|\bhoc) ([a-z]+)(?: ([a-z][a-z-]+))?")
FLASKS_OWN = {"run", "routes", "shell", "db"}
A_MACHINES_PATH = re.compile(r"(?<![\w./-])/(?:home|root|work|Users|opt|mnt)/[\w.-]+")
HIDDEN_SIGNS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u00ad]")


def of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"\bmake ([a-z]+)\b", of(ROOT / "README.md"))))
)
def test_the_readmes_commands_are_in_the_makefile(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


def test_every_target_of_the_makefile_says_what_it_does() -> None:
    targets = set(re.findall(r"^\.PHONY: (\w+)", MAKEFILE, re.MULTILINE))
    told = set(re.findall(r"^(\w+):.*##", MAKEFILE, re.MULTILINE))

    assert {"run", "test", "lint", "format", "lock", "demo", "bench"} <= targets
    assert targets == told


@pytest.mark.parametrize("path", [*PAGES, ROOT / "Makefile", ROOT / ".ci" / "run"], ids=named)
def test_commands_that_are_named_are_there(app: Flask, path: Path) -> None:
    missing = []
    for group, command in FLASK.findall(of(path)):
        if group in FLASKS_OWN:
            continue
        found = app.cli.commands.get(group)
        if found is None or (
            command and isinstance(found, Group) and command not in found.commands
        ):
            missing.append(f"flask {group} {command}")

    assert not missing


def test_no_command_of_the_readme_runs_without_the_machines_settings() -> None:
    """Run by hand, without the environment, it would make a demonstration."""
    commands = re.findall(r"^```sh\n(.*?)^```", of(ROOT / "README.md"), re.MULTILINE | re.DOTALL)
    by_hand = [line for block in commands for line in block.splitlines() if "flask" in line]

    assert len(by_hand) == 1
    assert "runuser -u learnapp" in by_hand[0]


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    said = FENCED.sub("", of(path))
    dead = [link for link in LINK.findall(said) if not (path.parent / link).exists()]

    assert not dead


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_files_that_are_named_are_there(path: Path) -> None:
    """Files written as `code` with a folder before them; samples have signs of their own."""
    places = (ROOT, ROOT / "learnapp", ROOT / "learnapp" / "web", path.parent)
    gone = [
        name
        for name in re.findall(r"`([a-z_]+/[\w./-]+\.(?:py|md|txt|csv|toml|po|html))`", of(path))
        if not any((place / name).exists() for place in places)
    ]

    assert not gone


def test_the_readme_names_every_setting() -> None:
    settings = set(re.findall(r'env\.get\("([A-Z_]+)"', of(ROOT / "learnapp" / "config.py")))
    settings |= set(re.findall(r'environ\.get\("([A-Z_]+)"', of(ROOT / "gunicorn.conf.py")))
    for_people_who_write_code = {"LEARNAPP_DEVELOPMENT", "LEARNAPP_INSTANCE"}
    readme = of(ROOT / "README.md")

    assert settings
    assert not {name for name in settings - for_people_who_write_code if f"`{name}`" not in readme}


def test_decisions_have_numbers_of_their_own() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]

    assert len(numbers) == len(set(numbers))
    assert all(number.isdigit() for number in numbers)


def test_nothing_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{named(path, of(path).count(chr(10), 0, match.start()) + 1)} {match[0]}"
        for path in tracked()
        if path != Path(__file__)
        for match in A_MACHINES_PATH.finditer(of(path))
    ]

    assert not found, "It must work on any machine"


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_holds_hashes_and_no_address(lock: str) -> None:
    text = of(ROOT / lock)

    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "index-url" not in text


def test_nothing_hides_in_the_text() -> None:
    found = [named(path) for path in tracked() if HIDDEN_SIGNS.search(of(path))]

    assert not found, "Signs without a shape change what a reader sees; write an escape"


def test_the_licence_is_ours() -> None:
    text = of(ROOT / "LICENSE")

    assert text.startswith("MIT License")
    assert "2026 Bình dân học vụ số contributors" in text
