"""``make bench``: what the site bears, as a ratio of the least that Flask and SQLAlchemy can do.

Everything is measured in one run, on one machine, behind the same server with the same settings;
reference and subject take turns, so that what else the machine does falls on both.
"""

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from random import Random
from uuid import UUID

import click

from tests.benchmarks import certificates, final_check, forgetting, load, report, statements, weight
from tests.benchmarks.load import CLIENTS, Result, Script
from tests.benchmarks.scripts import AnswerQuizzes, InsertRow, OpenPage, make_quiz
from tests.benchmarks.servers import GUNICORN, REFERENCE, SITE, Server, serving
from tests.benchmarks.site import Site, compare, make_guests, make_site

SEED = 2026
PEOPLE = 60
"""How many people each client answers for."""

AIM_PAGE = 0.6
AIM_ROUND = 0.35
AIM_TAIL = 5
STARVED = 0.5
"""A client is starved that gets less than this share of what the luckiest one gets."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A site and a reference that are being served, and the process that loads them."""

    site: Site
    subject: Server
    reference: Server
    loader: ProcessPoolExecutor
    rounds: int
    seconds: float

    def load(
        self, server: Server, script: Script, what: str, seconds: float | None = None
    ) -> Result:
        """Load a server for one round and show that something goes on."""
        _show(what)
        run = self.loader.submit(load.run, server.port, script, seconds or self.seconds)
        return run.result()


@click.command(help="Đo tốc độ của trang, so với một trang Flask trống sau cùng một máy chủ.")
@click.option("--quick", is_flag=True, help="Đo thử dưới 20 giây; con số chỉ để tham khảo.")
@click.option("--rounds", default=8, show_default=True, help="Số lượt xen kẽ của mỗi phép đo.")
@click.option("--seconds", default=2.5, show_default=True, help="Mỗi lượt bao nhiêu giây.")
@click.option(
    "--command",
    default=GUNICORN,
    help="Lệnh chạy một máy chủ khác, có {app}, {host} và {port}; mặc định là gunicorn.",
)
def main(*, quick: bool, rounds: int, seconds: float, command: str) -> None:
    """Measure, print, and say of each aim whether it is met; an aim missed is no failure."""
    if quick:
        rounds, seconds = 2, 0.7
    verdicts = report.Verdicts()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        _about(folder, command)
        _show("dựng cơ sở dữ liệu và bài học")
        site = make_site(folder)
        with _serve(site, folder, command, rounds, seconds) as bench:
            _measure_page(bench, verdicts)
            _measure_rounds(bench, verdicts)
        _measure_statements(site, verdicts)
        _measure_weight(site, verdicts)
        _measure_certificates(folder, verdicts, 50 if quick else certificates.PEOPLE)
        _measure_final_check(verdicts, 100 if quick else final_check.PEOPLE)
        _show("cho người giả ôn nửa năm")
        forgetting.judge(verdicts, 10 if quick else forgetting.PEOPLE)
    verdicts.repeat()


@contextmanager
def _serve(site: Site, folder: Path, command: str, rounds: int, seconds: float) -> Iterator[Bench]:
    """Serve the site and a reference whose page is as long as the first lesson's."""
    page = site.app.test_client().get(_path(site), headers={"Accept-Encoding": "br"}).data
    beside = {
        "REFERENCE_BYTES": str(len(page)),
        "REFERENCE_DATABASE": str(folder / "reference.sqlite3"),
    }
    with ExitStack() as stack:
        subject = stack.enter_context(serving(SITE, "/readyz", folder, site.environment, command))
        reference = stack.enter_context(serving(REFERENCE, "/page", folder, beside, command))
        loader = stack.enter_context(ProcessPoolExecutor(1, mp_context=get_context("spawn")))
        bench = Bench(site, subject, reference, loader, rounds, seconds)
        bench.load(reference, OpenPage("/page"), "khởi động", 0.3)
        bench.load(subject, OpenPage(_path(site)), "khởi động", 0.3)
        yield bench


