"""What waits for somebody, a line each: on my page all of it, at home the first of each kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask import url_for

from learnapp.core.policy import Actor
from learnapp.extensions import db
from learnapp.queries import progress
from learnapp.queries.bookmarks import unfinished_practices
from learnapp.queries.progress import MyProgress
from learnapp.queries.reviews import Kept
from learnapp.web.context import catalogue
from learnapp.web.i18n import _, current_language, n_


class Kind(StrEnum):
    """What sort of thing waits; it says how its line looks."""

    REVIEW = "review"
    RECHECK = "recheck"
    CHECK = "check"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what it is called, where it is done, and a word about it."""

    kind: Kind
    text: str
    url: str
    line: str


def waiting(actor: Actor, mine: MyProgress, kept: Kept) -> Iterator[Waiting]:
    """Say what comes back today, then what was begun and left, the last first."""
    if count := len(kept.items):
        text = n_("Hôm nay ôn %(n)s câu", "Hôm nay ôn %(n)s câu", count)
        yield Waiting(Kind.REVIEW, text, url_for("citizen.review"), _("Không quá năm phút"))
    for one in mine.begun:
        due, _later = kept.recheck(one.course.slug, one.completed_day)
        if due:
            yield Waiting(
                Kind.RECHECK,
                _("Kiểm tra lại: %(course)s", course=one.course.title),
                url_for("citizen.check", slug=one.course.slug, kind="lai"),
                _("Sau %(n)s ngày còn nhớ không", n=due.stage),
            )
    session, lang = db.session(), current_language()
    for check in progress.open_checks(session, catalogue(), actor, lang):
        yield Waiting(
            Kind.CHECK,
            _("Bài kiểm tra đang làm: %(course)s", course=check.course.title),
            url_for("citizen.check_items", attempt_id=check.id),
            _("Làm tiếp rồi nộp"),
        )
    for left in unfinished_practices(session, catalogue(), actor, lang):
        yield Waiting(
            Kind.PRACTICE,
            _("Thực hành: %(title)s", title=left.practice.title),
            url_for("citizen.practice", slug=left.lesson.slug, buoc=left.acts, tiep=1),
            _("Làm tiếp từ chỗ đã dừng"),
        )
