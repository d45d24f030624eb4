"""A citizen learns without scripts: reads, answers, sees why, comes back to the same things."""

from uuid import UUID

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue
from learnapp.db.learning import LearningRecord, LessonProgress, RefusedRecord
from learnapp.db.people import Person, SignIn
from tests.accounts import make_account, sign_in_as
from tests.pages import Browser, Page

LESSON = "/bai-hoc/pha-tra/"
RIGHT = {
    "q_nuoc": "a",
    "q_can_gi": ["a", "b"],
    "q_cho_ba_phut": "b",
    "q_cac_buoc_a": "1",
    "q_cac_buoc_b": "2",
    "q_cac_buoc_c": "3",
}


def fields(answers: dict[str, object]) -> dict[str, object]:
    return {name.replace("_", "-"): value for name, value in answers.items()}


def answer(browser: Browser, **changed: object) -> Page:
    page = browser.open(LESSON)
    version = page.form("version").fields["version"][0]
    sent: dict[str, object] = {"version": version, "id": "", **fields(RIGHT | changed)}
    sent = {name: value for name, value in sent.items() if value is not None}
    return browser.send(LESSON + "cau-do", sent)


def count(session: Session, model: type) -> int:
    session.rollback()
    return int(session.scalar(select(func.count()).select_from(model)) or 0)


class TestReading:
    def test_reading_makes_nobody(self, browser: Browser, session: Session) -> None:
        page = browser.open("/")
        lesson = browser.open(LESSON)

        assert page.has_link(LESSON)
        assert "Nước trà và ấm chén" in lesson.text
        assert count(session, Person) == 0

    def test_the_first_page_leads_to_the_first_lesson_in_one_press(self, browser: Browser) -> None:
        assert browser.open("/").parser.links.count(LESSON) >= 1

    def test_a_course_lists_its_lessons(self, browser: Browser) -> None:
        page = browser.open("/khoa-hoc/khoa-thu/")

        assert page.has_link(LESSON)
        assert page.has_link("/bai-hoc/cuoc-goi-la/")

    def test_english_lives_under_its_own_address(self, browser: Browser) -> None:
        page = browser.open("/en" + LESSON)

        assert "Making tea" in page.text
        assert page.has_link(LESSON)

    def test_words_without_marks_find_a_lesson(self, browser: Browser) -> None:
        assert browser.open("/tim?q=am+tra").has_link(LESSON)

    def test_words_that_find_nothing_lead_on(self, browser: Browser) -> None:
        page = browser.open("/tim?q=xe+may")

        assert "Chưa có bài về “xe may”" in page.text
        assert page.has_link("/")

    def test_an_unknown_lesson_is_a_friendly_page(self, browser: Browser) -> None:
        page = browser.open("/bai-hoc/khong-co/")

        assert page.status == 404
        assert page.has_link("/")


class TestAnswering:
    def test_the_first_answer_makes_a_guest_who_sees_why(
        self, browser: Browser, session: Session
    ) -> None:
        page = answer(browser)

        assert page.status == 200
        assert "Đúng 4 trên 4 câu" in page.text
        assert "Nước sôi làm trà ngấm" in page.text
        assert (count(session, Person), count(session, LearningRecord)) == (1, 1)

    def test_a_wrong_answer_says_why_and_offers_another_try(self, browser: Browser) -> None:
        page = answer(browser, q_nuoc="b", q_cho_ba_phut="a")

        assert "Đúng 2 trên 4 câu" in page.text
        assert "Nước lạnh trà không ngấm" in page.text
        assert page.has_link(LESSON + "#cau-1")

    def test_a_question_left_out_is_said_to_be_empty(self, browser: Browser) -> None:
        page = answer(browser, q_nuoc=None)

        assert "Câu này còn để trống" in page.text

    def test_nothing_answered_stores_nothing(self, browser: Browser, session: Session) -> None:
        page = answer(browser, **dict.fromkeys(RIGHT))

        assert page.status == 422
        assert "Chưa trả lời câu nào" in page.text
        assert (count(session, Person), count(session, LearningRecord)) == (0, 0)

    def test_a_second_tap_is_the_same_sheet(self, browser: Browser, session: Session) -> None:
        first, second = answer(browser), answer(browser)

        assert first.path == second.path
        assert count(session, LearningRecord) == 1

    def test_the_pages_own_id_makes_sending_twice_one_record(
        self, browser: Browser, session: Session
    ) -> None:
        answer(browser, q_nuoc="b")
        version = browser.open(LESSON).form("version").fields["version"][0]
        sent = {"version": version, "id": str(uuid7(utc_now())), **fields(RIGHT)}

        browser.send(LESSON + "cau-do", dict(sent))
        browser.send(LESSON + "cau-do", dict(sent))

        assert count(session, LearningRecord) == 2

    def test_somebody_elses_id_is_a_conflict_that_says_no_more(
        self, browser: Browser, second_browser: Browser, session: Session
    ) -> None:
        version = browser.open(LESSON).form("version").fields["version"][0]
        sent = {"version": version, "id": str(uuid7(utc_now())), **fields(RIGHT)}
        browser.send(LESSON + "cau-do", dict(sent))

        page = second_browser.send(LESSON + "cau-do", dict(sent))

        assert page.status == 409
        assert count(session, LearningRecord) == 1

    def test_an_unknown_text_is_kept_and_explained(
        self, browser: Browser, session: Session
    ) -> None:
        page = browser.send(LESSON + "cau-do", {"version": "0" * 16, "id": "", **fields(RIGHT)})

        assert page.status == 409
        assert "Bài này vừa được sửa" in page.text
        assert count(session, RefusedRecord) == 1

    def test_answers_that_no_form_of_ours_holds_store_nothing(
        self, browser: Browser, session: Session
    ) -> None:
        page = answer(browser, q_nuoc="z")

        assert page.status == 400
        assert (count(session, Person), count(session, LearningRecord)) == (0, 0)

    def test_english_answers_count_for_the_same_lesson(
        self, browser: Browser, session: Session
    ) -> None:
        version = browser.open("/en" + LESSON).form("version").fields["version"][0]
        sent = {"version": version, "id": "", **fields(RIGHT)}

        page = browser.send("/en" + LESSON + "cau-do", sent)

        assert "4 " in page.text
        assert session.scalar(select(LessonProgress.lesson)) == "pha-tra"


