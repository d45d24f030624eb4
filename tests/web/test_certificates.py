"""The paper to be proud of, and the page that tells anyone whether it is real. Without scripts."""

import json
import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from jwcrypto import jwk, jws
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.codes import show_certificate_code
from learnapp.db.certificates import Certificate
from learnapp.db.people import Throttle
from learnapp.queries.folding import known_people
from learnapp.services import certificates as services
from tests.accounts import make_account, make_guest, sign_in_as
from tests.certificates import complete, recheck, take_back
from tests.pages import Browser, Page

MINE = "/giay/khoa-thu/"
UNKNOWN = "2222222222222222"
NOT_A_DIPLOMA = "không thay văn bằng, chứng chỉ"


@pytest.fixture
def learner(session: Session, app: Flask, browser: Browser) -> UUID:
    """Somebody with an account who completed the course, signed in."""
    person_id = make_account(session, app)
    complete(session, app, person_id, at=utc_now() - timedelta(hours=1))
    sign_in_as(browser, session, person_id)
    return person_id


def take(browser: Browser, **ticked: object) -> Page:
    page = browser.open(MINE)
    return browser.fill(page, **ticked)


def code_of(session: Session) -> str:
    session.rollback()
    return session.scalars(select(Certificate.code)).one()


class TestOwnPage:
    def test_a_visitor_and_a_beginner_read_what_is_missing(
        self, app: Flask, session: Session, browser: Browser
    ) -> None:
        assert "Chưa có giấy" in browser.open(MINE).text

        sign_in_as(browser, session, make_account(session, app))
        page = browser.open(MINE)
        assert "Còn 2 bài" in page.text
        assert page.has_link("/bai-hoc/pha-tra/")

    def test_a_guest_who_completed_it_is_led_to_an_account(
        self, app: Flask, session: Session, browser: Browser
    ) -> None:
        guest = make_guest(session, app, answers=False)
        complete(session, app, guest, at=utc_now())
        sign_in_as(browser, session, guest)

        page = browser.open(MINE)

        assert "Đã học xong" in page.text
        assert page.has_link("/dang-ky")

    def test_it_is_taken_with_the_name_hidden_unless_ticked(
        self, session: Session, browser: Browser, learner: UUID
    ) -> None:
        page = take(browser)

        code = code_of(session)
        assert "Phạm Thị Mai" in page.text
        assert NOT_A_DIPLOMA in page.text
        assert show_certificate_code(code) in page.text
        assert "Không công khai tên" in browser.open(f"/xac-nhan/{code}").text

    def test_the_name_is_shown_and_hidden_again(
        self, session: Session, browser: Browser, second_browser: Browser, learner: UUID
    ) -> None:
        take(browser, show_name="y")
        address = f"/xac-nhan/{code_of(session)}"
        assert "Phạm Thị Mai" in second_browser.open(address).text

        page = browser.open(MINE)
        form = page.form("show_name")
        sent = {name: values for name, values in form.fields.items() if name != "show_name"}
        browser.send(MINE, sent)

        assert "Phạm Thị Mai" not in second_browser.open(address).text

    def test_a_child_is_not_asked_and_cannot_show_the_name(
        self, app: Flask, session: Session, browser: Browser
    ) -> None:
        child = make_account(session, app, birth_year=2012)
        complete(session, app, child, at=utc_now())
        sign_in_as(browser, session, child)
        page = browser.open(MINE)
        assert "show_name" not in page.form("csrf_token").names

        browser.fill(page)

        assert "Không công khai tên" in browser.open(f"/xac-nhan/{code_of(session)}").text

    def test_the_paper_and_the_badge_come_as_files_that_nobody_keeps(
        self, browser: Browser, learner: UUID
    ) -> None:
        take(browser)
        for name, start in (("giay.pdf", b"%PDF"), ("huy-hieu.jwt", b"eyJ")):
            answer = browser.client.get(MINE + name)

            assert answer.status_code == 200
            assert answer.data.startswith(start)
            assert answer.headers["Content-Disposition"].startswith("attachment;")
            assert answer.headers["Cache-Control"] == "private, no-store"

    def test_the_paper_speaks_the_language_of_the_page(
        self, browser: Browser, learner: UUID
    ) -> None:
        take(browser)

        assert browser.client.get("/en" + MINE + "giay.pdf").data.startswith(b"%PDF")

    def test_a_withdrawn_one_says_why_and_gives_no_file(
        self, session: Session, browser: Browser, learner: UUID
    ) -> None:
        take(browser)
        services.withdraw(session, code_of(session), "Người khác làm hộ", now=utc_now())
        session.commit()

        assert "Người khác làm hộ" in browser.open(MINE).text
        assert browser.client.get(MINE + "giay.pdf").status_code == 404
        assert browser.client.get(MINE + "huy-hieu.jwt").status_code == 404

    def test_a_course_that_never_was_has_no_page(self, browser: Browser) -> None:
        assert browser.open("/giay/khong-co/").status == 404


