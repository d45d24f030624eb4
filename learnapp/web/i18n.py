"""What readers read: Vietnamese is the source, other languages are catalogues in translations/.

Catalogues (``.po``) are read once at the start; no compiled files are kept.
"""

import gettext
import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy
from flask import Flask, has_request_context, request

from learnapp.config import ROOT
from learnapp.core.days import VIETNAM
from learnapp.web.language import ENVIRON_KEY, LANGUAGES, PREFIXES, SOURCE

_catalogues: dict[str, gettext.NullTranslations] = {}


def read_translations(folder: Path = ROOT / "translations") -> None:
    """Read every catalogue; a language without one speaks Vietnamese."""
    for language in PREFIXES:
        path = folder / language / "LC_MESSAGES" / "messages.po"
        if not path.exists():
            continue
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        compiled = io.BytesIO()
        write_mo(compiled, catalog)
        compiled.seek(0)
        translations = gettext.GNUTranslations(compiled)
        translations.plural = gettext.c2py(catalog.plural_expr)  # type: ignore[attr-defined]
        _catalogues[language] = translations


def current_language() -> str:
    """Return the language of the page being made; Vietnamese outside a request."""
    if not has_request_context():
        return SOURCE
    return str(request.environ.get(ENVIRON_KEY, SOURCE))


def _(text: str, **values: object) -> str:
    """Say the text in the reader's language, with ``%(name)s`` filled in."""
    said = _translations().gettext(text)
    return said % values if values else said


def n_(one: str, many: str, n: int, **values: object) -> str:
    """Say it for a number; Vietnamese has one form, English two. ``%(n)s`` is the number."""
    said = _translations().ngettext(one, many, n)
    return said % ({"n": format_number(n)} | values)


def lazy(text: str) -> str:
    """Say the text when it is shown, not when it is written down (class bodies run once)."""
    # Never remember the first reader's language for the later ones. LazyProxy acts as its text.
    return LazyProxy(_, text, enable_cache=False)  # type: ignore[return-value]


def _translations() -> gettext.NullTranslations:
    return _catalogues.get(current_language(), _SOURCE_TEXTS)


_SOURCE_TEXTS = gettext.NullTranslations()


def locale() -> Locale:
    """Return the CLDR locale by which to format; Vietnamese where a language has none."""
    try:
        return Locale.parse("en_GB" if current_language() == "en" else current_language())
    except (UnknownLocaleError, ValueError):
        return Locale.parse(SOURCE)


def format_day(day: date) -> str:
    """23/11/2026."""
    return dates.format_date(day, "dd/MM/yyyy", locale=locale())


def format_moment(moment: datetime) -> str:
    """Hour and day in Vietnam: 21:40, 22/11/2026."""
    return dates.format_datetime(moment, "HH:mm, dd/MM/yyyy", tzinfo=VIETNAM, locale=locale())


def format_number(number: float) -> str:
    """1.894 in Vietnamese, 1,894 in English."""
    return numbers.format_decimal(number, locale=locale())


def format_percent(share: float, decimals: int = 1) -> str:
    """Format a share (0.631) with one decimal and a no-break space: 63,1 %."""
    pattern = "#,##0.0" if decimals else "#,##0"
    return numbers.format_decimal(share * 100, pattern, locale=locale()) + "\u00a0%"


def other_languages() -> Mapping[str, str]:
    """Return, for each other language, the address of this very page in it.

    Without the query: a page that is kept for everyone must not hold what one visitor asked.
    """
    return {
        language: PREFIXES.get(language, "") + request.path
        for language in LANGUAGES
        if language != current_language()
    }


def init_i18n(app: Flask) -> None:
    """Read the catalogues and give templates their words."""
    read_translations()
    words: dict[str, Any] = {
        "_": _,
        "n_": n_,
        "format_day": format_day,
        "format_moment": format_moment,
        "format_number": format_number,
        "format_percent": format_percent,
        "current_language": current_language,
        "other_languages": other_languages,
    }
    app.jinja_env.globals.update(words)
