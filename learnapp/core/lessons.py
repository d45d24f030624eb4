"""Lessons, courses and the catalogue, as values.

A lesson holds what a reader sees, already rendered and cleaned; nothing here reads a file.
``lesson_source`` makes these values, ``lesson_archive`` keeps and brings back older ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from learnapp.core.banks import Bank
from learnapp.core.lesson_search import Entry, entry, rank
from learnapp.core.practices import Practice
from learnapp.core.questions import Question

PASS_PERCENT = 75
"""What passes a lesson's quiz when the lesson does not say otherwise."""

VIETNAMESE = "vi"
ENGLISH = "en"
LANGUAGES = (VIETNAMESE, ENGLISH)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a lesson's facts come from; the day as the author wrote it: 2025, 9/2025, 13/9/2025."""

    name: str
    url: str
    day: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One idea. ``key`` names it in its lesson: man-1, man-2 … ``text`` is what is read aloud.

    ``hash`` is that of its words, for translations and audio; drawings may change beneath it.
    """

    key: str
    title: str
    html: str
    text: str
    syllables: int
    hash: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson in one language. ``version`` is the hash of what learners see and are asked."""

    slug: str
    course: str
    lang: str
    title: str
    order: int
    minutes: int
    audience: str
    can_do: str
    procedure: str
    skills: tuple[str, ...]
    codes: tuple[str, ...]
    owner: str
    checked_on: date
    sources: tuple[Source, ...]
    pass_percent: int
    screens: tuple[Screen, ...]
    questions: tuple[Question, ...]
    version: str
    practices: tuple[Practice, ...] = ()

    @property
    def practice(self) -> Practice | None:
        """The practice of the lesson, or ``None``: there is at most one."""
        return self.practices[0] if self.practices else None

    @property
    def text(self) -> str:
        """All words of the screens, as they are read aloud."""
        return "\n".join(f"{screen.title}\n{screen.text}" for screen in self.screens)

    def question(self, key: str) -> Question | None:
        """Return the question of that key, or ``None``."""
        return next((one for one in self.questions if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Course:
    """A course in one language: its lessons' slugs in order, alike in every language.

    ``practices`` are the slugs of the lessons that have one, ``check`` the version of the item
    bank in Vietnamese, or ``""``: what completes a lesson and the course follows from them. A
    ``growing`` course lacks lessons that are still to be written, so nobody completes it yet.
    """

    slug: str
    lang: str
    title: str
    order: int
    summary: str
    html: str
    lessons: tuple[str, ...]
    version: str
    practices: tuple[str, ...] = ()
    check: str = ""
    growing: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All courses and lessons, in all languages. Read at the start, never changed."""

    _lessons: Mapping[tuple[str, str], Lesson] = field(default_factory=dict)
    _courses: Mapping[tuple[str, str], Course] = field(default_factory=dict)
    _entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    _banks: Mapping[tuple[str, str], Bank] = field(default_factory=dict)

    @classmethod
    def of(
        cls, lessons: Iterable[Lesson], courses: Iterable[Course], banks: Iterable[Bank] = ()
    ) -> "Catalogue":
        """Put texts together; a lesson counts once, by slug and language, a bank by its course."""
        by_lesson = {(one.lang, one.slug): one for one in lessons}
        by_course = {(one.lang, one.slug): one for one in courses}
        found: dict[str, list[Entry]] = {}
        for course in by_course.values():
            words = entry("course", course.slug, course.title, course.summary, "")
            found.setdefault(course.lang, []).append(words)
        for lesson in by_lesson.values():
            purpose = f"{lesson.can_do} {lesson.audience}"
            words = entry("lesson", lesson.slug, lesson.title, purpose, lesson.text)
            found.setdefault(lesson.lang, []).append(words)
        return cls(
            MappingProxyType(by_lesson),
            MappingProxyType(by_course),
            MappingProxyType({lang: tuple(entries) for lang, entries in found.items()}),
            MappingProxyType({(one.lang, one.course): one for one in banks}),
        )

    def __len__(self) -> int:
        """How many lessons there are, each counted once for all its languages."""
        return len({slug for _, slug in self._lessons})

    def lesson(self, slug: str, lang: str = VIETNAMESE) -> Lesson | None:
        """Return the lesson in that language, or ``None``."""
        return self._lessons.get((lang, slug))

    def course(self, slug: str, lang: str = VIETNAMESE) -> Course | None:
        """Return the course in that language, or ``None``."""
        return self._courses.get((lang, slug))

    def courses(self, lang: str = VIETNAMESE) -> tuple[Course, ...]:
        """Return the courses of a language in their order."""
        mine = (one for one in self._courses.values() if one.lang == lang)
        return tuple(sorted(mine, key=lambda one: (one.order, one.slug)))

    def lessons_of(self, course: str, lang: str = VIETNAMESE) -> tuple[Lesson, ...]:
        """Return the lessons of a course in their order, those that this language has."""
        found = self.course(course, lang)
        slugs = found.lessons if found else ()
        lessons = (self._lessons.get((lang, slug)) for slug in slugs)
        return tuple(one for one in lessons if one is not None)

    def bank(self, course: str, lang: str = VIETNAMESE) -> Bank | None:
        """Return the item bank of a course in that language, or ``None``."""
        return self._banks.get((lang, course))

    def all_versions(self) -> tuple[Lesson | Course | Bank, ...]:
        """Return every text that an answer may be about, to be archived by its version."""
        return (*self._courses.values(), *self._lessons.values(), *self._banks.values())

    def search(
        self, text: str, lang: str = VIETNAMESE, limit: int = 10
    ) -> tuple[Lesson | Course, ...]:
        """Find lessons and courses by words, marks left out or not, the best first."""
        found: list[Lesson | Course] = []
        for kind, slug in rank(self._entries.get(lang, ()), text, limit):
            shelf: Mapping[tuple[str, str], Lesson | Course]
            shelf = self._lessons if kind == "lesson" else self._courses
            found.append(shelf[lang, slug])
        return tuple(found)
