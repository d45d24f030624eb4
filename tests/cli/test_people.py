"""Accounts of the staff and their roles, from the terminal."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.codes import new_learner_code
from learnapp.core.policy import Role
from learnapp.db.audit import AuditEntry
from learnapp.db.people import Consent, Identity, LearnerCode, RoleGrant, SignIn, Throttle
from tests.accounts import (
    OTHER_PHONE,
    PASSWORD,
    PHONE,
    PIN,
    WARD,
    make_account,
    make_staff,
    sign_in,
    ward_id,
)
from tests.pages import Browser

ADD = ["--name", "Vũ Đình Khoan", "--birth-year", "1990", "--phone", OTHER_PHONE, "--ward", WARD]


def run(app: Flask, *arguments: str, typed: str = "") -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["people", *arguments], input=typed)
    return result.exit_code, result.output


class TestAdd:
    def test_the_first_administrator_is_made_here_and_sets_a_password(
        self, app: Flask, browser: Browser, session: Session
    ) -> None:
        code, said = run(app, "add", *ADD, "--agreed")
        assert code == 0
        password = re.search(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){3}", said)
        assert password is not None
        assert run(app, "grant", OTHER_PHONE, "quan-tri")[0] == 0

        page = sign_in(browser, who=OTHER_PHONE, secret=password[0])
        assert page.path == "/toi/mat-khau"
        browser.fill(page, old=password[0], password=PASSWORD, password_again=PASSWORD)

        assert browser.open("/can-bo/phan-quyen").status == 200
        consent = session.scalars(select(Consent)).one()
        assert consent.way == "paper"
        added = session.scalars(select(AuditEntry).where(AuditEntry.action == "account.added"))
        assert [(one.actor_id, one.subject_id) for one in added] == [(None, consent.person_id)]

    def test_nobody_is_added_without_agreeing(self, app: Flask, session: Session) -> None:
        code, said = run(app, "add", *ADD, typed="n\n")

        assert code == 1
        assert "cần người ấy đồng ý" in said
        assert session.scalars(select(Identity)).all() == []

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            (["--phone", "123"], "Số điện thoại gồm 10 chữ số"),
            (["--ward", "99999"], "Không có phường, xã nào mang mã 99999"),
            (["--birth-year", "2020"], "Người dưới 16 tuổi"),
        ],
    )
    def test_faults(self, app: Flask, changed: list[str], words: str) -> None:
        code, said = run(app, "add", *ADD, *changed, "--agreed")

        assert code != 0
        assert words in said

    def test_a_taken_number(self, app: Flask) -> None:
        run(app, "add", *ADD, "--agreed")
        code, said = run(app, "add", *ADD, "--agreed")

        assert code == 1
        assert "Số này đã có tài khoản." in said


class TestGrant:
    def test_it_is_given_listed_and_taken_back(self, app: Flask, session: Session) -> None:
        make_account(session, app)
        session.commit()
        code, _said = run(
            app, "grant", PHONE, "tinh-nguyen-vien", "--place", WARD, "--until", "31/12/2026"
        )
        assert code == 0
        grant = session.scalars(select(RoleGrant)).one()
        assert (grant.role, grant.until_day) == (Role.VOLUNTEER, date(2027, 1, 1))
        session.expunge_all()
        session.rollback()

        _code, said = run(app, "list")
        assert "Phường Mông Dương, Tỉnh Quảng Ninh" in said
        assert "đến hết 31/12/2026" in said
        assert "0912345678" not in said

        assert run(app, "take", str(grant.id))[0] == 0
        assert "Chưa ai được phân quyền." in run(app, "list")[1]
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
        assert actions == ["grant.given", "grant.taken"]

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ((OTHER_PHONE, "quan-tri"), "Chưa có tài khoản với số"),
            ((PHONE, "quan-tri", "--place", WARD), "bỏ --place"),
            ((PHONE, "can-bo-tinh", "--place", WARD), "mã tỉnh 2 số"),
            ((PHONE, "can-bo-phuong"), "Không có phường, xã nào"),
            ((PHONE, "vua"), "vua"),
            ((PHONE, "quan-tri", "--until", "mai"), "Ngày chưa đúng."),
            ((PHONE, "quan-tri", "--until", "01/01/2020"), "Ngày cuối phải sau ngày đầu."),
        ],
    )
    def test_faults(
        self, app: Flask, session: Session, arguments: tuple[str, ...], words: str
    ) -> None:
        make_account(session, app)
        session.commit()
        code, said = run(app, "grant", *arguments)

        assert code != 0
        assert words in said
        assert session.scalars(select(RoleGrant)).all() == []

    def test_taking_back_what_is_not_there(self, app: Flask) -> None:
        code, said = run(app, "take", "01a209ee-1ad6-7d36-b4ca-973d4f7c4098")

        assert code == 1
        assert "Không thấy phân quyền này." in said


class TestResetPassword:
    def test_the_old_one_opens_nothing_and_everybody_is_signed_out(
        self, app: Flask, browser: Browser, session: Session
    ) -> None:
        make_staff(session, app)
        session.commit()
        sign_in(browser, who=OTHER_PHONE, secret=PASSWORD)

        code, said = run(app, "reset-password", OTHER_PHONE)

        assert code == 0
        assert browser.open("/toi/tai-khoan").status == 401
        assert sign_in(browser, who=OTHER_PHONE, secret=PASSWORD).status == 422
        password = said.split(": ")[-1].strip()
        assert sign_in(browser, who=OTHER_PHONE, secret=password).path == "/toi/mat-khau"
        assert PIN not in said

    def test_nobody_there(self, app: Flask) -> None:
        assert run(app, "reset-password", PHONE)[0] == 1


class TestErase:
    def test_it_asks_and_then_the_account_is_gone(
        self, app: Flask, browser: Browser, session: Session
    ) -> None:
        make_account(session, app)
        session.commit()
        sign_in(browser)

        code, said = run(app, "erase", PHONE, typed="n\n")
        assert (code, "Chưa xoá gì." in said) == (1, True)
        assert session.scalars(select(Identity)).one()
        session.rollback()

        code, said = run(app, "erase", PHONE, typed="y\n")
        assert (code, "Phạm Thị Mai" in said) == (0, True)
        assert session.scalars(select(Identity)).all() == []
        assert browser.open("/toi/tai-khoan").status == 401

    def test_by_the_code_on_a_card(self, app: Flask, session: Session) -> None:
        code = new_learner_code(b"0" * 16)
        session.add(
            LearnerCode(
                code=code,
                ward_id=ward_id(app),
                issued_by_id=make_account(session, app),
                issued_at=utc_now(),
                until=utc_now() + timedelta(days=1),
            )
        )
        make_account(session, app, phone=None, code=code)
        session.commit()

        assert run(app, "erase", code, typed="y\n")[0] == 0
        assert session.scalars(select(Identity.code)).all() == [None]

    @pytest.mark.parametrize(
        ("who", "words"), [(PHONE, "Chưa có tài khoản"), (OTHER_PHONE, "thu hồi quyền trước")]
    )
    def test_faults(self, app: Flask, session: Session, who: str, words: str) -> None:
        make_staff(session, app)
        session.commit()

        code, said = run(app, "erase", who, typed="y\n")

        assert code == 1
        assert words in said


def test_what_is_over_is_swept(app: Flask, browser: Browser, session: Session) -> None:
    make_account(session, app)
    session.commit()
    sign_in(browser)
    session.execute(update(SignIn).values(until=utc_now()))
    session.execute(update(Throttle).values(window_from=utc_now() - timedelta(days=2)))
    session.commit()

    assert run(app, "sweep")[0] == 0

    assert session.scalars(select(SignIn)).all() == session.scalars(select(Throttle)).all() == []
