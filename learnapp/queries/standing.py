"""Where somebody stands with the checks of a course, and so what they may begin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.banks import CheckKind
from learnapp.core.checks import (
    out_of_turn,
    waits_until,
)
from learnapp.core.facts import FINAL
from learnapp.core.lessons import Catalogue, Lesson
from learnapp.core.progress import LessonState
from learnapp.core.rechecks import Due, due, next_due
from learnapp.core.records import Assistance, Verb
from learnapp.db.learning import (
    CheckAttempt,
    CourseProgress,
    LearningRecord,
    LessonProgress,
)
from learnapp.queries.folding import facts, known_people


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A check that was handed in, as its record has it. ``keys``: what was asked.

    ``held``: passed, and not by another's hand; a final check not while it had to wait, either.
    """

    id: UUID
    kind: CheckKind
    at: datetime
    passed: bool
    held: bool
    supervised: bool
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands with the checks of a course.

    ``open`` are the ids of attempts by kind, ``handed_in`` the records, the last one last;
    ``missing`` the lessons that completing the course still asks for.
    """

    course: str
    open: dict[CheckKind, UUID]
    handed_in: tuple[HandedIn, ...]
    missing: tuple[Lesson, ...]
    completed_day: date | None

    @property
    def waits_until(self) -> datetime | None:
        """Until when the next final check waits; it may lie in the past."""
        return waits_until((one.at, one.passed) for one in self.of(CheckKind.FINAL))

    def of(self, kind: CheckKind) -> list[HandedIn]:
        """Return what was handed in of a kind, the last one last."""
        return [one for one in self.handed_in if one.kind is kind]

    def passed(self, kind: CheckKind) -> HandedIn | None:
        """Return the last one that the person passed of a kind, or ``None``."""
        return next((one for one in reversed(self.of(kind)) if one.held), None)

    def closing_final(self, *, supervised: bool) -> HandedIn | None:
        """Return the final check after which none is taken any more, or ``None``.

        One passed at home may be taken once more in a meeting.
        """
        passed = [one for one in self.of(CheckKind.FINAL) if one.held]
        return next((one for one in reversed(passed) if one.supervised or not supervised), None)


def standing(
    session: Session, catalogue: Catalogue, person_ids: Sequence[UUID], course: str, lang: str
) -> Standing:
    """Return where the person of these ids stands with the checks of a course."""
    attempts = session.execute(
        select(CheckAttempt.kind, CheckAttempt.id)
        .where(CheckAttempt.person_id.in_(person_ids), CheckAttempt.course == course)
        .order_by(CheckAttempt.begun_at)
    )
    progress = session.execute(
        select(LessonProgress.lesson).where(
            LessonProgress.person_id.in_(person_ids),
            LessonProgress.course == course,
            LessonProgress.state.in_([LessonState.DONE.value, LessonState.SPARED.value]),
        )
    )
    done = set(progress.scalars())
    return Standing(
        course,
        {CheckKind(kind): attempt_id for kind, attempt_id in attempts},
        tuple(_handed_in(session, person_ids, course)),
        tuple(one for one in catalogue.lessons_of(course, lang) if one.slug not in done),
        session.scalar(
            select(CourseProgress.completed_day).where(
                CourseProgress.person_id.in_(person_ids), CourseProgress.course == course
            )
        ),
    )


def due_recheck(
    session: Session, person_ids: Sequence[UUID], course: str, today: date
) -> tuple[Due | None, Due | None]:
    """Return the recheck of the course that is due today, and the one that comes first."""
    row = session.execute(
        select(CourseProgress.person_id, CourseProgress.completed_day).where(
            CourseProgress.person_id.in_(person_ids),
            CourseProgress.course == course,
            CourseProgress.completed_day.is_not(None),
        )
    ).first()
    if row is None or row.completed_day is None:
        return None, None
    known = known_people(session, [row.person_id])
    own = facts(session, known.values(), {course}).get(row.person_id, [])
    return due(row.completed_day, own, today), next_due(row.completed_day, own)


def kind_of(name: str) -> CheckKind:
    """Return the kind of check that the object of a record names."""
    return CheckKind(name.partition("-")[0])


def _handed_in(session: Session, person_ids: Sequence[UUID], course: str) -> Iterable[HandedIn]:
    gone = set(
        session.scalars(
            select(LearningRecord.object).where(
                LearningRecord.person_id.in_(person_ids), LearningRecord.verb == Verb.RETRACTED
            )
        )
    )
    rows = session.scalars(
        select(LearningRecord)
        .where(
            LearningRecord.person_id.in_(person_ids),
            LearningRecord.course == course,
            LearningRecord.verb == Verb.CHECKED,
        )
        .order_by(LearningRecord.at, LearningRecord.id)
    )
    stand = [row for row in rows if str(row.id) not in gone]
    finals = [(row.at, bool(row.passed)) for row in stand if row.object == FINAL]
    early = out_of_turn(finals)
    for row in stand:
        passed = bool(row.passed)
        in_turn = row.object != FINAL or (row.at, passed) not in early
        yield HandedIn(
            row.id,
            kind_of(row.object),
            row.at,
            passed,
            passed and in_turn and row.assistance is not Assistance.DONE_FOR,
            row.meeting_id is not None,
            tuple(str(one["i"]) for one in row.result.get("items", ())),
        )