class TestResult:
    def test_nobody_else_sees_it(self, browser: Browser, second_browser: Browser) -> None:
        path = answer(browser).path
        answer(second_browser)

        assert second_browser.open(path).status == 404

    def test_a_visitor_is_asked_to_sign_in(self, app: Flask, browser: Browser) -> None:
        assert Browser(app).open(answer(browser).path).status == 401

    def test_a_browser_without_cookies_is_told_what_to_do(
        self, app: Flask, browser: Browser
    ) -> None:
        path = answer(browser).path

        page = Browser(app).open(path + "?moi=1")

        assert page.status == 200
        assert "cookie" in page.text


class TestMyPage:
    def test_a_visitor_is_told_how_to_begin(self, browser: Browser) -> None:
        page = browser.open("/toi/")

        assert page.has_link("/dang-nhap")
        assert page.has_link("/dang-ky")

    def test_it_shows_what_is_done_and_what_is_next(self, browser: Browser) -> None:
        answer(browser)

        page = browser.open("/toi/")

        assert "Xong 1 trên 2 bài" in page.text
        assert page.has_link("/bai-hoc/cuoc-goi-la/")

    def test_scripts_learn_where_one_stopped(self, browser: Browser) -> None:
        nobody = browser.client.get("/api/v1/me").get_json()
        answer(browser)

        me = browser.client.get("/api/v1/me").get_json()

        assert nobody == {"known": False, "name": None, "unfinished": None, "due": []}
        assert me["unfinished"]["url"] == "/bai-hoc/cuoc-goi-la/"

    def test_it_calls_people_by_their_given_name(
        self, app: Flask, browser: Browser, session: Session
    ) -> None:
        sign_in_as(browser, session, make_account(session, app))

        assert browser.client.get("/api/v1/me").get_json()["name"] == "Mai"

    def test_a_guest_can_leave_no_trace_on_the_phone(
        self, browser: Browser, session: Session
    ) -> None:
        answer(browser)
        page = browser.open("/toi/")

        browser.send("/dang-xuat", dict(page.form("csrf_token").fields))

        assert count(session, SignIn) == 0
        assert "Máy này chưa học bài nào" in browser.open("/toi/").text


class TestOrigin:
    def post(self, browser: Browser, **headers: str) -> Page:
        version = browser.open(LESSON).form("version").fields["version"][0]
        browser.headers = {"User-Agent": "test"}
        sent = {"version": version, "id": "", **fields(RIGHT)}
        return browser.send(LESSON + "cau-do", sent, **headers)

    def test_another_sites_post_is_refused_before_anyone_is_made(
        self, browser: Browser, session: Session
    ) -> None:
        page = self.post(browser, **{"Sec-Fetch-Site": "cross-site"})

        assert page.status == 403
        assert count(session, Person) == 0
        assert "Set-Cookie" not in page.response.headers

    def test_a_foreign_origin_is_refused(self, browser: Browser) -> None:
        assert self.post(browser, Origin="https://xau.example").status == 403

    def test_our_own_origin_is_enough(self, browser: Browser) -> None:
        assert self.post(browser, Origin="http://localhost").status == 200

    def test_without_either_it_is_asked_once_more_and_nothing_is_lost(
        self, browser: Browser, session: Session
    ) -> None:
        asked = self.post(browser)
        nobody = count(session, Person)

        form = asked.form("csrf_token")
        page = browser.send(LESSON + "cau-do", dict(form.fields))

        assert (asked.status, nobody) == (400, 0)
        assert "Đúng 4 trên 4 câu" in page.text


def test_the_record_is_the_guests_own(browser: Browser, session: Session) -> None:
    answer(browser)

    record = session.scalars(select(LearningRecord)).one()

    assert isinstance(record.person_id, UUID)
    assert (record.verb.value, record.lesson, record.correct) == ("answered", "pha-tra", 4)


def test_a_lesson_withdrawn_while_it_lay_open_is_still_taken_in(
    browser: Browser, session: Session, app: Flask
) -> None:
    version = browser.open(LESSON).form("version").fields["version"][0]
    whole: Catalogue = app.extensions["catalogue"]
    left = [lesson for lesson in whole.lessons_of("khoa-thu") if lesson.slug != "pha-tra"]
    try:
        app.extensions["catalogue"] = Catalogue.of(left, whole.courses())
        page = browser.send(LESSON + "cau-do", {"version": version, **fields(RIGHT)})
        unknown = browser.send(LESSON + "cau-do", {"version": "ab" * 16, **fields(RIGHT)})
    finally:
        app.extensions["catalogue"] = whole

    assert "Đúng 4 trên 4 câu" in page.text
    assert unknown.status == 404
    assert (count(session, LearningRecord), count(session, RefusedRecord)) == (1, 0)
