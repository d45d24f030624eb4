"""The catalogue's texts go into the archive; answers that came before their text are taken in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learnapp.core.days import vietnam_day
from learnapp.core.errors import LearnappError, UnknownVersion
from learnapp.core.lesson_archive import kind_of, to_json
from learnapp.core.lessons import Catalogue
from learnapp.core.policy import Actor
from learnapp.core.quiz_fields import read_answers
from learnapp.core.records import AnswerSheet, Outcome, Sheet, UnreadableSheet
from learnapp.core.sheets import read_sheet
from learnapp.db.learning import ContentVersion, RefusedRecord
from learnapp.queries.publishing import unpublished
from learnapp.queries.sign_ins import grants_on
from learnapp.services.records import submit
from learnapp.services.texts import Texts


def publish(session: Session, catalogue: Catalogue, *, now: datetime) -> int:
    """Archive every text that is not archived yet; return how many. Again, it changes nothing.

    Records that were refused because they are about one of these texts are then taken in.
    """
    texts = unpublished(session, catalogue)
    session.add_all(
        ContentVersion(
            hash=text.version,
            kind=kind_of(text),
            slug=text.slug,
            lang=text.lang,
            body=to_json(text),
            published_at=now,
        )
        for text in texts
    )
    session.flush()
    if texts:
        take_in_refused(session, catalogue)
    return len(texts)


def take_in_refused(session: Session, catalogue: Catalogue) -> int:
    """Hand in again what was refused for its version, where that is known now; return how many.

    They count as received when they came, and as handed in by whoever brought them.
    """
    version = RefusedRecord.content["version"].as_string()
    waiting = session.execute(
        select(
            RefusedRecord.id,
            RefusedRecord.handed_in_by_id,
            RefusedRecord.content,
            RefusedRecord.received_at,
        )
        .join(ContentVersion, ContentVersion.hash == version)
        .where(RefusedRecord.reason == UnknownVersion.__name__)
        .order_by(RefusedRecord.received_at, RefusedRecord.id)
    ).all()
    taken_in = 0
    for record_id, handed_in_by_id, content, received_at in waiting:
        grants = grants_on(session, handed_in_by_id, vietnam_day(received_at))
        actor = Actor(handed_in_by_id, grants)
        sheet = _sheet(session, catalogue, content | {"id": str(record_id)}, handed_in_by_id)
        receipt = submit(session, catalogue, actor, sheet, now=received_at)
        if receipt.outcome is not Outcome.REFUSED:
            session.execute(
                delete(RefusedRecord).where(
                    RefusedRecord.id == record_id,
                    RefusedRecord.handed_in_by_id == handed_in_by_id,
                    RefusedRecord.reason == UnknownVersion.__name__,
                )
            )
            taken_in += receipt.kept
    return taken_in


def _sheet(
    session: Session, catalogue: Catalogue, content: dict[str, Any], person_id: UUID
) -> Sheet:
    """Read a kept sheet; what a form sent can be read only now that its questions are known."""
    if "fields" not in content:
        return read_sheet(content, person_id)
    try:
        lesson = Texts(session, catalogue).lesson(content["lesson"], content["version"])
        answers = read_answers(lesson.questions, content["fields"])
    except LearnappError as refusal:
        return UnreadableSheet(
            id=UUID(content["id"]), person_id=person_id, reason=type(refusal).__name__
        )
    return AnswerSheet(
        id=UUID(content["id"]),
        person_id=person_id,
        lesson=lesson.slug,
        version=lesson.version,
        answers=answers,
    )
