"""What somebody began and did not finish. Only ever about whoever asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.errors import UnknownAct, UnreadableActs
from learnapp.core.lessons import Catalogue, Lesson
from learnapp.core.policy import Actor
from learnapp.core.practice_acts import read_acts
from learnapp.core.practice_machine import replay
from learnapp.core.practices import Practice
from learnapp.db.learning import Bookmark
from learnapp.queries.identity import own_ids

_PRACTICE = "practice/"


@dataclass(frozen=True, slots=True)
class UnfinishedPractice:
    """A practice of today's catalogue that was left midway; ``acts`` lead to where it was left."""

    lesson: Lesson
    practice: Practice
    acts: str
    at: datetime


def unfinished_practices(
    session: Session, catalogue: Catalogue, actor: Actor, lang: str
) -> tuple[UnfinishedPractice, ...]:
    """Return what the actor may go on with, the last first, in the words of that language.

    Acts that the text of today does not offer lead nowhere: they are left out.
    """
    rows = session.scalars(
        select(Bookmark)
        .where(
            Bookmark.person_id.in_(own_ids(actor.person_id)), Bookmark.object.startswith(_PRACTICE)
        )
        .order_by(Bookmark.at.desc(), Bookmark.object)
    )
    found: dict[str, UnfinishedPractice] = {}
    for row in rows:
        slug = row.object.removeprefix(_PRACTICE)
        lesson = catalogue.lesson(slug, lang)
        practice = lesson.practice if lesson else None
        if lesson and practice and slug not in found and _leads_somewhere(practice, row.place):
            found[slug] = UnfinishedPractice(lesson, practice, row.place, row.at)
    return tuple(found.values())


def unfinished_practice(
    session: Session, catalogue: Catalogue, actor: Actor, lang: str, slug: str
) -> UnfinishedPractice | None:
    """Return what the actor left of one lesson's practice, or ``None``."""
    every = unfinished_practices(session, catalogue, actor, lang)
    return next((one for one in every if one.lesson.slug == slug), None)


def _leads_somewhere(practice: Practice, acts: str) -> bool:
    try:
        return not replay(practice, read_acts(acts)).done
    except (UnreadableActs, UnknownAct):
        return False
