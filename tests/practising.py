"""What tests about practice, checks and reviews begin with: a course that has them, and sheets."""

from dataclasses import replace
from uuid import UUID

from learnapp.core.banks import Bank, Item, Skill
from learnapp.core.ids import uuid7
from learnapp.core.lesson_archive import digest
from learnapp.core.lesson_source import with_lessons
from learnapp.core.lessons import Catalogue
from learnapp.core.practices import Outcome, Part, PartKind, Practice, Scene, SceneKind
from learnapp.core.records import CheckSheet, PracticeSheet, ReviewSheet
from learnapp.db.people import Person
from tests.learning import NOW, RIGHT, WRONG, make_course, make_lesson

GOOD, LEFT_AT, PROMPTED_BY = "1.1", "0.2", "h-h-1.1"
"""Acts of the practice below: the good path, one wrong act, both hints and then the good path."""


def make_practice(key: str = "tap") -> Practice:
    """Make a practice of a form with a sample to type, a wrong press and a right one."""
    form = Scene(
        "don", SceneKind.FORM, "Đơn", "Gửi đơn",
        (
            Part(PartKind.FIELD, "so", "Số", sample="000000000000", outcome=Outcome("", "Sai số.")),
            Part(PartKind.LINK, text="Bỏ qua", outcome=Outcome("", "Chưa gửi được.")),
            Part(PartKind.BUTTON, text="Gửi", outcome=Outcome("xong")),
        ),
        "Gợi ý", "Gợi ý thêm",
    )  # fmt: skip
    goal = Scene("xong", SceneKind.GOAL, "Xong", "", ())
    return Practice(key, "Gửi một đơn", "Bà con gửi đơn.", (form, goal), digest("practice", key))


def make_bank(course: str) -> Bank:
    """Make an item bank of one skill with four questions, whose right answer is a."""
    [question] = make_lesson("mau", asked=1).questions
    items = tuple(
        Item(f"cg-01-{one}", "CG-01", replace(question, key=f"cg-01-{one}")) for one in "abcd"
    )
    return Bank(course, "vi", course, (Skill("CG-01"),), 4, items, digest("bank", course))


_BANK = make_bank("khoa-tap")
PRACTISED = Catalogue.of(
    [
        *(make_lesson(slug) for slug in ("mot", "hai")),
        make_lesson("ba", "khoa-khac"),
        replace(make_lesson("bon", "khoa-tap"), practices=(make_practice(),)),
        make_lesson("nam", "khoa-tap"),
    ],
    [
        make_course("khoa", ("mot", "hai")),
        make_course("khoa-khac", ("ba",)),
        with_lessons(make_course("khoa-tap", ()), ("bon", "nam"), ("bon",), _BANK.version),
    ],
    [_BANK],
)
"""The same, and a course in which one lesson has a practice, with a check at the end."""


def practice_of(person: Person | UUID, acts: str = GOOD, **more: object) -> PracticeSheet:
    """Make a run of the practice of that catalogue; without ``said`` nobody said who did it."""
    [lesson] = [one for one in PRACTISED.lessons_of("khoa-tap") if one.practices]
    given = PracticeSheet(
        id=uuid7(NOW),
        person_id=person if isinstance(person, UUID) else person.id,
        lesson=lesson.slug,
        version=lesson.version,
        acts=acts,
    )
    return replace(given, **more)


def check_of(
    person: Person | UUID, kind: str = "final", *, right: int = 4, **more: object
) -> CheckSheet:
    """Make a check of that catalogue as the server would hand it in, ``right`` of four right."""
    course = PRACTISED.course("khoa-tap")
    given = CheckSheet(
        id=uuid7(NOW),
        person_id=person if isinstance(person, UUID) else person.id,
        course="khoa-tap",
        kind=kind,
        version=_BANK.version,
        course_version=course.version if course else "",
        seed="hat-giong",
        items=tuple(
            {"i": one.key, "v": one.hash, "a": ["a"], "ok": place < right, "critical": False}
            for place, one in enumerate(_BANK.items)
        ),
        passed=right > 3,
    )
    return replace(given, **more)


def review_of(person: Person | UUID, item: str = "khoa-tap:cg-01-a", *, right: bool) -> ReviewSheet:
    """Make an item that came back."""
    lesson = PRACTISED.lesson(item.partition("/")[0])
    return ReviewSheet(
        id=uuid7(NOW),
        person_id=person if isinstance(person, UUID) else person.id,
        item=item,
        version=lesson.version if lesson else _BANK.version,
        answer=RIGHT if right else WRONG,
    )
