"""Finding a lesson by a few words, with or without their marks."""

from collections.abc import Iterable
from dataclasses import dataclass

from learnapp.core.names import search_text

_WEIGHTS = (16, 4, 1)
_LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of one lesson or course: of its title, of what it is for, of its body."""

    kind: str
    slug: str
    words: tuple[frozenset[str], ...]


def entry(kind: str, slug: str, title: str, purpose: str, body: str) -> Entry:
    """Prepare one lesson or course to be found."""
    texts = (title, purpose, body)
    return Entry(kind, slug, tuple(frozenset(_words(text)) for text in texts))


def rank(entries: Iterable[Entry], text: str, limit: int) -> list[tuple[str, str]]:
    """Return kind and slug of the entries that hold the words, the best first.

    Every word must begin a word of the entry. Where no entry has them all, those that have the
    most are returned, provided that it is more than half.
    """
    wanted = list(dict.fromkeys(_words(text[:_LONGEST_QUERY])))
    if not wanted:
        return []
    scored = [(*_score(one, wanted), one) for one in entries]
    most = max((hits for hits, _, _ in scored), default=0)
    if most * 2 <= len(wanted):
        return []
    best = [(score, one) for hits, score, one in scored if hits == most]
    best.sort(key=lambda pair: -pair[0])
    return [(one.kind, one.slug) for _, one in best[:limit]]


def _score(one: Entry, wanted: Iterable[str]) -> tuple[int, int]:
    """Return how many of the words the entry has, and how much they weigh."""
    hits = score = 0
    for word in wanted:
        weight = max(
            (
                weight * (2 if word in words else 1)
                for words, weight in zip(one.words, _WEIGHTS, strict=True)
                if word in words or any(other.startswith(word) for other in words)
            ),
            default=0,
        )
        hits += bool(weight)
        score += weight
    return hits, score


def _words(text: str) -> list[str]:
    """Split into words without marks; punctuation parts words."""
    plain = search_text(text)
    return "".join(letter if letter.isalnum() else " " for letter in plain).split()
