"""A certificate of learning on paper: A4, landscape, as PDF. Set by typst, without a network.

Every word comes from the caller; nothing of a person is ever pasted into the template.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import segno

from learnapp.config import ROOT

TEMPLATES = Path(__file__).with_name("templates")
TEMPLATE = TEMPLATES / "certificate.typ"
FONTS = ROOT / "learnapp" / "data" / "fonts"
HOUSE = "Bình dân học vụ số"
"""Who gives the certificate: a name, the same in every language."""

QUIET = 4
"""Modules of white round the code; the standard (ISO/IEC 18004) asks for four."""

_lock = Lock()


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """All the words of one certificate, in one language.

    ``facts`` are rows of what and words; ``given`` is where and when it was given, line by line;
    ``signer`` says who signs on the free space below, ``""``: nobody does. ``link`` is what the QR
    code holds, ``address`` where one types the code. ``mark``, ``picture`` and ``qr_alt`` say what
    the pictures show, for those who hear the page.
    """

    lang: str
    title: str
    author: str
    house: str
    heading: str
    to: str
    name: str
    did: str
    course: str
    facts: tuple[tuple[str, str], ...]
    check: str
    address: str
    code: str
    note: str
    given: tuple[str, ...]
    link: str
    mark: str
    picture: str
    qr_alt: str
    signer: str = ""


def certificate_pdf(paper: CertificatePaper) -> bytes:
    """Return the certificate as a tagged PDF, its fonts embedded."""
    return _set(paper, "pdf", {"pdf_standards": "ua-1"})


def certificate_picture(paper: CertificatePaper, *, dots_per_inch: float = 96) -> bytes:
    """Return the certificate as a PNG, to be looked at."""
    return _set(paper, "png", {"ppi": dots_per_inch})


def _set(paper: CertificatePaper, format_: Literal["pdf", "png"], options: dict[str, Any]) -> bytes:
    words = asdict(paper) | {"qr": _qr(paper.link)}
    with _lock:
        # One at a time: typst uses every core by itself.
        done: bytes = _compiler()(
            input=str(TEMPLATE),
            format=format_,
            sys_inputs={"paper": json.dumps(words, ensure_ascii=False)},
            **options,
        )
    return done


@cache
def _compiler() -> Callable[..., Any]:
    """Return what sets papers: it reads the fonts once, and never the system's."""
    import typst  # noqa: PLC0415 - most starts set no paper

    compiler = typst.Compiler(
        root=str(TEMPLATES), font_paths=[str(FONTS)], ignore_system_fonts=True
    )
    return compiler.compile


def _qr(link: str) -> str:
    """Draw the link as a QR code: an SVG of its own, black without a ground."""
    code = segno.make_qr(link, error="m", boost_error=False)
    drawn: str = code.svg_inline(border=QUIET, dark="#000", omitsize=True, lineclass=None)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
