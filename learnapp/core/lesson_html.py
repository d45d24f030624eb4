"""Markdown of a lesson in, clean HTML out, with its drawings put in place.

Raw HTML is never passed on: it is noted, and shown as the letters it is made of. What Markdown
makes goes through one cleaner, and drawings are put in only after it, already cleaned.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

import nh3
from markdown import Markdown

from learnapp.core.lesson_faults import Fault, Faults, nearest
from learnapp.core.lesson_pictures import Picture, inline_svg
from learnapp.core.lesson_text import Line
from learnapp.core.lesson_words import other_words

_CLEANER = nh3.Cleaner(
    tags={"p", "strong", "em", "ul", "ol", "li", "a", "code", "br", "h3", "h4", "blockquote"},
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"https", "tel"},
    link_rel="noopener noreferrer",
)
_BREAKS = frozenset({"p", "li", "br", "h3", "h4", "blockquote", "ul", "ol"})
_UNWANTED = (
    ("preprocessors", "html_block"),
    ("inlinePatterns", "html"),
    ("inlinePatterns", "autolink"),
    ("inlinePatterns", "automail"),
    ("inlinePatterns", "reference"),
    ("inlinePatterns", "short_reference"),
    ("inlinePatterns", "image_link"),
    ("inlinePatterns", "image_reference"),
    ("inlinePatterns", "short_image_ref"),
    ("parser.blockprocessors", "code"),
    ("parser.blockprocessors", "reference"),
    ("parser.blockprocessors", "setextheader"),
)
"""Parts of Markdown that pass HTML through, or that an author sets off without meaning to."""

_PICTURE = re.compile(r"!\[([^\]]*)\]\(\s*([^)]*?)\s*\)")
_CODE = re.compile(r"`[^`]*`")
_STRAIGHT_QUOTES = re.compile(r'(?<![(`=])"([^"`\n]+)"')
_RAW_HTML = re.compile(r"<[A-Za-z/!?][^>\s]{0,30}")
_PLACEHOLDER = re.compile("⟨[^⟩]*⟩?")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(\s*([^)\s]*)")
_ITEM = re.compile(r"\s{0,3}(?:[-*+]|(\d{1,3})[.)])\s+")
_PICTURE_NAME = re.compile(r"[\w.-]+", re.ASCII)
_MARK = "\ue000{}\ue001"
"""Stands for a drawing while Markdown and cleaner work; no lesson file may hold such a letter."""
_MARK_ALONE = re.compile("<p>\\s*\ue000(\\d+)\ue001\\s*</p>")
_MARK_ANYWHERE = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A piece of a lesson: as a page shows it, as it is read aloud, and as it was written.

    ``text`` leaves out drawings; ``read`` says their names; ``written`` is the tidied Markdown.
    """

    html: str
    text: str
    read: str
    written: str


