"""Which items a check asks: a pure function of the bank, of what was seen, and of a seed.

Chance is a hash of the seed, so that a check that was drawn can be drawn again.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from learnapp.core.banks import Bank, CheckKind, Item, Skill

RECHECK_LENGTH = 5


def draw(bank: Bank, kind: CheckKind, *, seen: Sequence[str], seed: str) -> tuple[Item, ...]:
    """Return the items of a check in the order in which they are asked.

    ``seen`` are the keys that the person was asked before, the last one last. An entry check has
    one item for each skill, to be done rather than answered. The others ask every skill once before
    any twice, critical skills always, and the extra ones of skills that are not critical; half of
    their items (rounded up) are practices, those of a recheck only as far as none comes again for
    it. An item not seen comes before one that was; one comes again only when that skill has no
    other of its kind left, the longest unseen first. Where a bank is too small for that, a check is
    shorter, or has fewer practices.
    """
    drawing = _Drawing(bank, seen, seed)
    if kind is CheckKind.ENTRY:
        counts = {one.code: 1 for one in bank.skills if bank.of(one.code)}
        practices = {code: int(bool(drawing.practices(code))) for code in counts}
    else:
        counts = drawing.counts(length_of(bank, kind))
        practices = drawing.share(counts, fresh=kind is CheckKind.RECHECK)
    items = [
        one
        for code, count in counts.items()
        for one in (
            *drawing.practices(code)[: practices[code]],
            *drawing.questions(code)[: count - practices[code]],
        )
    ]
    return tuple(drawing.by_chance(items))


def length_of(bank: Bank, kind: CheckKind) -> int:
    """Return how many items a check of that kind asks."""
    if kind is CheckKind.ENTRY:
        return sum(bool(bank.of(one.code)) for one in bank.skills)
    return min(bank.length if kind is CheckKind.FINAL else RECHECK_LENGTH, len(bank.items))


class _Drawing:
    """One draw: chance and memory, asked for the items of each skill."""

    def __init__(self, bank: Bank, seen: Sequence[str], seed: str) -> None:
        self._bank = bank
        self._seed = seed
        self._last = {key: place for place, key in enumerate(seen, 1)}
        self._lists = {
            (one.code, performance): self._fresh_first(
                item for item in bank.of(one.code) if item.performance is performance
            )
            for one in bank.skills
            for performance in (True, False)
        }

    def practices(self, code: str) -> list[Item]:
        """Return the practices of a skill, the one to take first first."""
        return self._lists[code, True]

    def questions(self, code: str) -> list[Item]:
        """Return the questions of a skill, the one to take first first."""
        return self._lists[code, False]

    def counts(self, length: int) -> dict[str, int]:
        """Say how many items each skill has in a check of that length."""
        counts = dict.fromkeys((one.code for one in self._bank.skills), 0)
        left = min(length, len(self._bank.items))
        while left:
            room = [
                one for one in self._bank.skills if counts[one.code] < len(self._bank.of(one.code))
            ]
            for one in self._in_turn(room, counts)[:left]:
                counts[one.code] += 1
                left -= 1
        return counts

    def share(self, counts: dict[str, int], *, fresh: bool) -> dict[str, int]:
        """Say how many of each skill's items are practices: half of all, with the fewest repeats.

        ``fresh``: fewer or more than half rather than a repeat. Each further practice goes where it
        costs the fewest items that were seen; costs only rise, so that taking the cheapest each
        time is the best of all ways.
        """
        share = {code: max(0, count - len(self.questions(code))) for code, count in counts.items()}
        wanted = (sum(counts.values()) + 1) // 2
        while room := [
            code
            for code, count in counts.items()
            if share[code] < min(count, len(self.practices(code)))
        ]:
            costs = {code: self._cost(code, share[code], counts[code]) for code in room}
            cheapest = min(costs.values())
            enough = sum(share.values()) >= wanted
            if (fresh and cheapest > 0) or (enough and not (fresh and cheapest < 0)):
                break
            share[
                min(room, key=lambda code: (costs[code], share[code], self._chance("share", code)))
            ] += 1
        return share

    def by_chance(self, items: Iterable[Item]) -> list[Item]:
        """Put items into an order of chance."""
        return sorted(items, key=lambda one: self._chance("item", one.key))

    def _fresh_first(self, items: Iterable[Item]) -> list[Item]:
        """Put items not seen first, by chance; then the others, the longest unseen first."""
        return sorted(self.by_chance(items), key=lambda one: self._last.get(one.key, 0))

    def _in_turn(self, skills: Iterable[Skill], counts: dict[str, int]) -> list[Skill]:
        """Say whose turn it is for one more item.

        At first it is that of the critical skills, then of those asked longest ago. For a second
        item they come last, and before them whoever would have to repeat one.
        """

        def turn(one: Skill) -> tuple[bool, int]:
            items = self._bank.of(one.code)
            if not any(counts.values()):
                return not one.critical, max(self._last.get(each.key, 0) for each in items)
            return one.critical, int(self._unseen(items) <= counts[one.code])

        by_chance = sorted(skills, key=lambda one: self._chance("skill", one.code))
        return sorted(by_chance, key=turn)

    def _unseen(self, items: Iterable[Item]) -> int:
        return sum(one.key not in self._last for one in items)

    def _chance(self, *about: str) -> bytes:
        return sha256("/".join((self._seed, *about)).encode()).digest()

    def _cost(self, code: str, practices: int, count: int) -> int:
        """How many more items come again if one more of a skill's items is a practice."""
        repeats = practices >= self._unseen(self.practices(code))
        spared = count - practices > self._unseen(self.questions(code))
        return int(repeats) - int(spared)
