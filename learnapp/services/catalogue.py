"""The lessons folder is read and checked: a catalogue, and all that is wrong with the files.

``<folder>/<course>/khoa-hoc.md`` is a course, ``kiem-tra.md`` its item bank, every other ``.md``
beside it a lesson, ``.en.md`` the English of each, ``.svg`` a drawing. Files in the folder itself
are not lessons.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from learnapp.core.banks import Bank
from learnapp.core.check_source import BANK_FILE, parse_bank
from learnapp.core.lesson_faults import Fault, Problem
from learnapp.core.lesson_pictures import LARGEST_PICTURE
from learnapp.core.lesson_source import (
    LessonFile,
    Parsed,
    parse_course,
    parse_lesson,
    parse_translation,
    with_lessons,
)
from learnapp.core.lesson_text import LARGEST_FILE
from learnapp.core.lessons import ENGLISH, Catalogue, Course, Lesson
from learnapp.core.slugs import is_slug

COURSE_FILE = "khoa-hoc"
ENGLISH_ENDING = ".en"
SUFFIX = ".md"
NO_LESSONS = frozenset({COURSE_FILE, BANK_FILE})
"""What lies beside the lessons of a course and is none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, and the file it is in, as seen from the lessons folder."""

    path: Path
    problem: Problem

    @property
    def is_warning(self) -> bool:
        """Tell whether the lesson may be published all the same."""
        return self.problem.is_warning


@dataclass(slots=True)
class _Reading:
    """What is gathered while the folder is read."""

    folder: Path
    today: date | None
    lenient: bool
    lessons: list[Lesson] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    banks: list[Bank] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    slugs: dict[str, Path] = field(default_factory=dict)

    def note(self, path: Path, problems: Iterable[Problem]) -> bool:
        """Keep the problems of a file; tell whether what it holds may be used."""
        sound = True
        for problem in problems:
            where = path.with_name(problem.file) if problem.file else path
            finding = Finding(where.relative_to(self.folder), problem)
            if finding not in self.findings:
                self.findings.append(finding)
            sound = sound and problem.is_warning
        return sound or self.lenient


def read_catalogue(
    folder: Path, *, today: date | None = None, lenient: bool = False
) -> tuple[Catalogue, list[Finding]]:
    """Read all lessons of the folder; return those that are sound, and every problem.

    A lesson with an error is left out, and so is its English; ``lenient`` keeps what could be read
    of it, for its author to look at. Without ``today`` nobody asks which lesson is stale.
    Raises ``OSError`` where the folder cannot be read.
    """
    reading = _Reading(folder, today, lenient)
    for course in sorted(path for path in folder.iterdir() if path.is_dir()):
        if not course.name.startswith((".", "_")):
            _read_course(reading, course)
    reading.findings.sort(key=lambda one: (one.path, one.problem.line))
    return Catalogue.of(reading.lessons, reading.courses, reading.banks), reading.findings


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether something must be mended before the lessons are published."""
    return any(not finding.is_warning for finding in findings)


