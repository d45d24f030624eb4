"""Which texts of the catalogue are in the archive, so that answers can be about them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.lesson_archive import Content
from learnapp.core.lessons import Catalogue
from learnapp.db.learning import ContentVersion


def unpublished(session: Session, catalogue: Catalogue) -> list[Content]:
    """Return the texts of the catalogue that are not archived yet, each version once."""
    texts: dict[str, Content] = {text.version: text for text in catalogue.all_versions()}
    known = session.scalars(
        select(ContentVersion.hash).where(ContentVersion.hash.in_(sorted(texts)))
    )
    for version in known:
        del texts[version]
    return list(texts.values())


def newest_texts(session: Session, kind: str) -> list[dict[str, Any]]:
    """Return the newest archived text of each lesson (or other kind) in each language."""
    rows = session.execute(
        select(ContentVersion.hash, ContentVersion.slug, ContentVersion.lang)
        .where(ContentVersion.kind == kind)
        .order_by(ContentVersion.published_at)
    )
    newest = {(row.slug, row.lang): row.hash for row in rows}
    return list(
        session.scalars(
            select(ContentVersion.body)
            .where(ContentVersion.hash.in_(sorted(newest.values())))
            .order_by(ContentVersion.slug, ContentVersion.lang)
        )
    )
