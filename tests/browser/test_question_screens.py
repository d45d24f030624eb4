"""Questions that show a screen, on the page of all components: places to press, messages."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from learnapp.app import create_app
from learnapp.config import Settings
from tests.browser.conftest import PHONE, MakePage
from tests.browser.site import ROOT, Site
from tests.browser.test_access import LEAST_TARGET, violations

pytestmark = pytest.mark.browser

GALLERY = "/ui"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """The page of all components with its headers; the site itself shows it to nobody."""
    folder = Path(tmp_path_factory.mktemp("gallery"))
    settings = Settings(
        database_url=f"sqlite:///{folder}/none.sqlite3",
        secret_key="k" * 40,
        pin_pepper="p" * 40,
        lessons_folder=ROOT / "tests" / "lessons",
        development=True,
    )
    answer = create_app(settings).test_client().get(GALLERY)
    assert answer.status_code == 200
    return answer.text, dict(answer.headers)


def opened(site: Site, gallery: tuple[str, dict[str, str]], page: Page) -> Page:
    body, headers = gallery

    def fulfil(route: Route) -> None:
        route.fulfill(body=body, headers=headers)

    page.route(f"{site.address}{GALLERY}", fulfil)
    site.open(page, GALLERY)
    return page


def fresh(page: Page, kind: str) -> Locator:
    """Return the question of that kind that nobody has answered."""
    return page.locator(f"section.question[data-kind={kind}]").first


def test_a_place_on_the_drawing_is_picked_by_pressing_it_without_scripts(
    site: Site, gallery: tuple[str, dict[str, str]], new_page: MakePage
) -> None:
    asked = fresh(opened(site, gallery, new_page(java_script_enabled=False)), "tap_place")
    place, other = asked.locator(".place--b"), asked.locator(".place--a")

    place.click()

    expect(asked.get_by_role("radio", name="B. Ô tìm", exact=True)).to_be_checked()
    expect(place.get_by_text("Đã chọn")).to_be_visible()
    expect(other.get_by_text("Đã chọn")).to_be_hidden()
    other.click()
    expect(asked.get_by_role("radio", name="A. Đăng nhập", exact=True)).to_be_checked()
    expect(place.get_by_text("Đã chọn")).to_be_hidden()


def test_the_keyboard_picks_a_place_among_the_choices_below(
    site: Site, gallery: tuple[str, dict[str, str]], phone: Page
) -> None:
    asked = fresh(opened(site, gallery, phone), "tap_place")
    # All questions of one kind share a name here, so Tab would stop at the one answered last.
    asked.get_by_role("radio").first.focus()

    phone.keyboard.press("Space")
    phone.keyboard.press("ArrowDown")

    expect(asked.get_by_role("radio", name="B. Ô tìm", exact=True)).to_be_checked()
    expect(asked.locator(".place--b").get_by_text("Đã chọn")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 1366])
def test_places_are_large_enough_and_lie_where_the_drawing_has_them(
    site: Site, gallery: tuple[str, dict[str, str]], new_page: MakePage, width: int
) -> None:
    page = opened(site, gallery, new_page(viewport={"width": width, "height": 740}))
    asked = fresh(page, "tap_place")
    drawn = asked.locator("figure > svg").first.bounding_box()
    assert drawn is not None
    scale = drawn["width"] / 360

    for key, x, y in (("a", 216, 14), ("b", 30, 74), ("c", 30, 132)):
        box = asked.locator(f".place--{key}").bounding_box()
        assert box is not None
        assert box["x"] - drawn["x"] == pytest.approx(x * scale, abs=1)
        assert box["y"] - drawn["y"] == pytest.approx(y * scale, abs=1)
        if width >= PHONE["width"]:
            assert min(box["width"], box["height"]) >= LEAST_TARGET - 0.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["tap_place", "scenario"])
def test_they_hold_wcag_aa_and_break_no_policy(
    site: Site, gallery: tuple[str, dict[str, str]], new_page: MakePage, scheme: str, kind: str
) -> None:
    page = opened(site, gallery, new_page(color_scheme=scheme))
    asked = fresh(page, kind)
    asked.get_by_role("radio").first.check()

    found = [one for one in violations(page) if "place" in one or "talk" in one or kind in one]

    assert found == []


def test_a_picked_place_is_seen_in_forced_colours_and_on_paper(
    site: Site, gallery: tuple[str, dict[str, str]], new_page: MakePage
) -> None:
    page = opened(site, gallery, new_page(forced_colors="active"))
    asked = fresh(page, "tap_place")
    asked.locator(".place--c").click()
    widths = "one => parseFloat(getComputedStyle(one).borderTopWidth)"

    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert asked.locator(".place--c").evaluate(widths) > asked.locator(".place--a").evaluate(
            widths
        )
        expect(asked.locator(".place--c").get_by_text("Đã chọn")).to_be_visible()


def test_a_scenario_says_that_it_is_an_exercise_and_who_speaks(
    site: Site, gallery: tuple[str, dict[str, str]], phone: Page
) -> None:
    asked = fresh(opened(site, gallery, phone), "scenario")

    expect(asked.get_by_text("Màn hình tập, không phải tin thật")).to_be_visible()
    expect(asked.get_by_text("Cuộc gọi từ: Số lạ")).to_be_visible()
    expect(asked.get_by_text("Mình trả lời")).to_be_visible()
    group = asked.get_by_role("group")
    described = group.evaluate(
        "one => document.getElementById(one.getAttribute('aria-describedby')).textContent"
    )
    assert "đọc tôi mã vừa gửi" in described


def test_what_was_answered_is_shown_on_the_drawing_to_read_only(
    site: Site, gallery: tuple[str, dict[str, str]], phone: Page
) -> None:
    page = opened(site, gallery, phone)
    shown = page.locator("section.question--answered:not([data-kind])", has=page.locator("figure"))

    expect(shown.locator(".place--picked")).to_have_count(1)
    expect(shown.locator(".place--picked").get_by_text("Đã chọn")).to_be_visible()
    expect(shown.locator("input, label[for]")).to_have_count(0)