def _measure_page(bench: Bench, verdicts: report.Verdicts) -> None:
    """Open a lesson as fast as it goes, in turns with a page that the reference keeps."""
    pairs = []
    for i in range(1, bench.rounds + 1):
        what = f"trang bài học, lượt {i}/{bench.rounds}"
        before = bench.load(bench.reference, OpenPage("/page"), what)
        pairs.append((before, bench.load(bench.subject, OpenPage(_path(bench.site)), what)))
    report.heading("Trang bài học, so với trang Flask trống trả về một trang sẵn có, cùng cỡ")
    ratio = report.compare(("Flask trống", "bài học"), pairs)
    strange = _strange([subject for _, subject in pairs], 200)
    verdicts.judge(
        f"trang bài học bằng {report.number(ratio, 2)} trang trống "
        f"(cần ≥ {report.number(AIM_PAGE, 2)})",
        met=ratio >= AIM_PAGE and not strange,
    )


def _measure_rounds(bench: Bench, verdicts: report.Verdicts) -> None:
    """Hand in rounds of five answers, in turns with one row of the reference; then count them."""
    _show("cho khách đăng nhập")
    cookies = make_guests(bench.site, CLIENTS * PEOPLE)
    shared_out = tuple(tuple(cookies[i::CLIENTS]) for i in range(CLIENTS))
    chance = Random(SEED)  # noqa: S311 - which answers are right, no secret
    quizzes = tuple(make_quiz(lesson, chance) for lesson in bench.site.quizzes)
    insert = InsertRow("/row", max(len(one) for quiz in quizzes for one in quiz.rounds))
    done = [bench.load(bench.subject, AnswerQuizzes(quizzes, shared_out), "khởi động", 0.3)]
    rows = [bench.load(bench.reference, insert, "khởi động", 0.3)]
    begin_at = max(done[0].answered)
    for i in range(1, bench.rounds + 1):
        what = f"nộp bài, lượt {i}/{bench.rounds}"
        rows.append(bench.load(bench.reference, insert, what))
        script = AnswerQuizzes(quizzes, shared_out, begin_at)
        done.append(bench.load(bench.subject, script, what))
        begin_at += max(done[-1].answered)
    _show("đếm lại những gì đã lưu")
    acknowledged = [UUID(place.rpartition("/")[2]) for one in done for place in one.places]
    found = compare(bench.site, acknowledged)
    report.heading(
        "Nộp một bài năm câu (SQLite, synchronous=FULL), so với ghi một dòng qua SQLAlchemy"
    )
    ratio = report.compare(("ghi một dòng", "nộp bài"), list(zip(rows[1:], done[1:], strict=True)))
    _judge_rounds(bench, verdicts, ratio, done, rows[1:])
    report.stored(found)
    verdicts.judge("mọi bài đã báo nhận đều được lưu đúng một lần", met=found.whole)
    known, new = (statements.count_round(bench.site, quizzes[0], one) for one in (cookies[0], None))
    click.echo(f"câu lệnh của một lần nộp: người đã quen {known}, khách mới {new}")


def _judge_rounds(
    bench: Bench,
    verdicts: report.Verdicts,
    ratio: float,
    done: list[Result],
    rows: list[Result],
) -> None:
    (_, _), (median, p99) = report.times([("ghi một dòng", rows), ("nộp bài", done[1:])])
    fewest, most = report.clients(done[1:])
    faults = _strange(done, 303) + bench.subject.count_said('"level": "error"')
    verdicts.judge(
        f"nộp bài bằng {report.number(ratio, 2)} lần ghi một dòng "
        f"(cần ≥ {report.number(AIM_ROUND, 2)})",
        met=ratio >= AIM_ROUND,
    )
    verdicts.judge(
        f"p99 bằng {report.number(p99 / median, 1)} lần mức giữa (cần ≤ {AIM_TAIL})",
        met=p99 <= AIM_TAIL * median,
    )
    verdicts.judge(
        f"không ai bị bỏ đói: khách ít nhất {fewest}, nhiều nhất {most} bài trong một lượt",
        met=fewest >= STARVED * most,
    )
    verdicts.judge(f"lỗi khoá hay câu trả lời lạ: {faults} (cần 0)", met=not faults)


