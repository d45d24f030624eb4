"""``flask lessons statistics``: what a course teaches and how good its questions are."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from learnapp.core.item_statistics import (
    ENOUGH_FOR_DIFFICULTY,
    ENOUGH_FOR_DISCRIMINATION,
    ENOUGH_FOR_GAIN,
    Gain,
)
from learnapp.core.lessons import Catalogue
from learnapp.extensions import db
from learnapp.papers.csv import csv_file
from learnapp.queries.item_statistics import ItemLine, count_sittings, course_statistics

HEADINGS = ("mục", "bài hoặc kỹ năng", "hỏi gì", "số người", "đúng", "phân biệt", "ít ai chọn")
LONGEST = 40
"""Characters of a question that the table shows; the file has all."""


@click.command(help="Xem khoá dạy được bao nhiêu, câu nào dễ, khó, hay không phân biệt được ai.")
@click.argument("course", metavar="KHOÁ")
@click.option("--csv", "file", type=click.Path(path_type=Path), help="Ghi bảng ra tệp CSV.")
@with_appcontext
def statistics(course: str, file: Path | None) -> None:
    """Compute from all records, print or write the table; exit 1 for a course that is not there."""
    catalogue: Catalogue = current_app.extensions["catalogue"]
    found = catalogue.course(course)
    if found is None:
        click.echo(f"Chưa làm được: không có khoá “{course}”.", err=True)
        raise click.exceptions.Exit(1)
    session = db.session()
    length = count_sittings(session, course)
    with click.progressbar(length=length, label="Lượt làm bài") as bar:
        result = course_statistics(session, catalogue, course, read=bar.update)
    click.echo(f"{found.title}: {_gain(result.gain)}")
    if file:
        file.write_bytes(csv_file(HEADINGS, [_row(one, whole=True) for one in result.items]))
        click.echo(f"Đã ghi {len(result.items)} mục vào {click.format_filename(file)}")
        return
    _table([HEADINGS, *(_row(one, whole=False) for one in result.items)])
    click.echo(
        f"–: chưa đủ người ({ENOUGH_FOR_DIFFICULTY} cho tỉ lệ đúng, {ENOUGH_FOR_DISCRIMINATION} "
        "cho độ phân biệt), hoặc mọi người trả lời như nhau."
    )


def _gain(gain: Gain | None) -> str:
    """Say what the course taught, in one sentence."""
    if gain is None:
        return f"chưa đủ {ENOUGH_FOR_GAIN} người làm cả kiểm tra đầu và cuối khoá."
    effect = "" if gain.effect is None else f"; độ lớn tác động g_av {_number(gain.effect)}"
    return (
        f"{gain.n} người làm cả hai bài kiểm tra, từ {gain.entry:.0f} % lên {gain.final:.0f} %; "
        f"học được {_number(gain.mean)} phần còn thiếu "
        f"(khoảng 95 %: {_number(gain.low)} đến {_number(gain.high)}){effect}."
    )


def _row(line: ItemLine, *, whole: bool) -> tuple[str, ...]:
    """Make a row of the table. Counts under the least number are not told."""
    figures = line.figures
    few = 0 < figures.n < ENOUGH_FOR_DIFFICULTY
    text = line.text if whole else line.text[:LONGEST]
    return (
        line.item,
        line.stands_in,
        text,
        f"dưới {ENOUGH_FOR_DIFFICULTY}" if few else str(figures.n),
        _number(figures.difficulty),
        _number(figures.discrimination),
        ", ".join(figures.idle),
    )


def _number(value: float | None) -> str:
    """Write two decimals with a comma; a dash where nothing can be told."""
    return "–" if value is None else f"{value:.2f}".replace(".", ",")


def _table(rows: list[tuple[str, ...]]) -> None:
    """Print rows below each other, each column as wide as its longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
