"""How the made-up people of the demonstration learn: rounds, practice, checks, rechecks.

What comes out are sheets, which go through the same door as everybody's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from random import Random
from uuid import UUID

from learnapp.core.banks import Bank, CheckKind, Item
from learnapp.core.check_drawing import draw
from learnapp.core.checks import Answer, CheckGrade, grade, spared
from learnapp.core.grading import grade as grade_quiz
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Course, Lesson
from learnapp.core.practice_acts import HINT, Act, write_acts
from learnapp.core.practice_paths import good_path
from learnapp.core.practices import Practice
from learnapp.core.questions import Question, QuestionKind
from learnapp.core.rechecks import recheck_object
from learnapp.core.records import (
    AnswerSheet,
    Assistance,
    CheckSheet,
    PracticeSheet,
    ReadableSheet,
)
from learnapp.services.demo_people import DemoPerson

MAX_TRIES = 3
MINUTES_A_ROUND = timedelta(minutes=7)
DAY = timedelta(days=1)

ENTRY_CHECK, LEFT_MIDWAY, SUPERVISED = 0.3, 0.15, 0.5
"""Shares: of people, who begin with the entry check; of practices, which are left midway at first;
of those in a class, who take the final check in a meeting."""

KNOWN_BEFORE = 0.3
"""How much of what the entry check asks people can do already."""

SECURER = 0.11
"""How much more is right after all lessons and practices than in a first round."""

COME_BACK = {1: 0.7, 7: 0.6, 30: 0.55}
"""The share of people who take each recheck."""

HANDS = (
    *(Assistance.ALONE,) * 11,
    *(Assistance.PROMPTED,) * 5,
    Assistance.DONE_FOR,
    *(None,) * 3,
)
"""Whose hand it was, as people say; ``None``: they did not say."""


@dataclass(slots=True)
class Learner:
    """One made-up person at work on a course.

    ``meeting_id``: the evening on which their class takes the final check, if they are in one.
    """

    chance: Random
    person: DemoPerson
    person_id: UUID
    course: Course
    lessons: Sequence[Lesson]
    bank: Bank | None
    at: datetime
    until: datetime
    meeting_id: UUID | None = None
    sheets: list[ReadableSheet] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    seen: list[str] = field(default_factory=list)

    def learn(self) -> list[ReadableSheet]:
        """Return what the person hands in up to ``until``, in the order in which they do."""
        tried = self.lessons[: self.person.lessons]
        if tried and self.bank and self._happens(ENTRY_CHECK):
            judged = self._check(self.bank, CheckKind.ENTRY, "entry", KNOWN_BEFORE)
            self.done |= set(spared(judged, self.lessons))
        for lesson in tried:
            if lesson.slug not in self.done:
                self._lesson(lesson)
        if self.bank and self.done >= set(self.course.lessons):
            self._finish(self.bank)
        return [
            one
            for one in self.sheets
            if one.observed_at is not None and one.observed_at < self.until
        ]

    def _lesson(self, lesson: Lesson) -> None:
        """Answer rounds until one is passed, with a little more skill each time; then practise."""
        passed = False
        for tried in range(MAX_TRIES):
            answers = {
                one.key: self._answer(one, self.person.skill + tried * 0.08)
                for one in lesson.questions
            }
            self.sheets.append(
                AnswerSheet(
                    id=self._id(),
                    person_id=self.person_id,
                    lesson=lesson.slug,
                    version=lesson.version,
                    answers=answers,
                    observed_at=self.at,
                )
            )
            self.at += MINUTES_A_ROUND
            passed = grade_quiz(lesson.questions, answers).passed(lesson.pass_percent)
            if passed:
                break
        if lesson.practice is None or self._practise(lesson, lesson.practice):
            self.done |= {lesson.slug} if passed else set()
        pause = self.person.pause * self.chance.random()
        self.at += pause + timedelta(hours=self.chance.randrange(9))

    def _practise(self, lesson: Lesson, practice: Practice) -> bool:
        """Practise, perhaps leave midway and come back; tell whether it was finished."""
        acts = _good_acts(practice)
        if self._happens(LEFT_MIDWAY):
            self._run(lesson, acts[: max(1, len(acts) // 2)], None)
        if not self._happens(min(0.97, self.person.skill + SECURER)):
            return False
        hand = self.chance.choice(HANDS)
        hints = (Act(HINT), Act(HINT)) if hand is Assistance.PROMPTED else ()
        self._run(lesson, (*hints, *acts), hand)
        return True

    def _run(self, lesson: Lesson, acts: Sequence[Act], said: Assistance | None) -> None:
        self.sheets.append(
            PracticeSheet(
                id=self._id(),
                person_id=self.person_id,
                lesson=lesson.slug,
                version=lesson.version,
                acts=write_acts(acts),
                said=said,
                observed_at=self.at,
            )
        )
        self.at += MINUTES_A_ROUND

    def _finish(self, bank: Bank) -> None:
        """Take the final check, again on later days where it fails; then what asks again."""
        supervised = self.meeting_id is not None and self._happens(SUPERVISED)
        for tried in range(MAX_TRIES):
            self.at += DAY * (1 + self.chance.randrange(3))
            able = self.person.skill + SECURER + tried * 0.03
            if self._check(bank, CheckKind.FINAL, "final", able, supervised=supervised).passed:
                break
        else:
            return
        completed = self.at
        for stage, share in COME_BACK.items():
            self.at = completed + DAY * stage + timedelta(hours=self.chance.randrange(1, 20))
            if self._happens(share):
                self._check(bank, CheckKind.RECHECK, recheck_object(stage), able)

    def _check(
        self, bank: Bank, kind: CheckKind, name: str, able: float, *, supervised: bool = False
    ) -> CheckGrade:
        """Take a check: drawn and judged by the rules by which everybody's is."""
        seed = self.chance.randbytes(16).hex()
        items = draw(bank, kind, seen=self.seen, seed=seed)
        keys = [one.key for one in items]
        judged = grade(bank, keys, dict(zip(keys, self._answers(items, able), strict=True)), kind)
        self.seen += keys
        self.sheets.append(
            CheckSheet(
                id=self._id(),
                person_id=self.person_id,
                course=self.course.slug,
                kind=name,
                version=bank.version,
                course_version=self.course.version,
                seed=seed,
                items=tuple(one.recorded for one in judged.marks),
                passed=judged.passed,
                spared=spared(judged, self.lessons) if kind is CheckKind.ENTRY else (),
                assistance=Assistance.ALONE if supervised else self.chance.choice(HANDS),
                meeting_id=self.meeting_id if supervised else None,
                observed_at=self.at,
            )
        )
        self.at += 3 * MINUTES_A_ROUND
        return judged

    def _answers(self, items: Iterable[Item], able: float) -> Iterable[Answer]:
        for one in items:
            if one.practice is not None:
                yield write_acts(_good_acts(one.practice)) if self._happens(min(able, 0.99)) else ""
            elif one.question is not None:
                yield self._answer(one.question, min(able, 0.99))

    def _answer(self, question: Question, able: float) -> tuple[str, ...]:
        return question.answer if self._happens(able) else _wrong(self.chance, question)

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def _id(self) -> UUID:
        return uuid7(self.at, self.chance.randbytes(10))


@cache
def _good_acts(practice: Practice) -> tuple[Act, ...]:
    """Return the good path; every practice has one, or its lesson would not be published."""
    return good_path(practice) or ()


def _wrong(chance: Random, question: Question) -> tuple[str, ...]:
    """Return some wrong answer that the question can have."""
    if question.kind in {QuestionKind.ORDERING, QuestionKind.MATCHING}:
        return (*question.answer[1:], question.answer[0])
    return (chance.choice([choice.key for choice in question.choices if not choice.right]),)
