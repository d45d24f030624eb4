"""What the convention tests look at: the files of the repository."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPLICATION = ROOT / "learnapp"
TEMPLATES = APPLICATION / "web" / "templates"


def modules(folder: Path = APPLICATION) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".svg", ".txt"})


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def named(path: Path, line: int | None = None) -> str:
    """Return the file as an editor opens it: ``learnapp/app.py:12``."""
    name = path.relative_to(ROOT).as_posix()
    return f"{name}:{line}" if line else name


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def tracked() -> list[Path]:
    """Return every text file that belongs to the repository, new ones too."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    found = [ROOT / name for name in listing.split("\0") if name]
    return [path for path in found if path.is_file() and not _is_binary(path)]


def _is_binary(path: Path) -> bool:
    with path.open("rb") as file:
        return b"\0" in file.read(4096)
