"""Kept pairs of records that may be one person equal comparing everybody anew; where not, the check says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update

from messaging.work import Reading
from schemas import registration as said
from schemas.actor import HOUSE
from schemas.codes_registration import LikenessState
from schemas.consistency import CheckRegistration
from services.registration.consistency import CHECK
from services.registration.handlers.likenesses import compare_waiting
from services.registration.model import Person, PersonLikeness, PersonMerge
from services.registration.queries.duplicates import duplicate_candidates
from tests.services.registration.people import CASE_WORKER, COORDINATOR, OTHER_WORKER, Office
from workflow.consistency import violations

NAMES = ("Gerber", "Gerberr", "Gerbeer", "Gärber", "Zürcher", "Zuercherr")
DAYS = (date(1990, 5, 1), date(1990, 1, 5), date(1990, 5, 2), date(1984, 7, 9))


def broken(office: Office) -> list[UUID]:
    with office.service.database.reading() as session:
        reading = Reading(session, office.watch.now, HOUSE)
        return dict(violations(reading, CHECK))["likenesses_differ"]


def enter(office: Office, family: str, born: date, *, leave: bool = True) -> None:
    """Enter somebody whose mandate is over, so that she can be entered, and merged, again."""
    mandate_id = office.submit(family_name=family, given_name="Marc", birth_on=born)
    if leave:
        office.step(said.WithdrawMandate, mandate_id, CASE_WORKER, remark="Umzug.")


def pairs(office: Office) -> list[tuple[UUID, UUID]]:
    found = office.service.ask(duplicate_candidates, COORDINATOR)
    assert found.total == len(found.lines)
    return [(each.one.id, each.other.id) for each in found.lines]


def merged(office: Office) -> list[UUID]:
    with office.service.database.reading() as session:
        return list(session.scalars(select(PersonMerge.id).where(PersonMerge.undone_at.is_(None))))


def something(office: Office, dice: Random, what: int) -> None:
    """Let somebody be entered, two records become one or two again, or be known to be two."""
    offered, done = pairs(office), merged(office)
    match what:
        case 0 if offered:
            one, other = dice.choice(offered)
            office.do(said.KeepApart(one_id=other, other_id=one), COORDINATOR)
        case 1 if offered:
            kept, gone = dice.choice(offered)
            office.do(said.MergePersons(merge_id=uuid4(), kept_id=kept, merged_id=gone), COORDINATOR)
        case 2 if done:
            office.do(said.UndoMerge(merge_id=dice.choice(done), remark="Doch zwei."), COORDINATOR)
        case _:
            enter(office, dice.choice(NAMES), dice.choice(DAYS))


@pytest.mark.parametrize("seed", [0, *(pytest.param(each, marks=pytest.mark.slow) for each in (1, 2, 3))])
def test_row_42_what_is_kept_equals_comparing_anew_whatever_happens(office: Office, seed: int) -> None:
    dice = Random(seed)
    for name in NAMES[:4]:
        enter(office, name, DAYS[0])
    for what in (0, 1, 2, 1, *(dice.randrange(4) for _ in range(16))):
        something(office, dice, what)
        assert broken(office) == []


def test_row_42_a_pair_of_a_merged_record_comes_back_with_it(office: Office) -> None:
    for name in NAMES[:3]:
        enter(office, name, DAYS[0])
    assert len(pairs(office)) == 3
    (kept, gone), *_ = pairs(office)
    merge_id = uuid4()
    office.do(said.MergePersons(merge_id=merge_id, kept_id=kept, merged_id=gone), COORDINATOR)
    assert [gone in each for each in pairs(office)] == [False]
    office.do(said.UndoMerge(merge_id=merge_id, remark="Doch zwei."), COORDINATOR)
    assert len(pairs(office)) == 3


def test_row_42_the_list_is_paged_and_counts_them_all(office: Office) -> None:
    for name in NAMES[:4]:
        enter(office, name, DAYS[0])
    found = [office.service.ask(duplicate_candidates, COORDINATOR, page=each, size=4) for each in (1, 2)]
    assert [(len(each.lines), each.total) for each in found] == [(4, 6), (2, 6)]
    scores = [line.score for each in found for line in each.lines]
    assert scores == sorted(scores, reverse=True)


def test_row_42_records_of_an_older_version_are_compared_by_the_tick(office: Office) -> None:
    for name in NAMES[:3]:
        enter(office, name, DAYS[0])
    with office.service.database.writing() as session:
        session.execute(delete(PersonLikeness))
        session.execute(update(Person).values(compared_at=None))
    assert broken(office) == [], "who waits to be compared is no difference"
    with office.service.database.writing() as session:
        assert compare_waiting(session, office.watch.now, most=2) == 2
    assert len(pairs(office)) == 3
    office.do(said.LookAtRegistrationDeadlines(), HOUSE)
    with office.service.database.reading() as session:
        assert session.scalars(select(Person.id).where(Person.compared_at.is_(None))).all() == []
    assert broken(office) == []


def test_row_46_pairs_that_differ_are_reported_and_heal_with_the_next_look(office: Office) -> None:
    for name in NAMES[:3]:
        enter(office, name, DAYS[0])
    first, second, third = pairs(office)
    with office.service.database.writing() as session:
        for key, wrong in ((first, {"state": LikenessState.MERGED}), (second, {"score": 99})):
            this = (PersonLikeness.one_id == key[0], PersonLikeness.other_id == key[1])
            session.execute(update(PersonLikeness).where(*this).values(wrong))
        session.execute(
            delete(PersonLikeness).where(PersonLikeness.one_id == third[0], PersonLikeness.other_id == third[1])
        )
        strangers = session.scalars(select(Person.id).where(Person.id.not_in(first))).all()
    assert set(broken(office)) == {each[0] for each in (first, second, third)}
    assert strangers
    office.do(CheckRegistration(), HOUSE)
    office.do(said.LookAtRegistrationDeadlines(), HOUSE)
    assert broken(office) == []
    assert {frozenset(each) for each in pairs(office)} == {frozenset(each) for each in (first, second, third)}


def test_row_42_people_entered_at_the_same_moment_are_all_compared(tmp_path: Path, fresh_database: str) -> None:
    office = Office(tmp_path, fresh_database)
    start = Barrier(4)

    def submit(at: int) -> UUID:
        wish = office.wish(CASE_WORKER, family_name=NAMES[at], given_name="Marc", birth_on=DAYS[0])
        start.wait()
        found = office.do(wish, CASE_WORKER)
        assert found
        return found

    office.submit(OTHER_WORKER, commune_bfs_no=743)
    with ThreadPoolExecutor(4) as people:
        list(people.map(submit, range(4)))
    assert len(pairs(office)) == len(list(combinations(range(4), 2)))
    assert broken(office) == []
    office.service.database.close()
