"""How good checks and questions are: learning gain, difficulty, discrimination, idle distractors.

Classical test theory on plain numbers. Each figure has the number of people below which it says
nothing and is not told: ``None``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from statistics import fmean, pvariance, variance

ENOUGH_FOR_GAIN = 10
"""People with both checks: fewer could be told apart, and their mean says little."""

ENOUGH_FOR_DIFFICULTY = 10
"""Answers: with 10, the 95 % interval of a share is up to 0.31 wide to either side; below that an
item that half know cannot be told from one that nearly all know."""

ENOUGH_FOR_DISCRIMINATION = 30
"""People with a total: the standard error of a correlation near zero is 1/√(n-1), 0.19 with 30;
a good item has 0.2 to 0.3 (Ebel & Frisbie 1991), which drowns in the error below that."""

ENOUGH_FOR_DISTRACTORS = 30
"""Answers: of 30, five per cent is one and a half people; fewer would call any choice idle."""

IDLE = 0.05
"""A wrong choice that fewer than this share pick distracts nobody (Haladyna & Downing 1993)."""

_T_95 = 0.975


@dataclass(frozen=True, slots=True)
class Gain:
    """What a course taught the ``n`` people who did both checks.

    ``mean``: of the individual normalised gains, with its 95 % interval (Student's t).
    ``effect``: Cohen's d_av of the percentages, corrected for small n (Hedges' g_av).
    ``left_out``: people who had everything right at the entry, who have nothing to gain.
    """

    n: int
    mean: float
    low: float
    high: float
    entry: float
    final: float
    effect: float | None
    left_out: int = 0


def normalised_gain(entry: float, final: float) -> float | None:
    """Return (final - entry) / (100 - entry), both in per cent; ``None`` for an entry of 100.

    Hake (1998), of each person. Who falls back has a negative one, down to any depth.
    """
    return None if entry >= 100 else (final - entry) / (100 - entry)  # noqa: PLR2004 - per cent


def learning_gain(pairs: Iterable[tuple[float, float]]) -> Gain | None:
    """Summarise entry and final percentages of people with both; ``None`` under the minimum.

    The effect size is g_av (Lakens 2013, equations 10 and 4): the mean difference by the mean of
    the two standard deviations, times 1 - 3 / (4 (n - 1) - 1). ``None`` where nobody differs.
    """
    pairs = list(pairs)
    found = [(one, gain) for one in pairs if (gain := normalised_gain(*one)) is not None]
    gains = [gain for _, gain in found]
    n = len(gains)
    if n < ENOUGH_FOR_GAIN:
        return None
    entries, finals = [one[0] for one, _ in found], [one[1] for one, _ in found]
    mean = fmean(gains)
    margin = student_t(_T_95, n - 1) * sqrt(variance(gains) / n)
    spread = (sqrt(variance(entries)) + sqrt(variance(finals))) / 2
    difference = fmean(finals) - fmean(entries)
    correction = 1 - 3 / (4 * (n - 1) - 1)
    return Gain(
        n=n,
        mean=mean,
        low=mean - margin,
        high=mean + margin,
        entry=fmean(entries),
        final=fmean(finals),
        effect=difference / spread * correction if spread else None,
        left_out=len(pairs) - n,
    )


def difficulty(answers: Sequence[bool]) -> float | None:
    """Return the share of right answers (p: high is easy); ``None`` under the minimum."""
    if len(answers) < ENOUGH_FOR_DIFFICULTY:
        return None
    return sum(answers) / len(answers)


def discrimination(answers: Sequence[tuple[bool, float]]) -> float | None:
    """Return the corrected point-biserial correlation of an item, -1 to 1.

    ``answers``: of each person whether the item was right, and the share of *all the others* that
    was: the item is out of the total, or it would correlate with itself (Henrysson 1963). It is
    Pearson's correlation. ``None`` under the minimum, or where all answers or totals are alike.
    """
    if len(answers) < ENOUGH_FOR_DISCRIMINATION:
        return None
    rights = [float(right) for right, _ in answers]
    rests = [rest for _, rest in answers]
    spread = sqrt(pvariance(rights) * pvariance(rests))
    if spread == 0:
        return None
    middle, level = fmean(rights), fmean(rests)
    together = fmean(
        (one - middle) * (rest - level) for one, rest in zip(rights, rests, strict=True)
    )
    return together / spread


def idle_distractors(picks: Mapping[str, int], n: int, wrong: Iterable[str]) -> tuple[str, ...]:
    """Return the wrong choices that under 5 % of ``n`` people picked; none under the minimum.

    ``picks``: how many picked each choice; one that nobody picked may be missing.
    """
    if n < ENOUGH_FOR_DISTRACTORS:
        return ()
    return tuple(choice for choice in wrong if picks.get(choice, 0) < IDLE * n)


@dataclass(frozen=True, slots=True)
class Response:
    """One person's first answer to an item in one sitting.

    ``rest``: of the other items of that sitting, the share that was right; ``None``: there were
    none. ``picked``: keys of choices; empty for a practice.
    """

    right: bool
    rest: float | None
    picked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What is told of an item: how many answered, and the figures that so many can carry."""

    n: int
    difficulty: float | None
    discrimination: float | None
    idle: tuple[str, ...] = ()


def item_figures(responses: Sequence[Response], wrong: Iterable[str] = ()) -> ItemFigures:
    """Describe an item by its responses, one a person; ``wrong`` are its wrong choices."""
    picks: dict[str, int] = {}
    for one in responses:
        for key in set(one.picked):
            picks[key] = picks.get(key, 0) + 1
    with_rest = [(one.right, one.rest) for one in responses if one.rest is not None]
    answered = sum(bool(one.picked) for one in responses)
    return ItemFigures(
        n=len(responses),
        difficulty=difficulty([one.right for one in responses]),
        discrimination=discrimination(with_rest),
        idle=idle_distractors(picks, answered, wrong),
    )


def sitting(marks: Sequence[tuple[str, bool, tuple[str, ...]]]) -> dict[str, Response]:
    """Turn one sitting's items (key, right, picked) into responses with what the others came to.

    The rest is a share, since people are asked different items of a bank: sums would not compare.
    """
    total = sum(right for _, right, _ in marks)
    others = len(marks) - 1
    return {
        key: Response(right, (total - right) / others if others else None, picked)
        for key, right, picked in marks
    }


def student_t(share: float, df: int) -> float:
    """Return the quantile of Student's t distribution for a share above one half.

    By bisection on the distribution function, to 1e-9; the tables of any handbook are its test.
    """
    low, high = 0.0, 1000.0
    while high - low > 1e-9:  # noqa: PLR2004 - far finer than anybody reads
        middle = (low + high) / 2
        below = 1 - _beta(df / (df + middle * middle), df / 2, 0.5) / 2
        low, high = (middle, high) if below < share else (low, middle)
    return (low + high) / 2


def _beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function, by its continued fraction.

    Numerical Recipes, 3rd edition, section 6.4 (Lentz's method).
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    tiny = 1e-300
    f, c, d = 1.0, 1.0, 0.0
    for step in range(300):
        m = step // 2
        if step == 0:
            term = 1.0
        elif step % 2 == 0:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / ((1 + term * d) or tiny)
        c = (1 + term / c) or tiny
        f *= c * d
        if abs(1 - c * d) < 1e-14:  # noqa: PLR2004 - as exact as floats are
            break
    return front * (f - 1)
