"""What holds for every Python file of the application."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conventions.source import APPLICATION, ROOT, functions, modules, named, tracked, tree

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
HEAVY = {"docx", "xlsxwriter", "typst", "authlib"}
"""Libraries that may be imported where they are used: they cost every start too much."""

ASKS_THE_TIME = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}
CHANCE_AND_SURROUNDINGS = {"os", "random", "secrets", "socket", "subprocess", "time"}
FROM_OUTSIDE = {
    # A UUIDv7 ends in chance, unless the caller brings some.
    "learnapp/core/ids.py": {"os"},
}


def test_no_module_is_longer_than_300_lines() -> None:
    long = [
        f"{named(path)}: {lines}"
        for path in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    ]

    assert not long, f"Split by subject, not by size: {long}"


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{named(path, node.lineno)} {node.name}: {lines}"
        for path in modules()
        for node in functions(path)
        if (lines := own_lines(node)) > LONGEST_FUNCTION
    ]

    assert not long, f"Give a part of it a name of its own: {long}"


def own_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring and the functions inside it."""
    lines = _span(node)
    for child in ast.walk(node):
        if child is not node and isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines -= _span(child)
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= _span(first)
    return lines


def _span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_nothing_is_imported_inside_a_function() -> None:
    hidden = [
        f"{named(path, node.lineno)} {', '.join(sorted(packages))}"
        for path in modules()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom)) and (packages := _packages(node) - HEAVY)
    ]

    assert not hidden, f"Import at the top; a circle is a wrong layer: {hidden}"


def _packages(node: ast.Import | ast.ImportFrom) -> set[str]:
    names = (
        [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
    )
    return {name.split(".")[0] for name in names}


def test_only_views_and_commands_commit() -> None:
    edge = (APPLICATION / "web", APPLICATION / "cli")
    commits = [
        named(path, node.lineno)
        for path in modules()
        if not any(path.is_relative_to(folder) for folder in edge)
        for node in _calls(path)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]

    assert not commits, f"Flush here; the view commits once, after the service returned: {commits}"


def test_only_the_clock_asks_what_time_it_is() -> None:
    asked = [
        named(path, node.lineno)
        for path in modules()
        if path != APPLICATION / "clock.py"
        for node in _calls(path)
        if isinstance(node.func, ast.Attribute)
        and (_last_name(node.func.value), node.func.attr) in ASKS_THE_TIME
    ]

    assert not asked, f"Take `now` as an argument; the edge asks clock.utc_now(): {asked}"


def _calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_rules_know_neither_chance_nor_their_surroundings() -> None:
    known = [
        f"{named(path, node.lineno)} {', '.join(sorted(packages))}"
        for path in modules(APPLICATION / "core")
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and (
            packages := (_packages(node) & CHANCE_AND_SURROUNDINGS)
            - FROM_OUTSIDE.get(named(path), set())
        )
    ]

    assert not known, f"Take it as an argument: {known}"


def test_there_is_nothing_left_to_do() -> None:
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")))
    left = [
        f"{named(path, number)}"
        for path in tracked()
        if path.suffix in {".py", ".html", ".js", ".css", ".toml", ".sh"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]

    assert not left, f"Do it, or open an issue and leave it out of the code: {left}"


def test_every_suppression_gives_its_reason() -> None:
    bare = re.compile(r"# (noqa|type: ignore)(: ?[A-Z0-9, ]+|\[[\w, -]+\])?\s*$")
    without = [
        named(path, number)
        for path in modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line) and "noqa" in line
    ]

    assert not without, f"Write ` - why` behind it: {without}"


@pytest.mark.parametrize("folder", ["core", "db", "queries", "services", "web", "cli"])
def test_every_layer_is_there(folder: str) -> None:
    assert (ROOT / "learnapp" / folder / "__init__.py").exists()
