"""What is answered and done in an open check, item by item, until it is handed in.

Every change goes through the lock on the person, so that two phones come one after the other.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from learnapp.core.banks import Item
from learnapp.core.checks import play
from learnapp.core.errors import CheckHandedIn, NotFound
from learnapp.core.lessons import VIETNAMESE, Catalogue
from learnapp.core.policy import Actor
from learnapp.core.practice_acts import MOST_ACTS, Act, read_acts, write_acts
from learnapp.core.practice_fields import read_act
from learnapp.core.practice_machine import Run, act
from learnapp.core.practices import Scene
from learnapp.core.questions import as_written, shuffled
from learnapp.core.quiz_fields import read_answers
from learnapp.db.learning import CheckAttempt
from learnapp.queries.checks import opened
from learnapp.services.checks import known_person, own_check

Fields = Mapping[str, Sequence[str]]
"""What a form sent."""


class Where(NamedTuple):
    """An item of an open check; ``place`` counts from 1."""

    attempt_id: UUID
    place: int


def answer_question(
    session: Session, catalogue: Catalogue, actor: Actor, where: Where, *, sent: Fields
) -> None:
    """Keep the answer to a question as it was sent; none takes the one before back.

    Raises ``NotFound``, ``CheckHandedIn``, and ``UnknownQuestion`` or
    ``UnknownChoice`` for what no form of ours holds.
    """
    row, item = _open(session, catalogue, actor, where)
    if item.question is None:
        raise NotFound(where)
    shown = shuffled(item.question, row.seed)
    answer = read_answers([shown], sent).get(shown.key, ())
    _keep(row, item, list(as_written(item.question, row.seed, answer)))


def act_in_item(
    session: Session,
    catalogue: Catalogue,
    actor: Actor,
    where: Where,
    *,
    sent: Fields,
    after: int,
) -> Run:
    """Do one act in a practice and keep it; return where it leads.

    ``after`` is how many acts the page had seen: what was done since on another page is done
    anew. What was typed is judged and dropped; an act that an empty field stops is not kept.
    Raises ``NotFound``, ``CheckHandedIn``, and ``UnknownAct`` for what the scene does not offer.
    """
    row, item = _open(session, catalogue, actor, where)
    if item.practice is None:
        raise NotFound(where)
    stored = row.answers.get(item.key, "")
    acts = read_acts(stored)[: max(after, 0)]
    run = play(item.practice, write_acts(acts))
    scene = item.practice.scene(run.scene)
    one = _act(scene, sent) if not run.done else None
    if one is None or len(acts) >= MOST_ACTS:
        return run
    run = act(item.practice, run, one)
    if run.said:
        return run
    _keep(row, item, write_acts((*acts, one)))
    return run


def begin_item_anew(session: Session, catalogue: Catalogue, actor: Actor, where: Where) -> None:
    """Forget what was done in an item. Raises ``NotFound`` and ``CheckHandedIn``."""
    row, item = _open(session, catalogue, actor, where)
    _keep(row, item, None)


def _open(
    session: Session, catalogue: Catalogue, actor: Actor, where: Where
) -> tuple[CheckAttempt, Item]:
    """Return the open attempt of the actor and its item, behind the lock on them."""
    known = known_person(session, actor)
    row = session.get(CheckAttempt, where.attempt_id, populate_existing=True)
    if row is None:
        raise CheckHandedIn(own_check(session, known, where.attempt_id))
    if row.person_id not in known.member_ids:
        raise NotFound(where.attempt_id)
    items = opened(session, catalogue, row, VIETNAMESE).items
    if not 1 <= where.place <= len(items):
        raise NotFound(where)
    return row, items[where.place - 1]


def _act(scene: Scene | None, sent: Fields) -> Act | None:
    return read_act(scene, sent) if scene else None


def _keep(row: CheckAttempt, item: Item, answer: list[str] | str | None) -> None:
    others = {key: one for key, one in row.answers.items() if key != item.key}
    row.answers = others | ({item.key: answer} if answer else {})