class TestChecking:
    def code(self, session: Session, app: Flask, **changed: object) -> str:
        person_id = make_account(session, app)
        complete(session, app, person_id, at=utc_now() - timedelta(days=2), **changed)
        known = services.issue_all(
            session,
            known_people(session, [person_id]).values(),
            "khoa-thu",
            chance=lambda: bytes(range(16)),
            now=utc_now(),
        )
        session.commit()
        return known[0].code

    def test_it_is_found_in_any_spelling_and_by_the_form(
        self, app: Flask, session: Session, browser: Browser
    ) -> None:
        code = self.code(session, app, witnessed=True)
        for typed in (code, code.lower(), show_certificate_code(code), "-".join(code)):
            page = browser.open(f"/xac-nhan/?ma={typed.replace(' ', '+')}")
            assert page.path == f"/xac-nhan/{code}"
            assert "Có người chứng kiến" in page.text
            assert "Khoá thử" in page.text
        assert browser.open(f"/XAC-NHAN/{code}").path == f"/xac-nhan/{code}"

    def test_it_says_what_holds_today(self, app: Flask, session: Session, browser: Browser) -> None:
        address = f"/xac-nhan/{self.code(session, app)}"
        assert "đến lúc làm lại" in browser.open(address).text
        owner = session.scalars(select(Certificate.person_id)).one()
        last = recheck(session, app, owner, 1, at=utc_now())
        session.commit()
        assert "Giấy này còn giá trị" in browser.open(address).text
        assert "(sau 1 ngày)" in browser.open(address).text

        take_back(session, app, last, at=utc_now())
        session.commit()
        assert "(sau 1 ngày)" not in browser.open(address).text

    def test_a_slip_is_told_from_a_code_that_nobody_has(self, browser: Browser) -> None:
        assert "gõ nhầm một chỗ" in browser.open("/xac-nhan/2222222222222223").text
        assert "16 chữ và số" in browser.open("/xac-nhan/?ma=2222").text
        page = browser.open(f"/xac-nhan/{UNKNOWN}")
        assert page.status == 404
        assert "Không có giấy nào mang mã này" in page.text

    def test_nobody_keeps_it_and_no_engine_lists_it(
        self, app: Flask, session: Session, browser: Browser
    ) -> None:
        for address in (
            "/xac-nhan/",
            f"/xac-nhan/{self.code(session, app)}",
            f"/xac-nhan/{UNKNOWN}",
        ):
            answer = browser.client.get(address)
            assert "noindex" in answer.headers["X-Robots-Tag"]
            assert '<meta name="robots" content="noindex">' in answer.text
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert NOT_A_DIPLOMA in answer.text or "Số trên giấy" in answer.text

    def test_who_guesses_waits_and_then_finds_nothing_either(
        self, app: Flask, session: Session, browser: Browser
    ) -> None:
        code = self.code(session, app)
        for _ in range(60):
            assert browser.client.get(f"/xac-nhan/{UNKNOWN}").status_code == 404

        blocked = browser.client.get(f"/xac-nhan/{UNKNOWN}")
        assert blocked.status_code == 429
        assert int(blocked.headers["Retry-After"]) > 0
        assert browser.client.get(f"/xac-nhan/{code}").status_code == 429

    def test_the_count_does_not_keep_an_address(self, session: Session, browser: Browser) -> None:
        browser.open(f"/xac-nhan/{UNKNOWN}")

        assert re.fullmatch(r"[0-9a-f]{64}", session.scalars(select(Throttle.key_hash)).one())

    def test_checking_a_real_one_is_never_counted(
        self, app: Flask, session: Session, browser: Browser
    ) -> None:
        browser.open(f"/xac-nhan/{self.code(session, app)}")

        session.rollback()
        assert session.scalars(select(Throttle)).all() == []

    @pytest.mark.parametrize(
        ("typed", "said"), [("Phạm Thị Mai", "giống tên"), ("Phạm Thị Mới", "khác tên")]
    )
    def test_a_name_on_an_edited_paper_is_caught(
        self, app: Flask, session: Session, browser: Browser, typed: str, said: str
    ) -> None:
        page = browser.open(f"/xac-nhan/{self.code(session, app)}")

        assert said in browser.fill(page, full_name=typed).text


class TestBadge:
    def test_a_stranger_verifies_it_with_what_the_site_answers(
        self, browser: Browser, second_browser: Browser, learner: UUID
    ) -> None:
        take(browser, show_name="y")
        signed = browser.client.get(MINE + "huy-hieu.jwt").text
        token = jws.JWS()
        token.deserialize(signed)
        address = token.jose_header["kid"].removeprefix("http://localhost")

        public_key = second_browser.client.get(address).get_json()
        token.verify(jwk.JWK(**public_key))

        payload = json.loads(token.payload)
        assert payload["credentialSubject"]["identifier"][0]["identityHash"] == "Phạm Thị Mai"
        assert second_browser.client.get("/huy-hieu/khoa").get_json()["keys"] == [public_key]
        for part in (payload["issuer"], payload["credentialSubject"]["achievement"]):
            answered = second_browser.client.get(part["id"].removeprefix("http://localhost"))
            assert answered.get_json().items() >= part.items()

    def test_it_names_nobody_who_did_not_agree(self, browser: Browser, learner: UUID) -> None:
        take(browser)
        token = jws.JWS()
        token.deserialize(browser.client.get(MINE + "huy-hieu.jwt").text)

        assert "Mai" not in str(token.objects["payload"])
        assert "identifier" not in str(token.objects["payload"])

    def test_without_a_key_there_are_no_badges(
        self, app: Flask, browser: Browser, learner: UUID, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take(browser)
        monkeypatch.setitem(app.extensions, "signer", None)

        assert "Huy hiệu số" not in browser.open(MINE).text
        assert browser.client.get(MINE + "huy-hieu.jwt").status_code == 404
        assert browser.client.get("/huy-hieu/khoa").get_json() == {"keys": []}
