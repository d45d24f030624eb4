"""Lessons: begun, checked, looked at while they are written."""

from datetime import date
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from learnapp.cli.lesson_preview import serve_preview
from learnapp.cli.lesson_statistics import statistics
from learnapp.cli.lesson_words import words_for
from learnapp.clock import utc_now
from learnapp.config import Settings
from learnapp.core.days import vietnam_day
from learnapp.core.errors import BadSlug, FileTaken, NotFound
from learnapp.core.lessons import Catalogue
from learnapp.extensions import db
from learnapp.services import publishing
from learnapp.services.catalogue import Finding, read_catalogue
from learnapp.services.lesson_files import begin_lesson, give_keys, mark_translated
from learnapp.services.lesson_keys import compare_with_archive

lessons_cli = AppGroup("lessons", help="Bài học: tạo mới, kiểm tra, xem trước, phát hành.")
lessons_cli.add_command(statistics)

FOLDER = click.argument(
    "folder",
    required=False,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)


@lessons_cli.command(help="Kiểm tra mọi bài học trong thư mục, nói rõ dòng nào sai, viết thế nào.")
@FOLDER
@click.option("--fix", is_flag=True, help="Đặt mã cho những câu hỏi chưa có mã.")
@click.option(
    "--translated",
    multiple=True,
    metavar="MÃ-BÀI",
    help="Ghi nhận bản tiếng Anh của bài này đã dịch theo bản tiếng Việt hiện nay.",
)
def check(folder: Path | None, *, fix: bool, translated: tuple[str, ...]) -> None:
    """Report every problem in the folder, and how to mend it; exit 1 if there is an error."""
    folder = folder or lessons_folder()
    for slug in translated:
        try:
            click.echo(f"Đã ghi: {mark_translated(folder, slug)}")
        except NotFound as missing:
            refuse(f"không đọc được bài “{missing.args[0]}”.")
    if fix:
        for path in give_keys(folder):
            click.echo(f"Đã đặt mã câu hỏi: {path}")
    catalogue, findings = read_catalogue(folder, today=today())
    findings += published_otherwise(folder, catalogue)
    report(findings, folder)
    errors = sum(not one.is_warning for one in findings)
    warnings = len(findings) - errors
    if errors:
        click.echo(f"{errors} lỗi, {warnings} cảnh báo. Sửa hết lỗi rồi kiểm tra lại.", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"{len(catalogue)} bài học, không có lỗi; {warnings} cảnh báo.")


@lessons_cli.command(help="Tạo tệp cho một bài mới: flask lessons new mot-khoa mot-bai.")
@click.argument("course", metavar="KHOÁ")
@click.argument("slug", metavar="BÀI")
def new(course: str, slug: str) -> None:
    """Begin a lesson; the file names and the place in the course are taken care of."""
    try:
        for path in begin_lesson(lessons_folder(), course, slug):
            click.echo(f"Đã tạo {path}")
    except BadSlug as bad:
        refuse(f"“{bad.args[0]}” không làm tên tệp được; chỉ dùng chữ thường không dấu, số, -.")
    except FileTaken as taken:
        refuse(f"đã có {taken.args[0]}; hãy chọn tên khác.")
    click.echo("Mở tệp, điền các chỗ trống, rồi chạy: flask lessons check")


@lessons_cli.command(help="Xem bài học trên trình duyệt; trang tự tải lại mỗi khi lưu tệp.")
@click.option("--port", default=5001, show_default=True, help="Cổng mạng trên máy này.")
def preview(port: int) -> None:
    """Serve the lessons as they are being written, on this machine only."""
    serve_preview(current_app._get_current_object(), lessons_folder(), port)  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way to the application itself


def published_otherwise(folder: Path, catalogue: Catalogue) -> list[Finding]:
    """Compare with what was published, where this machine has a database; else say nothing."""
    if "sqlalchemy" not in current_app.extensions:
        return []
    url = db.engine.url
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return []
    with Session(db.engine.execution_options(reading=True)) as session:
        return compare_with_archive(session, folder, catalogue)


def report(findings: list[Finding], folder: Path) -> None:
    """Write one line for each problem, as editors understand it: file, line, words."""
    for one in findings:
        level = "cảnh báo" if one.is_warning else "lỗi"
        path = click.format_filename(relative(folder / one.path))
        click.echo(f"{path}:{one.problem.line}: {level}: {words_for(one.problem)}", err=True)


def relative(path: Path) -> Path:
    """Write a path as short as it goes: from where the author stands."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def refuse(words: str) -> NoReturn:
    """Say why nothing was done, and end with 1."""
    click.echo(f"Chưa làm được: {words}", err=True)
    raise click.exceptions.Exit(1)


def lessons_folder() -> Path:
    """Return the folder that this site reads its lessons from."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.lessons_folder


def today() -> date:
    """Return the day in Vietnam."""
    return vietnam_day(utc_now())


@lessons_cli.command(help="Phát hành các bài: cất mỗi bản để chấm đúng theo bài đã học.")
def publish() -> None:
    """Archive every text that is new, take in the answers that waited for it; exit 1 on a fault."""
    findings: list[Finding] = current_app.extensions["findings"]
    if any(not one.is_warning for one in findings):
        report(findings, lessons_folder())
        refuse("bài còn lỗi. Sửa hết lỗi rồi phát hành lại.")
    session = db.session()
    published = publishing.publish(session, current_app.extensions["catalogue"], now=utc_now())
    session.commit()
    click.echo(f"Đã phát hành {published} bản mới." if published else "Không có gì mới.")
