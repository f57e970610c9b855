"""Kept contact norms equal counting anew, whatever happens and however time passes; where not, the check says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, delete, select, update

from deploy.migrations import folder_of
from messaging.work import Reading
from schemas import casework as said
from schemas.actor import HOUSE
from schemas.codes_casework import ContactKind, NormOutcome, Sector, Segment
from schemas.refusal import Conflict
from services.casework.consistency import CHECK
from services.casework.model import DOSSIER_NORMS, WORKER_NORMS, DossierNorm, WorkerNorm
from services.casework.queries.kept_norms import kept_outcomes
from services.casework.queries.norms import Outcomes, outcomes_by_worker
from services.casework.queries.portfolios import portfolio_scope, portfolios
from services.casework.queries.settings import limits_on
from tests.services.casework.desk import BIENNE, HEAD, INTAKE, SECOND, WHY, WORKER, Desk
from tests.services.casework.test_views import statements
from workflow.calendar import add_months
from workflow.consistency import violations

DIFFER = "contact_norms_differ"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.service.database.close()


def reading_of(desk: Desk, session: object) -> Reading:
    return Reading(session, desk.watch.now, HEAD)  # type: ignore[arg-type]


def kept_and_live(desk: Desk) -> tuple[dict[UUID, Outcomes], dict[UUID, Outcomes]]:
    with desk.service.database.reading() as session:
        reading = reading_of(desk, session)
        limits = limits_on(reading)
        live = outcomes_by_worker(reading, limits, *portfolio_scope(reading))
        return dict(kept_outcomes(reading)), dict(live)


def same(desk: Desk) -> None:
    kept, live = kept_and_live(desk)
    assert kept.keys() == live.keys()
    for worker, outcomes in live.items():
        assert +Counter(kept[worker].frequency) == outcomes.frequency
        assert +Counter(kept[worker].in_person) == outcomes.in_person
    assert found(desk) == []


def found(desk: Desk) -> list[UUID]:
    with desk.service.database.reading() as session:
        reading = Reading(session, desk.watch.now, HOUSE)
        return dict(violations(reading, CHECK))[DIFFER]


def something(desk: Desk, dossier_id: UUID, dice: Random) -> None:
    """Let one thing happen to a dossier."""
    file = desk.file(dossier_id)
    match dice.randrange(5):
        case 0 | 1 | 2:
            on = max(file.opened_on, desk.today - timedelta(days=dice.randrange(400)))
            desk.contact(dossier_id, on, contact_kind=dice.choice(list(ContactKind)))
        case 3 if file.contacts:
            contact = dice.choice(file.contacts)
            strike = said.StrikeContact(dossier_id=dossier_id, contact_id=contact.id, strike_reason=WHY)
            if contact.strike_reason is None:
                desk.do(strike, WORKER)
        case _:
            heir = SECOND if file.case_worker_id == WORKER.account_id else WORKER
            desk.change(said.HandOverDossier, dossier_id, HEAD, case_worker_id=heir.account_id, transfer_remark=WHY)


@pytest.mark.parametrize("seed", [0, *(pytest.param(each, marks=pytest.mark.slow) for each in (1, 2))])
def test_row_12_what_is_kept_equals_counting_anew_whatever_happens(desk: Desk, seed: int) -> None:
    dice = Random(seed)  # a walk that can be repeated
    made = [desk.in_segment(segment, opened_on=date(2025, 6, 1)) for segment in (*Segment, Segment.A)]
    for _ in range(12):
        something(desk, dice.choice(made), dice)
        same(desk)
        desk.move_to(desk.today + timedelta(days=dice.choice((1, 9, 40, 120))))
        same(desk)
        if dice.random() < 0.5:
            desk.look()
            same(desk)


def test_row_12_time_alone_turns_a_norm_and_the_tick_writes_it_down(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.A)
    for _ in range(4):
        desk.contact(dossier_id, desk.today)
    kept, _ = kept_and_live(desk)
    assert kept[WORKER.account_id].frequency[NormOutcome.WITHIN] == 1
    desk.move_to(add_months(desk.today, 6))
    same(desk)
    kept, _ = kept_and_live(desk)
    assert kept[WORKER.account_id].frequency[NormOutcome.BELOW] == 1, "the four contacts are past"
    desk.look()
    with desk.service.database.reading() as session:
        row = session.scalars(select(DossierNorm)).one()
        assert (row.frequency, row.in_person) == (NormOutcome.BELOW, NormOutcome.NO_DATA)
        assert row.turns_on > desk.today
        assert session.scalars(select(WorkerNorm)).one().frequency_below == 1


def test_row_12_leaving_the_segment_ends_what_is_kept(desk: Desk) -> None:
    moved, closed = desk.in_segment(Segment.B), desk.in_segment(Segment.B)
    desk.move(moved, Sector.INTAKE_2)
    same(desk)
    closing = {"dossier_closed_on": desk.today, "closing_remark": WHY}
    desk.change(said.CloseDossier, closed, WORKER, **closing)
    same(desk)
    assert kept_and_live(desk)[0] == {}


@pytest.mark.parametrize("days_ahead", [0, 30])
def test_row_12_another_guide_value_judges_anew_from_its_day_on(desk: Desk, days_ahead: int) -> None:
    first = desk.in_segment(Segment.A)
    desk.contact(first, desk.today)
    day = desk.today + timedelta(days=days_ahead)
    desk.do(said.SetCaseworkValue(name="seg_contacts_min.A", value=1, valid_from=day))
    later = desk.in_segment(Segment.A)
    desk.contact(later, desk.today)
    same(desk)
    desk.move_to(day)
    same(desk)
    desk.look()
    same(desk)
    kept, _ = kept_and_live(desk)
    assert +Counter(kept[WORKER.account_id].frequency) == Counter({NormOutcome.WITHIN: 2})


def test_row_12_the_portfolio_shows_what_is_kept_in_one_statement(desk: Desk) -> None:
    desk.contact(desk.in_segment(Segment.A), desk.today)
    with statements(desk) as asked:
        desk.service.ask(portfolios, HEAD)
    assert not [each for each in asked if " contact " in each], "no contact is counted"
    assert len([each for each in asked if each.startswith("SELECT")]) <= 5
    desk.do(said.OpenDossier(
        dossier_id=uuid4(), social_service_id=BIENNE, dossier_number="BI-9", sector=Sector.INTAKE_1,
        opened_on=desk.today, case_worker_id=WORKER.account_id,
    ), INTAKE)  # fmt: skip
    same(desk)


def test_row_46_a_sum_or_a_norm_that_is_off_is_reported_and_heals_with_the_next_contact(desk: Desk) -> None:
    dossier_id, other = desk.in_segment(Segment.A), desk.in_segment(Segment.B)
    with desk.service.database.writing() as session:
        session.execute(update(WORKER_NORMS).values(frequency_above=7))
    assert found(desk) == [WORKER.account_id]
    with desk.service.database.writing() as session:
        this = DOSSIER_NORMS.c.dossier_id == dossier_id
        session.execute(update(DOSSIER_NORMS).where(this).values(frequency=NormOutcome.ABOVE))
        session.execute(delete(DOSSIER_NORMS).where(DOSSIER_NORMS.c.dossier_id == other))
    assert set(found(desk)) == {dossier_id, other, WORKER.account_id}
    for each in (dossier_id, other):
        desk.contact(each, desk.today)
    same(desk)


def test_row_12_contacts_of_one_worker_written_at_the_same_moment_are_all_kept(
    tmp_path: Path, fresh_database: str, postgres_url: str
) -> None:
    desk = Desk(tmp_path, fresh_database)
    made = [desk.in_segment(Segment.A) for _ in range(4)]

    def write(dossier_id: UUID) -> bool:
        try:
            desk.contact(dossier_id, desk.today)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(4) as people:
        assert all(people.map(write, made * 4))
    same(desk)
    kept, _ = kept_and_live(desk)
    assert +Counter(kept[WORKER.account_id].frequency) == Counter({NormOutcome.WITHIN: 4})
    with desk.service.database.writing() as session:
        session.execute(delete(DOSSIER_NORMS))
        session.execute(delete(WORKER_NORMS))
        filled(session.connection())
    same(desk)
    desk.service.database.close()


def test_row_12_dossiers_from_before_are_counted_live_until_the_tick_has_judged_them(desk: Desk) -> None:
    made = [desk.in_segment(segment) for segment in Segment]
    for _ in range(3):
        desk.contact(made[1], desk.today)
    with desk.service.database.writing() as session:
        session.execute(delete(DOSSIER_NORMS))
        session.execute(delete(WORKER_NORMS))
        filled(session.connection())
    same(desk)
    desk.look()
    same(desk)
    with desk.service.database.reading() as session:
        assert {each.turns_on > desk.today for each in session.scalars(select(DossierNorm))} == {True}


def filled(connection: Connection) -> None:
    """Do what the migration does with the dossiers that are there."""
    (path,) = (folder_of("casework") / "versions").glob("0005_*.py")
    spec = spec_from_file_location("migration", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    with Operations.context(MigrationContext.configure(connection)):
        module._fill()
