"""A practice without scripts: every act is a form, and leaving midway loses nothing."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnapp.clock import utc_now
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue, Lesson
from learnapp.core.policy import Actor
from learnapp.core.practice_machine import MOST_ACTS, Act, replay, write_acts
from learnapp.core.practice_paths import good_path
from learnapp.core.practices import Practice
from learnapp.core.records import Verb
from learnapp.db.learning import Bookmark, LearningRecord
from learnapp.db.people import Person
from learnapp.queries.bookmarks import unfinished_practices
from tests.accounts import make_account, sign_in_as
from tests.pages import Browser, Page
from tests.practices import fields_of, right_values, scene_of

LESSON = "mua-ve"
PATH = f"/bai-hoc/{LESSON}/thuc-hanh"


@pytest.fixture
def lesson(app: Flask) -> Lesson:
    catalogue: Catalogue = app.extensions["catalogue"]
    found = catalogue.lesson(LESSON)
    assert found is not None
    return found


@pytest.fixture
def practice(lesson: Lesson) -> Practice:
    assert lesson.practice is not None
    return lesson.practice


def address(*acts: Act) -> str:
    return f"{PATH}?buoc={write_acts(acts)}" if acts else PATH


def do(
    browser: Browser, practice: Practice, *acts: Act, after: tuple[Act, ...] = (), typed: str = "x"
) -> Page:
    """Do acts one after the other, each with the form of its scene."""
    done = list(after)
    page: Page | None = None
    for one in acts:
        scene = scene_of(practice, replay(practice, done))
        sent: dict[str, object] = {"buoc": write_acts(done), **fields_of(scene, one, typed=typed)}
        page = browser.send(PATH, sent)
        done.append(one)
    assert page is not None
    return page


def finish(browser: Browser, lesson: Lesson, acts: str, **more: object) -> Page:
    sent: dict[str, object] = {"buoc": acts, "version": lesson.version, "id": "", **more}
    return browser.send(f"{PATH}/xong", sent)


def good(practice: Practice) -> tuple[Act, ...]:
    found = good_path(practice)
    assert found
    return found


def runs(session: Session) -> list[LearningRecord]:
    session.rollback()
    return list(
        session.scalars(select(LearningRecord).where(LearningRecord.verb == Verb.PRACTISED))
    )


def people(session: Session) -> int:
    session.rollback()
    return int(session.scalar(select(func.count()).select_from(Person)) or 0)


class TestBeginning:
    def test_the_first_scene_is_framed_as_no_real_page(self, browser: Browser) -> None:
        page = browser.open(PATH)

        assert "MÀN HÌNH TẬP" in page.text
        assert "không phải trang thật" in page.text
        assert "Không gửi đi đâu cả" in page.text
        assert 'aria-label="Màn hình tập, không phải trang thật"' in page.html

    def test_looking_makes_nobody(self, browser: Browser, session: Session) -> None:
        browser.open(PATH)
        browser.open(f"{PATH}?buoc=0")

        assert people(session) == 0

    def test_acts_behind_the_address_are_not_answered_by_the_page_for_everyone(
        self, app: Flask, practice: Practice
    ) -> None:
        client, after = app.test_client(), address(good(practice)[0])
        first, again = client.get(PATH), client.get(PATH)
        later = client.get(after)

        assert first.data == again.data
        assert "public" in first.headers["Cache-Control"]
        assert later.data != first.data
        assert later.headers["Cache-Control"] == "no-store"
        assert client.get(PATH).data == first.data

    def test_a_lesson_without_practice_has_no_such_page(self, browser: Browser) -> None:
        assert browser.open("/bai-hoc/pha-tra/thuc-hanh").status == 404

    def test_english_plays_the_same_acts(self, browser: Browser, practice: Practice) -> None:
        page = browser.open("/en" + address(*good(practice)))

        assert page.status == 200
        assert page.form("said").action.startswith("/en/")


class TestActing:
    def test_a_right_press_leads_to_the_next_scene(
        self, browser: Browser, practice: Practice
    ) -> None:
        first = good(practice)[0]
        page = do(browser, practice, first)
        scene = scene_of(practice, replay(practice, [first]))

        assert page.path == PATH
        assert scene.task in page.text
        assert page.form("buoc").fields["buoc"] == [write_acts([first])]

    def test_a_wrong_press_stays_and_says_why(self, browser: Browser, practice: Practice) -> None:
        wrong = next(
            n for n, one in enumerate(practice.start.presses)
            if one.outcome.refusal and not one.outcome.target
        )  # fmt: skip
        page = do(browser, practice, Act(wrong, right_values(practice.start)))

        assert practice.start.presses[wrong].outcome.refusal in page.text
        assert practice.start.task in page.text
        assert 'id="tra-loi" role="status" tabindex="-1"' in page.html

    def test_what_was_filled_in_stands_there_again(
        self, browser: Browser, practice: Practice
    ) -> None:
        before = _to(practice, "chon-cho")
        scene = scene_of(practice, replay(practice, before))
        button = next(n for n, one in enumerate(scene.presses) if one.outcome.target)
        values = right_values(scene)
        page = do(browser, practice, Act(button, (*values[:-1], 0)), after=before)

        fields = page.form("bam").fields
        assert "chỗ này chưa có gì" in page.text
        assert fields["o-0"] == [scene.inputs[0].sample]
        assert fields["o-1"] == [str(values[1])]

    def test_a_real_number_is_said_and_forgotten(
        self, browser: Browser, practice: Practice
    ) -> None:
        before = _to(practice, "chon-cho")
        scene = scene_of(practice, replay(practice, before))
        button = next(n for n, one in enumerate(scene.presses) if one.outcome.target)
        page = do(browser, practice, Act(button, (3, *right_values(scene)[1:])), after=before)

        assert "Đừng gõ số thật" in page.text
        assert "022158001234" not in page.html
        assert page.form("bam").fields["o-0"] == [""]

    def test_a_hint_is_followed_by_a_stronger_one_and_then_by_none(
        self, browser: Browser, practice: Practice
    ) -> None:
        hint = Act("h", right_values(practice.start))
        first = do(browser, practice, hint)
        second = do(browser, practice, hint, after=(hint,))
        third = browser.send(PATH, {"buoc": "h-h", "bam": "h"})

        assert practice.start.hint in first.text
        assert practice.start.strong_hint not in first.text
        assert practice.start.strong_hint in second.text
        assert third.form("buoc").fields["buoc"] == ["h-h"]

    def test_back_leads_to_the_scene_before(self, browser: Browser, practice: Practice) -> None:
        first = good(practice)[0]
        after = do(browser, practice, first)
        scene = scene_of(practice, replay(practice, [first]))
        page = do(browser, practice, Act("b", right_values(scene)), after=(first,))

        assert practice.start.task not in after.text
        assert practice.start.task in page.text

    def test_nothing_pressed_changes_nothing(self, browser: Browser) -> None:
        page = browser.send(PATH, {"buoc": "h"})

        assert page.form("buoc").fields["buoc"] == ["h"]

    @pytest.mark.parametrize("acts", ["x", "99", "0.9.9.9", "b", "-", "h" * 700])
    def test_a_broken_address_is_a_clear_page(self, browser: Browser, acts: str) -> None:
        for page in (
            browser.open(f"{PATH}?buoc={acts}"),
            browser.send(PATH, {"buoc": acts, "bam": "0"}),
        ):
            assert page.status == 400
            assert "Làm lại từ đầu" in page.text
            assert page.has_link(PATH)

    def test_there_is_an_end_to_pressing(self, browser: Browser, practice: Practice) -> None:
        stays = next(
            n for n, one in enumerate(practice.start.presses)
            if one.outcome.refusal and not one.outcome.target
        )  # fmt: skip
        acts = [Act(stays, right_values(practice.start))] * MOST_ACTS
        sent: dict[str, object] = {"buoc": write_acts(acts), "bam": str(stays)}

        assert browser.send(PATH, sent).status == 400


class TestLeavingMidway:
    def test_the_first_act_makes_a_guest_whose_place_is_kept(
        self, browser: Browser, session: Session, practice: Practice
    ) -> None:
        acts = good(practice)[:2]
        do(browser, practice, *acts)

        page = browser.open(f"{PATH}/tiep")

        assert people(session) == 1
        assert page.form("buoc").fields["buoc"] == [write_acts(acts)]

    def test_the_place_waits_at_home(self, browser: Browser, practice: Practice) -> None:
        do(browser, practice, good(practice)[0])

        (waiting,) = browser.client.get("/api/v1/me").get_json()["due"]

        assert waiting["url"] == f"{address(good(practice)[0])}&tiep=1"

    def test_a_browser_without_cookies_makes_one_guest_not_many(
        self, app: Flask, session: Session, practice: Practice
    ) -> None:
        first, second = good(practice)[:2]
        do(Browser(app), practice, first)
        do(Browser(app), practice, second, after=(first,))

        assert people(session) == 1

    def test_who_never_began_is_led_to_the_beginning(
        self, browser: Browser, practice: Practice
    ) -> None:
        assert practice.text in browser.open(f"{PATH}/tiep").text

    def test_a_place_that_the_text_of_today_does_not_have_is_no_place(
        self, app: Flask, browser: Browser, session: Session, practice: Practice
    ) -> None:
        do(browser, practice, good(practice)[0])
        session.rollback()
        mark = session.scalars(select(Bookmark)).one()
        mark.place = "99"
        person_id = mark.person_id
        session.commit()

        found = unfinished_practices(session, app.extensions["catalogue"], Actor(person_id), "vi")
        assert found == ()
        assert practice.text in browser.open(f"{PATH}/tiep").text

    def test_leaving_says_that_the_place_is_kept_and_counts_as_left(
        self, browser: Browser, session: Session, lesson: Lesson, practice: Practice
    ) -> None:
        acts = write_acts(good(practice)[:1])
        page = finish(browser, lesson, acts, left="1")

        (run,) = runs(session)
        assert "lần sau làm tiếp" in page.text
        assert page.has_link(f"{PATH}?buoc={acts}&tiep=1")
        assert (run.result["end"], bool(run.passed)) == ("left", False)


class TestFinishing:
    def test_the_end_asks_once_and_nothing_is_chosen(
        self, browser: Browser, practice: Practice
    ) -> None:
        page = browser.open(address(*good(practice)))

        assert "Có ai giúp không?" in page.text
        assert "said" not in page.form("said").fields

    def test_alone_is_told_as_being_able_to(
        self, browser: Browser, session: Session, lesson: Lesson, practice: Practice
    ) -> None:
        do(browser, practice, *good(practice))
        page = finish(browser, lesson, write_acts(good(practice)), said="alone")

        (run,) = runs(session)
        assert "Tự làm được" in page.text
        assert (run.passed, run.assistance) == (True, "alone")
        assert session.scalars(select(Bookmark)).all() == []

    def test_no_answer_is_an_answer(
        self, browser: Browser, session: Session, lesson: Lesson, practice: Practice
    ) -> None:
        page = finish(browser, lesson, write_acts(good(practice)))

        (run,) = runs(session)
        assert "Đã tập xong" in page.text
        assert (run.passed, run.assistance) == (True, None)

    def test_alone_after_a_strong_hint_is_prompted(
        self, browser: Browser, lesson: Lesson, practice: Practice
    ) -> None:
        hint = Act("h", right_values(practice.start))
        acts = write_acts([hint, hint, *good(practice)])

        page = finish(browser, lesson, acts, said="alone")

        assert "khi có nhắc hoặc gợi ý thêm" in page.text
        assert "Tự làm được" not in page.text

    def test_the_record_holds_neither_acts_nor_words(
        self, browser: Browser, session: Session, lesson: Lesson, practice: Practice
    ) -> None:
        finish(browser, lesson, write_acts(good(practice)), said="done_for")

        (run,) = runs(session)
        assert set(run.result) <= {"end", "wrong", "hints", "strong_hints", "said"}

    def test_the_same_run_sent_twice_is_one(
        self, browser: Browser, session: Session, lesson: Lesson, practice: Practice
    ) -> None:
        name = str(uuid7(utc_now()))
        for _ in range(2):
            finish(browser, lesson, write_acts(good(practice)), id=name)

        assert len(runs(session)) == 1

    def test_the_end_pressed_twice_is_one_run_without_scripts_too(
        self, browser: Browser, session: Session, practice: Practice
    ) -> None:
        page = browser.open(address(*good(practice)))
        for _ in range(2):
            browser.fill(page, said="alone")

        assert len(runs(session)) == 1

    def test_a_run_that_comes_again_does_not_bring_its_place_back(
        self, browser: Browser, session: Session, lesson: Lesson, practice: Practice
    ) -> None:
        left, name = write_acts(good(practice)[:1]), str(uuid7(utc_now()))
        finish(browser, lesson, left, left="1", id=name)
        finish(browser, lesson, write_acts(good(practice)))
        finish(browser, lesson, left, left="1", id=name)

        assert session.scalars(select(Bookmark)).all() == []

    def test_the_end_takes_out_the_place_of_the_guest_one_was(
        self, app: Flask, browser: Browser, session: Session, lesson: Lesson, practice: Practice
    ) -> None:
        account = make_account(session, app)
        session.commit()
        do(browser, practice, good(practice)[0])
        guest = session.scalars(select(Bookmark.person_id)).one()
        session.get_one(Person, guest).same_as_id = account
        session.commit()
        sign_in_as(browser, session, account)

        finish(browser, lesson, write_acts(good(practice)))

        session.rollback()
        assert session.scalars(select(Bookmark)).all() == []

    def test_acts_that_do_not_reach_the_end_do_not_pass(
        self, browser: Browser, session: Session, lesson: Lesson, practice: Practice
    ) -> None:
        finish(browser, lesson, write_acts(good(practice)[:1]), said="alone")

        assert not any(run.passed for run in runs(session))

    @pytest.mark.parametrize("acts", ["", "x", "99"])
    def test_acts_that_are_none_store_no_run(
        self, browser: Browser, session: Session, lesson: Lesson, acts: str
    ) -> None:
        page = finish(browser, lesson, acts)

        assert page.status in {409, 422}
        assert runs(session) == []

    def test_nobody_else_sees_the_result(
        self,
        app: Flask,
        browser: Browser,
        second_browser: Browser,
        lesson: Lesson,
        practice: Practice,
    ) -> None:
        path = finish(browser, lesson, write_acts(good(practice))).path
        finish(second_browser, lesson, write_acts(good(practice)))

        assert second_browser.open(path).status == 404
        assert Browser(app).open(path).status == 401
        assert "cookie" in Browser(app).open(path + "?moi=1").text

    def test_somebody_signed_in_stays_who_they_are(
        self, app: Flask, browser: Browser, session: Session, lesson: Lesson, practice: Practice
    ) -> None:
        person_id = make_account(session, app)
        session.commit()
        sign_in_as(browser, session, person_id)
        before = people(session)

        do(browser, practice, *good(practice))
        finish(browser, lesson, write_acts(good(practice)), said="alone")

        assert people(session) == before


def _to(practice: Practice, scene: str) -> tuple[Act, ...]:
    """Return the acts of the good way up to a scene."""
    path = good(practice)
    return next(path[:n] for n in range(len(path)) if replay(practice, path[:n]).scene == scene)
