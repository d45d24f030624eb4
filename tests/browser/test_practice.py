"""Every practice of the site in a real browser: the good way, each wrong act, and what is kept."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from learnapp.core.lessons import Lesson
from learnapp.core.practice_machine import Act, act, begin, replay, write_acts
from learnapp.core.practice_paths import good_path
from learnapp.core.practices import Practice
from tests.browser.conftest import MakePage
from tests.browser.practice import do, do_by_keyboard, path_of, press_of, tab_to
from tests.browser.site import Site, send
from tests.browser.test_access import LEAST_TARGET, SMALL_TARGETS, violations
from tests.browser.test_layout import DOUBLE, FAULTS, NARROW
from tests.practices import catalogue_of_the_site, offered, practised, right_values, scene_of, ways

pytestmark = pytest.mark.browser

LESSONS = practised(catalogue_of_the_site())
WITH_FIELD = "dang-ky-tam-tru"
DOCUMENT_AND_STYLE = 14 * 1024
SECRETS = ("022158001234", "4111111111111111", "482913", "0912345678")
EACH = pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.slug)


def practice_of(lesson: Lesson) -> Practice:
    assert lesson.practice is not None
    return lesson.practice


def good(practice: Practice) -> tuple[Act, ...]:
    found = good_path(practice)
    assert found
    return found


def acts_of(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("buoc", [""])[0]


def say_alone(page: Page) -> None:
    page.get_by_label("Tự tay tôi làm hết").check()
    send(page)
    expect(page.get_by_role("heading", name="Tự làm được", exact=True)).to_be_visible()


def test_all_eight_are_there() -> None:
    assert len(LESSONS) >= 8


@EACH
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_good_way_is_gone_alone(
    site: Site, new_page: MakePage, lesson: Lesson, *, scripts: bool
) -> None:
    practice = practice_of(lesson)
    page = new_page(java_script_enabled=scripts)
    site.open(page, path_of(lesson))
    run = begin(practice)
    for one in good(practice):
        scene = scene_of(practice, run)
        expect(page.get_by_role("heading", level=1)).to_have_text(scene.task)
        do(page, scene, one, scripts=scripts)
        run = act(practice, run, one)

    assert acts_of(page) == write_acts(good(practice)), "both write the same acts"
    say_alone(page)
    if scripts:
        assert violations(page) == []
        assert page.evaluate(FAULTS) == []


@EACH
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_every_wrong_act_is_said_kindly(
    site: Site, new_page: MakePage, lesson: Lesson, *, scripts: bool
) -> None:
    practice = practice_of(lesson)
    page = new_page(java_script_enabled=scripts)
    page.add_init_script("localStorage.clear()")
    for acts in ways(practice).values():
        before = replay(practice, acts)
        scene = scene_of(practice, before)
        tried = set()
        for one in () if scene.is_goal else offered(scene):
            after = act(practice, before, one)
            if after.said is None or after.said in tried:
                continue
            tried.add(after.said)
            site.open(
                page, f"{path_of(lesson)}?buoc={write_acts(acts)}" if acts else path_of(lesson)
            )
            if scripts and not acts:
                page.evaluate("() => localStorage.clear()")
                page.reload()
            do(page, scene, one, scripts=scripts)

            reply = page.locator("#tra-loi")
            expect(reply).to_contain_text(after.said.text)
            expect(reply).to_be_focused()
            assert acts_of(page) == write_acts([*acts, one])


@EACH
def test_the_keyboard_alone_is_enough(site: Site, phone: Page, lesson: Lesson) -> None:
    practice = practice_of(lesson)
    site.open(phone, path_of(lesson))
    run = begin(practice)
    for one in good(practice):
        do_by_keyboard(phone, scene_of(practice, run), one)
        run = act(practice, run, one)
        heading = phone.get_by_role("heading", level=1)
        expect(heading).to_be_focused()

    tab_to(phone, phone.get_by_label("Tự tay tôi làm hết"))
    phone.keyboard.press("Space")
    tab_to(phone, phone.get_by_role("button", name="Xong", exact=True))
    with phone.expect_navigation():
        phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Tự làm được", exact=True)).to_be_visible()


@EACH
def test_every_scene_holds_wcag_aa_and_fits(site: Site, new_page: MakePage, lesson: Lesson) -> None:
    practice = practice_of(lesson)
    page = new_page()
    hint = Act("h")
    for acts in ways(practice).values():
        scene = scene_of(practice, replay(practice, acts))
        after = acts if scene.is_goal else (*acts, hint)
        site.open(page, f"{path_of(lesson)}?buoc={write_acts(after)}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []
        assert page.evaluate(SMALL_TARGETS, LEAST_TARGET) == []
        assert page.evaluate(FAULTS) == []
        page.set_viewport_size(NARROW)
        assert page.evaluate(FAULTS) == []
        page.set_viewport_size({"width": 360, "height": 740})


@EACH
def test_every_scene_holds_text_of_twice_the_size(
    site: Site,
    large_print: Browser,
    lesson: Lesson,
) -> None:
    practice = practice_of(lesson)
    context = large_print.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    faults = []
    for acts in ways(practice).values():
        site.open(page, path_of(lesson) + (f"?buoc={write_acts(acts)}" if acts else ""))
        faults += page.evaluate(FAULTS)
    size = page.evaluate("() => getComputedStyle(document.documentElement).fontSize")
    context.close()

    assert size == DOUBLE
    assert faults == []


def test_the_reply_is_seen_on_a_small_phone_with_large_letters(
    site: Site, new_page: MakePage
) -> None:
    page = new_page(viewport={"width": 320, "height": 456})
    page.add_init_script("localStorage.setItem('text-size', 'large')")
    site.open(page, path_of(LESSONS[0]))
    practice = practice_of(LESSONS[0])
    wrong = next(one for one in offered(practice.start) if act(practice, begin(practice), one).said)
    do(page, practice.start, wrong, scripts=True)

    reply = page.locator("#tra-loi").get_by_role("heading")
    expect(reply).to_be_visible()
    seen = reply.bounding_box()
    bar = page.locator("[data-play]").bounding_box()
    assert seen
    assert bar
    assert 0 <= seen["y"] < seen["y"] + seen["height"] <= bar["y"]


@EACH
@pytest.mark.parametrize("language", ["", "/en"], ids=["vi", "en"])
def test_a_practice_is_light(site: Site, new_page: MakePage, lesson: Lesson, language: str) -> None:
    page = new_page()
    done: list[Request] = []
    # Playwright notes something on what it calls; a method of a list does not allow that.
    page.on("requestfinished", lambda request: done.append(request))  # noqa: PLW0108
    page.goto(f"{site.address}{language}{path_of(lesson)}", wait_until="networkidle")

    sizes = {
        kind: sum(one.sizes()["responseBodySize"] for one in done if one.resource_type == kind)
        for kind in ("document", "stylesheet")
    }

    assert min(sizes.values()) > 0
    assert sum(sizes.values()) <= DOCUMENT_AND_STYLE, sizes


def test_a_practice_left_is_found_again_where_it_was(site: Site, phone: Page) -> None:
    lesson = next(one for one in LESSONS if one.slug == WITH_FIELD)
    practice = practice_of(lesson)
    first, second = good(practice)[:2]
    site.open(phone, path_of(lesson))
    do(phone, practice.start, first)
    scene = scene_of(practice, replay(practice, [first]))
    do(phone, scene, second)
    there = phone.get_by_role("heading", level=1).inner_text()

    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text(there)
    site.open(phone, path_of(lesson))
    expect(phone.get_by_role("heading", level=1)).to_have_text(there)
    phone.go_back()
    phone.get_by_role("link", name="Làm lại").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(practice.start.task)


def test_the_browsers_own_back_leads_to_the_scene_before(site: Site, phone: Page) -> None:
    lesson = LESSONS[0]
    practice = practice_of(lesson)
    site.open(phone, path_of(lesson))
    do(phone, practice.start, good(practice)[0])
    expect(phone.get_by_role("heading", level=1)).not_to_have_text(practice.start.task)

    phone.go_back()

    expect(phone.get_by_role("heading", level=1)).to_have_text(practice.start.task)
    assert acts_of(phone) == ""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_for_another_time_keeps_the_place(site: Site, new_page: MakePage, *, scripts: bool) -> None:
    lesson = LESSONS[0]
    practice = practice_of(lesson)
    page = new_page(java_script_enabled=scripts)
    site.open(page, path_of(lesson))
    do(page, practice.start, good(practice)[0], scripts=scripts)
    there = page.get_by_role("heading", level=1).inner_text()

    with page.expect_navigation():
        page.get_by_role("button", name="Để lần sau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã giữ lại, lần sau làm tiếp")
    with page.expect_navigation():
        page.get_by_role("link", name="Làm tiếp").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(there)


def test_real_numbers_never_leave_the_phone(site: Site, phone: Page) -> None:
    """Everything the browser asks for is written down: no request holds what was typed."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(unquote(f"{request.url} {request.post_data or ''} {request.headers}"))

    phone.on("request", note)
    typed = 0
    for lesson in LESSONS:
        practice = practice_of(lesson)
        for acts in ways(practice).values():
            scene = scene_of(practice, replay(practice, acts))
            fields = [n for n, part in enumerate(scene.inputs) if part.typed]
            for secret in SECRETS if fields else ():
                site.open(phone, f"{path_of(lesson)}?buoc={write_acts(acts)}")
                typed += len(fields)
                values = tuple(
                    2 if part.typed else value
                    for part, value in zip(scene.inputs, right_values(scene), strict=True)
                )
                for press in range(len(scene.presses)):
                    do(phone, scene, Act(press, values), typed=secret)
                    if (
                        phone.locator(".mock").count() == 0
                        or phone.get_by_role("heading", level=1).inner_text() != scene.task
                    ):
                        break
                kept = phone.evaluate("() => JSON.stringify([{...localStorage}, location.href])")
                assert secret not in kept
    assert typed
    assert not [one for one in asked for secret in SECRETS if secret in one]


def test_a_real_number_is_taken_out_of_its_field(site: Site, phone: Page) -> None:
    lesson, acts, place = next(
        (one, acts, place)
        for one in LESSONS
        for acts in ways(practice_of(one)).values()
        for place, part in enumerate(
            scene_of(practice_of(one), replay(practice_of(one), acts)).inputs
        )
        if part.typed and part.sample.replace(" ", "").isdecimal()
    )
    practice = practice_of(lesson)
    scene = scene_of(practice, replay(practice, acts))
    site.open(phone, f"{path_of(lesson)}?buoc={write_acts(acts)}")
    button = next(
        n for n, one in enumerate(scene.presses) if one.kind == "button" and one.outcome.target
    )
    values = tuple(2 if n == place else v for n, v in enumerate(right_values(scene)))

    do(phone, scene, Act(button, values), typed=SECRETS[0])

    expect(phone.locator("#tra-loi")).to_contain_text("Đừng gõ số thật")
    expect(phone.locator(f'.mock [name="o-{place}"]')).to_have_value("")
    expect(press_of(phone, Act("h"))).to_be_enabled()
