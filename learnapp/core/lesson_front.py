"""What the head of a lesson file says: title, order, sources, who keeps it, when it was tried."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from learnapp.core.lesson_faults import Fault, Faults, nearest
from learnapp.core.lesson_head import Head
from learnapp.core.lesson_skills import SKILLS
from learnapp.core.lessons import PASS_PERCENT, Lesson, Source
from learnapp.core.slugs import is_slug

TRANSLATED_KEYS = ("ten", "danh-cho", "lam-duoc", "nguon", "ban-goc")
LESSON_KEYS = (
    "ten", "thu-tu", "so-phut", "danh-cho", "lam-duoc", "thu-tuc", "ky-nang", "ma-bai",
    "nguoi-giu", "lam-thu-ngay", "nguon", "dat", "cu-chi",
)  # fmt: skip
SOURCE_KEYS = ("ten", "dia-chi", "ngay")
MARKS_KEY = "ban-goc"

STALE_AFTER = timedelta(days=180)
"""How long a lesson is trusted after somebody last went through the real service with it."""

_LAST_ORDER = 99
_MOST_MINUTES = 15
_LONGEST_SOURCE = 1000
CODE = re.compile(r"[A-Z]{2}-\d{2}")
"""The form of a skill's code in the curriculum: CG-01."""

_SOURCE_DAY = re.compile(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})")


@dataclass(frozen=True, slots=True)
class Front:
    """The values of a head, as a ``Lesson`` holds them."""

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
    gestures: bool = False


def read_front(head: Head, faults: Faults, today: date | None) -> Front:
    """Read the head of a Vietnamese lesson; what is missing is noted and left harmless."""
    head.allow(LESSON_KEYS)
    return Front(
        title=head.text("ten"),
        order=head.number("thu-tu", 1, _LAST_ORDER, default=1),
        minutes=head.number("so-phut", 1, _MOST_MINUTES, default=1),
        audience=head.text("danh-cho"),
        can_do=head.text("lam-duoc"),
        procedure=_procedure(head, faults),
        skills=_skills(head, faults),
        codes=_codes(head, faults),
        owner=head.text("nguoi-giu"),
        checked_on=_checked_on(head, faults, today),
        sources=read_sources(head, faults),
        pass_percent=head.number("dat", 1, 100, default=PASS_PERCENT, required=False),
        gestures=head.yes("cu-chi"),
    )


def read_translated_front(head: Head, faults: Faults, original: Lesson) -> Front:
    """Read the head of an English lesson: its words only, the rest is the original's."""
    head.allow(TRANSLATED_KEYS, vietnamese_only=set(LESSON_KEYS) - set(TRANSLATED_KEYS))
    same = Front(
        title="",
        order=original.order,
        minutes=original.minutes,
        audience="",
        can_do="",
        procedure=original.procedure,
        skills=original.skills,
        codes=original.codes,
        owner=original.owner,
        checked_on=original.checked_on,
        sources=original.sources,
        pass_percent=original.pass_percent,
    )
    sources = read_sources(head, faults) if "nguon" in head.values else original.sources
    return replace(
        same,
        title=head.text("ten"),
        audience=head.text("danh-cho"),
        can_do=head.text("lam-duoc"),
        sources=sources,
    )


def read_sources(head: Head, faults: Faults) -> tuple[Source, ...]:
    """Read where the facts come from; at least one is needed, its address https."""
    sources = []
    for one in head.heads("nguon"):
        one.allow(SOURCE_KEYS)
        name, url = one.text("ten"), one.text("dia-chi", required=False, longest=_LONGEST_SOURCE)
        day = one.text("ngay")
        if day and not _is_source_day(day):
            faults.add(one.line_of("ngay"), Fault.SOURCE_DAY, value=day)
        if not url:
            faults.add(one.line, Fault.SOURCE_WITHOUT_ADDRESS)
        elif not url.startswith("https://") or " " in url:
            faults.add(one.line_of("dia-chi"), Fault.LINK_NOT_HTTPS, address=url[:80])
            url = ""
        sources.append(Source(name, url, day))
    if not sources:
        faults.add(head.line_of("nguon"), Fault.SOURCE_MISSING)
    return tuple(sources)


def _is_source_day(text: str) -> bool:
    """Tell whether this is a year, a month or a day: 2025, 9/2025, 13/9/2025."""
    found = _SOURCE_DAY.fullmatch(text)
    if not found:
        return False
    day, month, year = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _checked_on(head: Head, faults: Faults, today: date | None) -> date:
    day = head.day("lam-thu-ngay")
    if today is not None and head.has("lam-thu-ngay", required=False):
        if day > today:
            faults.add(head.line_of("lam-thu-ngay"), Fault.DAY_IN_FUTURE)
        elif today - day > STALE_AFTER:
            days = (today - day).days
            faults.add(head.line_of("lam-thu-ngay"), Fault.STALE, days=days)
    return day


def _skills(head: Head, faults: Faults) -> tuple[str, ...]:
    found = head.texts("ky-nang")
    for line, skill in found:
        if skill not in SKILLS:
            near = nearest(skill, SKILLS)
            faults.add(
                line, Fault.SKILL_UNKNOWN, skill=skill[:60], nearest=near, known=", ".join(SKILLS)
            )
    return tuple(dict.fromkeys(skill for _, skill in found if skill in SKILLS))


def _codes(head: Head, faults: Faults) -> tuple[str, ...]:
    found = head.texts("ma-bai", required=False)
    for line, code in found:
        if not CODE.fullmatch(code):
            faults.add(line, Fault.CODE_FORM, code=code[:60])
    return tuple(dict.fromkeys(code for _, code in found if CODE.fullmatch(code)))


def _procedure(head: Head, faults: Faults) -> str:
    procedure = head.text("thu-tuc", required=False)
    if procedure and not is_slug(procedure):
        faults.add(head.line_of("thu-tuc"), Fault.PROCEDURE_FORM, value=procedure[:60])
        return ""
    return procedure
