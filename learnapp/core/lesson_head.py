"""The head of a lesson file: keys and values between two lines of ``---``.

YAML gives the structure and the lines; every value is taken as the text that the author typed, so
that ``01234``, ``no`` and ``12:30`` mean what they look like.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import yaml

from learnapp.core.lesson_faults import Fault, Faults, nearest
from learnapp.core.names import tidy

_LARGEST = 20_000
_DEEPEST = 8
_LONGEST_VALUE = 300
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YES = {"true", "có", "co"}
_NO = {"false", "không", "khong"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the head, with its line."""

    line: int
    node: yaml.Node


class Head:
    """The keys of a head. Reading one notes what is wrong with it and gives a harmless default."""

    def __init__(
        self, values: dict[str, Value], faults: Faults, line: int, within: str = ""
    ) -> None:
        self.values = values
        self.line = line
        self._faults = faults
        self._within = within

    def line_of(self, key: str) -> int:
        """Return the line of a key, or that where the head begins."""
        return self.values[key].line if key in self.values else self.line

    def allow(self, keys: Iterable[str], *, vietnamese_only: Iterable[str] = ()) -> None:
        """Note every key that is not one of these, with the nearest that is."""
        known, elsewhere = tuple(keys), frozenset(vietnamese_only)
        for key, value in self.values.items():
            if key in elsewhere:
                self._faults.add(value.line, Fault.KEY_ONLY_IN_VIETNAMESE, key=key)
            elif key not in known:
                near = nearest(key, known)
                self._faults.add(
                    value.line, Fault.KEY_UNKNOWN, key=key, nearest=near, known=", ".join(known)
                )

    def has(self, key: str, *, required: bool = True) -> bool:
        """Tell whether the key is there with something in it; note it where it must be."""
        value = self.values.get(key)
        empty = value is None or (
            isinstance(value.node, yaml.ScalarNode)
            and (not value.node.value.strip() or value.node.value == "~")
        )
        if empty and required:
            self._faults.add(self.line_of(key), Fault.KEY_MISSING, key=self._named(key))
        return not empty

    def text(self, key: str, *, required: bool = True, longest: int = _LONGEST_VALUE) -> str:
        """Read one line of text."""
        if not self.has(key, required=required):
            return ""
        value = self.values[key]
        if not isinstance(value.node, yaml.ScalarNode):
            self._faults.add(value.line, Fault.VALUE_NOT_TEXT, key=self._named(key))
            return ""
        text = tidy(value.node.value)
        if len(text) > longest:
            self._faults.add(
                value.line, Fault.VALUE_TOO_LONG, key=self._named(key), longest=longest
            )
        return text[:longest]

    def number(self, key: str, low: int, high: int, default: int, *, required: bool = True) -> int:
        """Read a whole number from ``low`` to ``high``."""
        text = self.text(key, required=required)
        if not text:
            return default
        if re.fullmatch(r"[0-9]{1,6}", text) and low <= int(text) <= high:
            return int(text)
        self._faults.add(self.line_of(key), Fault.VALUE_NOT_NUMBER, key=key, low=low, high=high)
        return default

    def day(self, key: str) -> date:
        """Read a day as dd/mm/yyyy."""
        text = self.text(key)
        if found := _DAY.fullmatch(text):
            day, month, year = (int(part) for part in found.groups())
            try:
                return date(year, month, day)
            except ValueError:
                pass
        if text:
            self._faults.add(self.line_of(key), Fault.VALUE_NOT_DAY, key=key)
        return date(2000, 1, 1)

    def yes(self, key: str) -> bool:
        """Read a switch: ``true`` or ``có``; no key means no."""
        text = self.text(key, required=False).casefold()
        if text and text not in _YES | _NO:
            self._faults.add(self.line_of(key), Fault.VALUE_NOT_YES_OR_NO, key=key)
        return text in _YES

    def texts(self, key: str, *, required: bool = True) -> tuple[tuple[int, str], ...]:
        """Read a list of texts, each with its line."""
        return tuple(
            (node.start_mark.line + self.line, tidy(node.value))
            for node in self._items(key, required=required)
            if self._is_text(node, key)
        )

    def heads(self, key: str) -> tuple["Head", ...]:
        """Read a list whose items have keys of their own."""
        found = []
        for node in self._items(key, required=False):
            line = node.start_mark.line + self.line
            values = _keys(node, self._faults, self.line)
            if values is None:
                self._faults.add(line, Fault.VALUE_NOT_LIST, key=key)
            else:
                found.append(Head(values, self._faults, line, within=key))
        return tuple(found)

    def mapping(self, key: str) -> dict[str, str]:
        """Read keys with one text each, such as ``ban-goc``; no key means none."""
        if not self.has(key, required=False):
            return {}
        values = _keys(self.values[key].node, self._faults, self.line)
        if values is None:
            self._faults.add(self.line_of(key), Fault.VALUE_NOT_TEXT, key=key)
            return {}
        inner = Head(values, self._faults, self.line, within=key)
        return {name: inner.text(name) for name in values}

    def _items(self, key: str, *, required: bool) -> list[yaml.Node]:
        if not self.has(key, required=required):
            return []
        value = self.values[key]
        if isinstance(value.node, yaml.SequenceNode):
            if not value.node.value and required:
                self._faults.add(value.line, Fault.KEY_MISSING, key=key)
            return list(value.node.value)
        self._faults.add(value.line, Fault.VALUE_NOT_LIST, key=key)
        return []

    def _is_text(self, node: yaml.Node, key: str) -> bool:
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return True
        self._faults.add(node.start_mark.line + self.line, Fault.VALUE_NOT_TEXT, key=key)
        return False

    def _named(self, key: str) -> str:
        return f"{self._within}: {key}" if self._within else key


def read_head(text: str, first_line: int, faults: Faults) -> Head | None:
    """Read the text between the two ``---``; its first line is ``first_line`` of the file.

    Returns ``None``, having noted why, where it cannot be read at all.
    """
    if len(text) > _LARGEST:
        faults.add(first_line, Fault.HEAD_BROKEN, why="")
        return None
    try:
        if not _harmless(text, first_line, faults):
            return None
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        faults.add(line, Fault.HEAD_BROKEN, why=getattr(error, "problem", "") or "")
        return None
    values = _keys(node, faults, first_line) if node is not None else {}
    if values is None:
        faults.add(first_line, Fault.HEAD_NOT_KEYS)
        return None
    return Head(values, faults, first_line)


def _harmless(text: str, first_line: int, faults: Faults) -> bool:
    """Look for what could make reading endless: values that repeat others, and deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            faults.add(line, Fault.HEAD_ALIAS)
            return False
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            faults.add(line, Fault.TOO_DEEP)
            return False
    return True


def _keys(node: yaml.Node, faults: Faults, first_line: int) -> dict[str, Value] | None:
    """Return the keys of a mapping, each with its line; ``None`` where it is something else."""
    if not isinstance(node, yaml.MappingNode):
        return None
    values: dict[str, Value] = {}
    for key_node, value_node in node.value:
        line = first_line + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            faults.add(line, Fault.HEAD_BROKEN, why="")
            continue
        key = tidy(key_node.value)[:100]
        if key in values:
            faults.add(line, Fault.KEY_TWICE, key=key, first=values[key].line)
        else:
            values[key] = Value(line, value_node)
    return values
