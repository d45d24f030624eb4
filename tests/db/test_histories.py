"""Random histories: what is derived step by step is what one fold of everything gives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learnapp.core.ids import uuid7
from learnapp.core.lessons import Catalogue
from learnapp.core.records import (
    AnswerSheet,
    Assistance,
    CheckSheet,
    Outcome,
    PersonKind,
    PracticeSheet,
    Retraction,
    ReviewSheet,
)
from learnapp.db.learning import (
    Counted,
    CourseProgress,
    LearningRecord,
    LessonProgress,
    WardDay,
)
from learnapp.db.people import Person, Residence
from learnapp.db.study_groups import Enrolment, StudyGroup
from learnapp.services import erasure, progress, totals
from learnapp.services.records import submit, submit_batch
from tests.learning import (
    FIRST_DAY,
    NOW,
    OTHER_WARD,
    WARD,
    actor,
    cells,
    counted_into_cells,
    derived,
    enrol,
    make_citizen,
    make_course,
    make_group,
    make_guest,
    make_lesson,
    publish,
    sheet_of,
)
from tests.practising import (
    GOOD,
    LEFT_AT,
    PRACTISED,
    PROMPTED_BY,
    check_of,
    practice_of,
    review_of,
)

SHORTER = Catalogue.of([make_lesson("mot")], [make_course("khoa", ("mot",))])
"""An older catalogue, in which the course had one lesson."""

LESSONS = ("mot", "hai", "ba", "bon", "nam")
HANDS = (None, *Assistance)
KINDS = ("entry", "final", "final", "recheck-30", "recheck-90")

Observed = AnswerSheet | PracticeSheet | CheckSheet | ReviewSheet

Numbers = tuple[int, int, int]
"""Three numbers at random: which person, which lesson or class, which day."""


@dataclass
class World:
    """Some people and classes, and what was handed in so far."""

    session: Session
    people: list[Person] = field(default_factory=list)
    groups: list[StudyGroup] = field(default_factory=list)
    sheets: list[Observed | Retraction] = field(default_factory=list)

    @classmethod
    def begin(cls, session: Session) -> "World":
        publish(session, SHORTER)
        publish(session, PRACTISED)
        people = [make_citizen(session), make_citizen(session, ward_id=OTHER_WARD)]
        people += [make_guest(session), make_guest(session)]
        leader = people[1]
        groups = [
            make_group(session, leader),
            make_group(session, leader, ward_id=OTHER_WARD),
            make_group(session, make_citizen(session), course="khoa-khac"),
            make_group(session, make_citizen(session), course="khoa-tap"),
        ]
        return cls(session, people, groups)

    def person(self, n: int) -> Person:
        return self.people[n % len(self.people)]

    def group(self, n: int) -> StudyGroup:
        return self.groups[n % len(self.groups)]

    def hand_in(self, sheet: Observed | Retraction) -> Outcome:
        owner = self.session.get_one(Person, sheet.person_id)
        receipt = submit(self.session, PRACTISED, actor(owner), sheet, now=NOW)
        if receipt.outcome is Outcome.STORED:
            self.sheets.append(sheet)
        return receipt.outcome

    def refold(self, *people: Person | UUID) -> None:
        ids = [one if isinstance(one, UUID) else one.root_id for one in people]
        progress.refold_people(self.session, ids)


def answer(world: World, n: Numbers) -> None:
    old = SHORTER.course("khoa")
    sheet = sheet_of(
        world.person(n[0]),
        LESSONS[n[1] % 5],
        right=n[1] % 5,
        observed_at=NOW - timedelta(days=n[2] % 20),
        sent_at=NOW,
        course_version=old.version if old and n[2] % 3 == 0 else None,
        catalogue=PRACTISED,
    )
    assert world.hand_in(sheet) is Outcome.STORED


def practise(world: World, n: Numbers) -> None:
    sheet = practice_of(
        world.person(n[0]),
        (GOOD, PROMPTED_BY, LEFT_AT)[n[1] % 3],
        said=HANDS[n[2] % 4],
        observed_at=NOW - timedelta(days=n[2] % 20),
        sent_at=NOW,
    )
    assert world.hand_in(sheet) is Outcome.STORED


def check(world: World, n: Numbers) -> None:
    kind = KINDS[n[1] % 5]
    sheet = check_of(
        world.person(n[0]),
        kind,
        right=n[2] % 2 * 4 or n[1] % 5,
        spared=LESSONS[3 + n[2] % 3 :] if kind == "entry" else (),
        assistance=HANDS[n[2] % 4],
        meeting_id=uuid7(NOW) if n[2] % 3 == 0 else None,
        observed_at=NOW - timedelta(days=n[2] % 20),
        sent_at=NOW,
    )
    assert world.hand_in(sheet) is Outcome.STORED


def review(world: World, n: Numbers) -> None:
    sheet = review_of(world.person(n[0]), ("bon/q1", "khoa-tap:cg-01-c")[n[1] % 2], right=n[2] > 9)
    assert world.hand_in(sheet) is Outcome.STORED


def repeat(world: World, n: Numbers) -> None:
    if world.sheets:
        assert world.hand_in(world.sheets[n[0] % len(world.sheets)]) is Outcome.KNOWN


def take_back(world: World, n: Numbers) -> None:
    if world.sheets:
        target = world.sheets[n[0] % len(world.sheets)]
        outcome = world.hand_in(
            Retraction(id=uuid7(NOW), person_id=target.person_id, record_id=target.id or uuid7(NOW))
        )
        assert outcome is Outcome.REFUSED or not isinstance(target, CheckSheet)


def join(world: World, n: Numbers) -> None:
    guest, older = world.person(n[0]), world.person(n[1])
    joined = {person.same_as_id for person in world.people}
    roots = guest.same_as_id is None and older.same_as_id is None
    if roots and guest.id != older.id and guest.id not in joined:
        guest.same_as_id = older.id
        world.refold(older)


def part(world: World, n: Numbers) -> None:
    guest = world.person(n[0])
    if guest.same_as_id:
        older, guest.same_as_id = guest.same_as_id, None
        world.refold(older, guest)


def register(world: World, n: Numbers) -> None:
    guest = world.person(n[0])
    if guest.kind is PersonKind.GUEST:
        guest.kind, guest.account_day = PersonKind.CITIZEN, FIRST_DAY + timedelta(days=n[1] % 20)
        guest.birth_year = 1940 + n[2] % 80
        world.refold(guest)


def move(world: World, n: Numbers) -> None:
    person, day = world.person(n[0]), FIRST_DAY + timedelta(days=n[1] % 20)
    ward_id = (WARD, OTHER_WARD)[n[2] % 2]
    home = world.session.get(Residence, (person.id, day))
    if home:
        home.ward_id = ward_id
    else:
        home = Residence(person_id=person.id, from_day=day, ward_id=ward_id, neighbourhood_id=None)
        world.session.add(home)
    world.refold(person)


def come(world: World, n: Numbers) -> None:
    person, group, day = (
        world.person(n[0]),
        world.group(n[1]),
        FIRST_DAY + timedelta(days=n[2] % 20),
    )
    if world.session.get(Enrolment, (person.id, group.id, day)) is None:
        enrol(world.session, person, group, day)
        world.refold(person)


def go(world: World, n: Numbers) -> None:
    person = world.person(n[0])
    for one in world.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)):
        one.until_day = one.from_day + timedelta(days=n[1] % 10)
    world.refold(person)


def erase(world: World, n: Numbers) -> None:
    """A nameless person takes over, also from those joined; no total moves."""
    root_id = world.person(n[0]).root_id
    before = cells(world.session)
    gone = {one.id for one in world.people if one.root_id == root_id}
    left = [one for one in world.people if one.id not in gone]
    erasure.erase(world.session, root_id, actor=None, now=NOW)
    assert cells(world.session) == before
    world.sheets = [one for one in world.sheets if one.person_id not in gone]
    world.people = left + [make_guest(world.session) for _ in gone]


STEPS: tuple[Callable[[World, Numbers], None], ...] = (
    *(answer, answer, answer, practise, practise, check, check, review),
    *(repeat, take_back, join, part, register, move, come, go, erase),
)

NUMBER = st.integers(0, 99)
HISTORY = st.lists(
    st.tuples(st.sampled_from(STEPS), st.tuples(NUMBER, NUMBER, NUMBER)), max_size=30
)


@settings(max_examples=80)
@given(history=HISTORY, seed=st.integers(0, 9))
def test_step_by_step_or_all_at_once_or_in_any_order(
    session: Session, history: list[tuple[Callable[[World, Numbers], None], Numbers]], seed: int
) -> None:
    world = World.begin(session)
    for step, numbers in history:
        step(world, numbers)
    stood = derived(session)
    assert cells(session) == counted_into_cells(session)

    everybody = progress.next_people(session, None, 999)
    assert progress.refold_people(session, everybody) == 0
    assert totals.mend(session) == 0
    assert derived(session) == stood

    _forget(session)
    progress.refold_people(session, everybody)
    assert derived(session) == stood

    _forget(session)
    totals.mend(session)
    progress.refold_people(session, everybody)
    totals.mend(session)
    assert derived(session) == stood

    _hand_in_again(session, world, Random(seed))  # noqa: S311 - an order, no secret
    assert derived(session) == stood
    session.rollback()


def _forget(session: Session) -> None:
    """Throw away everything that is derived."""
    for model in (LessonProgress, CourseProgress, Counted, WardDay):
        session.execute(delete(model))


def _hand_in_again(session: Session, world: World, chance: Random) -> None:
    """Take every record of those who are not erased away, and hand all in again, shuffled."""
    ids = [sheet.id for sheet in world.sheets]
    session.execute(delete(LearningRecord).where(LearningRecord.id.in_(ids)))
    progress.refold_people(session, progress.next_people(session, None, 999))
    answers = [one for one in world.sheets if not isinstance(one, Retraction)]
    later = [one for one in world.sheets if isinstance(one, Retraction)]
    for some in (answers, later):
        again = [*some, *some[:3]]
        chance.shuffle(again)
        for person_id in {sheet.person_id for sheet in again}:
            owner = session.get_one(Person, person_id)
            mine = [sheet for sheet in again if sheet.person_id == person_id]
            submit_batch(session, PRACTISED, actor(owner), mine, now=NOW)
