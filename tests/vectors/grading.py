"""Answers to every kind of question, some right, some wrong, some odd."""

from random import Random
from typing import Any

from learnapp.core.grading import mark
from learnapp.core.questions import Choice, Partner, Question, QuestionKind

EACH = 16
PLACED = (QuestionKind.ORDERING, QuestionKind.MATCHING)


def cases() -> list[dict[str, Any]]:
    """Return for each answer what is wanted, what was given, and whether it is right."""
    chance = Random("grading")  # noqa: S311 - cases, not secrets
    return [
        _case(chance, kind, number) for kind in QuestionKind for number in range(EACH)
    ]  # fmt: skip


def _case(chance: Random, kind: QuestionKind, number: int) -> dict[str, Any]:
    question = _question(chance, kind)
    answer = _answer(chance, question, number)
    right = mark(question, answer).right
    return {"kind": kind.value, "wanted": question.answer, "answer": answer, "right": right}


def _question(chance: Random, kind: QuestionKind) -> Question:
    size = (
        2
        if kind in (QuestionKind.TRUE_FALSE, QuestionKind.SCAM_OR_SAFE)
        else chance.choice((3, 4, 5))
    )
    keys = "abcde"[:size]
    if kind in PLACED:
        right = set(keys)
    elif kind is QuestionKind.MULTIPLE_CHOICE:
        right = set(chance.sample(keys, chance.randint(2, size - 1)))
    else:
        right = {chance.choice(keys)}
    partners = [str(n) for n in range(1, size + 1)] if kind is QuestionKind.MATCHING else []
    matched = chance.sample(partners, len(partners))
    choices = tuple(
        Choice(key, key, key, right=key in right, partner=matched[n] if matched else "")
        for n, key in enumerate(keys)
    )
    return Question(
        "q", kind, "?", "?", choices, partners=tuple(Partner(one, one, one) for one in partners)
    )


def _answer(chance: Random, question: Question, number: int) -> list[str]:
    """Give the right answer, it shuffled, one thing of it missing, one too many, or anything."""
    right = list(question.answer)
    offered = [one.key for one in question.partners or question.choices]
    match number % 6:
        case 0:
            return right
        case 1:
            return chance.sample(right, len(right))
        case 2:
            return right[:-1]
        case 3:
            return ["" if one == right[0] else one for one in right]
        case 4:
            return chance.sample(offered, chance.randint(1, len(offered)))
        case _:
            return [chance.choice([*offered, ""]) for _ in range(chance.randint(0, len(offered)))]
