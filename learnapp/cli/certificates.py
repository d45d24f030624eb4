"""Certificates from the terminal: print a course's, withdraw one."""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import click
from flask.cli import AppGroup

from learnapp.clock import utc_now
from learnapp.core.certificates import Standing
from learnapp.core.codes import read_certificate_code
from learnapp.core.errors import InvalidCode, LearnappError
from learnapp.extensions import db
from learnapp.papers.certificate import certificate_pdf
from learnapp.queries import certificates as queries
from learnapp.queries.certificates import Issued
from learnapp.queries.folding import known_people
from learnapp.services import audit
from learnapp.services import certificates as services
from learnapp.web import certificate_words as words
from learnapp.web.context import catalogue, gazetteer
from learnapp.web.errors import words_for

certificates_cli = AppGroup("certificates", help="Giấy ghi nhận học tập: in, thu hồi.")

AT_ONCE = 100
"""How many people's papers are issued in one transaction: short, beside live use."""


class CodeType(click.ParamType[str]):
    """A certificate's code as people type it."""

    name = "số"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the code."""
        try:
            return read_certificate_code(value)
        except InvalidCode as refusal:
            self.fail(str(words.SLIPS[refusal.args[0]]), param, ctx)


@certificates_cli.command("print", help="Dựng giấy PDF cho mọi người đã học xong một khoá.")
@click.option("--course", required=True, help="Mã khoá, như mot-cong-dich-vu-cong.")
@click.option("--ward", help="Chỉ phường, xã này: mã 5 chữ số.")
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục nhận các tệp; mỗi người một tệp, tên tệp là số giấy.",
)
@click.option("--signer", default="Người trao giấy", help="Ai ký; để trống thì không chừa chỗ ký.")
def print_all(course: str, ward: str | None, folder: Path, signer: str) -> None:
    if catalogue().course(course) is None:
        raise click.ClickException(f"Không có khoá {course}.")
    ward_id = _ward_id(ward) if ward else None
    folder.mkdir(parents=True, exist_ok=True)
    everyone = queries.completed_by(db.session(), course)
    db.session().rollback()
    done, began = 0, time.perf_counter()
    with click.progressbar(length=len(everyone), label="Dựng giấy") as bar:
        for start in range(0, len(everyone), AT_ONCE):
            some = everyone[start : start + AT_ONCE]
            for issued, stands in _issue(some, course, ward_id):
                paper = words.paper(issued, stands, signer=signer)
                _write(folder / f"{issued.code}.pdf", certificate_pdf(paper))
                done += 1
            bar.update(len(some))
    took = time.perf_counter() - began
    _note(course, ward_id, done)
    click.echo(f"Đã dựng {done} giấy trong {took:.1f} giây, {done / took:.0f} giấy mỗi giây.")


@certificates_cli.command("withdraw", help="Thu hồi một giấy; trang kiểm tra nói ngay.")
@click.argument("code", type=CodeType(), metavar="SỐ-GIẤY")
@click.option("--reason", required=True, help="Lý do; người có giấy đọc được.")
def withdraw(code: str, reason: str) -> None:
    if not reason.strip():
        raise click.ClickException("Cần lý do: --reason.")
    _change(lambda: services.withdraw(db.session(), code, reason.strip(), now=utc_now()))
    click.echo("Đã thu hồi.")


@certificates_cli.command("restore", help="Trả giá trị cho một giấy đã thu hồi nhầm.")
@click.argument("code", type=CodeType(), metavar="SỐ-GIẤY")
def restore(code: str) -> None:
    _change(lambda: services.restore(db.session(), code, now=utc_now()))
    click.echo("Giấy lại có giá trị.")


def _issue(
    people: list[UUID], course: str, ward_id: int | None
) -> Iterator[tuple[Issued, Standing]]:
    """Issue the papers of some people, of one ward or of all, in a transaction of their own."""
    session = db.session()
    known = known_people(session, people)
    chosen = [known[one] for one in people if one in known]
    issued = services.issue_all(
        session,
        chosen,
        course,
        ward_id=ward_id,
        chance=lambda: secrets.token_bytes(16),
        now=utc_now(),
    )
    session.commit()
    return ((one, one.stands) for one in issued if one.stands is not None)


def _write(path: Path, content: bytes) -> None:
    """Write a file that its owner alone reads: it holds a name. Whole, or not at all."""
    draft = path.with_suffix(".part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    draft.replace(path)


def _note(course: str, ward_id: int | None, printed: int) -> None:
    """Write down that names left the house."""
    session = db.session()
    audit.note(
        session,
        "certificates.printed",
        actor=None,
        ward_id=ward_id,
        now=utc_now(),
        course=course,
        printed=printed,
    )
    session.commit()


def _change(change: Callable[[], None]) -> None:
    try:
        change()
    except LearnappError as refusal:
        raise click.ClickException(words_for(refusal)) from refusal
    db.session().commit()


def _ward_id(code: str) -> int:
    ward = gazetteer().ward_by_code(code)
    if ward is None:
        raise click.ClickException(f"Không có phường, xã nào mang mã {code}.")
    return ward.id
