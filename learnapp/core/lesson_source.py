"""The bytes of a lesson file in; a ``Lesson`` out, and every problem with its line.

Whatever the bytes, nothing is raised: a file that cannot be read at all gives no lesson, one with
faults gives what could be read, so that its author can look at it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from learnapp.core.lesson_archive import digest
from learnapp.core.lesson_body import Body, read_body
from learnapp.core.lesson_compare import compare_translation
from learnapp.core.lesson_faults import Fault, Faults, Problem
from learnapp.core.lesson_front import MARKS_KEY, Front, read_front, read_translated_front
from learnapp.core.lesson_head import Head, read_head
from learnapp.core.lesson_html import Renderer
from learnapp.core.lesson_text import Line, Pieces, read_text, take_apart
from learnapp.core.lessons import ENGLISH, VIETNAMESE, Course, Lesson

COURSE_KEYS = ("ten", "thu-tu", "tom-tat", "con-viet")
TRANSLATED_COURSE_KEYS = ("ten", "tom-tat", MARKS_KEY)

_LAST_ORDER = 99


@dataclass(frozen=True, slots=True)
class LessonFile:
    """The bytes of a lesson or course file, with the drawings that lie beside it."""

    course: str
    slug: str
    raw: bytes
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a lesson file holds. ``lines``: where screens and questions stand, by their keys.

    ``order_line`` is where the place in the course is said.
    """

    lesson: Lesson | None
    problems: tuple[Problem, ...]
    lines: Mapping[str, int] = field(default_factory=dict)
    order_line: int = 1


@dataclass(frozen=True, slots=True)
class ParsedCourse:
    """What a course file holds; which lessons it has is for the folder to say."""

    course: Course | None
    problems: tuple[Problem, ...]
    order_line: int = 1


def parse_lesson(file: LessonFile, *, today: date | None = None) -> Parsed:
    """Read a Vietnamese lesson. Without ``today`` nobody asks whether it is stale."""
    faults = Faults()
    try:
        opened = _open(file, faults)
        if opened is not None:
            pieces, head = opened
            front = read_front(head, faults, today)
            renderer = _renderer(file, faults, VIETNAMESE, gestures=front.gestures)
            for key, text in (("ten", front.title), ("lam-duoc", front.can_do)):
                renderer.check(Line(head.line_of(key), text))
            body = read_body(pieces, renderer, vietnamese=True)
            lesson = _lesson(file, VIETNAMESE, front, body)
            return Parsed(lesson, faults.sorted(), body.lines, head.line_of("thu-tu"))
    except RecursionError:
        faults.add(1, Fault.TOO_DEEP)
    return Parsed(None, faults.sorted())


def parse_translation(file: LessonFile, original: Lesson) -> Parsed:
    """Read the English beside a lesson: its words; all else is taken from the original.

    Questions are asked in the same order as in the original, however the file orders them.
    """
    faults = Faults()
    try:
        opened = _open(file, faults)
        if opened is not None:
            pieces, head = opened
            front = read_translated_front(head, faults, original)
            renderer = _renderer(file, faults, ENGLISH, gestures=False)
            body = _in_order(read_body(pieces, renderer, vietnamese=False), original)
            lesson = _lesson(file, ENGLISH, front, body)
            compare_translation(original, lesson, head.mapping(MARKS_KEY), body.lines, faults)
            return Parsed(lesson, faults.sorted(), body.lines)
    except RecursionError:
        faults.add(1, Fault.TOO_DEEP)
    return Parsed(None, faults.sorted())


def parse_course(file: LessonFile, original: Course | None = None) -> ParsedCourse:
    """Read a course file, or the English beside it where ``original`` is given."""
    faults = Faults()
    try:
        opened = _open(file, faults)
        if opened is not None:
            pieces, head = opened
            course = _course(file, pieces, head, faults, original)
            return ParsedCourse(course, faults.sorted(), head.line_of("thu-tu"))
    except RecursionError:
        faults.add(1, Fault.TOO_DEEP)
    return ParsedCourse(None, faults.sorted())


