"""Ten thousand malformed inputs: nothing breaks, and what is refused leaves nothing half stored.

As many again go through the reader of lessons, in ``tests/core/test_lesson_source.py``.
"""

from collections import Counter

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.malformed import BYTES, KINDS, NAMES, POSTS, Post, Site, written

FORMS, ADDRESSES, API = 7_000, 2_000, 1_000
FEWER = 10
"""On PostgreSQL, which is slower and differs little here, a tenth of them."""

ALWAYS_KEPT = {"throttle", "audit_entry"}
"""What a refusal may leave anywhere: tries are counted, looks are noted."""

KEPT_WITH_ANSWERS = {"person", "sign_in", "refused_record"}
"""Answers refused are kept with their reason, and with the new guest whose they are."""

METHODS = ("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "x\0")
PIECES = st.one_of(
    st.sampled_from(
        [
            *(b"bai-hoc", b"khoa-hoc", b"lop", b"LOP", b"toi", b"can-bo", b"tinh", b"phuong"),
            *(b"tinh-nguyen", b"ket-qua", b"cau-do", b"en", b"api", b"v1", b"me", b"static"),
            *(b"..", b"", b"22", b"07090", b"khu-pho", b"mo", b"dang-nhap", b"tim", b"healthz"),
        ]
    ),
    BYTES.map(lambda piece: piece[:300]),
)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            *("HTTP_COOKIE", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_ORIGIN"),
            *("HTTP_SEC_FETCH_SITE", "HTTP_REFERER", "HTTP_ACCEPT_LANGUAGE", "HTTP_RANGE"),
            *("HTTP_X_FORWARDED_FOR", "HTTP_IF_MODIFIED_SINCE", "CONTENT_TYPE", "CONTENT_LENGTH"),
        ]
    ),
    st.one_of(
        st.sampled_from(["hoc=a.b.c", "hoc=", 'hoc="', "br;q=x, gzip;q=-1", "*", "same-origin"]),
        BYTES.map(lambda value: value[:300].decode("latin-1")),
    ),
    max_size=3,
)


@pytest.fixture
def site(app: Flask, session: Session) -> Site:
    return Site(app, session)


@pytest.fixture
def share(request: pytest.FixtureRequest) -> int:
    return 1 if request.config.getoption("--database") == "sqlite" else FEWER


def test_no_form_breaks_and_none_stores_half(site: Site, share: int) -> None:
    answered: Counter[int] = Counter()
    before = site.counts()

    @settings(max_examples=FORMS // share)
    @given(POSTS)
    def spoil(post: Post) -> None:
        nonlocal before
        rule, answer = site.send(post)
        after = site.counts()
        answered[answer.status_code] += 1
        assert answer.status_code < 500, rule
        changed = {name for name, n in after.items() if n != before[name]}
        if answer.status_code >= 400:
            kept = KEPT_WITH_ANSWERS if rule.endswith("/cau-do") else set()
            assert changed <= ALWAYS_KEPT | kept, rule
        elif changed:
            site.renew()
            after = site.counts()
        before = after

    spoil()

    site.check_derived()
    assert {303, 403, 422} <= answered.keys(), answered


def test_no_address_breaks(site: Site, share: int) -> None:
    browsers = list(site.browsers.values())
    before = site.counts()

    @settings(max_examples=ADDRESSES // share)
    @given(
        st.integers(0, len(browsers) - 1),
        st.sampled_from(METHODS),
        st.one_of(
            st.lists(PIECES, max_size=5).map(lambda pieces: b"/" + b"/".join(pieces)),
            st.sampled_from(site.addresses()).map(str.encode),
        ),
        st.lists(st.tuples(NAMES, BYTES), max_size=2),
        HEADERS,
    )
    def open_address(
        who: int,
        method: str,
        path: bytes,
        query: list[tuple[bytes, bytes]],
        headers: dict[str, str],
    ) -> None:
        status = site.open(browsers[who], method, path, query, headers)
        assert status < 500, (method, path, query, headers)

    open_address()

    changed = {name for name, n in site.counts().items() if n != before[name]}
    assert changed <= ALWAYS_KEPT


def test_no_request_of_a_script_breaks(site: Site, share: int) -> None:
    before = site.counts()

    @settings(max_examples=API // share)
    @given(
        st.sampled_from(list(site.browsers)),
        st.sampled_from(METHODS),
        st.sampled_from(["/api/v1/me", "/api/v1/", "/api/", "/en/api/v1/me", "/api/v1/records"]),
        st.lists(st.tuples(NAMES, BYTES), max_size=3),
        st.sampled_from(KINDS),
        HEADERS,
    )
    def ask(
        who: str,
        method: str,
        path: str,
        fields: list[tuple[bytes, bytes]],
        kind: str,
        headers: dict[str, str],
    ) -> None:
        body, content_type = written(fields, kind)
        status = site.open(
            site.browsers[who],
            method,
            path.encode(),
            [],
            {"CONTENT_TYPE": content_type, "HTTP_SEC_FETCH_SITE": "same-origin"} | headers,
            body,
        )
        assert status < 500

    ask()

    assert site.counts() == before
