"""A certificate as an Open Badges 3.0 credential: plain values, ready to be signed.

Source: 1EdTech, Open Badges 3.0, sections 8.2 (JSON Web Token proof format) and B.1 (data models
Achievement, AchievementCredential, AchievementSubject, Profile). Nothing in it names a person
unless they agreed; the subject is an id of the certificate that leads to nobody.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from learnapp.core.days import VIETNAM, start_of_day

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who gives the badges: this installation, found at the address ``site``."""

    site: str
    name: str
    description: str

    @property
    def id(self) -> str:
        return f"{self.site}/huy-hieu/noi-cap"


@dataclass(frozen=True, slots=True)
class Achieved:
    """What is achieved by completing a course, in one language."""

    course: str
    lang: str
    name: str
    description: str
    criteria: str


@dataclass(frozen=True, slots=True)
class Award:
    """One certificate: its id and code, when it was issued, and what it states in words.

    ``name`` is the owner's, where they let it be shown. ``last_shown``: the day of the last check
    that was passed, by which a newer badge is told from an older one.
    """

    certificate_id: UUID
    name: str | None
    issued_at: datetime
    completed: date
    last_shown: date
    narrative: str
    check_address: str
    check_words: str


def profile(issuer: Issuer) -> Document:
    """Return the issuer as a profile; its id is the address that answers with it."""
    return {
        "@context": list(CONTEXT),
        "id": issuer.id,
        "type": ["Profile"],
        "name": issuer.name,
        "url": f"{issuer.site}/",
        "description": issuer.description,
    }


def achievement(issuer: Issuer, achieved: Achieved) -> Document:
    """Return what is achieved; its id is the address that answers with it."""
    return {
        "@context": list(CONTEXT),
        "id": f"{issuer.site}/huy-hieu/khoa-hoc/{achieved.course}",
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": achieved.name,
        "description": achieved.description,
        "criteria": {
            "id": f"{issuer.site}/khoa-hoc/{achieved.course}/",
            "narrative": achieved.criteria,
        },
        "creator": _inside(profile(issuer)),
        "inLanguage": achieved.lang,
    }


def credential(issuer: Issuer, achieved: Achieved, award: Award) -> Document:
    """Return the credential, to be signed."""
    subject: Document = {
        "id": uuid5(award.certificate_id, "subject").urn,
        "type": ["AchievementSubject"],
        "achievement": _inside(achievement(issuer, achieved)),
        "narrative": award.narrative,
    }
    if award.name:
        subject["identifier"] = [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": award.name,
                "identityType": "name",
            }
        ]
    return {
        "@context": list(CONTEXT),
        "id": uuid5(award.certificate_id, "credential").urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achieved.name,
        "issuer": _inside(profile(issuer)),
        "validFrom": _moment(valid_from(award)),
        # The day as it was in Vietnam, where it was shown.
        "awardedDate": datetime.combine(award.completed, time.min, VIETNAM).isoformat(),
        "credentialSubject": subject,
        "evidence": [{"id": award.check_address, "type": ["Evidence"], "name": award.check_words}],
    }


def valid_from(award: Award) -> datetime:
    """Return since when this edition holds: a check passed later makes a newer one."""
    moment = max(award.issued_at, start_of_day(award.last_shown))
    return moment.astimezone(UTC).replace(microsecond=0)


def claims(document: Document, award: Award) -> Document:
    """Return what is signed: the credential, and its claims as a JSON Web Token wants them."""
    return document | {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "nbf": int(valid_from(award).timestamp()),
        "sub": document["credentialSubject"]["id"],
    }


def _inside(document: Document) -> Document:
    """Return a document as it stands inside another: the context is said once, at the top."""
    return {name: value for name, value in document.items() if name != "@context"}


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