def with_lessons(
    course: Course, lessons: tuple[str, ...], practices: tuple[str, ...] = (), check: str = ""
) -> Course:
    """Return the course with its lessons' slugs in order, and the version that follows.

    ``practices`` are the slugs of the lessons that have one, ``check`` is the version of the item
    bank. A course with neither, and with all its lessons, keeps the version that records name.
    """
    parts: list[object] = [
        "course",
        course.slug,
        course.lang,
        course.title,
        course.summary,
        lessons,
    ]
    if practices or check or course.growing:
        parts += [practices, check, course.growing]
    return replace(
        course, lessons=lessons, practices=practices, check=check, version=digest(*parts)
    )


def _open(file: LessonFile, faults: Faults) -> tuple[Pieces, Head] | None:
    text = read_text(file.raw, faults)
    pieces = take_apart(text, faults) if text is not None else None
    head = read_head(pieces.head, pieces.head_line, faults) if pieces else None
    return (pieces, head) if pieces and head else None


def _renderer(file: LessonFile, faults: Faults, lang: str, *, gestures: bool) -> Renderer:
    vietnamese = lang == VIETNAMESE
    return Renderer(file.slug, file.pictures, faults, vietnamese=vietnamese, gestures=gestures)


def _in_order(body: Body, original: Lesson) -> Body:
    places = {question.key: place for place, question in enumerate(original.questions)}
    questions = sorted(body.questions, key=lambda one: places.get(one.key, len(places)))
    return replace(body, questions=tuple(questions))


def _lesson(file: LessonFile, lang: str, front: Front, body: Body) -> Lesson:
    return Lesson(
        slug=file.slug,
        course=file.course,
        lang=lang,
        title=front.title,
        order=front.order,
        minutes=front.minutes,
        audience=front.audience,
        can_do=front.can_do,
        procedure=front.procedure,
        skills=front.skills,
        codes=front.codes,
        owner=front.owner,
        checked_on=front.checked_on,
        sources=front.sources,
        pass_percent=front.pass_percent,
        screens=body.screens,
        questions=body.questions,
        version=_version(file.slug, lang, front, body),
        practices=body.practices,
    )


def _version(slug: str, lang: str, front: Front, body: Body) -> str:
    """Hash what learners see and are asked: a new source or day of trying makes no new version.

    What a lesson does not have is left out of its hash: it keeps the versions of older records.
    """
    return digest(
        "lesson", slug, lang, front.title, front.can_do, front.pass_percent,
        [(screen.title, screen.html) for screen in body.screens],
        [one.asked for one in body.questions],
        *[(one.key, one.hash) for one in body.practices],
    )  # fmt: skip


def _course(
    file: LessonFile, pieces: Pieces, head: Head, faults: Faults, original: Course | None
) -> Course:
    if original is None:
        head.allow(COURSE_KEYS)
        order = head.number("thu-tu", 1, _LAST_ORDER, default=1)
        growing = head.yes("con-viet")
    else:
        elsewhere = set(COURSE_KEYS) - set(TRANSLATED_COURSE_KEYS)
        head.allow(TRANSLATED_COURSE_KEYS, vietnamese_only=elsewhere)
        order, growing = original.order, original.growing
    for block in pieces.blocks:
        faults.add(block.heading.number, Fault.HEADING_IN_COURSE, heading=block.heading.text[:60])
    lang = VIETNAMESE if original is None else ENGLISH
    renderer = _renderer(file, faults, lang, gestures=False)
    title, summary = head.text("ten"), head.text("tom-tat")
    for key, text in (("ten", title), ("tom-tat", summary)):
        renderer.check(Line(head.line_of(key), text))
    body = renderer.block(pieces.opening)
    course = Course(file.course, lang, title, order, summary, body.html, (), "", growing=growing)
    if original is None:
        return with_lessons(course, ())
    return with_lessons(course, original.lessons, original.practices, original.check)
