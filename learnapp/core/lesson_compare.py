"""One lesson held beside another: a translation beside its original, a text beside an older one."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from learnapp.core.banks import Bank
from learnapp.core.lesson_archive import digest
from learnapp.core.lesson_body import HEAD
from learnapp.core.lesson_faults import Fault, Faults, Problem
from learnapp.core.lessons import Lesson
from learnapp.core.practices import Practice
from learnapp.core.questions import Question

PRACTICE_PART = "thuc-hanh/"
"""Begins the name of a practice where parts of a lesson are told apart for its author."""

_MARK_LENGTH = 8
_ALIKE = 0.5
"""Below this share of like letters a question is another question, and needs another key."""


def marks_of(lesson: Lesson) -> dict[str, str]:
    """Return a short hash of each part's words: the head, each screen, question and practice.

    A translation keeps those of the text it was made from, under ``ban-goc``.
    """
    head = digest(lesson.title, lesson.audience, lesson.can_do, length=_MARK_LENGTH)
    screens = {one.key: one.hash[:_MARK_LENGTH] for one in lesson.screens}
    questions = {one.key: one.hash[:_MARK_LENGTH] for one in lesson.questions}
    practices = {one.key: one.hash[:_MARK_LENGTH] for one in lesson.practices}
    return {HEAD: head, **screens, **questions, **practices}


def compare_translation(
    original: Lesson,
    translation: Lesson,
    marks: Mapping[str, str],
    lines: Mapping[str, int],
    faults: Faults,
) -> None:
    """Note where a translation is built differently, or is older than its original.

    ``marks`` are those that it keeps, ``lines`` where its parts stand in its file.
    """
    if len(translation.screens) != len(original.screens):
        faults.add(
            lines[translation.screens[-1].key] if translation.screens else 1,
            Fault.TRANSLATION_SCREENS,
            count=len(translation.screens),
            original=len(original.screens),
        )
    _compare_questions(original, translation, lines, faults)
    compare_practices(original.practices, translation.practices, lines, faults)
    if not marks:
        faults.add(1, Fault.TRANSLATION_UNMARKED)
        return
    practices = {one.key for one in original.practices}
    for key, mark in marks_of(original).items():
        if marks.get(key) != mark:
            part = f"{PRACTICE_PART}{key}" if key in practices else key
            faults.add(lines.get(key, 1), Fault.TRANSLATION_BEHIND, part=part)


def compare_keys(
    old: Lesson, new: Lesson, lines: Mapping[str, int] | None = None
) -> tuple[Problem, ...]:
    """Return where a question's key was changed, or stands for another question than before.

    Memory and statistics hang on keys: a question may be dropped, but its key is not given to
    another, and a question that stays keeps its own. ``lines`` is where the new ones stand.
    """
    faults = Faults()
    _compare_keys(old.questions, new.questions, lines or {}, faults)
    return faults.sorted()


def compare_item_keys(old: Bank, new: Bank, lines: Mapping[str, int]) -> tuple[Problem, ...]:
    """Return the same for the items of a bank; a practice does not become a question either."""
    faults = Faults()
    before, after = ([one.question for one in bank.items if one.question] for bank in (old, new))
    _compare_keys(before, after, lines, faults)
    for one in new.items:
        was = old.item(one.key)
        if was is not None and was.performance is not one.performance:
            faults.add(lines.get(one.key, 1), Fault.KEY_REUSED, key=one.key)
    return faults.sorted()


def _compare_keys(
    old: Sequence[Question], new: Sequence[Question], lines: Mapping[str, int], faults: Faults
) -> None:
    known, kept = {one.key: one for one in old}, {one.key for one in new}
    gone = [one for one in old if one.key not in kept]
    for question in new:
        line, before = lines.get(question.key, 1), known.get(question.key)
        if before is None:
            same = next((one for one in gone if _words(one) == _words(question)), None)
            if same is not None:
                faults.add(line, Fault.KEY_RENAMED, key=question.key, old=same.key)
        elif before.kind is not question.kind or not _alike(before, question):
            faults.add(line, Fault.KEY_REUSED, key=question.key)


def _compare_questions(
    original: Lesson, translation: Lesson, lines: Mapping[str, int], faults: Faults
) -> None:
    for question in original.questions:
        if question.key not in lines:
            faults.add(1, Fault.TRANSLATION_QUESTION_MISSING, key=question.key)
    for question in translation.questions:
        line, same = lines.get(question.key, 1), original.question(question.key)
        if same is None:
            known = ", ".join(one.key for one in original.questions)
            faults.add(line, Fault.TRANSLATION_QUESTION_UNKNOWN, key=question.key, known=known)
        elif _built(same) != _built(question):
            faults.add(line, Fault.TRANSLATION_QUESTION_DIFFERS, key=question.key)


def compare_practices(
    originals: Sequence[Practice],
    translations: Sequence[Practice],
    lines: Mapping[str, int],
    faults: Faults,
) -> None:
    """Note practices that are missing, or that the same acts would not play alike.

    ``lines`` has those of their scenes by both keys: ``dang-nhap/trang-chu``.
    """
    known = {one.key: one for one in originals}
    for key in known.keys() - {one.key for one in translations}:
        faults.add(1, Fault.TRANSLATION_PRACTICE_MISSING, key=key)
    for practice in translations:
        same = known.get(practice.key)
        line = lines.get(practice.key, 1)
        if same is None:
            faults.add(line, Fault.TRANSLATION_PRACTICE_UNKNOWN, key=practice.key)
            continue
        for before, after in zip_longest(same.scenes, practice.scenes):
            if before is None or after is None or before.built != after.built:
                scene = (after or before or same.start).key
                line = lines.get(f"{practice.key}/{scene}", line)
                faults.add(line, Fault.TRANSLATION_PRACTICE_DIFFERS, key=practice.key, scene=scene)
                break


def _built(question: Question) -> tuple[object, ...]:
    """Return what is the same in every language: kind, choices, which are right, who speaks."""
    return (
        question.kind, len(question.partners), question.answer,
        [one.spot for one in question.choices], [one.kind for one in question.messages],
    )  # fmt: skip


def _words(question: Question) -> tuple[object, ...]:
    return question.prompt_text, tuple(one.text for one in question.choices)


def _alike(old: Question, new: Question) -> bool:
    """Tell whether two texts are one question, reworded at most."""
    before, after = (
        " ".join((one.prompt_text, *(choice.text for choice in one.choices))) for one in (old, new)
    )
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= _ALIKE
