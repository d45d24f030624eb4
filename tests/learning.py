"""What tests about learning begin with: a small catalogue, people, answers, and a count of all."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from learnapp.core.ids import uuid7
from learnapp.core.lesson_archive import digest
from learnapp.core.lessons import Catalogue, Course, Lesson
from learnapp.core.places import Gazetteer
from learnapp.core.policy import Actor
from learnapp.core.questions import Choice, Question, QuestionKind
from learnapp.core.records import AnswerSheet, PersonKind
from learnapp.core.sheets import read_sheet
from learnapp.db.base import Base
from learnapp.db.learning import Counted, CourseProgress, LessonProgress, WardDay
from learnapp.db.people import Person, Residence
from learnapp.db.study_groups import Enrolment, StudyGroup
from learnapp.services import publishing, records

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST_DAY = date(2026, 11, 1)
WARD, OTHER_WARD = (ward.id for ward in Gazetteer.load().wards_of("22")[:2])
DIMENSIONS = [column.name for column in WardDay.__table__.primary_key]
RIGHT, WRONG = ("a",), ("b",)


def make_lesson(slug: str, course: str = "khoa", *, edition: int = 1, asked: int = 4) -> Lesson:
    """Make a lesson with questions q1, q2 … whose right answer is a."""
    choices = (Choice("a", "A", "A", right=True), Choice("b", "B", "B", right=False))
    questions = tuple(
        Question(f"q{n}", QuestionKind.SINGLE_CHOICE, "?", "?", choices)
        for n in range(1, asked + 1)
    )
    return Lesson(
        slug=slug, course=course, lang="vi", title=slug, order=1, minutes=3, audience="",
        can_do="", procedure="", skills=(), codes=(), owner="", checked_on=FIRST_DAY, sources=(),
        pass_percent=75, screens=(), questions=questions, version=digest(slug, edition),
    )  # fmt: skip


def make_course(slug: str, lessons: tuple[str, ...]) -> Course:
    return Course(slug, "vi", slug, 1, "", "", lessons, digest(slug, *lessons))


CATALOGUE = Catalogue.of(
    [make_lesson("mot"), make_lesson("hai"), make_lesson("ba", "khoa-khac")],
    [make_course("khoa", ("mot", "hai")), make_course("khoa-khac", ("ba",))],
)


def publish(session: Session, catalogue: Catalogue = CATALOGUE) -> None:
    publishing.publish(session, catalogue, now=datetime(2026, 1, 1, tzinfo=UTC))


def make_guest(session: Session, *, now: datetime = NOW) -> Person:
    return records.begin_guest(session, now=now)


def make_citizen(
    session: Session, *, account_day: date = FIRST_DAY, ward_id: int = WARD, birth_year: int = 1960
) -> Person:
    person = Person(
        id=uuid7(NOW),
        kind=PersonKind.CITIZEN,
        same_as_id=None,
        birth_year=birth_year,
        gender=None,
        created_at=NOW,
        account_day=account_day,
    )
    session.add(person)
    session.flush()
    session.add(
        Residence(person_id=person.id, from_day=account_day, ward_id=ward_id, neighbourhood_id=None)
    )
    session.flush()
    return person


def make_group(
    session: Session, leader: Person, *, course: str = "khoa", ward_id: int = WARD
) -> StudyGroup:
    group_id = uuid7(NOW)
    group = StudyGroup(
        id=group_id,
        code=group_id.hex[-12:],
        name="Lớp",
        meets_at="",
        schedule="",
        starts_on=FIRST_DAY,
        course=course,
        ward_id=ward_id,
        neighbourhood_id=None,
        leader_id=leader.id,
        created_at=NOW,
        closed_day=None,
    )
    session.add(group)
    session.flush()
    return group


def enrol(session: Session, person: Person, group: StudyGroup, from_day: date = FIRST_DAY) -> None:
    listed = select(func.count()).where(Enrolment.study_group_id == group.id)
    session.add(
        Enrolment(
            person_id=person.id,
            study_group_id=group.id,
            from_day=from_day,
            until_day=None,
            joined_at=NOW,
            number=session.scalars(listed).one() + 1,
        )
    )
    session.flush()


def sheet_of(
    person: Person | UUID,
    lesson: str = "mot",
    *,
    right: int = 4,
    id: UUID | None = None,  # noqa: A002 - the word of what it stands for
    catalogue: Catalogue = CATALOGUE,
    **more: object,
) -> AnswerSheet:
    """Make a round of answers, the first ``right`` of four right."""
    found = catalogue.lesson(lesson)
    given = AnswerSheet(
        id=id or uuid7(NOW),
        person_id=person if isinstance(person, UUID) else person.id,
        lesson=lesson,
        version=found.version if found else "0" * 32,
        answers={f"q{n}": RIGHT if n <= right else WRONG for n in range(1, 5)},
    )
    return replace(given, **more)


def reread(content: dict[str, object], person: Person) -> object:
    return read_sheet(content, person.id)


def actor(person: Person) -> Actor:
    return Actor(person.root_id)


def derived(session: Session) -> dict[str, Counter[tuple[object, ...]]]:
    """Return every derived row, by table."""
    models: tuple[type[Base], ...] = (LessonProgress, CourseProgress, Counted, WardDay)
    return {
        model.__tablename__: Counter(
            tuple(row) for row in session.execute(select(*model.__table__.columns))
        )
        for model in models
    }


def counted_into_cells(session: Session) -> Counter[tuple[object, ...]]:
    """Add up the rows that count, as the totals of the wards should be."""
    by = [Counted.__table__.c[name] for name in DIMENSIONS]
    value = Counted.__table__.c.value
    rows = session.execute(
        select(*by, func.count(), func.sum(value), func.sum(value * value)).group_by(*by)
    )
    return Counter((*row[:-3], *map(int, row[-3:])) for row in rows)


def cells(session: Session) -> Counter[tuple[object, ...]]:
    """Return the totals of the wards as they stand."""
    columns = WardDay.__table__.c
    names = [*DIMENSIONS, "n", "total", "squares"]
    return Counter(tuple(row) for row in session.execute(select(*(columns[n] for n in names))))


def figures(session: Session, course: str = "khoa") -> dict[str, int]:
    """Return how many persons each figure of a course counts."""
    rows = session.execute(
        select(WardDay.figure, func.sum(WardDay.n))
        .where(WardDay.course == course)
        .group_by(WardDay.figure)
    )
    return {figure: int(n) for figure, n in rows}


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """Collect the statements sent to the database, but for those that begin a transaction."""
    seen: list[str] = []

    def note(*told: object) -> None:
        if not str(told[2]).startswith("BEGIN"):
            seen.append(str(told[2]))

    engine = session.get_bind().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
