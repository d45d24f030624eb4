"""Changes to lesson files that are made for their authors: begun, given keys, marked translated."""

from pathlib import Path

from learnapp.core.errors import BadSlug, FileTaken, NotFound
from learnapp.core.lesson_compare import marks_of
from learnapp.core.lesson_edit import with_marks, with_question_keys
from learnapp.core.lesson_source import parse_course, parse_lesson
from learnapp.core.lesson_template import new_course, new_lesson
from learnapp.core.lessons import ENGLISH, Lesson
from learnapp.core.slugs import is_slug
from learnapp.services.catalogue import (
    COURSE_FILE,
    ENGLISH_ENDING,
    NO_LESSONS,
    SUFFIX,
    lesson_path,
    load_lesson_file,
)

_FIRST_SKILL = "KNS.DV.1"


def begin_lesson(folder: Path, course: str, slug: str) -> list[Path]:
    """Make the file of a new lesson, and that of its course where it has none; return both.

    Raises ``BadSlug`` for words that cannot stand in an address, ``FileTaken`` where the address
    is another lesson's.
    """
    for word in (course, slug):
        if not is_slug(word) or word in NO_LESSONS:
            raise BadSlug(word)
    if taken := next(folder.glob(f"*/{slug}{SUFFIX}"), None):
        raise FileTaken(str(taken))
    made = []
    path = lesson_path(folder, course, slug)
    path.parent.mkdir(parents=True, exist_ok=True)
    course_file = path.with_name(f"{COURSE_FILE}{SUFFIX}")
    if not course_file.exists():
        _write(course_file, new_course(_next_course(folder)))
        made.append(course_file)
    _write(path, new_lesson(slug, _next_lesson(path.parent), _FIRST_SKILL))
    return [*made, path]


def give_keys(folder: Path) -> list[Path]:
    """Give a key to every question without one; return the files that changed.

    The English takes the keys of its original, question by question.
    """
    changed = []
    for path in sorted(folder.glob(f"*/*{SUFFIX}")):
        if path.name.endswith(f"{ENGLISH_ENDING}{SUFFIX}") or path.stem in NO_LESSONS:
            continue
        if _give_keys(path, ()):
            changed.append(path)
        english = path.with_name(path.name.removesuffix(SUFFIX) + ENGLISH_ENDING + SUFFIX)
        if english.is_file():
            lesson = parse_lesson(load_lesson_file(path)).lesson
            keys = tuple(one.key for one in lesson.questions) if lesson else ()
            if _give_keys(english, keys):
                changed.append(english)
    return changed


def mark_translated(folder: Path, slug: str) -> Path:
    """Note in the English of a lesson that it says what the Vietnamese says now.

    Raises ``NotFound`` where either is missing or cannot be read.
    """
    path = next(folder.glob(f"*/{slug}{SUFFIX}"), None) if is_slug(slug) else None
    lesson = parse_lesson(load_lesson_file(path)).lesson if path else None
    if path is None or lesson is None:
        raise NotFound(slug)
    english = lesson_path(folder, path.parent.name, slug, ENGLISH)
    if not english.is_file():
        raise NotFound(english.name)
    _rewrite(english, lesson)
    return english


def _rewrite(english: Path, lesson: Lesson) -> None:
    text = _read(english)
    if text is None:
        raise NotFound(english.name)
    _write(english, with_marks(text, marks_of(lesson)))


def _give_keys(path: Path, keys: tuple[str, ...]) -> bool:
    text = _read(path)
    if text is None:
        return False
    keyed = with_question_keys(text, keys)
    if keyed != text:
        _write(path, keyed)
    return keyed != text


def _read(path: Path) -> str | None:
    """Read a text with its own line ends; ``None`` where it is none: ``check`` says so."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def _next_lesson(folder: Path) -> int:
    paths = (path for path in folder.glob(f"*{SUFFIX}") if is_slug(path.stem))
    lessons = (
        parse_lesson(load_lesson_file(path)).lesson for path in paths if path.stem not in NO_LESSONS
    )
    return 1 + max((one.order for one in lessons if one), default=0)


def _next_course(folder: Path) -> int:
    paths = folder.glob(f"*/{COURSE_FILE}{SUFFIX}")
    courses = (parse_course(load_lesson_file(path)).course for path in paths)
    return 1 + max((one.order for one in courses if one), default=0)
