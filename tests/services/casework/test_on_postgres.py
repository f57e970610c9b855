"""The same dossiers on PostgreSQL: every list, and two people deciding about one dossier at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from deploy.migrations import migrate
from schemas import casework as said
from schemas.codes_casework import DossierFinding, Segment, SegmentAction
from schemas.refusal import Conflict, Refused
from schemas.working_days import WorkingDaysSet
from services.casework.model import Base
from services.casework.queries.control import control_list
from services.casework.queries.dossiers import DossierFilter, dossiers, find_dossiers
from services.casework.queries.portfolios import portfolios
from services.casework.queries.what_if import outlook
from services.casework.queries.work import my_work
from tests.services.casework.desk import HEAD, WHY, WORKER, Desk, stages_seen


@pytest.fixture
def desk(tmp_path: Path, fresh_database: str, postgres_url: str) -> Iterator[Desk]:
    made = Desk(tmp_path, fresh_database)
    yield made
    made.service.database.close()


def test_row_12_a_dossier_lives_and_is_listed_on_postgresql(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.A)
    desk.received(Segment.B)
    desk.contact(dossier_id, desk.today)
    desk.move_to(date(2027, 5, 24))
    desk.look(2)
    for sort in ("due", "number", "segment", "review"):
        assert desk.service.ask(dossiers, WORKER, narrowed=DossierFilter(sort=sort)).total == 2
    found = desk.service.ask(control_list, HEAD)
    assert found.counts[DossierFinding.CONTACTS_BELOW] == found.counts[DossierFinding.DECISION_LATE] == 1
    assert desk.service.ask(portfolios, HEAD)[0].reviews_overdue == 1
    review = said.ProposeReview(
        decision_id=uuid4(),
        dossier_id=dossier_id,
        action=SegmentAction.TRANSFER,
        target=Segment.B,
        justification=WHY,
        written=True,
    )
    desk.do(review, WORKER)
    assert desk.service.ask(outlook, HEAD).reviews[0].proposed is Segment.B
    assert [each.kind for each in desk.service.ask(my_work, HEAD).act] == ["segment_executed"]
    assert len(desk.service.ask(find_dossiers, WORKER, text="BI")) == 2


def test_row_12_dossiers_are_tidied_up_after_a_day_s_changes_not_after_a_fifth(desk: Desk) -> None:
    empty = Base.metadata
    empty.drop_all(desk.service.database.engine)
    migrate(desk.service)
    with desk.service.database.reading() as session:
        set_to = session.scalar(text("SELECT reloptions FROM pg_class WHERE relname = 'dossier'"))
    assert set_to == ["autovacuum_vacuum_scale_factor=0.005"]


def test_row_12_of_two_decisions_at_the_same_moment_one_wins_and_the_other_is_told(desk: Desk) -> None:
    dossier_id = desk.in_segment(Segment.B)

    def change(target: Segment) -> UUID | str:
        wish = said.ChangeSegment(decision_id=uuid4(), dossier_id=dossier_id, target=target, justification=WHY)
        try:
            return desk.do(wish, WORKER)
        except (Refused, Conflict) as no:
            return no.objections[0].code

    with ThreadPoolExecutor(4) as people:
        outcomes = list(people.map(change, [Segment.A, Segment.C, Segment.A, Segment.C]))
    assert sum(isinstance(each, UUID) for each in outcomes) == 1
    assert {each for each in outcomes if isinstance(each, str)} == {"segment_decision_under_way"}


def test_row_17_closing_days_move_the_deadlines_on_postgresql(desk: Desk) -> None:
    desk.propose(desk.open())
    before = desk.deadlines()["segment_proposal_agreed"]
    day = (date(2026, 11, 25),)
    for days, due in ((day, date(2026, 11, 30)), ((), before[0])):
        closed = WorkingDaysSet(
            office_id=uuid4(), valid_from=desk.today, first_days=days, last_days=days, for_all=(False,) * len(days)
        )
        desk.hear(closed)
        assert desk.deadlines()["segment_proposal_agreed"][0] == due
    assert desk.deadlines()["segment_proposal_agreed"] == before


def test_row_17_the_register_says_the_stage_reached_last_on_postgresql(desk: Desk) -> None:
    assert stages_seen(desk) == ["", "due", "escalate"]
