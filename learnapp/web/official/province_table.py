"""The table of a province, its wards side by side, as a value."""

from learnapp.core.days import vietnam_day
from learnapp.core.figures import Rate, Tally
from learnapp.core.names import place_sort_key
from learnapp.queries.province_figures import TREND_WEEKS, ProvinceFigures, WardRow
from learnapp.web.fields import title_of
from learnapp.web.i18n import _, format_day, format_number
from learnapp.web.official.tables import Cell, Column, Line, Order, Table, number, percent, words

BY_RATE = Order("dat")


def province_table(figures: ProvinceFigures, order: Order = BY_RATE) -> Table:
    """Make the table of all wards, the province at its foot."""
    aimed = [row.aim.people for row in figures.rows if row.aim]
    foot = Line(
        (
            words(_("Cả tỉnh")),
            number(sum(aimed) if aimed else None, _("chưa có")),
            *_numbers(figures.total, figures.guests, figures.rate, figures.trend, figures.recent),
        )
    )
    lines = tuple(_line(row, figures) for row in figures.rows)
    return Table("phuong-xa", _("Các phường, xã"), _columns(), lines, foot).sorted_by(order)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Phường, xã"), "ten", figures=False),
        Column(_("Chỉ tiêu"), "chi-tieu"),
        Column(_("Học xong"), "hoc-xong"),
        Column(_("Đạt"), "dat", file_label=_("Học xong trên chỉ tiêu")),
        Column(_("Mới 4 tuần"), "moi", file_label=_("Học xong trong 4 tuần qua")),
        Column(
            _("%(n)s tuần qua", n=TREND_WEEKS),
            file_label=_("Học xong tính đến %(n)s tuần trước", n=TREND_WEEKS),
        ),
        Column(_("Đang học"), "dang-hoc"),
        Column(_("Ghi danh"), "ghi-danh"),
        Column(_("Biết đến"), "biet-den", file_label=_("Biết đến, kể cả khách")),
    )


def _line(row: WardRow, figures: ProvinceFigures) -> Line:
    until = row.ward.until_day
    ended = until is not None and until <= vietnam_day(figures.now)
    return Line(
        (
            words(title_of(row.ward), place_sort_key(row.ward.name)),
            number(row.aim.people if row.aim else None, _("chưa có")),
            *_numbers(row.total, row.guests, row.rate, row.trend, row.recent),
        ),
        note=_("đến %(day)s", day=format_day(until)) if until and ended else "",
        href="" if ended else row.ward.code,
        share=row.rate.share if row.rate else None,
    )


def _numbers(
    total: Tally, guests: Tally, rate: Rate | None, trend: tuple[int, ...], recent: int
) -> tuple[Cell, ...]:
    first = trend[0] if trend else 0
    return (
        number(total.completed),
        percent(rate),
        number(recent),
        Cell(format_number(first), number=first, trend=trend),
        number(total.active),
        number(total.enrolled),
        number(total.reached + guests.reached),
    )
