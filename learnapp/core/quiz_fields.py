"""The fields of a quiz's form, and answers read back from them.

Radio buttons and check boxes: ``q-<question>``, its values the keys of choices. Ordering:
``q-<question>-<choice>`` holds the place, 1, 2, 3 … Matching: ``q-<question>-<choice>`` holds the
key of the partner.
"""

from collections.abc import Mapping, Sequence

from learnapp.core.errors import UnknownChoice, UnknownQuestion
from learnapp.core.grading import Answers
from learnapp.core.questions import Question, QuestionKind

_PREFIX = "q-"


def field_name(question: Question, choice: str = "") -> str:
    """Name the field of a question, or that of one of its choices (ordering, matching)."""
    return f"{_PREFIX}{question.key}-{choice}" if choice else f"{_PREFIX}{question.key}"


def read_answers(questions: Sequence[Question], fields: Mapping[str, Sequence[str]]) -> Answers:
    """Turn what a form sent into answers; questions left empty are left out.

    Two steps at one place leave that place empty, for nobody can tell which was meant.
    Raises ``UnknownQuestion`` for a field of no question, ``UnknownChoice`` for a place or a
    value that its question does not have.
    """
    answers: dict[str, tuple[str, ...]] = {}
    known: set[str] = set()
    for question in questions:
        names = _names(question)
        known |= names.keys()
        sent = {key: [one.strip() for one in fields.get(name, ())] for name, key in names.items()}
        answer = _answer(question, sent)
        if any(answer):
            answers[question.key] = answer
    if unknown := {name for name in fields if name.startswith(_PREFIX)} - known:
        raise UnknownQuestion(*sorted(unknown))
    return answers


def _names(question: Question) -> dict[str, str]:
    """Return the names of a question's fields, each with the choice it is about."""
    if question.kind in (QuestionKind.ORDERING, QuestionKind.MATCHING):
        return {field_name(question, one.key): one.key for one in question.choices}
    return {field_name(question): ""}


def _answer(question: Question, sent: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    if question.kind is QuestionKind.ORDERING:
        return _ordered(question, sent)
    if question.kind is QuestionKind.MATCHING:
        partners = {one.key for one in question.partners}
        answer = tuple((sent[one.key] or [""])[0] for one in question.choices)
        _refuse(question, set(answer) - partners)
        return answer
    picked = tuple(one for one in sent[""] if one)
    _refuse(question, set(picked) - {one.key for one in question.choices})
    return picked


def _ordered(question: Question, sent: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Put the choices at the places that were given to them."""
    places = {str(place): "" for place in range(1, len(question.choices) + 1)}
    twice: set[str] = set()
    for choice in question.choices:
        place = (sent[choice.key] or [""])[0]
        if not place:
            continue
        _refuse(question, {place} - places.keys())
        if places[place]:
            twice.add(place)
        places[place] = choice.key
    return tuple("" if place in twice else key for place, key in places.items())


def _refuse(question: Question, unknown: set[str]) -> None:
    if unknown := unknown - {""}:
        raise UnknownChoice(question.key, *sorted(unknown))
