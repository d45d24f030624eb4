"""The pages of a check, from its first item to its result, on small screens and for every eye."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MakePage, launched
from tests.browser.pages import COURSE
from tests.browser.site import Site, send
from tests.browser.test_access import LEAST_TARGET, SMALL_TARGETS, violations
from tests.browser.test_layout import DOUBLE, FAULTS, NARROW, PHONE

pytestmark = pytest.mark.browser

FINAL = f"/khoa-hoc/{COURSE}/kiem-tra/cuoi/"
ONE_ROW = 100
"""Pixels: a bar of one row, its label in two lines at most; two rows are 111 and more."""


@pytest.fixture(scope="module")
def large_print() -> Iterator[Browser]:
    with launched("--blink-settings=defaultFontSize=32,defaultFixedFontSize=26") as browser:
        yield browser


def walk(site: Site, page: Page) -> Iterator[str]:
    """Take a final check as somebody who answers nothing; say what is on the screen each time."""
    site.open(page, FINAL)
    yield "what it is"
    send(page)
    yield "the items"
    overview = urlsplit(page.url).path
    items = [one.get_attribute("href") or "" for one in page.locator("a.task").all()]
    for item in items:
        site.open(page, item)
        yield "an item"
        first = page.locator('.mock [name="bam"]:not([hidden])').first
        if first.count():
            with page.expect_navigation():
                first.click()
            yield "an item after an act"
    site.open(page, overview)
    for asked in ("Nộp bài", "Vẫn nộp"):
        with page.expect_navigation():
            page.get_by_role("button", name=asked, exact=True).click()
        yield f"after {asked}"
    expect(page.get_by_role("heading", name="Chưa đạt lần này, không sao")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_a_check_holds_wcag_aa(site: Site, new_page: MakePage, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    for where in walk(site, page):
        assert violations(page) == [], where
        assert page.evaluate(SMALL_TARGETS, LEAST_TARGET) == [], where
        assert page.locator(".button--primary:visible").count() <= 1, where
        page.set_viewport_size(PHONE)


def test_every_page_of_a_check_fits_on_the_narrowest_phone(site: Site, new_page: MakePage) -> None:
    page = new_page(viewport=NARROW)
    for where in walk(site, page):
        assert page.evaluate(FAULTS) == [], where
        bar = page.locator(".bar").bounding_box()
        assert bar, where
        assert bar["height"] <= ONE_ROW, where


def test_every_page_of_a_check_holds_text_of_twice_the_size(
    site: Site, large_print: Browser
) -> None:
    context = large_print.new_context(viewport=PHONE)
    page = context.new_page()
    for where in walk(site, page):
        assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == DOUBLE
        assert page.evaluate(FAULTS) == [], where
    context.close()
