"""What is sent to every form to break it: good fields spoilt, and the site that gets them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from urllib.parse import parse_qsl, quote_from_bytes

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from learnapp.db.people import Identity, Person
from learnapp.extensions import db
from learnapp.services import progress, totals
from tests.benchmarks.scripts import make_quiz
from tests.conftest import KEPT
from tests.conventions.test_access import token_of
from tests.conventions.world import World, browser_of, build
from tests.learning import WARD
from tests.pages import PageParser

OFTEN = 3
PIN, PASSWORD = "739158", "bốn từ ghép lại với nhau"

WHO = ("visitor", "guest", "citizen", "volunteer", "ward", "province", "administrator")

GOOD = {
    "full_name": "Nguyễn Thị Lan", "birth_year": "1960", "phone": "0912 345 678", "pin": PIN,
    "pin_again": PIN, "old": PIN, "secret": PIN, "who": "0912 345 678", "consent": "y",
    "password": PASSWORD, "password_again": PASSWORD, "sure": "y", "why": "moved", "count": "3",
    "name": "Lớp tối", "names": "Khu A\nKhu B", "meets_at": "Nhà văn hoá", "schedule": "19 giờ",
    "starts_on": "01/12/2026", "people": "100", "population": "1000", "due_day": "30/06/2031",
    "ward": str(WARD), "source": "Kế hoạch 15", "source_day": "15/08/2026", "role": "volunteer",
}  # fmt: skip

NASTY = [
    *(b"", b" ", b"\0", b"a\0b", b"0\0", b"\xff\xfe", b"\xed\xa0\x80", b"%00", b"%s", b"{{7*7}}"),
    *(b"x" * 81, b"x" * 5_000, b"9" * 400, b"x" * 100_000, b"\xe1\xbb\x87" * 9_000),
    *(b"-1", b"0", b"+0", b"1e400", b"NaN", b"-inf", b"1_0", b"0x10", b"2147483648", b"1.5"),
    *(b"9223372036854775808", b"-9223372036854775809", "٣٤".encode(), "１９６０".encode()),
    *(b"2026-02-30", b"0000-00-00", b"0001-01-01", b"9999-12-31", b"31/12/9999", b"10000-01-01"),
    *(b"01/01/0001", b"1/1/1", b"2026-11-23T00:00", b"00000000-0000-0000-0000-000000000000"),
    *(b"01a20a33-a7dd-71c5-8486-6edfb54ea5d5", b"{01a20a33a7dd71c584866edfb54ea5d5}"),
    *(b"' OR 1=1 --", b"=1+1", b"<script>alert(1)</script>", b"../../../etc/passwd", b"//evil.vn"),
    *("Nguyễn".encode(), "Mông Dương".encode(), "\u202e\u200b\ufeff".encode(), "😀".encode()),
    *(b"+84912345678", b"0912345678", b"091234567", PIN.encode(), b"123456", b"y", b"on", b"a"),
    *(b"\r\n\r\nSet-Cookie: a=b", b"\x1b[2J", b"[]", b"null", b'{"a":1}', b"1,2", b"22", b"747"),
]
"""What people, phones and attackers send."""

BYTES = st.one_of(
    st.sampled_from(NASTY),
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=()), max_size=20).map(
        lambda words: words.encode("utf-8", "surrogatepass")
    ),
    st.binary(max_size=12),
    st.integers().map(lambda number: str(number).encode()),
    st.dates().map(lambda day: str(day).encode()),
    st.uuids().map(lambda one: str(one).encode()),
)
NAMES = st.one_of(
    st.sampled_from([b"q-", b"q-1", b"id", b"version", b"csrf_token", b"tim-phuong", b"ward"]),
    BYTES,
)
KINDS = ("form",) * 8 + ("multipart", "json", "text", "cut")


@dataclass(frozen=True)
class Post:
    """How a form is spoilt: which one it is, by whom, what is changed, dropped and put beside."""

    form: int
    changed: list[tuple[int, list[bytes]]]
    dropped: list[int]
    beside: list[tuple[bytes, bytes]]
    kind: str
    english: bool


POSTS = st.builds(
    Post,
    form=st.integers(0, 10_000),
    changed=st.lists(
        st.tuples(st.integers(0, 30), st.lists(BYTES, min_size=1, max_size=2)), max_size=3
    ),
    dropped=st.lists(st.integers(0, 30), max_size=1),
    beside=st.lists(st.tuples(NAMES, BYTES), max_size=2),
    kind=st.sampled_from(KINDS),
    english=st.booleans(),
)


@dataclass
class Site:
    """The application with somebody in every role, and every form that each of them may send."""

    app: Flask
    session: Session
    world: World = field(init=False)
    browsers: dict[str, FlaskClient] = field(init=False)
    forms: list[tuple[str, str, dict[str, str]]] = field(init=False)

    def __post_init__(self) -> None:
        self.renew()
        self.forms = list(self._forms())

    def renew(self) -> None:
        """Make everybody anew: what was accepted may have signed them out, or erased them."""
        self.world = build(self.session, self.app)
        hasher = self.app.extensions["hasher"]
        for who, person_id in self.world.people.items():
            staff = who not in {"guest", "citizen"}
            secret = {"password_hash" if staff else "pin_hash": hasher.hash(PIN)}
            self.session.execute(
                update(Identity).where(Identity.person_id == person_id).values(secret)
            )
        self.session.commit()
        people = {who: self.world.people.get(who) for who in WHO}
        self.browsers = {
            who: browser_of(self.app, self.session, person) for who, person in people.items()
        }
        self.tokens = {who: token_of(self.app, one) for who, one in self.browsers.items()}

    def _forms(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        """Yield rule, who and fields of every form, filled in as somebody sensible would.

        Those that somebody may fill in come more often than those that are closed to them.
        """
        catalogue = self.app.extensions["catalogue"]
        lesson = catalogue.lesson(catalogue.courses()[0].lessons[0])
        chance = Random(1)  # noqa: S311 - some answers, the same each time
        quiz = dict(parse_qsl(make_quiz(lesson, chance).rounds[0])) | {"id": ""}
        for rule in self.app.url_map.iter_rules():
            if "POST" not in (rule.methods or ()):
                continue
            for who, browser in self.browsers.items():
                if rule.endpoint == "citizen.answer_quiz":
                    yield from [(rule.rule, who, quiz)] * 2 * OFTEN
                else:
                    fields = _filled(browser.get(self.world.address(rule.rule)))
                    yield from [(rule.rule, who, fields)] * (OFTEN if fields else 1)

    def send(self, post: Post) -> tuple[str, TestResponse]:
        """Send a form as it was spoilt; return its rule and the answer."""
        rule, who, good = self.forms[post.form % len(self.forms)]
        names = sorted(good) or ["x"]
        fields = {name.encode(): [value.encode()] for name, value in good.items()}
        for index, values in post.changed:
            fields[names[index % len(names)].encode()] = values
        for index in post.dropped:
            fields.pop(names[index % len(names)].encode(), None)
        fields.setdefault(b"csrf_token", [self.tokens[who].encode()])
        sent = [(name, value) for name, values in fields.items() for value in values]
        body, content_type = written([*sent, *post.beside], post.kind)
        return rule, self.browsers[who].post(
            ("/en" if post.english else "") + self.world.address(rule),
            data=body,
            content_type=content_type,
            headers={"Sec-Fetch-Site": "same-origin"},
        )

    def addresses(self) -> list[str]:
        """Return every address that there is, filled in."""
        rules = {rule.rule for rule in self.app.url_map.iter_rules() if rule.endpoint != "static"}
        return sorted(self.world.address(rule) for rule in rules)

    def open(
        self,
        browser: FlaskClient,
        method: str,
        path: bytes,
        query: list[tuple[bytes, bytes]],
        headers: dict[str, str],
        body: bytes = b"",
    ) -> int:
        """Open an address with the very bytes given, as a server hands them on; return the status.

        Nothing is tidied on the way, as a browser or a client would.
        """
        whole = written(query, "form")[0].decode()
        environ = EnvironBuilder(method="POST", data=body).get_environ()
        environ |= {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.decode("latin-1"),
            "QUERY_STRING": whole,
        }
        kept = browser.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        if kept is not None:
            environ["HTTP_COOKIE"] = f"{kept.key}={kept.value}"
        response = run_wsgi_app(self.app, environ | headers, buffered=True)
        return int(response[1].split()[0])

    def counts(self) -> dict[str, int]:
        """Count the rows of every table that anything may be stored in."""
        counted = [
            f"SELECT '{name}', count(*) FROM \"{name}\""  # noqa: S608 - names of our own tables
            for name in db.metadata.tables
            if name not in KEPT
        ]
        with self.app.app_context():
            engine = db.engine.execution_options(reading=True)
        with engine.connect() as connection:
            rows = connection.execute(text(" UNION ALL ".join(counted)))
            return {str(row[0]): int(row[1]) for row in rows}

    def check_derived(self) -> None:
        """Fold everything again: what is stored is what follows from the records."""
        people = list(self.session.scalars(select(Person.id)))
        wrong = progress.refold_people(self.session, people), totals.mend(self.session)
        self.session.rollback()
        assert wrong == (0, 0)


def _filled(page: TestResponse) -> dict[str, str]:
    """Return the fields of the page's longest form, with good values."""
    if page.status_code != 200 or page.mimetype != "text/html":
        return {}
    parser = PageParser()
    parser.feed(page.get_data(as_text=True))
    forms = [one for one in parser.forms if one.method == "post"]
    if not forms:
        return {}
    form = max(forms, key=lambda one: len(one.names))
    given = {name: values[0] for name, values in form.fields.items() if name != "csrf_token"}
    good = {name: GOOD[name] for name in form.names if name in GOOD}
    return good | {name: value for name, value in given.items() if value or name not in good}


def written(fields: list[tuple[bytes, bytes]], kind: str) -> tuple[bytes, str]:
    """Write fields as a body of that kind, and its type."""
    pairs = [f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in fields]
    whole = "&".join(pairs).encode()
    if kind == "multipart":
        parts = b"".join(
            b'--b\r\nContent-Disposition: form-data; name="' + name + b'"\r\n\r\n' + value + b"\r\n"
            for name, value in fields
        )
        return parts + b"--b--\r\n", "multipart/form-data; boundary=b"
    if kind == "json":
        texts = {name.decode("latin-1"): value.decode("latin-1") for name, value in fields}
        return json.dumps(texts).encode(), "application/json"
    if kind == "text":
        return whole, "text/plain; charset=utf-99"
    if kind == "cut":
        return whole[: len(whole) // 2], "multipart/form-data"
    return whole, "application/x-www-form-urlencoded"
