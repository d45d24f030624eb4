"""What no page of ours would send: it is answered kindly, never with a fault of ours."""

from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.places import Place
from learnapp.core.policy import Role
from learnapp.core.sheets import LARGEST_KEPT
from learnapp.db.learning import RefusedRecord
from learnapp.db.people import Identity
from learnapp.db.study_groups import StudyGroup
from tests.accounts import make_account, make_staff, sign_in_as, ward_id
from tests.pages import Browser

TWO_FROM_ONE = "\u0958"
"""A letter that becomes two when it is written as we keep it."""

NEW_CLASS = {
    "name": "Lớp tối thứ Ba",
    "meets_at": "Nhà văn hoá",
    "schedule": "19 giờ 30",
    "starts_on": "2026-11-24",
}


def as_staff(browser: Browser, session: Session, app: Flask, role: Role) -> None:
    place = Place("22", ward_id(app))
    sign_in_as(browser, session, make_staff(session, app, role, place))


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "null", "http://a:b:c", "\x80"])
@pytest.mark.parametrize("path", ["/dang-nhap", "/bai-hoc/pha-tra/cau-do", "/khong-co"])
def test_an_origin_that_is_no_address_is_a_foreign_one(app: Flask, origin: str, path: str) -> None:
    answer = app.test_client().post(path, data={"who": "1"}, headers={"Origin": origin})

    assert answer.status_code == 403


def test_the_form_shown_once_more_leads_to_its_own_page(app: Flask) -> None:
    answer = app.test_client().post("/en/dang-nhap?next=/toi/", data={"who": "0912345678"})

    assert answer.status_code == 400
    assert 'action="/en/dang-nhap?next=/toi/"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("answers", ["a\x00b", "x" * 200_000], ids=["no text", "endless"])
def test_what_cannot_be_graded_is_kept_within_bounds(
    browser: Browser, session: Session, answers: str
) -> None:
    fields = {"version": "ab" * 16, "q-gi": answers, "q-\x00": "1"}

    page = browser.send("/bai-hoc/pha-tra/cau-do", dict(fields))

    assert page.status == 409
    kept = session.scalars(select(RefusedRecord)).one().content
    assert len(str(kept)) < LARGEST_KEPT + 100
    assert "\x00" not in str(kept)


def test_a_name_is_measured_as_it_is_kept(browser: Browser, session: Session, app: Flask) -> None:
    sign_in_as(browser, session, make_account(session, app))

    page = browser.submit(
        "/toi/tai-khoan/sua", full_name=TWO_FROM_ONE * 100, birth_year="1958", gender=""
    )

    assert page.status == 422
    session.rollback()
    assert session.scalars(select(Identity.full_name)).one() == "Phạm Thị Mai"


@pytest.mark.parametrize(("name", "status"), [(TWO_FROM_ONE * 80, 422), (" \u200b ", 422)])
def test_a_class_needs_a_name_that_can_be_kept(
    browser: Browser, session: Session, app: Flask, name: str, status: int
) -> None:
    as_staff(browser, session, app, Role.VOLUNTEER)

    page = browser.submit("/tinh-nguyen/lop/mo", **(NEW_CLASS | {"name": name}))

    assert page.status == status
    assert session.scalars(select(StudyGroup)).all() == []


@pytest.mark.parametrize("number", [2**31, 2**63, 10**40])
@pytest.mark.parametrize("tail", ["", "/dong", "/mo-lai"])
def test_a_number_that_no_column_holds_is_nobodys(
    browser: Browser, session: Session, app: Flask, number: int, tail: str
) -> None:
    as_staff(browser, session, app, Role.WARD_OFFICIAL)
    address = "/can-bo/phuong/06760/khu-pho"
    token = browser.open(address).form("names").fields["csrf_token"][0]

    page = browser.send(f"{address}/{number}{tail}", {"csrf_token": token, "name": "Khu 1"})

    assert page.status == 404


def test_more_neighbourhoods_than_any_ward_has_are_a_slip(
    browser: Browser, session: Session, app: Flask
) -> None:
    as_staff(browser, session, app, Role.WARD_OFFICIAL)

    page = browser.submit(
        "/can-bo/phuong/06760/khu-pho", names="\n".join(f"Khu {n}" for n in range(201))
    )

    assert page.status == 422
    assert "Danh sách dài quá" in page.text


def test_a_class_is_not_closed_without_the_token(
    browser: Browser, session: Session, app: Flask
) -> None:
    as_staff(browser, session, app, Role.VOLUNTEER)
    page = browser.submit("/tinh-nguyen/lop/mo", **NEW_CLASS)

    after = browser.send(f"{page.path}/dong", {})

    assert "Hãy bấm lại lần nữa" in after.text
    assert session.scalars(select(StudyGroup.closed_day)).one() is None


def test_the_code_to_scan_is_the_same_in_every_language(
    browser: Browser, session: Session, app: Flask
) -> None:
    as_staff(browser, session, app, Role.VOLUNTEER)
    page = browser.submit("/en/tinh-nguyen/lop/mo", **NEW_CLASS)
    code = session.scalars(select(StudyGroup.code)).one()

    for language in ("", "/en"):
        shown = browser.open(f"{language}{page.path.removeprefix('/en')}/ma")
        assert f"http://localhost/lop/{code.lower()}" in shown.text


@pytest.mark.parametrize(
    ("query", "kept"),
    [({}, "max-age=300"), ({"v": "0"}, "max-age=300")],
    ids=["no version", "another version"],
)
def test_only_a_file_asked_for_by_its_content_is_kept_for_long(
    app: Flask, query: dict[str, str], kept: str
) -> None:
    answer = app.test_client().get(f"/static/group.js?{urlencode(query)}")

    assert answer.headers["Cache-Control"] == f"public, {kept}"


def test_a_file_that_is_not_there_is_not_remembered(app: Flask) -> None:
    answer = app.test_client().get("/static/khong-co.js")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
