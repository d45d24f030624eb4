"""My page: what I did, what is next. Only ever about whoever asks."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.banks import CheckKind
from learnapp.core.counting import Figure
from learnapp.core.lesson_archive import lesson_from_json
from learnapp.core.lessons import LANGUAGES, Catalogue, Course, Lesson
from learnapp.core.policy import Actor
from learnapp.core.progress import LessonState
from learnapp.core.records import Verb
from learnapp.db.learning import (
    CheckAttempt,
    ContentVersion,
    CourseProgress,
    LessonProgress,
)
from learnapp.queries.identity import own_ids, own_record, root_id


@dataclass(frozen=True, slots=True)
class MyLesson:
    """A lesson of today's catalogue, and where I am in it: ``state`` None is not begun."""

    lesson: Lesson
    state: LessonState | None = None
    best_percent: int | None = None
    done_day: date | None = None
    last_at: datetime | None = None

    @property
    def done(self) -> bool:
        """Nothing is missing: learnt, or spared by the entry check."""
        return self.state in {LessonState.DONE, LessonState.SPARED}

    @property
    def spared(self) -> bool:
        return self.state is LessonState.SPARED


@dataclass(frozen=True, slots=True)
class MyCourse:
    """A course of today's catalogue with my lessons; ``step`` None: not reached yet."""

    course: Course
    lessons: tuple[MyLesson, ...]
    step: Figure | None = None
    completed_day: date | None = None
    last_at: datetime | None = None

    @property
    def done(self) -> int:
        """How many of its lessons I have completed, or was spared."""
        return sum(lesson.done for lesson in self.lessons)

    @property
    def next(self) -> MyLesson | None:
        """The first lesson that I have not completed; None when all are."""
        return next((lesson for lesson in self.lessons if not lesson.done), None)

    @property
    def final_open(self) -> bool:
        """Only the final check is missing."""
        return bool(self.course.check and self.next is None and not self.completed_day)


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """A check of mine that was begun and not handed in, with the course it belongs to."""

    id: UUID
    course: Course
    kind: CheckKind


@dataclass(frozen=True, slots=True)
class MyProgress:
    """All courses: those that I have begun, the last first, then the others in their order."""

    begun: tuple[MyCourse, ...]
    others: tuple[MyCourse, ...]

    @property
    def next(self) -> MyLesson | None:
        """Where to go on: the course of my last answer first, then the first that is open."""
        open_lessons = (course.next for course in (*self.begun, *self.others))
        return next((lesson for lesson in open_lessons if lesson), None)


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a quiz, as it was answered, with the text that was answered.

    ``answers``: question key → what was picked, as ``grading.Answers`` has it.
    """

    id: UUID
    lesson: Lesson
    answers: dict[str, tuple[str, ...]]
    correct: int
    total: int
    passed: bool
    at: datetime


def mine(session: Session, catalogue: Catalogue, actor: Actor, lang: str) -> MyProgress:
    """Return where the actor stands in every course, in the words of that language."""
    root = root_id(session, actor.person_id)
    lessons = {
        (row.course, row.lesson): row
        for row in session.scalars(select(LessonProgress).where(LessonProgress.person_id == root))
    }
    standing = {
        row.course: row
        for row in session.scalars(select(CourseProgress).where(CourseProgress.person_id == root))
    }
    courses = [
        _course(
            course,
            tuple(
                _lesson(lesson, lessons.get((course.slug, lesson.slug)))
                for lesson in catalogue.lessons_of(course.slug, lang)
            ),
            standing.get(course.slug),
        )
        for course in catalogue.courses(lang)
    ]
    begun = [course for course in courses if course.step]
    begun.sort(key=lambda one: one.last_at.timestamp() if one.last_at else 0, reverse=True)
    return MyProgress(tuple(begun), tuple(course for course in courses if not course.step))


def open_checks(
    session: Session, catalogue: Catalogue, actor: Actor, lang: str
) -> tuple[OpenCheck, ...]:
    """Return the checks that the actor began and did not hand in, the last one first."""
    rows = session.execute(
        select(CheckAttempt.id, CheckAttempt.course, CheckAttempt.kind)
        .where(CheckAttempt.person_id.in_(own_ids(actor.person_id)))
        .order_by(CheckAttempt.begun_at.desc(), CheckAttempt.id)
    )
    return tuple(
        OpenCheck(row.id, course, CheckKind(row.kind))
        for row in rows
        if (course := catalogue.course(row.course, lang))
    )


def my_round(session: Session, catalogue: Catalogue, actor: Actor, record_id: UUID) -> Round:
    """Return one round of the actor's own. Raises ``NotFound`` for any other record."""
    record = own_record(session, actor, record_id, Verb.ANSWERED)
    marks = record.result.get("answers", [])
    return Round(
        id=record.id,
        lesson=_version(session, catalogue, record.lesson, record.version or ""),
        answers={one["q"]: tuple(one["a"]) for one in marks},
        correct=record.correct or 0,
        total=record.total or 0,
        passed=bool(record.passed),
        at=record.at,
    )


def _version(session: Session, catalogue: Catalogue, slug: str, version: str) -> Lesson:
    """Return the text that was answered: from the catalogue, or from the archive."""
    for lang in LANGUAGES:
        lesson = catalogue.lesson(slug, lang)
        if lesson and lesson.version == version:
            return lesson
    return lesson_from_json(session.get_one(ContentVersion, version).body)


def _lesson(lesson: Lesson, row: LessonProgress | None) -> MyLesson:
    if row is None:
        return MyLesson(lesson)
    state = LessonState(row.state)
    return MyLesson(lesson, state, row.best_percent, row.done_day, row.last_at)


def _course(course: Course, lessons: tuple[MyLesson, ...], row: CourseProgress | None) -> MyCourse:
    if row is None:
        return MyCourse(course, lessons)
    return MyCourse(course, lessons, Figure(row.step), row.completed_day, row.last_at)