def _measure_statements(site: Site, verdicts: report.Verdicts) -> None:
    _show("đếm câu lệnh của từng trang")
    counts = statements.count_pages(site)
    report.heading("Câu lệnh gửi tới cơ sở dữ liệu, từng trang")
    report.pages(counts, statements.MANY)
    most = max(one.many for one in counts if one.shared)
    verdicts.judge(
        f"trang chung (trang đầu, khoá, bài học …): nhiều nhất {most} câu lệnh (cần 0)",
        met=most == 0,
    )
    grown = [one.rule for one in counts if one.grows]
    verdicts.judge(
        "không trang nào tốn thêm câu lệnh khi thêm người" + (f": {grown}" if grown else ""),
        met=not grown,
    )


def _measure_weight(site: Site, verdicts: report.Verdicts) -> None:
    found = weight.weigh(site)
    report.heading("Lần đầu mở một bài, điện thoại tải về")
    report.weights(found)
    heaviest = max(found, key=lambda one: one.text)
    verdicts.judge(
        f"bài nặng nhất ({heaviest.slug}): HTML + CSS {report.number(heaviest.text)} byte; "
        f"gọi tới máy khác: {sum(one.foreign for one in found)}",
        met=all(one.fits for one in found),
    )


def _measure_certificates(folder: Path, verdicts: report.Verdicts, people: int) -> None:
    _show("dựng giấy ghi nhận")
    found = certificates.measure(folder, people)
    report.heading("Giấy ghi nhận học tập, dựng trong một lần chạy lệnh")
    click.echo(
        f"{report.number(found.many)} giấy trong {report.number(found.seconds, 1)} giây: "
        f"{report.number(found.a_second)} giấy mỗi giây, mỗi giấy "
        f"{report.number(found.bytes_each)} byte; typst với một trang chỉ có tên: "
        f"{report.number(found.reference_a_second)}"
    )
    verdicts.judge(
        f"mọi giấy đều được dựng, bằng {report.number(found.ratio, 2)} trang chỉ có tên",
        met=found.many == people,
    )


def _measure_final_check(verdicts: report.Verdicts, people: int) -> None:
    _show("cho người giả làm bài kiểm tra cuối khoá")
    bank = final_check.bank_of()
    found = final_check.table(bank, people=people)
    report.heading(
        f"Kiểm tra cuối khoá: {report.number(people)} người biết mỗi mục với xác suất một nửa, "
        f"mỗi người {final_check.TRIES} lần, kho {len(bank.items)} mục"
    )
    report.table(
        ("số mục", "có lần đạt", "nếu tập đi tập lại trước khi nộp"),
        [
            (str(one.length), *(f"{report.number(100 * share, 1)}%" for share in one.shares))
            for one in found
        ],
    )
    real = next(one for one in found if one.length == bank.length)
    verdicts.judge(
        f"bài {real.length} mục: {report.number(100 * max(real.shares), 1)}% người đoán mà đạt "
        f"(cần < {report.number(100 * final_check.MOST)}%)",
        met=max(real.shares) < final_check.MOST,
    )


def _path(site: Site) -> str:
    return f"/bai-hoc/{site.lessons[0].slug}/"


def _strange(results: list[Result], expected: int) -> int:
    """Count the answers that were not what was asked for, and connections that broke."""
    return sum(
        one.reconnected + sum(n for status, n in one.statuses.items() if status != expected)
        for one in results
    )


def _about(folder: Path, command: str) -> None:
    """Say what is measured, and on what."""
    ours = command == GUNICORN
    server = f"gunicorn {version('gunicorn')} như gunicorn.conf.py" if ours else command
    click.echo(f"{time.strftime('%d/%m/%Y')}, Python {platform.python_version()}, {server}")
    click.echo(
        f"{os.cpu_count()} nhân, tải {os.getloadavg()[0]:.1f} khi bắt đầu, {CLIENTS} khách; "
        f"ghi bền 4 KB xuống đĩa: mức giữa {report.number(_time_of_a_write(folder), 2)} ms"
    )


def _time_of_a_write(folder: Path) -> float:
    """Return the middle time of a durable write, in milliseconds."""
    times = []
    with (folder / "write").open("wb") as file:
        for _ in range(100):
            file.write(bytes(4096))
            file.flush()
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    return sorted(times)[50] * 1000


def _show(what: str) -> None:
    """Show what is going on, on one line that comes and goes."""
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        click.echo(f"\r{what:<{width}.{width}}\r", err=True, nl=False)


if __name__ == "__main__":
    main()
