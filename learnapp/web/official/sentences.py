"""What figures say, in sentences: the answer stands in words before it stands in a drawing."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from learnapp.core.days import vietnam_day
from learnapp.core.figures import Aim, Outlook, Standing, Tally, Verdict
from learnapp.core.suppression import few
from learnapp.queries.figures import Health, WardFigures
from learnapp.queries.province_figures import ProvinceFigures
from learnapp.web.i18n import _, format_day, format_moment, format_number, format_percent
from learnapp.web.official.tables import number

QUIET = timedelta(days=7)
"""Nothing received for longer than this is something to look at."""

EXACT_PACE = 10
"""A pace below this is told with one decimal."""


def completed_line(figures: WardFigures) -> str:
    """Say how much of the target is reached, and what is left of people and days."""
    aim, rate = figures.aim, figures.rate
    if aim is None or rate is None or rate.share is None:
        return _("Chưa có chỉ tiêu để so.")
    values = {
        "share": format_percent(rate.share),
        "left": format_number(max(aim.people - rate.part, 0)),
        "day": format_day(aim.due_day),
    }
    days = (aim.due_day - vietnam_day(figures.now)).days
    if rate.part >= aim.people:
        return _("Đạt %(share)s, đủ chỉ tiêu đến %(day)s", **values)
    if days < 0:
        return _("Đạt %(share)s, còn %(left)s người, hạn %(day)s đã qua", **values)
    return _("Đạt %(share)s, còn %(left)s người, %(days)s ngày", days=days, **values)


def pace_line(outlook: Outlook, aim: Aim | None) -> str:
    """Answer whether the pace is enough."""
    if outlook.verdict is Verdict.NO_TARGET or aim is None:
        return _("Chưa có chỉ tiêu nên chưa nói được.")
    if outlook.verdict is Verdict.REACHED:
        return _("Đã đủ chỉ tiêu.")
    if outlook.verdict is Verdict.OVERDUE:
        return _("Hạn %(day)s đã qua, chưa đủ chỉ tiêu.", day=format_day(aim.due_day))
    needed = format_number(outlook.needed)
    if outlook.verdict is Verdict.TOO_EARLY:
        return _("Còn sớm để đoán. Muốn kịp, mỗi tuần cần thêm %(needed)s người.", needed=needed)
    pace = format_number(round(outlook.pace, 0 if outlook.pace >= EXACT_PACE else 1))
    return _("Mỗi tuần thêm %(pace)s người. Muốn kịp, cần %(needed)s.", pace=pace, needed=needed)


def forecast_line(outlook: Outlook, aim: Aim | None) -> str:
    """Say where the pace leads, with its range; or why nothing honest can be said."""
    if aim is None or outlook.verdict in {Verdict.NO_TARGET, Verdict.REACHED, Verdict.OVERDUE}:
        return ""
    if outlook.verdict is Verdict.TOO_EARLY:
        return _(
            "Mới có %(n)s tuần trọn, chưa đủ để dự báo. Cần ít nhất 4 tuần.", n=outlook.full_weeks
        )
    values = {
        "low": format_number(outlook.low),
        "high": format_number(outlook.high),
        "day": format_day(aim.due_day),
        "weeks": outlook.full_weeks,
    }
    span = _(
        "Giữ nhịp %(weeks)s tuần qua thì đến %(day)s được khoảng %(low)s đến %(high)s người",
        **values,
    )
    if outlook.verdict is Verdict.IN_TIME:
        return span + _(": kịp chỉ tiêu.")
    if outlook.verdict is Verdict.UNCERTAIN:
        return span + _(": có thể kịp, có thể không.")
    missing = format_number(max(aim.people - outlook.expected, 1))
    return span + _(": thiếu khoảng %(n)s người.", n=missing)


def health_lines(health: Health, now: datetime) -> list[tuple[bool, str]]:
    """Say whether the figures can be trusted: (in order, sentence) each."""
    lines = [_newest_line(health.newest, now)]
    if health.placed.share is not None:
        known = _(
            "Rõ khu phố: %(share)s (%(part)s trên %(whole)s)",
            share=format_percent(health.placed.share),
            part=format_number(health.placed.part),
            whole=format_number(health.placed.whole),
        )
        lines.append((health.placed.share >= ENOUGH_PLACED, known))
    if health.waiting or health.refused:
        kept = _(
            "Bài chờ xử lý: %(waiting)s, bị từ chối: %(refused)s",
            waiting=format_number(health.waiting),
            refused=format_number(health.refused),
        )
        lines.append((False, kept))
    else:
        lines.append((True, _("Không có bài nào chờ hay bị từ chối.")))
    return lines


ENOUGH_PLACED = 0.9


def apart_line(apart: Mapping[Standing, Tally], *, protected: bool) -> str:
    """Say who is in none of the other numbers."""

    def told(pot: Standing, step: str = "reached") -> str:
        count = getattr(apart.get(pot, Tally()), step)
        return number(few(count, protected=protected)).text

    words = {
        Standing.GUEST: _(
            "%(n)s khách chưa có tài khoản (%(done)s người học xong)",
            n=told(Standing.GUEST),
            done=told(Standing.GUEST, "completed"),
        ),
        Standing.YOUNG: _("%(n)s người dưới 18 tuổi", n=told(Standing.YOUNG)),
        Standing.UNKNOWN_AGE: _("%(n)s người chưa rõ tuổi", n=told(Standing.UNKNOWN_AGE)),
    }
    there = [said for pot, said in words.items() if apart.get(pot, Tally()) != Tally()]
    if not there:
        return ""
    return _("Tính riêng, không có trong các số trên: %(who)s.", who=", ".join(there))


def trend_label(figures: WardFigures) -> str:
    """Say what the drawing shows to those who do not see it."""
    first, last = figures.weeks[0], figures.weeks[-1]
    said = _(
        "Số người học xong khoá, từ %(a)s ngày %(first)s đến %(b)s ngày %(last)s.",
        a=format_number(first.completed),
        first=format_day(first.last_day),
        b=format_number(last.completed),
        last=format_day(last.last_day),
    )
    if figures.aim is None:
        return said
    target = _("Chỉ tiêu %(n)s.", n=format_number(figures.aim.people))
    return f"{said} {target}"


def province_line(figures: ProvinceFigures) -> str:
    """Say how far the wards with a target are, and that the others are in no rate."""
    share = figures.rate.share
    without = len(figures.without_aim)
    if share is None:
        return _("Chưa phường, xã nào có chỉ tiêu.")
    said = _("Đạt %(share)s", share=format_percent(share))
    if not without:
        return said
    return said + _(", không tính %(n)s phường, xã chưa có chỉ tiêu", n=format_number(without))


def province_health(figures: ProvinceFigures) -> list[tuple[bool, str]]:
    """Say whether the province's figures can be trusted: (in order, sentence) each."""
    every = len(figures.rows)
    aimed = every - len(figures.without_aim)
    silent = sum(row.total.reached + row.guests.reached == 0 for row in figures.rows)
    values = {"n": format_number(aimed), "all": format_number(every)}
    lines = [
        _newest_line(figures.newest, figures.now),
        (aimed == every, _("Có chỉ tiêu: %(n)s trên %(all)s phường, xã", **values)),
    ]
    if silent:
        lines.append((False, _("Chưa có số liệu: %(n)s phường, xã", n=format_number(silent))))
    else:
        lines.append((True, _("Phường, xã nào cũng có số liệu.")))
    return lines


def what_counts() -> str:
    """Say what is counted, and what this is not."""
    return _(
        "Học xong khoá: xong mọi bài, cả câu hỏi và thực hành, rồi qua bài kiểm tra cuối khoá nếu "
        "khoá có. Tự làm được: làm xong bài thực hành mà không ai giúp. Không tính lượt đăng ký, "
        "lượt xem hay chỉ có mặt. Đây là kết quả học trên trang này, không phải xác nhận phổ cập."
    )


def _newest_line(newest: datetime | None, now: datetime) -> tuple[bool, str]:
    if newest is None:
        return False, _("Chưa nhận bài nào.")
    said = _("Bài mới nhất nhận lúc %(when)s", when=format_moment(newest))
    return now - newest <= QUIET, said
