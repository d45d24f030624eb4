"""A citizen takes a check without scripts: item by item, on two phones, handed in once."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.banks import CheckKind, Item
from learnapp.core.lessons import Catalogue
from learnapp.core.practice_acts import read_acts
from learnapp.core.practice_paths import good_path
from learnapp.core.questions import Question, QuestionKind, as_shown
from learnapp.core.quiz_fields import field_name
from learnapp.db.learning import CheckAttempt, LearningRecord
from learnapp.db.people import Person
from tests.accounts import make_account, make_guest, sign_in_as
from tests.checks import COURSE, bank_of, take_check
from tests.pages import Browser, Page

DOOR = f"/khoa-hoc/{COURSE}/kiem-tra"


@pytest.fixture
def catalogue(app: Flask) -> Catalogue:
    found: Catalogue = app.extensions["catalogue"]
    return found


def begin(browser: Browser, kind: str = "cuoi") -> Page:
    return browser.submit(f"{DOOR}/{kind}/")


def post_to_door(browser: Browser, kind: str) -> int:
    """Press a button that an older page still showed; return the status."""
    pages = (browser.open("/toi/"), browser.open("/dang-nhap"))
    form = next(one for page in pages for one in page.forms if "csrf_token" in one.names)
    token = form.fields["csrf_token"]
    return browser.send(f"{DOOR}/{kind}/", {"csrf_token": token}).status


def attempt_of(session: Session, page: Page) -> CheckAttempt:
    session.rollback()
    return session.get_one(CheckAttempt, UUID(page.path.split("/")[2]))


def begin_with(browser: Browser, session: Session, *keys: str) -> Page:
    """Begin a check that asks these items, in this order."""
    page = begin(browser)
    attempt_of(session, page).items = list(keys)
    session.commit()
    return page


def every_key(catalogue: Catalogue) -> list[str]:
    return [one.key for one in bank_of(catalogue).items]


def sure(page: Page) -> dict[str, object]:
    """Return what the page sends that hands in although something is empty."""
    token = next(one.fields["csrf_token"] for one in page.forms if "csrf_token" in one.names)
    return {"csrf_token": token, "chac": "1"}


def count(session: Session, model: type) -> int:
    session.rollback()
    return int(session.scalar(select(func.count()).select_from(model)) or 0)


def answer_fields(question: Question, seed: str) -> dict[str, object]:
    """Return what a form sends for the right answer, in the names of the page."""
    given = as_shown(question, seed, question.answer)
    if question.kind is QuestionKind.ORDERING:
        return {f"q-{question.key}-{key}": str(n) for n, key in enumerate(given, 1)}
    if question.kind is QuestionKind.MATCHING:
        keys = as_shown(question, seed, given) and [one.key for one in question.choices]
        return {f"q-{question.key}-{key}": value for key, value in zip(keys, given, strict=True)}
    return {field_name(question): list(given)}


def do_item(browser: Browser, path: str, item: Item, seed: str) -> Page:
    """Answer an item rightly on its page, or do all of its acts."""
    page = browser.open(path)
    if item.question is not None:
        return browser.fill(page, **answer_fields(item.question, seed))
    assert item.practice is not None
    for one in good_path(item.practice) or ():
        form = next(form for form in page.forms if "sau" in form.names)
        sent: dict[str, object] = {**form.fields, "bam": str(one.press)}
        scene = item.practice.scene(_scene_on(page, item))
        assert scene is not None
        for place, (part, value) in enumerate(zip(scene.inputs, one.values, strict=True)):
            sent[f"o-{place}"] = part.sample if part.typed else str(value)
        page = browser.send(path, sent)
    return page


def _scene_on(page: Page, item: Item) -> str:
    assert item.practice is not None
    shown = [one for one in item.practice.scenes if one.task and one.task in page.text]
    return shown[0].key


def do_all(browser: Browser, session: Session, catalogue: Catalogue, page: Page) -> None:
    attempt = attempt_of(session, page)
    keys, seed, path = list(attempt.items), attempt.seed, f"/kiem-tra/{attempt.id}/"
    session.rollback()
    for place, key in enumerate(keys, 1):
        item = bank_of(catalogue).item(key)
        assert item is not None
        do_item(browser, f"{path}{place}", item, seed)


class TestDoor:
    def test_the_course_leads_to_both_checks(self, browser: Browser) -> None:
        page = browser.open(f"/khoa-hoc/{COURSE}/")

        assert page.has_link(f"{DOOR}/dau/")
        assert page.has_link(f"{DOOR}/cuoi/")

    def test_it_says_what_is_asked_and_that_nothing_counts_down(self, browser: Browser) -> None:
        page = browser.open(f"{DOOR}/cuoi/")

        assert "4 mục" in page.text
        assert "Không tính giờ" in page.text

    def test_it_says_what_is_missing_for_the_course(self, browser: Browser) -> None:
        assert browser.open(f"{DOOR}/cuoi/").has_link("/bai-hoc/pha-tra/")

    def test_looking_makes_nobody(self, browser: Browser, session: Session) -> None:
        browser.open(f"{DOOR}/dau/")

        assert count(session, Person) == 0

    def test_a_course_without_a_bank_has_no_checks(self, browser: Browser) -> None:
        assert browser.open("/khoa-hoc/khoa-tap/kiem-tra/cuoi/").status == 404

    def test_it_is_there_in_english(self, browser: Browser) -> None:
        page = begin_english(browser)

        assert "Check of the trial course" in page.text

    def test_a_recheck_waits_for_its_day(self, browser: Browser) -> None:
        page = browser.open(f"{DOOR}/lai/")

        assert "30 ngày" in page.text
        assert post_to_door(browser, "lai") == 409


def begin_english(browser: Browser) -> Page:
    return browser.submit(f"/en{DOOR}/cuoi/")


class TestTaking:
    def test_whoever_begins_becomes_a_guest(self, browser: Browser, session: Session) -> None:
        page = begin(browser, "dau")

        assert "Kiểm tra khoá thử" in page.text
        assert (count(session, Person), count(session, CheckAttempt)) == (1, 1)

    def test_what_was_begun_waits_at_home(self, browser: Browser) -> None:
        page = begin(browser)

        due = browser.client.get("/api/v1/me").get_json()["due"]

        assert [one["url"] for one in due] == [page.path]

    def test_a_browser_without_cookies_is_told_what_to_do(
        self, browser: Browser, session: Session
    ) -> None:
        page = browser.send(f"{DOOR}/cuoi/", {"csrf_token": "x"})

        assert page.status == 422
        assert "cookie" in page.text
        assert count(session, Person) == 0

    def test_all_right_passes_and_says_what_is_left_of_the_course(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        page = begin(browser)
        do_all(browser, session, catalogue, page)

        done = browser.fill(browser.open(page.path), said="alone")

        assert "Đạt rồi" in done.text
        assert "Đúng 4 trên 4 mục" in done.text
        assert done.has_link("/bai-hoc/pha-tra/")
        record = session.scalars(select(LearningRecord)).one()
        assert (record.object, record.passed, record.assistance) == ("final", True, "alone")

    def test_an_answer_can_be_changed_until_the_end(
        self, browser: Browser, session: Session
    ) -> None:
        page = begin_with(browser, session, "gl-01-c")
        path = f"{page.path}1"
        browser.submit(path, **{"q-gl-01-c": "a"})

        browser.submit(path, **{"q-gl-01-c": "b"})

        assert attempt_of(session, page).answers == {"gl-01-c": ["b"]}
        assert browser.open(path).form("q-gl-01-c").fields["q-gl-01-c"] == ["b"]

    def test_what_is_empty_is_named_and_may_be_handed_in(
        self, browser: Browser, session: Session
    ) -> None:
        page = begin(browser)

        asked = browser.fill(page, said="prompted")
        done = browser.fill(asked, chac="1")

        assert asked.status == 422
        assert "Còn 4 mục chưa làm: 1, 2, 3, 4." in asked.text
        assert "Chưa đạt lần này" in done.text
        assert session.scalar(select(LearningRecord.assistance)) == "prompted"

    def test_nothing_said_of_help_is_nothing_written(
        self, browser: Browser, session: Session
    ) -> None:
        browser.fill(browser.fill(begin(browser)), chac="1")

        assert session.scalar(select(LearningRecord.assistance)) is None

    def test_an_empty_place_stops_without_saying_what_is_right(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        path = practice_with_input(browser, session, catalogue)
        page = browser.open(path)
        form = next(form for form in page.forms if "sau" in form.names)

        stopped = browser.send(path, {**form.fields, "bam": "0"})

        assert stopped.status == 422
        assert "Còn chỗ trống" in stopped.text

    def test_a_real_number_is_neither_kept_nor_sent_back(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        path = practice_with_input(browser, session, catalogue)
        page = browser.open(path)
        form = next(form for form in page.forms if "sau" in form.names)

        told = browser.send(path, {**form.fields, "bam": "0", "o-0": "022085001234"})

        assert "Đừng gõ số thật" in told.text
        assert "022085001234" not in told.html
        assert attempt_of(session, page).answers == {}

    def test_typed_text_from_nowhere_known_is_not_repeated(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        path = practice_with_input(browser, session, catalogue)
        browser.headers = {"User-Agent": "test"}

        page = browser.send(path, {"sau": "0", "bam": "0", "o-0": "022085001234"})

        assert "022085001234" not in page.html
        assert attempt_of(session, page).answers == {}

    def test_a_page_with_our_token_is_known_though_the_browser_says_nothing(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        path = practice_with_input(browser, session, catalogue)
        form = next(form for form in browser.open(path).forms if "sau" in form.names)
        browser.headers = {"User-Agent": "test"}

        page = browser.send(path, {**form.fields, "bam": "0", "o-0": "2"})

        assert page.status == 200
        assert attempt_of(session, page).answers != {}

    def test_an_item_can_be_done_anew(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        page = begin(browser)
        do_all(browser, session, catalogue, page)
        attempt = attempt_of(session, page)
        key = next(key for key in attempt.items if bank_of(catalogue).item(key).performance)  # type: ignore[union-attr]  # drawn from it
        place = attempt.items.index(key) + 1

        browser.fill(browser.open(f"{page.path}{place}"), "lam-lai")

        assert key not in attempt_of(session, page).answers

    def test_a_step_back_leaves_typed_fields_empty(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        path = practice_with_input(browser, session, catalogue)

        again = browser.send(path, {"sau": "0", "bam": "b", "o-0": "2"})

        assert 'value="2"' not in again.html


def practice_with_input(browser: Browser, session: Session, catalogue: Catalogue) -> str:
    """Begin checks until one asks for the practice in which something is typed; its page."""
    page = begin(browser)
    attempt = attempt_of(session, page)
    attempt.items = ["pt-01-b", *(key for key in attempt.items if key != "pt-01-b")]
    session.commit()
    assert bank_of(catalogue).item("pt-01-b")
    return f"{page.path}1"


class TestKeys:
    def test_no_page_before_the_end_tells_what_is_right(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        page = begin_with(browser, session, *every_key(catalogue))
        seed = attempt_of(session, page).seed
        told = []
        for one in bank_of(catalogue).items:
            if one.question is not None:
                told += [each.why_html for each in one.question.choices]
                told.append(one.question.why_html)
            elif one.practice is not None:
                told += [each.refusal for scene in one.practice.scenes for each in scene.outcomes]
        secret = {one.removeprefix("<p>").removesuffix("</p>") for one in told if one}

        pages = [browser.open(page.path)]
        for place, one in enumerate(bank_of(catalogue).items, 1):
            pages.append(browser.open(f"{page.path}{place}"))
            do_item(browser, f"{page.path}{place}", one, seed)
            pages.append(browser.open(f"{page.path}{place}"))

        assert len(secret) > len("why")
        for shown in pages:
            assert not [one for one in secret if one in shown.html]
            assert "Đúng rồi" not in shown.text
            assert "quiz-keys" not in shown.html
            assert 'id="program"' not in shown.html
            assert "data-sample" not in shown.html

    def test_the_names_on_the_page_do_not_give_the_order_away(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        page = begin_with(browser, session, "pt-01-c")
        question = bank_of(catalogue).item("pt-01-c").question  # type: ignore[union-attr]  # it is there
        assert question is not None

        html = browser.open(f"{page.path}1").html

        places = [html.index(f'name="q-pt-01-c-{key}"') for key in "abc"]
        texts = [html.index(one.html) for one in question.choices]
        assert places == sorted(places)
        assert texts != sorted(texts)

    def test_an_end_reached_looks_like_an_end_that_was_refused(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        page = begin(browser)
        attempt = attempt_of(session, page)
        attempt.items, attempt.answers = ["gl-01-a"], {"gl-01-a": "0"}
        session.commit()
        refused = browser.open(f"{page.path}1").text
        attempt = attempt_of(session, page)
        attempt.answers = {"gl-01-a": "1"}
        session.commit()

        assert len(read_acts("1")) == 1
        assert browser.open(f"{page.path}1").text == refused


class TestTwice:
    def test_begun_again_it_is_the_same(self, browser: Browser, session: Session) -> None:
        assert begin(browser).path == begin(browser).path
        assert count(session, CheckAttempt) == 1

    def test_it_goes_on_on_another_phone(
        self,
        app: Flask,
        browser: Browser,
        second_browser: Browser,
        session: Session,
        catalogue: Catalogue,
    ) -> None:
        person_id = make_account(session, app)
        sign_in_as(browser, session, person_id)
        sign_in_as(second_browser, session, person_id)
        page = begin(browser)
        do_all(browser, session, catalogue, page)

        other = begin(second_browser)

        assert other.path == page.path
        assert "Mục nào cũng làm rồi" in other.text

    def test_two_tabs_lose_nothing_of_each_other(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        page = begin_with(browser, session, "pt-01-c", "gl-01-c")
        first, second = (browser.open(f"{page.path}{place}") for place in (1, 2))

        for one, key in ((first, "pt-01-c"), (second, "gl-01-c")):
            question = bank_of(catalogue).item(key).question  # type: ignore[union-attr]  # it is there
            assert question is not None
            browser.fill(one, **answer_fields(question, attempt_of(session, page).seed))

        assert attempt_of(session, page).answers.keys() == {"pt-01-c", "gl-01-c"}

    def test_handed_in_twice_it_is_one_record_and_one_page(
        self, browser: Browser, session: Session
    ) -> None:
        page = begin(browser)
        fields = sure(page)

        first = browser.send(f"{page.path}nop", dict(fields))
        second = browser.send(f"{page.path}nop", dict(fields))

        assert first.path == second.path
        assert (count(session, LearningRecord), count(session, CheckAttempt)) == (1, 0)

    def test_an_open_page_of_what_was_handed_in_leads_to_the_result(
        self, browser: Browser, session: Session
    ) -> None:
        page = begin(browser)
        done = browser.send(f"{page.path}nop", sure(page))

        assert browser.open(page.path).path == done.path
        assert browser.open(f"{page.path}1").path == done.path
        assert browser.send(f"{page.path}1", {"bam": "0"}).path == done.path
        assert count(session, LearningRecord) == 1


class TestStalePage:
    def test_what_was_picked_is_still_there_and_nothing_is_stored(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        page = begin_with(browser, session, "gl-01-c")
        item = bank_of(catalogue).item("gl-01-c")
        assert item is not None
        assert item.question is not None
        picked = answer_fields(item.question, attempt_of(session, page).seed)

        again = browser.send(f"{page.path}1", {"csrf_token": "of another page", **picked})

        assert again.status == 422
        assert "Còn chỗ cần xem lại" in again.text
        assert (
            again.form(field_name(item.question)).fields[field_name(item.question)]
            == picked[field_name(item.question)]
        )
        assert attempt_of(session, page).answers == {}

    def test_a_check_is_not_handed_in(self, browser: Browser, session: Session) -> None:
        page = begin(browser)

        again = browser.send(f"{page.path}nop", {"csrf_token": "of another page", "chac": "1"})

        assert again.status == 422
        assert "Còn chỗ cần xem lại" in again.text
        assert count(session, LearningRecord) == 0


class TestOthers:
    def test_another_persons_check_is_not_there(
        self, browser: Browser, second_browser: Browser, session: Session
    ) -> None:
        page = begin(browser)
        begin(second_browser)

        for path in (page.path, f"{page.path}1", f"{page.path}ket-qua"):
            assert second_browser.open(path).status == 404
        assert second_browser.send(f"{page.path}1", {"bam": "0"}).status == 404
        assert second_browser.send(f"{page.path}nop", {"chac": "1"}).status == 404
        assert count(session, LearningRecord) == 0

    def test_nor_is_its_result(self, browser: Browser, second_browser: Browser) -> None:
        page = begin(browser)
        done = browser.send(f"{page.path}nop", sure(page))
        begin(second_browser)

        assert second_browser.open(done.path).status == 404

    def test_a_visitor_is_asked_to_sign_in(self, app: Flask, browser: Browser) -> None:
        page = begin(browser)

        assert Browser(app).open(page.path).status == 401
        assert Browser(app).send(f"{page.path}nop", {"chac": "1"}).status == 401


class TestWaiting:
    def test_two_failures_are_followed_by_a_day_said_with_its_hour(
        self, app: Flask, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        person_id = make_guest(session, app, answers=False)
        for _ in range(2):
            take_check(session, catalogue, person_id, now=utc_now(), right=False)
        sign_in_as(browser, session, person_id)

        page = browser.open(f"{DOOR}/cuoi/")

        assert "Từ " in page.text
        assert "làm lại được" in page.text
        assert post_to_door(browser, "cuoi") == 409
        assert count(session, CheckAttempt) == 0

    def test_a_day_later_it_may_be_tried_again(
        self, app: Flask, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        person_id = make_guest(session, app, answers=False)
        for hours in (26, 25):
            take_check(
                session, catalogue, person_id, now=utc_now() - timedelta(hours=hours), right=False
            )
        sign_in_as(browser, session, person_id)

        assert begin(browser).status == 200

    def test_a_result_after_the_second_failure_says_until_when(
        self, app: Flask, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        person_id = make_guest(session, app, answers=False)
        for _ in range(2):
            last = take_check(session, catalogue, person_id, now=utc_now(), right=False)
        sign_in_as(browser, session, person_id)

        assert "Nghỉ một ngày" in browser.open(f"/kiem-tra/{last}/ket-qua").text

    def test_a_final_check_that_was_passed_is_not_begun_again(
        self, app: Flask, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        person_id = make_guest(session, app, answers=False)
        take_check(session, catalogue, person_id, now=utc_now())
        sign_in_as(browser, session, person_id)

        assert "Đã đạt" in browser.open(f"{DOOR}/cuoi/").text
        assert post_to_door(browser, "cuoi") == 409

    def test_the_entry_check_is_taken_once(
        self, app: Flask, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        person_id = make_guest(session, app, answers=False)
        record = take_check(session, catalogue, person_id, CheckKind.ENTRY, now=utc_now())
        sign_in_as(browser, session, person_id)

        assert browser.open(f"{DOOR}/dau/").has_link(f"/kiem-tra/{record}/ket-qua")
        assert post_to_door(browser, "dau") == 409


class TestResult:
    def test_what_must_be_right_is_looked_at_first(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        page = begin_with(browser, session, *every_key(catalogue))

        result = browser.send(f"{page.path}nop", sure(browser.open(page.path)))

        musts = ["Phải đúng" in one for one in result.html.split('id="muc-')[1:]]
        assert musts == sorted(musts, reverse=True)
        assert set(musts) == {True, False}

    def test_it_says_why_and_leads_to_the_place_that_helps(
        self, browser: Browser, session: Session
    ) -> None:
        page = begin(browser)
        attempt = attempt_of(session, page)
        attempt.items = ["gl-01-a", "pt-01-a", "gl-01-c"]
        attempt.answers = {"gl-01-a": "0", "pt-01-a": "0-0.1", "gl-01-c": ["b"]}
        session.commit()

        done = browser.send(f"{page.path}nop", sure(page))

        assert "Giục gấp là dấu hiệu lừa." in done.text
        assert "Trà chưa ngấm." in done.text
        assert "Mã không đưa cho ai." in done.text
        assert "Phải đúng" in done.text
        assert any(link.startswith("/bai-hoc/cuoc-goi-la/") for link in done.parser.links)

    def test_an_entry_check_spares_lessons(
        self, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        page = begin(browser, "dau")
        do_all(browser, session, catalogue, page)

        done = browser.fill(browser.open(page.path), said="alone")

        assert "được tính là xong" in done.text
        record = session.scalars(select(LearningRecord)).one()
        assert record.result["spared"] == ["pha-tra", "cuoc-goi-la"]

    def test_a_course_whose_lessons_are_spared_is_completed_by_the_final_check(
        self, app: Flask, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        person_id = make_guest(session, app, answers=False)
        take_check(session, catalogue, person_id, CheckKind.ENTRY, now=utc_now())
        record = take_check(session, catalogue, person_id, now=utc_now())
        sign_in_as(browser, session, person_id)

        page = browser.open(f"/kiem-tra/{record}/ket-qua")

        assert "Đã học xong khoá" in page.text
        assert page.has_link(f"/giay/{COURSE}/")

    def test_rechecks_come_back_when_they_are_due(
        self, app: Flask, browser: Browser, session: Session, catalogue: Catalogue
    ) -> None:
        person_id, then = make_guest(session, app, answers=False), utc_now() - timedelta(days=8)
        take_check(session, catalogue, person_id, CheckKind.ENTRY, now=then)
        take_check(session, catalogue, person_id, now=then)
        sign_in_as(browser, session, person_id)

        page = begin(browser, "lai")
        do_all(browser, session, catalogue, page)
        done = browser.fill(browser.open(page.path), said="alone")

        assert "Vẫn còn nhớ" in done.text
        objects = session.scalars(select(LearningRecord.object).order_by(LearningRecord.at))
        assert list(objects)[-1] == "recheck-7"
