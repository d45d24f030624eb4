"""A reader without scripts: opens pages, fills in forms, and checks every page it opens."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

VOID = {"input", "img", "br", "hr", "meta", "link", "source", "use", "path"}


@dataclass
class FormOnPage:
    """A form as the page shows it: where it goes and what it would send untouched."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class PageParser(HTMLParser):
    """Collects what the checks and the forms need."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.unlabelled: list[dict[str, str]] = []
        self.forms: list[FormOnPage] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.inline: list[str] = []
        self._form: FormOnPage | None = None
        self._select: str | None = None
        self._select_chosen = False
        self._textarea: str | None = None
        self._in_label = 0
        self._silent = 0
        self._inert = 0
        self._inputs: list[tuple[dict[str, str], bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        # What stands in a template is not on the page before a script puts it there.
        self._inert += tag == "template"
        if self._inert:
            return
        if "id" in values:
            self.ids.append(values["id"])
        if "style" in values or any(name.startswith("on") for name in values):
            self.inline.append(tag)
        if tag == "script" and "src" not in values and values.get("type") != "application/json":
            self.inline.append(tag)
        handler = getattr(self, f"_start_{tag}", None)
        if handler:
            handler(values)

    def _start_html(self, values: dict[str, str]) -> None:
        self.lang = values.get("lang", "")

    def _start_h1(self, values: dict[str, str]) -> None:
        self.headings.append("")

    def _start_script(self, values: dict[str, str]) -> None:
        self._silent += 1

    def _start_a(self, values: dict[str, str]) -> None:
        self.links.append(values.get("href", ""))

    def _start_label(self, values: dict[str, str]) -> None:
        self._in_label += 1
        self.labels.add(values.get("for", ""))

    def _start_form(self, values: dict[str, str]) -> None:
        self._form = FormOnPage(values.get("action", ""), values.get("method", "get").lower())
        self.forms.append(self._form)

    def _start_input(self, values: dict[str, str]) -> None:
        kind = values.get("type", "text")
        if kind not in {"hidden", "submit", "button"}:
            self._inputs.append((values, bool(self._in_label)))
        if self._form is None or "name" not in values or "disabled" in values:
            return
        name = values["name"]
        self._form.names.add(name)
        if kind in {"radio", "checkbox"}:
            if "checked" in values:
                self._form.fields.setdefault(name, []).append(values.get("value", "on"))
        elif kind == "submit":
            self._form.buttons.append((name, values.get("value", "")))
        else:
            self._form.fields.setdefault(name, []).append(values.get("value", ""))

    def _start_button(self, values: dict[str, str]) -> None:
        if self._form is not None and "name" in values:
            self._form.buttons.append((values["name"], values.get("value", "")))

    def _start_select(self, values: dict[str, str]) -> None:
        self._inputs.append((values, bool(self._in_label)))
        self._select, self._select_chosen = values.get("name", ""), False
        if self._form is not None:
            self._form.names.add(self._select)

    def _start_option(self, values: dict[str, str]) -> None:
        if self._form is None or self._select is None:
            return
        if "selected" in values or self._select not in self._form.fields:
            self._form.fields[self._select] = [values.get("value", "")]

    def _start_textarea(self, values: dict[str, str]) -> None:
        self._inputs.append((values, bool(self._in_label)))
        self._textarea = values.get("name", "")
        if self._form is not None:
            self._form.names.add(self._textarea)
            self._form.fields[self._textarea] = [""]

    def handle_endtag(self, tag: str) -> None:
        if self._inert:
            self._inert -= tag == "template"
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "label":
            self._in_label -= 1
        elif tag == "textarea":
            self._textarea = None
        elif tag == "script":
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if self._silent or self._inert:
            return
        self.words.append(data)
        if self._textarea is not None and self._form is not None:
            self._form.fields[self._textarea] = [data.lstrip("\n")]

    def problems(self, path: str) -> list[str]:
        """Return what every page must hold and this one does not."""
        found = []
        language = "en" if path == "/en" or path.startswith("/en/") else "vi"
        if self.lang != language:
            found.append(f"lang is {self.lang!r}, not {language!r}")
        if len(self.headings) != 1:
            found.append(f"{len(self.headings)} h1 headings")
        twice = {one for one in self.ids if self.ids.count(one) > 1}
        if twice:
            found.append(f"ids twice: {sorted(twice)}")
        for values, inside in self._inputs:
            labelled = inside or values.get("id") in self.labels or "aria-label" in values
            if not labelled and "aria-labelledby" not in values:
                found.append(f"no label: {values.get('name')}")
        if self.inline:
            found.append(f"inline style or script: {self.inline}")
        return found


class Page:
    """A page as it was answered."""

    def __init__(self, response: TestResponse, path: str) -> None:
        self.response = response
        self.status = response.status_code
        self.path = path
        self.html = response.get_data(as_text=True)
        self.parser = PageParser()
        if response.mimetype == "text/html":
            self.parser.feed(self.html)

    @property
    def text(self) -> str:
        """The words of the page, white space folded."""
        return " ".join("".join(self.parser.words).split())

    @property
    def forms(self) -> list[FormOnPage]:
        return self.parser.forms

    def form(self, *names: str) -> FormOnPage:
        """Return the first form that has all these fields (or posts, when none is named)."""
        for form in self.forms:
            if form.method == "post" and set(names) <= form.names | {n for n, _ in form.buttons}:
                return form
        message = f"no form with {names} on {self.path} ({self.status}): {self.text[:300]}"
        raise AssertionError(message)

    def has_link(self, href: str) -> bool:
        return href in self.parser.links


class Browser:
    """Keeps cookies, follows redirects, sends what forms hold, as a real one does."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.headers = {"Sec-Fetch-Site": "same-origin", "User-Agent": "test"}

    def open(self, path: str, **headers: str) -> Page:
        """Open an address and check the page."""
        response = self.client.get(path, headers=self.headers | headers, follow_redirects=True)
        return self._page(response, response.request.path, script=response.request.root_path)

    def send(
        self, path: str, fields: dict[str, object], *, follow: bool = True, **headers: str
    ) -> Page:
        """Post fields to an address and follow where it leads."""
        response = self.client.post(
            path, data=fields, headers=self.headers | headers, follow_redirects=follow
        )
        return self._page(response, response.request.path, script=response.request.root_path)

    def fill(self, page: Page, *button: str, **values: object) -> Page:
        """Fill in the form of a page that has these fields, and send it.

        A field's name may be written with ``_`` for ``-``.
        """
        for form in page.forms:
            named = {_match(form, name): value for name, value in values.items()}
            if form.method == "post" and None not in named:
                break
        else:
            message = f"no form with {sorted(values)} on {page.path} ({page.status})"
            raise AssertionError(f"{message}: {page.text[:300]}")
        fields: dict[str, object] = dict(form.fields) | {str(k): v for k, v in named.items()}
        if len(button) == 1:
            fields[button[0]] = next((v for n, v in form.buttons if n == button[0]), "1")
        elif button:
            fields[button[0]] = button[1]
        fields = {name: value for name, value in fields.items() if value is not None}
        return self.send(urljoin(page.path, form.action) or page.path, fields)

    def submit(self, path: str, **values: object) -> Page:
        """Open a page, fill in its form and send it."""
        return self.fill(self.open(path), **values)

    def _page(self, response: TestResponse, path: str, *, script: str) -> Page:
        whole = urlsplit(response.request.url).path or path
        page = Page(response, whole)
        if response.mimetype == "text/html":
            problems = page.parser.problems(whole)
            assert not problems, f"{whole} ({page.status}): {problems}\n{page.text[:500]}"
        return page


def _match(form: FormOnPage, name: str) -> str | None:
    for candidate in (name, name.replace("_", "-")):
        if candidate in form.names:
            return candidate
    return None
