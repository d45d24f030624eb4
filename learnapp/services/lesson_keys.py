"""The keys of today's questions and items beside those that were published."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from learnapp.core.check_source import BANK_FILE, parse_bank
from learnapp.core.errors import UnreadableVersion
from learnapp.core.lesson_archive import bank_from_json, lesson_from_json
from learnapp.core.lesson_compare import compare_item_keys, compare_keys
from learnapp.core.lesson_source import parse_lesson, parse_translation
from learnapp.core.lessons import ENGLISH, Catalogue, Lesson
from learnapp.queries.publishing import newest_texts
from learnapp.services.catalogue import Finding, lesson_path, load_lesson_file


def compare_with_archive(session: Session, folder: Path, catalogue: Catalogue) -> list[Finding]:
    """Return where a question's key was changed, or given to another question, since publishing.

    Each lesson and item bank is held beside its newest published text in that language. Where
    there is no database, or one without tables, nothing was published and nothing is wrong.
    """
    try:
        lessons, banks = (newest_texts(session, kind) for kind in ("lesson", "check"))
    except SQLAlchemyError:
        return []
    return [
        *(one for old in lessons for one in _compare(folder, catalogue, old)),
        *(one for old in banks for one in _compare_bank(folder, catalogue, old)),
    ]


def _compare(folder: Path, catalogue: Catalogue, body: Mapping[str, object]) -> Iterator[Finding]:
    try:
        old = lesson_from_json(body)
    except UnreadableVersion:
        return
    new = catalogue.lesson(old.slug, old.lang)
    if new is None or new.version == old.version:
        return
    path = lesson_path(folder, new.course, new.slug, new.lang)
    for problem in compare_keys(old, new, _lines(path, catalogue, new)):
        yield Finding(path.relative_to(folder), problem)


def _compare_bank(
    folder: Path, catalogue: Catalogue, body: Mapping[str, object]
) -> Iterator[Finding]:
    try:
        old = bank_from_json(body)
    except UnreadableVersion:
        return
    new = catalogue.bank(old.course, old.lang)
    if new is None or new.version == old.version:
        return
    path = lesson_path(folder, new.course, BANK_FILE, new.lang)
    original = catalogue.bank(new.course) if new.lang == ENGLISH else None
    lines = parse_bank(load_lesson_file(path), original).lines
    for problem in compare_item_keys(old, new, lines):
        yield Finding(path.relative_to(folder), problem)


def _lines(path: Path, catalogue: Catalogue, lesson: Lesson) -> Mapping[str, int]:
    """Return where the questions of a lesson stand in its file, by their keys."""
    original = catalogue.lesson(lesson.slug) if lesson.lang == ENGLISH else None
    file = load_lesson_file(path)
    parsed = parse_translation(file, original) if original else parse_lesson(file)
    return parsed.lines
