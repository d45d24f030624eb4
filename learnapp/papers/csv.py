"""A table as a CSV file that a spreadsheet opens and never runs.

RFC 4180 (commas, CRLF, quotes doubled), UTF-8 with a byte order mark, without which spreadsheets
read Vietnamese as something else. Formulas: OWASP, "CSV Injection".
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"

_STARTS_FORMULA = re.compile(
    # At the beginning, or after what some spreadsheet may take for the end of a cell.
    r"(^|[,;|\t\r\n\"'])([ \u00a0\u3000]*)(?=[=+\-@\t\r＝＋－＠])"
)


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Write the file: the headings, then the rows. Numbers come as numbers, text as text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (headings, *rows):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return (BOM + text.getvalue()).encode()


def harmless(text: str) -> str:
    """Put an apostrophe before whatever a spreadsheet might run; it shows as text then."""
    return _STARTS_FORMULA.sub(r"\1'\2", text)
