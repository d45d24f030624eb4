"""What schedules of reviewing came to, compared at equal minutes and drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from learnapp.core.reviews import RETENTION


@dataclass(frozen=True, slots=True)
class Spent:
    """What a schedule came to, a learner on the average: minutes, and the share that stayed."""

    name: str
    minutes: float
    kept: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our schedule, fixed intervals, and both at equal minutes."""

    ours: tuple[Spent, ...]
    even: tuple[Spent, ...]
    growing: tuple[Spent, ...]
    nothing: Spent

    @property
    def own(self) -> Spent:
        """Our schedule as it is set."""
        return next(one for one in self.ours if one.name == percent(RETENTION))

    @property
    def equal(self) -> Spent:
        """The better kind of fixed intervals, set so that it takes as many minutes as ours."""
        kinds = (
            _at_minutes([self.nothing, *family], self.own.minutes)
            for family in (self.even, self.growing)
        )
        return max(kinds, key=lambda one: one.kept)

    @property
    def ratio(self) -> float:
        """What ours keeps for a minute by what fixed intervals keep for a minute."""
        return self.own.kept / self.equal.kept

    @property
    def gain_ratio(self) -> float:
        """The same of what reviewing adds to not reviewing at all."""
        return (self.own.kept - self.nothing.kept) / (self.equal.kept - self.nothing.kept)


def percent(share: float) -> str:
    """Write a share as it names a schedule."""
    return f"{100 * share:.0f} %"


def _at_minutes(points: Sequence[Spent], minutes: float) -> Spent:
    """Return what a kind of schedule keeps at so many minutes, between its two nearest points."""
    ordered = sorted(points, key=lambda one: one.minutes)
    after = next((one for one in ordered if one.minutes >= minutes), ordered[-1])
    before = ordered[max(0, ordered.index(after) - 1)]
    width = after.minutes - before.minutes
    part = min(1.0, (minutes - before.minutes) / width) if width else 1.0
    return Spent(after.name, minutes, before.kept + part * (after.kept - before.kept))


CROWDED = {"75 %", "80 %", "5", "7"}
"""Schedules whose points lie so close to others that the plot does not name them."""
WIDTH, HEIGHT, LEFT, BOTTOM = 720, 420, 60, 50


def plot(found: Comparison) -> str:
    """Draw both families: minutes to the right, the share that stayed upwards. From zero."""
    points = [*found.ours, *found.even, *found.growing, found.nothing]
    widest = max(one.minutes for one in points) * 1.08

    def place(one: Spent) -> tuple[float, float]:
        x = LEFT + (WIDTH - LEFT - 30) * one.minutes / widest
        return round(x, 1), round((HEIGHT - BOTTOM) - (HEIGHT - BOTTOM - 60) * one.kept, 1)

    def curve(family: Sequence[Spent], style: str) -> str:
        ordered = sorted(family, key=lambda one: one.minutes)
        path = " ".join(f"{x},{y}" for x, y in map(place, ordered))
        return f'<polyline points="{path}" fill="none" {style}/>'

    def dot(one: Spent, style: str, right: int = 0, down: int = 24, anchor: str = "middle") -> str:
        x, y = place(one)
        label = one.name if one.name not in CROWDED else ""
        return (
            f'<circle cx="{x}" cy="{y}" r="5" {style}/>'
            f'<text x="{x + right}" y="{y + down}" text-anchor="{anchor}">{label}</text>'
        )

    ticks = "".join(
        f'<path d="M{LEFT} {y}H{WIDTH - 30}" stroke="#d8d0c0"/>'
        f'<text x="{LEFT - 8}" y="{y + 5}" text-anchor="end">{share} %</text>'
        for share in range(0, 101, 25)
        for y in [place(Spent("", 0, share / 100))[1]]
    )
    scale = "".join(
        f'<text x="{place(Spent("", at, 0))[0]}" y="{HEIGHT - BOTTOM + 22}" '
        f'text-anchor="middle">{at}</text>'
        for at in range(0, int(widest) + 1, 50)
    )
    blue, yellow = 'fill="#26406e"', 'fill="#e0a80d" stroke="#1d1a16" stroke-width="2"'
    *others, last = (one for one in found.ours if one != found.own)
    dots = [dot(one, blue, -12, 5, "end") for one in others] + [dot(last, blue, 12, 5, "start")]
    dots += [dot(found.own, yellow, -12, -4, "end")]
    dots += [dot(one, 'fill="#6d6557"') for one in found.even]
    dots += [
        dot(one, 'fill="#fffdf7" stroke="#6d6557" stroke-width="2"', 10, 20, "start")
        for one in found.growing
    ]
    curves = curve(found.ours, 'stroke="#26406e" stroke-width="3"')
    for family, dashes in ((found.even, "2 5"), (found.growing, "8 5")):
        style = f'stroke="#6d6557" stroke-width="3" stroke-dasharray="{dashes}"'
        curves += curve([*family, found.nothing], style)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="14">\n'
        "<title>Cùng số phút, lịch nào giữ được nhiều hơn?</title>\n"
        f'<path d="M0 0H{WIDTH}V{HEIGHT}H0Z" fill="#fffdf7"/>\n'
        '<text x="16" y="26" font-size="17" font-weight="bold">'
        "Cùng số phút, lịch nào giữ được nhiều hơn?</text>\n"
        '<text x="16" y="46">Nét liền: lịch theo trí nhớ (chấm vàng: mức đang đặt). '
        "Chấm: cách đều mấy ngày. Gạch: xa dần.</text>\n"
        f"{ticks}{scale}\n"
        f'<text x="{WIDTH - 30}" y="{HEIGHT - 8}" text-anchor="end">'
        f"phút ôn của một người trong nửa năm</text>\n"
        f"{curves}\n{''.join(dots)}\n</svg>\n"
    )
