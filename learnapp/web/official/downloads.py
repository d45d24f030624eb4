"""A table leaves the house as a file, and the audit trail says who took it."""

from urllib.parse import quote

from flask import Response

from learnapp.clock import utc_now
from learnapp.core.names import search_text
from learnapp.core.places import Province, Ward
from learnapp.extensions import short_write
from learnapp.papers.csv import csv_file
from learnapp.services import audit
from learnapp.web.access import current_actor
from learnapp.web.official.tables import Table


def note_download(table: str, course: str, *, place: Ward | Province) -> None:
    """Write down who takes which table, before it is read."""
    with short_write() as session:
        audit.note(
            session,
            "figures.downloaded",
            actor=current_actor(),
            ward_id=place.id if isinstance(place, Ward) else None,
            now=utc_now(),
            place=place.code,
            table=table,
            course=course,
        )


def table_file(table: Table, name: str, about: tuple[tuple[str, str], ...]) -> Response:
    """Answer with the table as CSV; ``about`` (heading, words) stands in every row of it.

    ``name`` is the file's name in Vietnamese, without its ending.
    """
    headings = [*table.file_headings(), *(heading for heading, _ in about)]
    rows = ([*row, *(words for _, words in about)] for row in table.file_rows())
    response = Response(csv_file(headings, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = attachment(f"{name}.csv")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def attachment(name: str) -> str:
    """Name a file for every browser (RFC 6266): plain letters first, then the real name."""
    plain = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "-._") else "-"
        for sign in search_text(name)
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
