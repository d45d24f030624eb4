"""My ladder: the steps that I stand on in a course. Only ever about whoever asks."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnapp.core.counting import LADDER, Figure
from learnapp.core.policy import Actor
from learnapp.core.records import Assistance
from learnapp.db.learning import Counted
from learnapp.queries.identity import root_of


@dataclass(frozen=True, slots=True)
class MyStep:
    """A step of the ladder, or completing the course, as it was first reached.

    ``assistance`` ``None``: nobody saw and nobody said whose hand it was. ``supervised``: in a
    meeting that a volunteer ran.
    """

    figure: Figure
    day: date
    assistance: Assistance | None
    supervised: bool


def my_ladder(session: Session, actor: Actor, course: str) -> tuple[MyStep, ...]:
    """Return the steps that the actor stands on in a course, from the lowest to the highest.

    Completing the course comes after the steps that lead there and before those that keep it.
    """
    rows = session.execute(
        select(Counted.figure, Counted.day, Counted.assistance, Counted.supervised).where(
            Counted.person_id == root_of(actor.person_id),
            Counted.course == course,
            Counted.figure.in_(_ORDER),
        )
    )
    found = {
        Figure(figure): MyStep(
            Figure(figure), day, Assistance(assistance) if assistance else None, supervised
        )
        for figure, day, assistance, supervised in rows
    }
    return tuple(found[one] for one in _ORDER if one in found)


_KEPT = LADDER.index(Figure.RETAINED_30)
_ORDER = (*LADDER[:_KEPT], Figure.COMPLETED, *LADDER[_KEPT:])
