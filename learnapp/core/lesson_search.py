"""Finding a lesson by a few words, with or without their marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from learnapp.core.names import search_text

_WEIGHTS = (16, 4, 1)
_LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of one lesson or course: of its title, of what it is for, of its body.

    ``pairs`` are the words that stand side by side, "tam tru", of each of these in turn.
    """

    kind: str
    slug: str
    words: tuple[frozenset[str], ...]
    pairs: tuple[frozenset[str], ...]


def entry(kind: str, slug: str, title: str, purpose: str, body: str) -> Entry:
    """Prepare one lesson or course to be found."""
    texts = [_words(text) for text in (title, purpose, body)]
    pairs = tuple(frozenset(_side_by_side(words)) for words in texts)
    return Entry(kind, slug, tuple(map(frozenset, texts)), pairs)


def rank(entries: Iterable[Entry], text: str, limit: int) -> list[tuple[str, str]]:
    """Return kind and slug of the entries that hold the words, the best first.

    The last word may be only begun. Where no entry has all words, those that have the most are
    returned, provided that it is more than half. Vietnamese words are often two syllables, so
    where an entry has all of them side by side, those that have them far apart are left out.
    """
    wanted = list(dict.fromkeys(_words(text[:_LONGEST_QUERY])))
    if not wanted:
        return []
    scored = [(*_score(one.words, wanted), one) for one in entries]
    most = max((hits for hits, _, _ in scored), default=0)
    if most * 2 <= len(wanted):
        return []
    pairs = _side_by_side(wanted)
    best = []
    for hits, score, one in scored:
        if hits == most:
            near, closeness = _score(one.pairs, pairs)
            best.append((near == len(pairs), score + closeness, one))
    whole = any(together for together, _, _ in best)
    best = [found for found in best if found[0] == whole]
    best.sort(key=lambda found: -found[1])
    return [(one.kind, one.slug) for _, _, one in best[:limit]]


def _score(held: tuple[frozenset[str], ...], wanted: Sequence[str]) -> tuple[int, int]:
    """Return how many of the words or pairs are held, and how much they weigh."""
    hits = score = 0
    for place, word in enumerate(wanted, 1):
        begun = place == len(wanted)
        weight = max(
            (
                weight * (2 if word in words else 1)
                for words, weight in zip(held, _WEIGHTS, strict=True)
                if word in words or (begun and any(one.startswith(word) for one in words))
            ),
            default=0,
        )
        hits += bool(weight)
        score += weight
    return hits, score


def _side_by_side(words: Sequence[str]) -> list[str]:
    """Return each word together with the next one."""
    return [f"{first} {second}" for first, second in pairwise(words)]


def _words(text: str) -> list[str]:
    """Split into words without marks; punctuation parts words."""
    plain = search_text(text)
    return "".join(letter if letter.isalnum() else " " for letter in plain).split()
