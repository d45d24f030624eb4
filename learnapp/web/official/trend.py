"""Where the lines of the trend run: lengths for the drawing, worked out on the server."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from learnapp.core.figures import Aim, Outlook, Verdict, Week
from learnapp.web.i18n import _, format_number

LEFT, RIGHT, TOP, BOTTOM = 48.0, 376.0, 34.0, 244.0
LINES = 4
"""At most so many lines above zero."""

LINE_HEIGHT = 18
ROOM = 48
"""Days nearer than this would stand in each other's way."""

NEAR_THE_END = 260
"""From here on the words at the line's end reach under the forecast."""

FORECAST_WIDTH = 92
"""As wide as the words of the forecast are; they stand below the wedge."""

FORECAST = frozenset({Verdict.IN_TIME, Verdict.UNCERTAIN, Verdict.SHORT})


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a point of the drawing."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Trend:
    """Everything that the template draws, as it stands in the SVG."""

    grid: tuple[Label, ...]
    active: str
    completed: str
    dot: tuple[float, float]
    labels: tuple[Label, ...]
    days: tuple[Label, ...]
    target: Label | None = None
    wedge: str = ""
    guess: str = ""
    forecast: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """From days and numbers to places in the drawing."""

    first: date
    end: date
    top: int

    def x(self, day: date) -> float:
        """Return how far right a day is."""
        span = max((self.end - self.first).days, 1)
        share = (day - self.first).days / span
        return round(LEFT + 8 + share * (RIGHT - LEFT - 16), 1)

    def y(self, n: float) -> float:
        """Return how far down a number is."""
        return round(BOTTOM - n / self.top * (BOTTOM - TOP), 1)

    def run(self, points: Iterable[tuple[date, int]]) -> str:
        """Return the points of a line."""
        return " ".join(f"{self.x(day)},{self.y(n)}" for day, n in points)


def draw(states: Sequence[Week], outlook: Outlook, aim: Aim | None) -> Trend | None:
    """Lay out the states of the weeks, the target and the forecast; nothing to draw is ``None``."""
    if not states:
        return None
    first, last = states[0], states[-1]
    due = aim.due_day if aim and outlook.verdict in FORECAST else None
    most = max(last.active, last.completed, aim.people if aim else 0, outlook.high, 1)
    step = round_step(most)
    scale = Scale(first.last_day, due or last.last_day, -(-most // step) * step)
    here = (scale.x(last.last_day), scale.y(last.completed))
    trend = Trend(
        grid=tuple(
            Label(LEFT - 6, scale.y(n), format_number(n), "end")
            for n in range(0, scale.top + 1, step)
        ),
        active=scale.run((week.last_day, week.active) for week in states),
        completed=scale.run((week.last_day, week.completed) for week in states),
        dot=here,
        labels=_end_labels(here, scale.y(last.active), last),
        days=_days(scale, first, last, due),
        target=_target(aim, scale) if aim else None,
    )
    return replace(trend, **_forecast(here, scale, outlook, due)) if due else trend


def round_step(most: int) -> int:
    """Return the distance of the lines: 1, 2 or 5 times a power of ten."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * LINES >= most:
                return step
        power *= 10


def _end_labels(here: tuple[float, float], active_y: float, last: Week) -> tuple[Label, ...]:
    """Put the words at the lines' ends, the active above its line, the completed below its own."""
    x, y = here
    anchor = "end" if x > (LEFT + RIGHT) / 2 else "start"
    at = x - 4 if anchor == "end" else x + 4
    active = _("Đang học %(n)s", n=format_number(last.active))
    completed = _("Học xong %(n)s", n=format_number(last.completed))
    below = y + LINE_HEIGHT + 4
    return (
        Label(at, active_y - 10, active, anchor),
        Label(at, below if below < BOTTOM else y - 10, completed, anchor),
    )


def _days(scale: Scale, first: Week, last: Week, due: date | None) -> tuple[Label, ...]:
    """Name the first day, the last and the due day, as far as there is room."""
    y = BOTTOM + 24
    found = [Label(scale.x(first.last_day), y, short_day(first.last_day))]
    for day in (last.last_day, due):
        if day and scale.x(day) - found[-1].x >= ROOM:
            found.append(Label(scale.x(day), y, short_day(day), "middle"))
    return tuple(found)


def _target(aim: Aim, scale: Scale) -> Label:
    words = _("Chỉ tiêu %(n)s", n=format_number(aim.people))
    return Label(LEFT + 4, scale.y(aim.people), words)


def _forecast(
    here: tuple[float, float], scale: Scale, outlook: Outlook, due: date
) -> dict[str, Any]:
    x, y = here
    end = scale.x(due)
    low, high = scale.y(outlook.low), scale.y(outlook.high)
    words = _("Dự báo %(n)s", n=format_number(outlook.expected))
    span = f"{format_number(outlook.low)}–{format_number(outlook.high)}"
    edge = y + (low - y) * (RIGHT - FORECAST_WIDTH - x) / max(end - x, 1)
    under = min(max(edge, low) + LINE_HEIGHT, BOTTOM - LINE_HEIGHT - 6)
    if x > NEAR_THE_END:
        # No room below: the words of today's figure stand there.
        under = max(high - LINE_HEIGHT - 10, TOP)
    return {
        "wedge": f"M{x} {y}L{end} {high}V{low}Z",
        "guess": f"M{x} {y}L{end} {scale.y(outlook.expected)}",
        "forecast": (
            Label(RIGHT, under, words, "end"),
            Label(RIGHT, under + LINE_HEIGHT, span, "end"),
        ),
    }


def short_day(day: date) -> str:
    """22/11: day and month, where the year is plain."""
    return f"{day.day}/{day.month}"
