"""Certificates from the terminal: a course's papers in one run, one withdrawn."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.codes import show_certificate_code
from learnapp.db.audit import AuditEntry
from learnapp.db.certificates import Certificate
from tests.accounts import WARD, make_account
from tests.certificates import COURSE, complete
from tests.pages import Browser


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["certificates", *arguments])
    return result.exit_code, result.output


def learners(session: Session, app: Flask, many: int = 3) -> None:
    for n in range(many):
        person_id = make_account(session, app, phone=f"09123456{n:02}")
        complete(session, app, person_id, at=utc_now())
    make_account(session, app, phone="0912345699")
    session.commit()


def test_all_who_completed_the_course_are_set_in_one_run(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    learners(session, app)

    code, said = run(app, "print", "--course", COURSE, "--out", str(tmp_path / "giay"))

    assert code == 0, said
    assert "Đã dựng 3 giấy" in said
    assert "giấy mỗi giây" in said
    files = sorted(tmp_path.glob("giay/*"))
    assert {file.stem for file in files} == set(session.scalars(select(Certificate.code)))
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    noted = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "certificates.printed")
    ).one()
    assert noted.details == {"course": COURSE, "printed": 3}


def test_a_second_run_makes_the_same_papers(app: Flask, session: Session, tmp_path: Path) -> None:
    learners(session, app, 1)
    for folder in ("mot", "hai"):
        run(app, "print", "--course", COURSE, "--out", str(tmp_path / folder))

    names = [{file.name for file in (tmp_path / folder).iterdir()} for folder in ("mot", "hai")]
    assert names[0] == names[1]
    assert len(names[0]) == 1


def test_one_ward_gets_its_own_and_another_none(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    learners(session, app, 2)

    for ward, many in ((WARD, 2), ("00004", 0)):
        folder = tmp_path / ward
        _, said = run(app, "print", "--course", COURSE, "--ward", ward, "--out", str(folder))
        assert f"Đã dựng {many} giấy" in said
        assert len(list(folder.iterdir())) == many


def test_what_is_not_there_is_said(app: Flask, tmp_path: Path) -> None:
    for wrong, said in (
        (["--course", "khong-co"], "Không có khoá"),
        (["--course", COURSE, "--ward", "99999"], "Không có phường"),
    ):
        code, output = run(app, "print", *wrong, "--out", str(tmp_path))
        assert code == 1
        assert said in output


def test_one_is_withdrawn_for_a_reason_and_restored(
    app: Flask, session: Session, browser: Browser, tmp_path: Path
) -> None:
    learners(session, app, 1)
    run(app, "print", "--course", COURSE, "--out", str(tmp_path))
    code = session.scalars(select(Certificate.code)).one()
    typed = show_certificate_code(code).lower()

    assert run(app, "withdraw", typed)[0] == 2
    assert run(app, "withdraw", typed, "--reason", " ")[0] == 1
    assert run(app, "withdraw", typed, "--reason", "Làm hộ") == (0, "Đã thu hồi.\n")
    assert "đã bị thu hồi" in browser.open(f"/xac-nhan/{code}").text
    assert "Làm hộ" not in browser.open(f"/xac-nhan/{code}").text
    assert "đã bị thu hồi" in run(app, "withdraw", typed, "--reason", "Nữa")[1]

    assert run(app, "restore", typed)[0] == 0
    assert "còn giá trị" in browser.open(f"/xac-nhan/{code}").text


def test_a_code_that_nobody_has_is_refused(app: Flask) -> None:
    assert "gõ nhầm" in run(app, "withdraw", "2" * 15 + "3", "--reason", "?")[1]
    assert "Không có giấy nào" in run(app, "withdraw", "2" * 16, "--reason", "?")[1]
