"""The door for practice and what comes back: a run is played, an item graded, once, here."""

from datetime import datetime

from learnapp.core.errors import UnknownPractice, UnknownQuestion, UnreadableActs
from learnapp.core.grading import mark
from learnapp.core.lessons import Lesson
from learnapp.core.policy import Actor
from learnapp.core.practice_machine import Run, read_acts, replay
from learnapp.core.practices import Practice
from learnapp.core.questions import Question
from learnapp.core.records import Assistance, PracticeSheet, ReviewSheet, Verb, moment
from learnapp.queries.folding import Known
from learnapp.services.door import Row, doubt, row_of, within_reach
from learnapp.services.texts import Texts

PRACTICE = "practice"
"""The object of a practised record: the practice of its lesson."""

DONE, LEFT = "done", "left"
"""How a run ended."""


def practised(
    texts: Texts, actor: Actor, sheet: PracticeSheet, known: Known | None, *, now: datetime
) -> Row:
    """Play a run by the text in which it was done, and make its row; the acts are dropped.

    Raises ``NotFound`` for a person out of reach, ``UnknownVersion``, ``UnknownPractice``,
    ``UnreadableActs`` (no act at all is none to record) and ``UnknownAct``.
    """
    known = within_reach(actor, sheet.person_id, known, now)
    lesson = texts.lesson(sheet.lesson, sheet.version)
    acts = read_acts(sheet.acts)
    if not acts:
        raise UnreadableActs
    run = replay(_practice(lesson, sheet.practice), acts)
    course_version = texts.course_version(lesson.course, sheet.course_version)
    texts.check_archived(frozenset({lesson.version, course_version or lesson.version}))
    published_at = texts.published_at(lesson) if sheet.observed_at else None
    when = moment(sheet.observed_at, sheet.sent_at, now, not_before=published_at)
    row = row_of(sheet, actor, known, when, now)
    seen = row["recorded_by_id"] is not None
    done = run.done and not sheet.left
    result = {
        "end": DONE if done else LEFT,
        "wrong": run.wrong,
        "hints": run.hints,
        "strong_hints": run.strong_hints,
    }
    if sheet.said is not None and not seen:
        result["said"] = sheet.said.value
    return row | {
        "verb": Verb.PRACTISED,
        "course": lesson.course,
        "lesson": lesson.slug,
        "object": PRACTICE,
        "version": lesson.version,
        "course_version": course_version,
        "result": doubt(when) | result,
        "passed": done,
        "assistance": whose_hand(sheet.assistance if seen else sheet.said, run),
        "meeting_id": sheet.meeting_id if seen else None,
    }


def whose_hand(said: Assistance | None, run: Run) -> Assistance | None:
    """Return whose hand did it: "alone" is without the second hint as well."""
    if said is Assistance.ALONE and run.strong_hints:
        return Assistance.PROMPTED
    return said


def reviewed(
    texts: Texts, actor: Actor, sheet: ReviewSheet, known: Known | None, *, now: datetime
) -> Row:
    """Grade an item that came back by the text that was answered, and make its row.

    Raises ``NotFound`` for a person out of reach, ``UnknownVersion``, ``UnknownQuestion`` and
    ``UnknownChoice``.
    """
    known = within_reach(actor, sheet.person_id, known, now)
    course, lesson, question = _item(texts, sheet)
    texts.check_archived(frozenset({sheet.version}))
    one = mark(question, sheet.answer)
    when = moment(sheet.observed_at, sheet.sent_at, now)
    return row_of(sheet, actor, known, when, now) | {
        "verb": Verb.REVIEWED,
        "course": course,
        "lesson": lesson,
        "object": sheet.item,
        "version": sheet.version,
        "result": doubt(when) | {"a": list(one.answer), "ok": one.right},
        "correct": int(one.right),
        "total": 1,
        "passed": one.right,
    }


def _practice(lesson: Lesson, key: str) -> Practice:
    """Return the practice of a lesson. Raises ``UnknownPractice``."""
    practice = lesson.practice
    if practice is None or key not in {"", practice.key}:
        raise UnknownPractice(lesson.slug, key)
    return practice


def _item(texts: Texts, sheet: ReviewSheet) -> tuple[str, str, Question]:
    """Return the course, the lesson (or ``""``) and the question of an item.

    Raises ``UnknownVersion``, and ``UnknownQuestion`` for an item that asks nothing.
    """
    slug, slash, key = sheet.item.partition("/")
    if slash:
        lesson = texts.lesson(slug, sheet.version)
        question = lesson.question(key)
        course = lesson.course
    else:
        course, _, key = sheet.item.partition(":")
        item = texts.bank(course, sheet.version).item(key)
        question, slug = item.question if item else None, ""
    if question is None:
        raise UnknownQuestion(sheet.item)
    return course, slug, question
