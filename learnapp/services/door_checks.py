"""The door for checks: drawn and graded by the server, they come in as they were graded."""

from datetime import datetime

from learnapp.core.policy import Actor
from learnapp.core.records import CheckSheet, Verb, moment
from learnapp.queries.folding import Known
from learnapp.services.door import Row, doubt, row_of, within_reach
from learnapp.services.texts import Texts


def checked(
    texts: Texts, actor: Actor, sheet: CheckSheet, known: Known | None, *, now: datetime
) -> Row:
    """Make the row of a check. Raises ``NotFound`` for a person out of reach, ``UnknownVersion``.

    The meeting is that of the attempt: the server opened it there.
    """
    known = within_reach(actor, sheet.person_id, known, now)
    texts.check_archived(frozenset({sheet.version, sheet.course_version}))
    when = moment(sheet.observed_at, sheet.sent_at, now)
    result = {"seed": sheet.seed, "items": [dict(one) for one in sheet.items]}
    if sheet.spared:
        result["spared"] = list(sheet.spared)
    return row_of(sheet, actor, known, when, now) | {
        "verb": Verb.CHECKED,
        "course": sheet.course,
        "lesson": "",
        "object": sheet.kind,
        "version": sheet.version,
        "course_version": sheet.course_version,
        "result": doubt(when) | result,
        "correct": sum(bool(one["ok"]) for one in sheet.items),
        "total": len(sheet.items),
        "passed": sheet.passed,
        "assistance": sheet.assistance,
        "meeting_id": sheet.meeting_id,
    }
