"""The texts that records are about: lessons, courses and item banks, of today or archived."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from learnapp.core.banks import Bank
from learnapp.core.errors import UnknownVersion
from learnapp.core.lesson_archive import bank_from_json, lesson_from_json
from learnapp.core.lessons import LANGUAGES, Catalogue, Lesson
from learnapp.core.progress import CourseVersion, CourseVersions
from learnapp.db.learning import ContentVersion
from learnapp.queries.folding import VERSION

_HASH = re.compile(r"[0-9a-f]{8,64}")

_ARCHIVED = select(VERSION.c.hash).where(
    or_(VERSION.c.hash == bindparam("one"), VERSION.c.hash == bindparam("other"))
)


@dataclass(frozen=True, slots=True)
class Texts:
    """The lessons and courses that answers can be about: of today, or from the archive."""

    session: Session
    catalogue: Catalogue
    _archived: dict[tuple[str, str, str], datetime | None] = field(default_factory=dict)
    _published: set[frozenset[str]] = field(default_factory=set)

    def lesson(self, slug: str, version: str) -> Lesson:
        """Return that version of a lesson. Raises ``UnknownVersion``, ``UnreadableVersion``."""
        for lang in LANGUAGES:
            lesson = self.catalogue.lesson(slug, lang)
            if lesson and lesson.version == version:
                return lesson
        if self._published_at("lesson", slug, version):
            archived = self.session.get_one(ContentVersion, version)
            return lesson_from_json(archived.body)
        raise UnknownVersion(slug, version)

    def bank(self, course: str, version: str) -> Bank:
        """Return that version of a course's item bank. Raises as ``lesson`` does."""
        for lang in LANGUAGES:
            bank = self.catalogue.bank(course, lang)
            if bank and bank.version == version:
                return bank
        if self._published_at("check", course, version):
            archived = self.session.get_one(ContentVersion, version)
            return bank_from_json(archived.body)
        raise UnknownVersion(course, version)

    def published_at(self, lesson: Lesson) -> datetime | None:
        """Return when that version could first be seen."""
        return self._published_at("lesson", lesson.slug, lesson.version)

    def course_version(self, course: str, said: str | None) -> str | None:
        """Return the version of the course that somebody held, if it was one; else today's."""
        current = self.catalogue.course(course)
        today = current.version if current else None
        if said and said != today and self._published_at("course", course, said):
            return said
        return today

    def current_courses(self) -> CourseVersions:
        """Return what today's courses ask for, by version."""
        return {one.version: CourseVersion.of(one) for one in self.catalogue.courses()}

    def _published_at(self, kind: str, slug: str, version: str) -> datetime | None:
        """Look into the archive, once for each version. What is no hash is not asked for."""
        key = (kind, slug, version)
        if key not in self._archived and _HASH.fullmatch(version):
            self._archived[key] = self.session.scalar(
                select(ContentVersion.published_at).where(
                    ContentVersion.hash == version,
                    ContentVersion.kind == kind,
                    ContentVersion.slug == slug,
                )
            )
        return self._archived.get(key)

    def check_archived(self, versions: frozenset[str]) -> None:
        """Make sure that a record can name these two versions: lessons may run ahead of ``setup``.

        Raises ``UnknownVersion``: the sheet is kept, and taken in when they are published.
        """
        if versions in self._published:
            return
        given = {"one": min(versions), "other": max(versions)}
        found = self.session.connection().execute(_ARCHIVED, given).scalars()
        if missing := versions.difference(found):
            raise UnknownVersion(*sorted(missing))
        self._published.add(versions)
