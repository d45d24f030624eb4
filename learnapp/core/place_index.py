"""Finding a place by the beginnings of its words, as a thumb types them."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

from learnapp.core.names import place_sort_key, search_text

Found = TypeVar("Found")

_WORDS = re.compile(r"\w+")
_AFTER_ALL = "\U0010ffff"


class PlaceIndex(Generic[Found]):
    """An index over (what is found, its name, its title, words about where it lies).

    Built once; a search is a few look-ups in a sorted list of words, far below 5 ms.
    """

    def __init__(self, entries: Iterable[tuple[Found, str, str, str]]) -> None:
        self._found: list[Found] = []
        self._names: list[str] = []
        self._phrases: list[frozenset[str]] = []
        self._around: list[str] = []
        self._keys: list[str] = []
        words: dict[str, set[int]] = {}
        for place, (found, name, title, where) in enumerate(entries):
            bare, titled, around = (_plain(text) for text in (name, title, where))
            self._found.append(found)
            self._names.append(bare)
            self._phrases.append(frozenset((bare, titled)))
            self._around.append(f" {around}")
            self._keys.append(place_sort_key(name))
            # People type "mongduong" too.
            for word in {*titled.split(), *around.split(), bare.replace(" ", "")}:
                words.setdefault(word, set()).add(place)
        self._words = sorted(words)
        self._places = [frozenset(words[word]) for word in self._words]

    def search(self, text: str, limit: int) -> list[Found]:
        """Give the best ``limit`` entries that have, for each word typed, one beginning with it."""
        typed = _plain(text)
        if not typed or limit < 1:
            return []
        places = frozenset.intersection(*(self._beginning(word) for word in set(typed.split())))
        key = place_sort_key(text)
        best = sorted(places, key=lambda place: self._rank(place, typed, key))
        return [self._found[place] for place in best[:limit]]

    def _beginning(self, start: str) -> frozenset[int]:
        """Give the entries with a word that begins so."""
        first = bisect_left(self._words, start)
        last = bisect_left(self._words, start + _AFTER_ALL)
        return frozenset().union(*self._places[first:last])

    def _rank(self, place: int, typed: str, key: str) -> tuple[int, bool, str, int]:
        """Say how far an entry is from what was typed: less is better.

        First the very name or title, then a name that begins so or stands there as a whole, then a
        name that has all the words, then all of a province that was typed, then the rest. Same
        marks come before other marks.
        """
        name = self._names[place]
        if typed in self._phrases[place]:
            level = 0
        elif name.startswith(typed) or f" {name} " in f" {typed} ":
            level = 1
        elif all(any(word.startswith(part) for word in name.split()) for part in typed.split()):
            level = 2
        else:
            level = 3 if f" {typed}" in self._around[place] else 4
        return level, key != self._keys[place], self._keys[place], place


def _plain(text: str) -> str:
    """Write a text as its words without marks, one space between."""
    return " ".join(_WORDS.findall(search_text(text)))
