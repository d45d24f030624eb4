"""A real Chromium on the real site: a phone with scripts, a phone without, an office PC."""

import atexit
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, StorageState, sync_playwright

from learnapp.core.lessons import Catalogue
from learnapp.services.catalogue import has_errors, read_catalogue
from tests.browser.pages import Shown
from tests.browser.site import ROOT, Site, running
from tests.browser.watch import Watch
from tests.run import HOW_TO_GET_A_BROWSER, find_chromium

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
OFFICE = {"width": 1366, "height": 768}

MakePage = Callable[..., Page]
SignedIn = Callable[[str], StorageState]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(Path(tmp_path_factory.mktemp("site"))) as site:
        yield site


@pytest.fixture(scope="session")
def lessons() -> Catalogue:
    """The lessons that the site shows, with their right answers."""
    catalogue, findings = read_catalogue(ROOT / "lessons")
    assert not has_errors(findings)
    return catalogue


@contextmanager
def launched(*arguments: str) -> Iterator[Browser]:
    """Start the browser of this machine; where there is none, say so and skip."""
    path = find_chromium()
    if path is None:
        pytest.skip(f"no Chromium here: {HOW_TO_GET_A_BROWSER}")
    browser = playwright().chromium.launch(executable_path=path, args=[*ARGUMENTS, *arguments])
    yield browser
    browser.close()


@cache
def playwright() -> Playwright:
    """Start Playwright once a process: it allows no second one beside it."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def large_print() -> Iterator[Browser]:
    """A browser whose owner doubled the size of its text."""
    with launched("--blink-settings=defaultFontSize=32,defaultFixedFontSize=26") as browser:
        yield browser


@pytest.fixture
def watch(site: Site) -> Watch:
    """What no page may do, checked at the end of every test."""
    return Watch(site.address)


@pytest.fixture
def new_page(chromium: Browser, watch: Watch) -> Iterator[MakePage]:
    """Make pages, each in a browser of its own: another person, another phone."""
    contexts = []

    def make(**options: object) -> Page:
        context = chromium.new_context(
            **({"viewport": PHONE, "locale": "vi-VN", "reduced_motion": "reduce"} | options)
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield make
    for context in contexts:
        context.close()
    watch.check()


@pytest.fixture
def phone(new_page: MakePage) -> Page:
    return new_page()


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, site: Site) -> SignedIn:
    """Give the cookies of someone of the demonstration; signs in once a session."""
    kept: dict[str, StorageState] = {}

    def cookies(who: str) -> StorageState:
        if who not in kept:
            context = chromium.new_context()
            site.sign_in(context.new_page(), who)
            kept[who] = context.storage_state()
            context.close()
        return kept[who]

    return cookies


OpenShown = Callable[..., Page]


@pytest.fixture
def open_shown(site: Site, new_page: MakePage, signed_in: SignedIn) -> OpenShown:
    """Open a page as the one it is for, with whatever options of the browser."""

    def opened(shown: Shown, **options: object) -> Page:
        cookies = {"storage_state": signed_in(shown.who)} if shown.who else {}
        page = new_page(**(cookies | options))
        site.open(page, shown.path)
        for link in filter(None, shown.then.split(" >> ")):
            with page.expect_navigation():
                page.locator(link).first.click()
        return page

    return opened
