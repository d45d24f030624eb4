"""Cases that the server and the browser must judge alike, with what the server says.

``python -m tests.vectors`` writes them to ``cases.json``; one test makes them again in Python, one
asks the scripts in Chromium (``tests/browser/test_vectors.py``).
"""

import json
import unicodedata
from pathlib import Path
from typing import Any

from tests.vectors import grading, practices, texts

FILE = Path(__file__).parent / "cases.json"


def cases() -> dict[str, Any]:
    """Make every case, the same at each call."""
    programs, runs = practices.cases()
    return {
        "grading": grading.cases(),
        "texts": texts.cases(),
        "programs": programs,
        "runs": runs,
    }


def written() -> dict[str, Any]:
    """Return the cases that are checked in."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def count(found: dict[str, Any]) -> int:
    """Count the cases: what stands behind them, such as the programs, is none."""
    return sum(len(found[name]) for name in ("grading", "texts", "runs"))


def as_json(found: dict[str, Any]) -> str:
    """Write one case a line, so that a change shows."""
    parts = []
    for name, rows in found.items():
        lines = ",\n".join(_shown(json.dumps(row, ensure_ascii=False)) for row in rows)
        parts.append(f'"{name}": [\n{lines}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _shown(text: str) -> str:
    """Write signs without a shape as escapes: nothing hides in a file of ours."""
    return "".join(
        f"\\u{ord(one):04x}" if unicodedata.category(one) == "Cf" else one for one in text
    )
