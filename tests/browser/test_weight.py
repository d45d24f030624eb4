"""What a lesson costs on mobile data, the first time it is opened."""

import pytest
from playwright.sync_api import Request

from tests.browser.conftest import MakePage
from tests.browser.pages import lesson_slugs
from tests.browser.site import Site

pytestmark = pytest.mark.browser

DOCUMENT_AND_STYLE = 14 * 1024
PICTURES = 30 * 1024


@pytest.mark.parametrize("slug", lesson_slugs())
@pytest.mark.parametrize("language", ["", "/en"], ids=["vi", "en"])
def test_a_lesson_is_light(site: Site, new_page: MakePage, slug: str, language: str) -> None:
    page = new_page()
    done: list[Request] = []
    # Playwright notes something on what it calls; a method of a list does not allow that.
    page.on("requestfinished", lambda request: done.append(request))  # noqa: PLW0108
    page.goto(f"{site.address}{language}/bai-hoc/{slug}/", wait_until="networkidle")

    sizes: dict[str, int] = {}
    for request in done:
        kind = "image" if ".svg" in request.url else request.resource_type
        sizes[kind] = sizes.get(kind, 0) + request.sizes()["responseBodySize"]

    assert sum(one.resource_type == "document" for one in done) == 1
    assert sizes["document"] + sizes["stylesheet"] <= DOCUMENT_AND_STYLE, sizes
    assert sizes.get("image", 0) <= PICTURES, sizes