class Renderer:
    """Renders the pieces of one lesson, and notes what is wrong with them."""

    def __init__(
        self,
        slug: str,
        pictures: Mapping[str, bytes],
        faults: Faults,
        *,
        vietnamese: bool,
        gestures: bool,
    ) -> None:
        self.faults = faults
        self._slug = slug
        self._pictures = pictures
        self._vietnamese = vietnamese
        self._gestures = gestures
        self._drawn = 0
        self._markdown = Markdown(extensions=["sane_lists"], output_format="html")
        for registry, name in _UNWANTED:
            owner = self._markdown.parser if registry.startswith("parser.") else self._markdown
            getattr(owner, registry.rpartition(".")[2]).deregister(name, strict=False)

    def block(self, lines: Sequence[Line]) -> Rendered:
        """Render paragraphs, lists and drawings."""
        drawings: dict[str, tuple[str, str]] = {}
        source = [self._take_pictures(line, drawings) for line in lines]
        for line in lines:
            self.check(line)
        html = self._clean("\n".join(_spaced(source)))
        text = plain_text(_MARK_ANYWHERE.sub("", html))
        read = plain_text(_MARK_ANYWHERE.sub(lambda mark: drawings[mark[1]][0], html))
        html = _MARK_ALONE.sub(
            lambda mark: f'<figure class="picture">{drawings[mark[1]][1]}</figure>', html
        )
        html = _MARK_ANYWHERE.sub(lambda mark: drawings[mark[1]][1], html)
        return Rendered(html, text, read, "\n".join(line.text.strip() for line in lines).strip())

    def inline(self, line: Line) -> Rendered:
        """Render one line without a paragraph around it: a choice, a step."""
        if _PICTURE.search(line.text):
            self.faults.add(line.number, Fault.PICTURE_IN_CHOICE)
        self.check(line)
        text = _PICTURE.sub("", line.text).strip()
        # A step may begin with a number or a sign that would open a list.
        if _ITEM.match(text) or text.startswith((">", "#")):
            text = f"\\{text}" if not text[0].isdigit() else re.sub(r"^(\d+)", r"\1\\", text)
        html = self._clean(text).replace("\n", " ").strip()
        html = re.sub(r"^<p>(.*)</p>$", r"\1", html)
        said = plain_text(html)
        return Rendered(html, said, said, text)

    def check(self, line: Line, *, ours: bool = True) -> None:
        """Note what is still to be filled in, raw HTML, plain http, other words for an action.

        What is not ``ours`` imitates the screen of another, which has its own words.
        """
        if gap := _PLACEHOLDER.search(line.text):
            self.faults.add(line.number, Fault.PLACEHOLDER, gap=gap[0][:60])
        text = _CODE.sub("", line.text)
        if raw := _RAW_HTML.search(text):
            self.faults.add(line.number, Fault.RAW_HTML, html=raw[0])
        for link in _LINK.finditer(text):
            if not link[1].startswith(("https://", "tel:")):
                self.faults.add(line.number, Fault.LINK_NOT_HTTPS, address=link[1][:80])
        if self._vietnamese and ours:
            for word, better in other_words(line.text, gestures=self._gestures):
                self.faults.add(line.number, Fault.OTHER_WORD, word=word, better=better)

    def _clean(self, source: str) -> str:
        if not source.strip():
            return ""
        return _CLEANER.clean(self._markdown.reset().convert(set_quotes(source))).strip()

    def _take_pictures(self, line: Line, drawings: dict[str, tuple[str, str]]) -> str:
        """Put a mark where a drawing is named, and the drawing aside."""

        def take(found: re.Match[str]) -> str:
            self._drawn += 1
            mark = str(self._drawn)
            alt = unescape(found[1]).strip()
            drawings[mark] = (alt, self._drawing(line.number, found[2], alt))
            return _MARK.format(mark)

        return _PICTURE.sub(take, line.text)

    def _drawing(self, line: int, name: str, alt: str) -> str:
        if not alt:
            self.faults.add(line, Fault.PICTURE_WITHOUT_ALT, picture=name)
        if not name.endswith(".svg") or not _PICTURE_NAME.fullmatch(name):
            self.faults.add(line, Fault.PICTURE_NOT_SVG, picture=name)
            return ""
        raw = self._pictures.get(name)
        if raw is None:
            near = nearest(name, self._pictures)
            self.faults.add(line, Fault.PICTURE_MISSING, picture=name, nearest=near)
            return ""
        prefix = f"{self._slug}-{self._drawn}-"
        return inline_svg(Picture(name, raw), alt, prefix, self.faults)


def set_quotes(text: str) -> str:
    """Turn straight quotes, which any keyboard has, into “ ”; code and addresses keep theirs."""
    return _STRAIGHT_QUOTES.sub("“\\1”", text)


def plain_text(html: str) -> str:
    """Return the words of clean HTML, one line for each paragraph, item or heading."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = "".join(reader.words).split("\n")
    return "\n".join(line for line in (" ".join(one.split()) for one in lines) if line)


class _Words(HTMLParser):
    """Gathers the words between the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        self.words.append(" ".join(data.split("\n")))


def _spaced(lines: Sequence[str]) -> list[str]:
    """Part lists and drawings from the paragraph before them, as authors expect them to be."""
    spaced: list[str] = []
    in_list = False
    for line in lines:
        item = _ITEM.match(line)
        if item and item[1]:
            line = f"{item[1]}. {line[item.end() :]}"  # noqa: PLW2901 - "1)" is a step as well
        alone = _MARK_ANYWHERE.fullmatch(line.strip())
        if alone or (item and not in_list):
            spaced.append("")
        spaced.append(line)
        if alone:
            spaced.append("")
        in_list = bool(item) or (in_list and bool(line.strip()) and not alone)
    return spaced
