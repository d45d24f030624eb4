"""Made-up people for the demonstration: names put together by chance, and how able they are."""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

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


def diligent(person: DemoPerson, *, lessons: int, weeks: int) -> DemoPerson:
    """Return the one whose sign-in is shown: through the course by now, and asked again since.

    They begin half-way through the ``weeks`` of the demonstration.
    """
    half = timedelta(weeks=weeks) / 2
    return replace(person, lessons=lessons, skill=0.97, starts_after=half, pause=timedelta(days=1))
