"""Made-up people for the demonstration: names put together by chance, and how they learn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from learnapp.core.grading import Answers, grade
from learnapp.core.ids import uuid7
from learnapp.core.lessons import Lesson
from learnapp.core.questions import Question, QuestionKind
from learnapp.core.records import AnswerSheet

SEED = 1945
"""The year of the first Bình dân học vụ."""

FAMILIES = (
    *("Nguyễn",) * 12, *("Trần",) * 5, *("Lê",) * 4, *("Phạm",) * 4, *("Hoàng",) * 3, "Vũ", "Vũ",
    "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Tô", "Lương", "Mạc", "Triệu", "Nông",
    "Chu", "Từ", "Lâm", "Trịnh",
)  # fmt: skip
WOMENS = (
    ("Thị", "Thị", "Thị", "Thu", "Thanh", "Ngọc", "Bích"),
    ("An", "Bình", "Cúc", "Dung", "Đào", "Gấm", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hoà", "Hồng",
     "Huệ", "Hương", "Lan", "Liên", "Loan", "Lý", "Mai", "Mận", "Minh", "Nga", "Ngân", "Nhàn",
     "Nhung", "Oanh", "Phượng", "Quế", "Tâm", "Thắm", "Thảo", "Thơm", "Thuý", "Tuyết", "Vân",
     "Xuân", "Yến"),
)  # fmt: skip
MENS = (
    ("Văn", "Văn", "Văn", "Đình", "Đức", "Quang", "Xuân", "Hữu", "Công"),
    ("An", "Ánh", "Bảo", "Cường", "Chiến", "Dũng", "Duy", "Đạt", "Đông", "Hải", "Hậu", "Hiếu",
     "Hoà", "Hùng", "Huy", "Khánh", "Khoan", "Kiên", "Lâm", "Long", "Lộc", "Mạnh", "Minh", "Nam",
     "Nghĩa", "Phong", "Phúc", "Quân", "Sơn", "Tài", "Thành", "Thắng", "Thịnh", "Toàn", "Trung",
     "Tuấn", "Việt", "Vinh"),
)  # fmt: skip


WOMEN, SAY_NO_GENDER = 0.58, 0.25
NEVER_ANSWER, LEAVE_EARLY, STUCK = 0.09, 0.32, 0.12
"""Shares of people: who never answer; who do or leave early; who get stuck on the first lesson."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One made-up person. ``lessons`` is how many they try, ``skill`` how often they are right."""

    full_name: str
    birth_year: int
    gender: str | None
    lessons: int
    skill: float
    starts_after: timedelta
    pause: timedelta


def make_person(chance: Random, *, lessons: int, this_year: int, weeks: int) -> DemoPerson:
    """Make up one person who starts some time within the last ``weeks``.

    Two thirds are over fifty, as in the classes this is for. Older people try as often and are
    right a little less at first.
    """
    woman = chance.random() < WOMEN
    middles, givens = WOMENS if woman else MENS
    age = min(88, max(18, round(chance.gauss(57, 14))))
    # Some come once and never answer, some try one lesson and leave, some stop half-way.
    luck = chance.random()
    if luck < NEVER_ANSWER:
        tried = 0
    elif luck < LEAVE_EARLY:
        tried = chance.randint(1, min(3, lessons))
    else:
        # Half of those who stay finish the course.
        tried = min(lessons, chance.randint(min(3, lessons), lessons + 4))
    return DemoPerson(
        full_name=f"{chance.choice(FAMILIES)} {chance.choice(middles)} {chance.choice(givens)}",
        birth_year=this_year - age,
        gender=None if chance.random() < SAY_NO_GENDER else "female" if woman else "male",
        lessons=tried,
        skill=0.4
        if chance.random() < STUCK
        else min(0.98, max(0.6, chance.gauss(0.88 - (age - 50) * 0.002, 0.07))),
        # More join each week than the week before: classes get about by word of mouth.
        starts_after=timedelta(days=(chance.random() ** 0.7) * (weeks * 7 - 2)),
        pause=timedelta(days=chance.choice((1, 2, 3, 4, 7))),
    )


MAX_TRIES = 3
MINUTES_A_ROUND = timedelta(minutes=7)


def rounds(
    chance: Random,
    person: DemoPerson,
    person_id: UUID,
    lessons: Sequence[Lesson],
    *,
    began: datetime,
    until: datetime,
) -> list[AnswerSheet]:
    """Return the rounds in which a person works through their first lessons, up to ``until``.

    A round that was not passed is tried again at once, with a little more skill.
    """
    sheets: list[AnswerSheet] = []
    at = began + MINUTES_A_ROUND
    for lesson in lessons[: person.lessons]:
        for tried in range(MAX_TRIES):
            if at >= until:
                return sheets
            answers = _answers(chance, lesson, person.skill + tried * 0.08)
            sheets.append(
                AnswerSheet(
                    id=uuid7(at, chance.randbytes(10)),
                    person_id=person_id,
                    lesson=lesson.slug,
                    version=lesson.version,
                    answers=answers,
                    observed_at=at,
                )
            )
            at += MINUTES_A_ROUND
            if grade(lesson.questions, answers).passed(lesson.pass_percent):
                break
        at += person.pause * chance.random() + timedelta(hours=chance.randrange(9))
    return sheets


def _answers(chance: Random, lesson: Lesson, skill: float) -> Answers:
    return {
        question.key: question.answer if chance.random() < skill else _wrong(chance, question)
        for question in lesson.questions
    }


def _wrong(chance: Random, question: Question) -> tuple[str, ...]:
    """Return some wrong answer that the question can have."""
    if question.kind in {QuestionKind.ORDERING, QuestionKind.MATCHING}:
        return (*question.answer[1:], question.answer[0])
    return (chance.choice([choice.key for choice in question.choices if not choice.right]),)
