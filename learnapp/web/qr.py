"""QR codes that any camera opens: drawn on the server, black on white also at night."""

from urllib.parse import urlsplit

import segno
from markupsafe import Markup

SHORT = ("/lop/", "/xac-nhan/")
"""The addresses that answer in capitals too."""

QUIET = 4
"""Modules of white round a code; the standard (ISO/IEC 18004) asks for four."""


def qr_address(address: str) -> str:
    """Return an address in capitals: it takes fewer modules and scans from farther away.

    Scheme and host mind no case, and our short addresses answer in capitals too. Another path
    or a query would not: raises ``ValueError``.
    """
    parts = urlsplit(address)
    if parts.query or not parts.path.startswith(SHORT):
        raise ValueError(f"only short addresses answer in capitals: {address}")
    return address.upper()


def qr_svg(text: str) -> Markup:
    """Draw a QR code as an inline SVG: black also at night, or cameras cannot read it."""
    code = segno.make_qr(text, error="m", boost_error=False)
    drawn = code.svg_inline(
        border=QUIET, dark="#000", omitsize=True, svgclass="qr__svg", lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - drawn by segno from our own address