def watched(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return the files that a catalogue is made of, with time and size: what changes on saving."""
    found = {}
    for path in _files(folder):
        try:
            state = path.stat()
        except FileNotFoundError:  # an editor is just replacing it
            continue
        found[path] = (state.st_mtime_ns, state.st_size)
    return found


def lesson_path(folder: Path, course: str, slug: str, lang: str = "") -> Path:
    """Return where a lesson lies."""
    ending = ENGLISH_ENDING if lang == ENGLISH else ""
    return folder / course / f"{slug}{ending}{SUFFIX}"


def load_lesson_file(path: Path) -> LessonFile:
    """Read a lesson file with the drawings beside it. Raises ``OSError``."""
    return _file(path, _pictures(path.parent))


def _read_course(reading: _Reading, folder: Path) -> None:
    pictures = _pictures(folder)
    path = folder / f"{COURSE_FILE}{SUFFIX}"
    lessons = _read_lessons(reading, folder, pictures)
    if not path.is_file():
        if lessons or any(folder.glob(f"*{SUFFIX}")):
            reading.note(path, [Problem(1, Fault.COURSE_MISSING, {"course": folder.name})])
        return
    if not is_slug(folder.name):
        reading.note(path, [Problem(1, Fault.FILE_NAME, {"name": folder.name})])
    parsed = parse_course(_file(path, pictures))
    if not reading.note(path, parsed.problems) or parsed.course is None:
        return
    ordered = sorted(lessons, key=lambda one: (one.order, one.slug))
    bank = _read_bank(reading, folder, pictures)
    course = with_lessons(
        parsed.course,
        tuple(one.slug for one in ordered),
        tuple(one.slug for one in ordered if one.practices),
        bank.version if bank else "",
    )
    reading.courses.append(course)
    reading.lessons += lessons
    english = path.with_name(f"{COURSE_FILE}{ENGLISH_ENDING}{SUFFIX}")
    if not english.is_file():
        reading.note(path, [Problem(1, Fault.TRANSLATION_MISSING, {"file": english.name})])
    else:
        translated = parse_course(_file(english, pictures), course)
        if reading.note(english, translated.problems) and translated.course:
            reading.courses.append(translated.course)
    reading.lessons += _read_translations(reading, folder, lessons, pictures)


def _read_lessons(reading: _Reading, folder: Path, pictures: Mapping[str, bytes]) -> list[Lesson]:
    lessons: list[Lesson] = []
    orders: dict[int, str] = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        name = path.name.removesuffix(SUFFIX)
        if name in NO_LESSONS or name.endswith(ENGLISH_ENDING):
            continue
        parsed = parse_lesson(_file(path, pictures), today=reading.today)
        sound = reading.note(path, [*parsed.problems, *_clashes(reading, path, parsed, orders)])
        if sound and parsed.lesson and parsed.lesson.slug not in {one.slug for one in lessons}:
            lessons.append(parsed.lesson)
    return lessons


def _read_bank(reading: _Reading, folder: Path, pictures: Mapping[str, bytes]) -> Bank | None:
    """Read the item bank of a course, where it has one, and its English."""
    path = folder / f"{BANK_FILE}{SUFFIX}"
    if not path.is_file():
        return None
    parsed = parse_bank(_file(path, pictures))
    if not reading.note(path, parsed.problems) or parsed.bank is None:
        return None
    reading.banks.append(parsed.bank)
    english = path.with_name(f"{BANK_FILE}{ENGLISH_ENDING}{SUFFIX}")
    if not english.is_file():
        reading.note(path, [Problem(1, Fault.TRANSLATION_MISSING, {"file": english.name})])
        return parsed.bank
    translated = parse_bank(_file(english, pictures), parsed.bank)
    if reading.note(english, translated.problems) and translated.bank:
        reading.banks.append(translated.bank)
    return parsed.bank


def _clashes(
    reading: _Reading, path: Path, parsed: Parsed, orders: dict[int, str]
) -> Iterator[Problem]:
    """Find what only other files show: an address or a place in the course that is taken."""
    slug = path.name.removesuffix(SUFFIX)
    if not is_slug(slug):
        yield Problem(1, Fault.FILE_NAME, {"name": path.name})
    if first := reading.slugs.get(slug):
        other = str(first.relative_to(reading.folder))
        yield Problem(1, Fault.SLUG_TWICE, {"slug": slug, "other": other})
    reading.slugs.setdefault(slug, path)
    if parsed.lesson is not None:
        order = parsed.lesson.order
        if order in orders:
            details = {"order": str(order), "other": orders[order]}
            yield Problem(parsed.order_line, Fault.ORDER_TWICE, details)
        orders.setdefault(order, path.name)


def _read_translations(
    reading: _Reading, folder: Path, lessons: list[Lesson], pictures: Mapping[str, bytes]
) -> list[Lesson]:
    """Read the English of every lesson; note a lesson without English, and English without one."""
    translations = []
    originals = {one.slug: one for one in lessons}
    for lesson in lessons:
        path = lesson_path(reading.folder, folder.name, lesson.slug, ENGLISH)
        if not path.is_file():
            beside = lesson_path(reading.folder, folder.name, lesson.slug)
            reading.note(beside, [Problem(1, Fault.TRANSLATION_MISSING, {"file": path.name})])
            continue
        parsed = parse_translation(_file(path, pictures), lesson)
        if reading.note(path, parsed.problems) and parsed.lesson:
            translations.append(parsed.lesson)
    for path in sorted(folder.glob(f"*{ENGLISH_ENDING}{SUFFIX}")):
        slug = path.name.removesuffix(SUFFIX).removesuffix(ENGLISH_ENDING)
        original = path.with_name(f"{slug}{SUFFIX}")
        if slug not in originals and not original.is_file():
            reading.note(path, [Problem(1, Fault.ORIGINAL_MISSING, {"file": original.name})])
    return translations


def _file(path: Path, pictures: Mapping[str, bytes]) -> LessonFile:
    slug = path.name.removesuffix(SUFFIX).removesuffix(ENGLISH_ENDING)
    return LessonFile(path.parent.name, slug, _bytes(path, LARGEST_FILE), pictures)


def _pictures(folder: Path) -> dict[str, bytes]:
    return {path.name: _bytes(path, LARGEST_PICTURE) for path in sorted(folder.glob("*.svg"))}


def _bytes(path: Path, most: int) -> bytes:
    """Read no more than it takes to see that a file is too large."""
    with path.open("rb") as file:
        return file.read(most + 1)


def _files(folder: Path) -> Iterator[Path]:
    for pattern in (f"*/*{SUFFIX}", "*/*.svg"):
        yield from sorted(folder.glob(pattern))
