"""What holds for every address of the site."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event, func, literal, select, union_all
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from learnapp.db.base import Base
from learnapp.extensions import SAFE_METHODS
from learnapp.web.access import SHARED
from tests.conventions.test_access import BY_FILE_NAME, SAME_ORIGIN
from tests.conventions.world import WHO, World, browser_of, build
from tests.pages import PageParser

PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.(json|csv|txt|svg|webmanifest|pdf|jwt))?")
TYPED = re.compile(r"<\w+(\(.*\))?:\w+>")
CAPITALS = {
    "/LOP/<code:code>": "a QR code with capital letters is smaller",
    "/XAC-NHAN/<string:code>": "a QR code with capital letters is smaller",
    "/XAC-NHAN/": "what is left of that address when the code is cut off",
}
TOKEN_FREE = {
    "/bai-hoc/<slug:slug>/cau-do": "its form is the same bytes for everybody",
    "/bai-hoc/<slug:slug>/thuc-hanh": "its form is the same bytes for everybody",
    "/bai-hoc/<slug:slug>/thuc-hanh/xong": "its form is the same bytes for everybody",
}
HARMLESS = {
    "/bai-hoc/<slug:slug>/thuc-hanh": "to repeat what was typed there would keep it",
    "/kiem-tra/<uuid:attempt_id>/<int:place>": "to repeat what was typed there would keep it",
}
LOOKS = "audit_entry"
LANGUAGES = ("", "/en")


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    return build(session, app)


def rules(app: Flask, method: str | None = None) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint != BY_FILE_NAME and method in {None, *(rule.methods or ())}:
            yield rule


def access(app: Flask, rule: Rule) -> object:
    return getattr(app.view_functions[rule.endpoint], "access", None)


def test_every_view_says_who_may_open_it(app: Flask) -> None:
    silent = sorted(rule.endpoint for rule in rules(app) if access(app, rule) is None)

    assert not silent, "Mark them @public, @shared, @signed_in, @with_account or @requires(…)"


def test_addresses_are_plain_words_and_their_parameters_have_types(app: Flask) -> None:
    odd = [
        rule.rule
        for rule in rules(app)
        if rule.rule not in CAPITALS
        for step in rule.rule.strip("/").split("/")
        if step and not PLAIN.fullmatch(step) and not TYPED.fullmatch(step)
    ]

    assert not odd, "Vietnamese without accents, small letters, hyphens; <converter:name>"


def test_methods_are_get_or_post(app: Flask) -> None:
    """A form can send nothing else."""
    other = [rule.rule for rule in rules(app) if (rule.methods or set()) - {*SAFE_METHODS, "POST"}]

    assert not other


class TestSharedPages:
    def addresses(self, app: Flask, world: World) -> list[str]:
        return [
            language + world.address(rule.rule)
            for rule in rules(app, "GET")
            if access(app, rule) == SHARED
            for language in LANGUAGES
        ]

    def test_everybody_gets_the_same_bytes_and_headers(
        self, app: Flask, session: Session, world: World
    ) -> None:
        shared = self.addresses(app, world)
        assert any("/bai-hoc/" in address for address in shared)
        for encoding in ("br", "gzip", "identity"):
            for address in shared:
                answers = {
                    (answer.status_code, answer.data, tuple(answer.headers))
                    for who in WHO
                    for answer in [
                        browser_of(app, session, world.people.get(who)).get(
                            address, headers={"Accept-Encoding": encoding}
                        )
                    ]
                }
                assert len(answers) == 1, f"{address} differs ({encoding})"

    def test_they_may_be_kept_by_anybody(self, app: Flask, session: Session, world: World) -> None:
        browser = browser_of(app, session, world.people["citizen"])
        for address in self.addresses(app, world):
            headers = browser.get(address).headers

            assert headers["Cache-Control"].startswith("public"), address
            assert "Set-Cookie" not in headers, address
            assert headers["Vary"] == "Accept-Encoding", address
            assert headers["ETag"], address

    def test_they_touch_no_database(self, app: Flask, session: Session, world: World) -> None:
        browser = browser_of(app, session, world.people["citizen"])
        app.extensions["shared_pages"].forget()
        statements: list[str] = []
        event.listen(
            session.get_bind(), "before_cursor_execute", lambda *a: statements.append(a[2])
        )
        for address in self.addresses(app, world):
            browser.get(address)

        assert not statements


def test_what_is_about_somebody_is_kept_by_nobody(
    app: Flask, session: Session, world: World
) -> None:
    """An answer that may be kept is the same for everybody and sets no cookie."""
    kept = []
    for rule in rules(app, "GET"):
        answers = [
            browser_of(app, session, world.people.get(who)).get(world.address(rule.rule))
            for who in WHO
        ]
        if all("no-store" in answer.headers.get("Cache-Control", "") for answer in answers):
            continue
        same = len({(answer.status_code, answer.data) for answer in answers}) == 1
        if not same or any("Set-Cookie" in answer.headers for answer in answers):
            kept.append(rule.rule)

    assert not kept, "Answer with Cache-Control: private, no-store"


def test_every_answer_says_what_browsers_may_do(app: Flask, session: Session, world: World) -> None:
    browser = browser_of(app, session, world.people["citizen"])
    for rule in rules(app, "GET"):
        headers = browser.get(world.address(rule.rule)).headers

        assert "default-src 'self'" in headers["Content-Security-Policy"], rule.rule
        assert "unsafe" not in headers["Content-Security-Policy"], rule.rule
        assert headers["X-Content-Type-Options"] == "nosniff", rule.rule
        assert headers["Referrer-Policy"] == "same-origin", rule.rule
        assert "Access-Control-Allow-Origin" not in headers, rule.rule


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
    ids=["cross-site", "same-site", "a foreign origin", "an origin that hides"],
)
def test_no_address_takes_a_post_of_another_site(
    app: Flask, session: Session, world: World, headers: dict[str, str]
) -> None:
    for rule in rules(app, "POST"):
        for who in ("visitor", "citizen", "administrator"):
            browser = browser_of(app, session, world.people.get(who))
            answer = browser.post(world.address(rule.rule), headers=headers)

            assert answer.status_code == 403, f"{rule.rule} as {who}"
            assert "Set-Cookie" not in answer.headers, f"{rule.rule} as {who}"


def test_a_post_that_says_nothing_of_its_origin_is_asked_once_more(
    app: Flask, session: Session, world: World
) -> None:
    for rule in rules(app, "POST"):
        browser = browser_of(app, session, world.people["citizen"])
        before = rows(session)
        answer = browser.post(world.address(rule.rule), data={"q-x": "a", "bam": "0"})

        assert answer.status_code in ({303} if rule.rule in HARMLESS else {400, 415}), rule.rule
        assert "Set-Cookie" not in answer.headers or rule.rule not in HARMLESS
        assert rows(session) == before, rule.rule


def test_every_form_carries_a_token_but_those_on_shared_pages(
    app: Flask, session: Session, world: World
) -> None:
    bare, seen = [], 0
    for rule in rules(app, "GET"):
        for who in WHO:
            answer = browser_of(app, session, world.people.get(who)).get(world.address(rule.rule))
            if answer.mimetype != "text/html":
                continue
            page = PageParser()
            page.feed(answer.text)
            for form in page.forms:
                if form.method != "post":
                    continue
                seen += 1
                if ("csrf_token" in form.names) is (access(app, rule) == SHARED):
                    bare.append(f"{rule.rule} as {who}: form to {form.action}")

    assert seen
    assert not bare, sorted(set(bare))


def test_a_form_without_its_token_changes_nothing(
    app: Flask, session: Session, world: World
) -> None:
    for rule in rules(app, "POST"):
        if rule.rule.startswith("/api/") or rule.rule in TOKEN_FREE:
            continue
        for who in WHO:
            browser = browser_of(app, session, world.people.get(who))
            before = rows(session)
            browser.post(world.address(rule.rule), headers=SAME_ORIGIN)

            assert rows(session) == before, f"{rule.rule} as {who}"


def rows(session: Session) -> dict[str, int]:
    """Count the rows of every table, but for looks at somebody: those are written down first."""
    session.rollback()
    counts = union_all(
        *(
            select(literal(table.name), func.count()).select_from(table)
            for table in Base.metadata.tables.values()
            if table.name != LOOKS
        )
    )
    return dict(session.execute(counts).all())
