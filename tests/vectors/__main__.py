"""Writes the cases: ``python -m tests.vectors``."""

from tests.vectors import FILE, as_json, cases, count

if __name__ == "__main__":
    found = cases()
    FILE.write_text(as_json(found), encoding="utf-8")
    print(f"{count(found)} cases in {FILE}")  # noqa: T201 - a command says what it did
