"""Where somebody stopped: kept while it is of use, and thrown away when the thing is done."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Table, delete
from sqlalchemy.orm import Session

from learnapp.core.records import Outcome, PracticeSheet, Receipt
from learnapp.db.learning import Bookmark
from learnapp.queries.identity import own_ids
from learnapp.services.totals import insert_into

_BOOKMARK: Table = Bookmark.__table__  # type: ignore[assignment]  # a declared class has a table


def practice_of(lesson: str) -> str:
    """Name the practice of a lesson, as bookmarks do."""
    return f"practice/{lesson}"


def keep_place(
    session: Session, person_id: UUID, what: str, place: str, version: str, *, now: datetime
) -> None:
    """Put the person's bookmark at this place; the one before is forgotten.

    ``what`` it lies in, ``version`` of the text in which the place is.
    """
    row = {"place": place, "version": version, "at": now}
    insert = insert_into(_BOOKMARK, session.connection().dialect.name)
    session.execute(
        insert.values(person_id=person_id, object=what, **row).on_conflict_do_update(
            index_elements=[_BOOKMARK.c.person_id, _BOOKMARK.c.object], set_=row
        )
    )


def drop_place(session: Session, person_id: UUID, what: str) -> None:
    """Take the person's bookmark out, if there is one; those of the guests they were, too."""
    session.execute(
        delete(Bookmark)
        .where(Bookmark.person_id.in_(own_ids(person_id)), Bookmark.object == what)
        .execution_options(synchronize_session=False)
    )


def after_practice(
    session: Session, sheet: PracticeSheet, receipt: Receipt, *, now: datetime
) -> None:
    """Keep the place of a run that was left; one that was finished needs none any more.

    A run that was known already changes nothing: since then another may have been begun.
    """
    what = practice_of(sheet.lesson)
    if receipt.outcome is not Outcome.STORED:
        return
    if sheet.left:
        keep_place(session, sheet.person_id, what, sheet.acts, sheet.version, now=now)
    else:
        drop_place(session, sheet.person_id, what)
