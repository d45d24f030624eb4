"""What holds for every template: pages are made of macros, macros of the design system."""

import re

from jinja2 import Environment, nodes

from tests.conventions.source import TEMPLATES, named, templates

LONGEST = 150
DESIGN_SYSTEM = TEMPLATES / "ui"
SHOWCASE = TEMPLATES / "ui-page"
"""Shows every component to whoever works on them; open in development only."""
PICTURES = TEMPLATES / "pictures"
VIETNAMESE = re.compile(
    "[đăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
NAME = re.compile(r"Bình dân|học vụ số")
"""The product's name stays as it is in every language."""
ENVIRONMENT = Environment(autoescape=True)

PAGES = [
    path
    for path in templates()
    if path.suffix == ".html" and not path.is_relative_to(DESIGN_SYSTEM)
]


def test_no_template_is_longer_than_150_lines() -> None:
    long = [
        f"{named(path)}: {lines}"
        for path in templates()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    ]

    assert not long, f"Make a macro of a part of it: {long}"


def test_pages_take_their_inputs_and_tables_from_the_design_system() -> None:
    hidden = r"(?![^>]*type=.hidden.)"
    bare = re.compile(rf"<(input|select|textarea|table|style)\b{hidden}", re.IGNORECASE)
    found = [
        f"{named(path, number)} <{match[1]}>"
        for path in PAGES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := bare.search(line))
    ]

    assert not found, f"Use a macro of templates/ui/: {found}"


def test_nothing_is_styled_or_scripted_inline() -> None:
    inline = re.compile(
        r"\s(style|on[a-z]+)\s*=|<script(?![^>]*(\ssrc=|application/json))", re.IGNORECASE
    )
    found = [
        named(path, number)
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if inline.search(line)
    ]

    assert not found, f"Use a class of style.css or a script of static/: {found}"


def test_every_imported_macro_is_used() -> None:
    unused = []
    for path in templates():
        page = ENVIRONMENT.parse(path.read_text(encoding="utf-8"))
        used = {node.name for node in page.find_all(nodes.Name) if node.ctx == "load"}
        imports: set[str] = set()
        for node in page.find_all(nodes.FromImport):
            imports |= {name if isinstance(name, str) else name[1] for name in node.names}
        imports |= {node.target for node in page.find_all(nodes.Import)}
        unused += [f"{named(path)}: {name}" for name in sorted(imports - used)]

    assert not unused, f"Take out what is not used: {unused}"


def test_what_people_read_can_be_translated() -> None:
    bare = []
    for path in templates():
        if path.is_relative_to(PICTURES) or path.is_relative_to(SHOWCASE):
            continue
        for line, kind, text in ENVIRONMENT.lex(path.read_text(encoding="utf-8")):
            if kind == "data" and VIETNAMESE.search(NAME.sub("", text)):
                bare.append(f"{named(path, line)} {' '.join(text.split())[:60]}")

    assert not bare, f"Put it in {{{{ _(…) }}}}: {bare}"


def test_nothing_is_shown_unescaped_but_what_was_cleaned() -> None:
    unsafe = re.compile(r"\|\s*safe\b|autoescape\s+false")
    allowed = re.compile(r"(html|svg)\s*\|\s*safe")
    found = [
        named(path, number)
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if unsafe.search(line) and not allowed.search(line)
    ]

    assert not found, f"Only HTML of a checked lesson (names ending in html) is safe: {found}"
