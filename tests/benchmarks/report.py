"""The figures in words: aligned tables, and plainly whether each aim is met."""

import statistics
from collections.abc import Sequence

import click

from tests.benchmarks.load import Result
from tests.benchmarks.site import Stored
from tests.benchmarks.statements import PageCount
from tests.benchmarks.weight import MOST_PICTURES, MOST_TEXT, Weight

MILLISECONDS = 1000


class Verdicts:
    """Says of each aim whether it is met, and repeats all of them at the end."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def judge(self, what: str, *, met: bool) -> None:
        """Say whether the aim is met."""
        line = f"{'đạt     ' if met else 'CHƯA ĐẠT'}  {what}"
        self.said.append(line)
        click.echo(line)

    def repeat(self) -> None:
        """Say all of it again."""
        heading("Tóm lại")
        for line in self.said:
            click.echo(line)


def heading(text: str) -> None:
    """Begin a part."""
    click.echo(f"\n== {text}")


def number(value: float, digits: int = 0) -> str:
    """Write a number the Vietnamese way: 1.234,5."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their heads: the first column to the left, numbers to the right."""
    widths = [max(len(row[i]) for row in (heads, *rows)) for i in range(len(heads))]
    for row in (heads, *rows):
        first, *others = (
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        click.echo("  ".join([first, *others]).rstrip())


def compare(
    names: tuple[str, str], pairs: Sequence[tuple[Result, Result]], digits: int = 0
) -> float:
    """Print reference and subject side by side; return the middle of the rounds' ratios."""
    rates = [[one.rate for one in side] for side in zip(*pairs, strict=True)]
    ratios = [subject.rate / reference.rate for reference, subject in pairs]
    rows = [
        [f"{name}, lần/giây", *(number(one, digits) for one in spread(side))]
        for name, side in zip(names, rates, strict=True)
    ]
    rows.append(["tỉ lệ", *(number(one, 2) for one in spread(ratios))])
    table([f"{len(pairs)} lượt xen kẽ", "giữa", "thấp nhất", "cao nhất"], rows)
    return statistics.median(ratios)


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the middle, the lowest and the highest."""
    return statistics.median(values), min(values), max(values)


def times(rows: Sequence[tuple[str, Sequence[Result]]]) -> list[tuple[float, float]]:
    """Print how long answers took; return the median and p99 of each row, in seconds."""
    lines, found = [], []
    for name, results in rows:
        every = sorted(one for result in results for one in result.times)
        marks = [every[int(len(every) * share)] for share in (0.5, 0.95, 0.99)]
        lines.append([name, *(number(one * MILLISECONDS, 1) for one in (*marks, every[-1]))])
        found.append((marks[0], marks[2]))
    table(["mili giây", "giữa", "p95", "p99", "lâu nhất"], lines)
    return found


def clients(results: Sequence[Result]) -> tuple[int, int]:
    """Print how many answers each client got; return the fewest and the most of any round."""
    rows = [
        [
            f"lượt {i}",
            number(sum(one.answered)),
            number(min(one.answered)),
            number(max(one.answered)),
        ]
        for i, one in enumerate(results, 1)
    ]
    table(["bài nộp của mỗi khách", "tất cả", "ít nhất", "nhiều nhất"], rows)
    worst = min(results, key=lambda one: min(one.answered) / max(one.answered))
    return min(worst.answered), max(worst.answered)


def stored(found: Stored) -> None:
    """Print what the database holds of what was acknowledged."""
    rows: list[tuple[str, int]] = [
        ("đã báo nhận", found.acknowledged),
        ("mất", found.lost),
        ("báo nhận hai lần", found.twice),
        ("có mà không ai gửi", found.unasked),
        ("bị từ chối", found.refused),
        ("tiến độ gộp lại thấy khác", found.folded_wrong),
        ("tổng của phường, xã thấy khác", found.totals_wrong),
    ]
    table(["trong cơ sở dữ liệu", "số"], [[name, number(n)] for name, n in rows])


def pages(counts: Sequence[PageCount], more: int) -> None:
    """Print the statements of each page."""
    heads = ["trang", "người mở", "câu lệnh", f"thêm {more} người học"]
    table(
        heads,
        [
            [one.rule, one.who, str(one.few), str(one.many) + (" ↑" if one.grows else "")]
            for one in sorted(counts, key=lambda one: (one.few, one.rule))
        ],
    )


def weights(found: Sequence[Weight]) -> None:
    """Print the bytes of each lesson."""
    heads = ["bài, byte đã nén", "HTML", "CSS", "cộng", "hình trong HTML", "hình khác", "script"]
    table(
        heads,
        [
            [one.slug]
            + [
                number(n)
                for n in (one.html, one.style, one.text, one.drawings, one.pictures, one.scripts)
            ]
            for one in found
        ],
    )
    click.echo(f"giới hạn: HTML + CSS {number(MOST_TEXT)}, hình {number(MOST_PICTURES)}")
