"""What a phone fetches when it opens a lesson for the first time, in bytes, compressed."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

import brotli
from flask.testing import FlaskClient

from learnapp.core.lessons import Lesson
from tests.benchmarks.site import Site

MOST_TEXT = 14 * 1024
MOST_PICTURES = 30 * 1024
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Weight:
    """The bytes of a lesson. Drawings are part of the HTML, and counted in it as well."""

    slug: str
    html: int
    style: int
    drawings: int
    pictures: int
    scripts: int
    foreign: int

    @property
    def text(self) -> int:
        """What must be there before the lesson can be read: HTML and CSS."""
        return self.html + self.style

    @property
    def fits(self) -> bool:
        """Whether it holds what was promised."""
        few_pictures = self.drawings + self.pictures <= MOST_PICTURES
        return self.text <= MOST_TEXT and few_pictures and not self.foreign


class _Parts(HTMLParser):
    """Finds what the page makes a browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, set[str]] = {"style": set(), "script": set(), "picture": set()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        address = values.get("src") or values.get("href") or ""
        if tag == "link" and "stylesheet" in values.get("rel", ""):
            self.parts["style"].add(address)
        elif tag == "script" and "src" in values:
            self.parts["script"].add(address)
        elif tag in {"img", "source", "image", "use"} and not address.startswith("#"):
            self.parts["picture"].add(address.split("#", 1)[0])


def weigh(site: Site) -> list[Weight]:
    """Fetch each lesson with all its parts, as a browser with an empty cache does."""
    client = site.app.test_client()
    return [_weigh(client, lesson) for lesson in site.lessons]


def _weigh(client: FlaskClient, lesson: Lesson) -> Weight:
    path = f"/bai-hoc/{lesson.slug}/"
    page = client.get(path).get_data(as_text=True)
    found = _Parts()
    found.feed(page)
    every = set().union(*found.parts.values())
    foreign = {address for address in every if urlsplit(address).netloc}
    html = _fetched(client, path)
    without = len(brotli.compress(DRAWING.sub("", page).encode(), mode=brotli.MODE_TEXT))
    return Weight(
        slug=lesson.slug,
        html=html,
        style=sum(_fetched(client, one) for one in found.parts["style"] - foreign),
        drawings=html - without,
        pictures=sum(_fetched(client, one) for one in found.parts["picture"] - foreign),
        scripts=sum(_fetched(client, one) for one in found.parts["script"] - foreign),
        foreign=len(foreign),
    )


def _fetched(client: FlaskClient, address: str) -> int:
    """Return how many bytes the body has, with the best compression that a phone takes."""
    answer = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    if answer.status_code != 200:
        message = f"{address}: {answer.status_code}"
        raise RuntimeError(message)
    return len(answer.data)
