"""What the clients ask for: a page, a row, rounds of quizzes by people who learn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, cycle
from random import Random
from urllib.parse import urlencode

from learnapp.core.ids import uuid7
from learnapp.core.lessons import Lesson
from learnapp.core.questions import Question, QuestionKind
from learnapp.core.quiz_fields import field_name

ROUNDS_READY = 40
"""How many different rounds of answers to each lesson are made beforehand."""

SKILL = 0.8
"""How often an answer is right."""

COMMON = (
    "Host: 127.0.0.1\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 9; SM-J260G) AppleWebKit/537.36\r\n"
    "Accept: text/html,application/xhtml+xml\r\n"
    "Accept-Language: vi-VN,vi;q=0.9\r\n"
    "Accept-Encoding: gzip, deflate, br\r\n"
    "Sec-Fetch-Site: same-origin\r\n"
)


def get(path: str) -> bytes:
    """Write a request for a page, as a phone sends it."""
    return f"GET {path} HTTP/1.1\r\n{COMMON}\r\n".encode()


def post(path: str, body: str, cookie: str = "") -> bytes:
    """Write a request that sends a form."""
    more = f"Cookie: {cookie}\r\n" if cookie else ""
    return (
        f"POST {path} HTTP/1.1\r\n{COMMON}{more}"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Everybody opens one page, again and again."""

    path: str

    def requests(self, client: int) -> Iterator[bytes]:
        """Yield the same request without end."""
        request = get(self.path)
        while True:
            yield request


@dataclass(frozen=True, slots=True)
class InsertRow:
    """Everybody sends as many bytes as a round of a quiz has, and the server keeps one row."""

    path: str
    size: int

    def requests(self, client: int) -> Iterator[bytes]:
        """Yield the same request without end."""
        request = post(self.path, urlencode({"content": "x" * self.size}))
        while True:
            yield request


@dataclass(frozen=True, slots=True)
class Quiz:
    """A lesson's form as it stands, and rounds of answers to it without their ids."""

    path: str
    rounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerQuizzes:
    """Each client has its own people; in turn each of them sends a round, lesson after lesson.

    ``cookies``: those of each client's people. ``begin_at``: how many rounds a client has sent
    before, so that a later load goes on where an earlier one stopped.
    """

    quizzes: tuple[Quiz, ...]
    cookies: tuple[tuple[str, ...], ...]
    begin_at: int = 0

    def requests(self, client: int) -> Iterator[bytes]:
        """Yield rounds, each with a new id as a phone's script makes it."""
        people = self.cookies[client]
        rounds = {quiz.path: cycle(quiz.rounds[client:] + quiz.rounds) for quiz in self.quizzes}
        for number in count(self.begin_at):
            turn, person = divmod(number, len(people))
            quiz = self.quizzes[turn % len(self.quizzes)]
            body = f"{next(rounds[quiz.path])}&id={uuid7(datetime.now(UTC))}"
            yield post(quiz.path, body, people[person])


def make_quiz(lesson: Lesson, chance: Random) -> Quiz:
    """Make the rounds that people who know most of it would send."""
    rounds = tuple(
        urlencode([("version", lesson.version), *_answers(lesson.questions, chance)])
        for _ in range(ROUNDS_READY)
    )
    return Quiz(f"/bai-hoc/{lesson.slug}/cau-do", rounds)


def _answers(questions: Sequence[Question], chance: Random) -> Iterator[tuple[str, str]]:
    for question in questions:
        right = list(question.answer)
        if chance.random() > SKILL:
            right = _wrong(question, chance)
        if question.kind is QuestionKind.ORDERING:
            for place, choice in enumerate(right, 1):
                yield field_name(question, choice), str(place)
        elif question.kind is QuestionKind.MATCHING:
            for left, partner in zip(question.choices, right, strict=True):
                yield field_name(question, left.key), partner
        else:
            for choice in right:
                yield field_name(question), choice


def _wrong(question: Question, chance: Random) -> list[str]:
    if question.kind in {QuestionKind.ORDERING, QuestionKind.MATCHING}:
        return [*question.answer[1:], question.answer[0]]
    return [chance.choice([choice.key for choice in question.choices if not choice.right])]
