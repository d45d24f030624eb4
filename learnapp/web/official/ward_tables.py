"""The tables on a ward's page, as values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from learnapp.core.days import vietnam_day
from learnapp.core.figures import Part, Rate, Standing, Tally, lags, steps_of
from learnapp.core.lessons import Course
from learnapp.core.suppression import Hidden, Shown, few, protect
from learnapp.queries.figures import ELSEWHERE, WardFigures
from learnapp.web.i18n import _, format_day
from learnapp.web.official.tables import (
    Column,
    Line,
    Order,
    Table,
    number,
    percent,
    words,
)

BY_RATE = Order("ti-le")
NEW_GROUP = timedelta(weeks=4)
"""A class younger than this is called new, not lagging."""

SHOWN_STEPS = ("enrolled", "active", "completed")
"""The steps of a part's row: who has an account and has reached the course is enrolled in it."""


def step_words(step: str) -> str:
    """Name a step of the ladder."""
    return {
        "reached": _("Biết đến"),
        "enrolled": _("Ghi danh"),
        "active": _("Đang học"),
        "practised": _("Đã thực hành"),
        "shown": _("Tự tay làm, có nhắc hay không"),
        "shown_alone": _("Tự làm được"),
        "completed": _("Học xong khoá"),
        "retained_30": _("Sau 30 ngày vẫn tự làm được"),
        "retained_90": _("Sau 90 ngày vẫn tự làm được"),
    }[step]


@dataclass(frozen=True, slots=True)
class _Named:
    """A part with its words for the reader."""

    part: Part
    name: str
    note: str = ""
    may_lag: bool = True


def neighbourhood_table(figures: WardFigures, order: Order = BY_RATE) -> Table:
    """Make the table by neighbourhood."""
    parts = [
        _Named(
            part,
            part.name or _("Chưa rõ khu phố"),
            _("đã đóng") if part.closed else "",
            may_lag=bool(part.id),
        )
        for part in figures.neighbourhoods
    ]
    empty = Table("khu-pho", _("Theo khu phố"), _part_columns(_("Khu phố, thôn")), ())
    return _filled(empty, figures, parts).sorted_by(order)


def group_table(figures: WardFigures, order: Order = BY_RATE) -> Table:
    """Make the table by class."""
    today = vietnam_day(figures.now)
    parts = [
        _Named(
            part,
            _group_name(part),
            _group_note(part, today),
            may_lag=part.since is not None and today - part.since >= NEW_GROUP,
        )
        for part in figures.groups
    ]
    empty = Table("lop", _("Theo lớp"), _part_columns(_("Lớp")), ())
    return _filled(empty, figures, parts).sorted_by(order)


def shown_steps(figures: WardFigures, course: Course) -> tuple[str, ...]:
    """Return the steps that can be told of the course, for the ladder and its table."""
    tallies = [figures.total, *figures.apart.values()]
    first = next((week.last_day for week in figures.weeks if week.completed), None)
    since = vietnam_day(figures.now) - first if first and course.check else None
    return steps_of(tallies, practised=bool(course.practices), since=since)


def ladder_table(figures: WardFigures, course: Course) -> Table:
    """Make the table beside the ladder: each pot of people in a column of its own."""
    pots = [figures.total, *(figures.apart.get(pot, Tally()) for pot in APART)]
    hide = figures.small_hidden
    columns = (
        Column(_("Bậc"), figures=False),
        Column(_("Từ 18 tuổi")),
        Column(_("Khách")),
        Column(_("Dưới 18")),
        Column(_("Chưa rõ tuổi")),
    )
    lines = tuple(
        Line(
            (
                words(step_words(step)),
                number(getattr(figures.total, step)),
                *(number(few(getattr(pot, step), protected=hide)) for pot in pots[1:]),
            )
        )
        for step in shown_steps(figures, course)
    )
    return Table("bac-thang", _("Bậc thang của phường"), columns, lines)


APART = (Standing.GUEST, Standing.YOUNG, Standing.UNKNOWN_AGE)


def week_table(figures: WardFigures) -> Table:
    """Make the table beside the trend: the state at each week's end."""
    columns = (
        Column(_("Đến hết ngày"), figures=False),
        Column(step_words("active")),
        Column(step_words("completed")),
    )
    lines = tuple(
        Line((words(format_day(week.last_day)), number(week.active), number(week.completed)))
        for week in figures.weeks
    )
    return Table("theo-tuan", _("Theo tuần"), columns, lines)


def _part_columns(first: str) -> tuple[Column, ...]:
    return (
        Column(first, "ten", figures=False),
        Column(_("Ghi danh"), "ghi-danh"),
        Column(_("Đang học"), "dang-hoc"),
        Column(_("Học xong"), "hoc-xong"),
        Column(_("Tỉ lệ"), "ti-le", file_label=_("Học xong trên ghi danh")),
    )


def _filled(table: Table, figures: WardFigures, parts: Sequence[_Named]) -> Table:
    """Put a line for each part into the table, and the ward's own figures at its foot."""
    total = figures.total
    whole = Rate(total.completed, total.enrolled)
    columns = {step: _column(parts, step, figures) for step in SHOWN_STEPS}
    lines = tuple(
        _line(one, {step: columns[step][at] for step in SHOWN_STEPS}, whole)
        for at, one in enumerate(parts)
    )
    numbers = (number(getattr(total, step)) for step in SHOWN_STEPS)
    foot = Line((words(_("Cả phường")), *numbers, percent(whole)))
    return replace(table, lines=lines, foot=foot)


def _column(parts: Sequence[_Named], step: str, figures: WardFigures) -> Sequence[Shown]:
    numbers = [getattr(one.part.tally, step) for one in parts]
    return protect(numbers) if figures.small_hidden else numbers


def _line(one: _Named, shown: Mapping[str, Shown], whole: Rate) -> Line:
    """Make the line of a part; where its rate is hidden, nothing is said that would tell it."""
    rate = one.part.rate
    hidden = any(isinstance(shown[step], Hidden) for step in ("completed", "enrolled"))
    care = one.may_lag and not one.note and not hidden and lags(one.part, whole)
    return Line(
        (
            words(one.name, one.part.sort_key),
            *(number(shown[step]) for step in SHOWN_STEPS),
            percent(rate, hidden=hidden),
        ),
        note=_("chậm") if care else one.note,
        care=care,
        share=None if hidden else rate.share,
        pinned=not one.part.name,
    )


def _group_name(part: Part) -> str:
    if part.id == ELSEWHERE:
        return _("Lớp ở nơi khác")
    return part.name or _("Không theo lớp nào")


def _group_note(part: Part, today: date) -> str:
    if part.closed:
        return _("đã đóng")
    return _("mới mở") if part.since and today - part.since < NEW_GROUP else ""


BY_NAME: Mapping[str, Callable[[WardFigures, Course, Order], Table]] = {
    "khu-pho": lambda figures, _course, order: neighbourhood_table(figures, order),
    "lop": lambda figures, _course, order: group_table(figures, order),
    "bac-thang": lambda figures, course, _order: ladder_table(figures, course),
    "theo-tuan": lambda figures, _course, _order: week_table(figures),
}
"""The tables by their names in addresses."""
