"""Lists, portfolios, the control list, what-if and the work of the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from messaging.work import Reading
from schemas import casework as said
from schemas.codes_casework import (
    ContactKind,
    DossierFinding,
    NormOutcome,
    PortfolioOutcome,
    Sector,
    Segment,
    SegmentAction,
)
from schemas.refusal import NotAllowed, NotFound
from services.casework.model import Dossier
from services.casework.queries.control import control_list
from services.casework.queries.dossiers import DossierFilter, dossiers
from services.casework.queries.norms import norms_of_all, outcomes_by_worker
from services.casework.queries.portfolios import portfolio_checks, portfolios
from services.casework.queries.settings import limits_on, segments_enabled
from services.casework.queries.what_if import outlook, quarter_end
from services.casework.queries.work import WorkNumber, my_work, work_number
from tests.services.casework.desk import ASSISTANT, CHIEF, HEAD, SECOND, STRANGER, WHY, WORKER, Desk, stages_seen
from workflow.calendar import add_months


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.service.database.close()


@contextmanager
def statements(desk: Desk) -> Iterator[list[str]]:
    said_to_database: list[str] = []

    def spy(*told: Any) -> None:
        said_to_database.append(str(told[2]))

    engine = desk.service.database.engine
    event.listen(engine, "before_cursor_execute", spy)
    yield said_to_database
    event.remove(engine, "before_cursor_execute", spy)


@pytest.mark.slow
def test_row_12_lists_take_the_same_few_statements_whatever_their_size(desk: Desk) -> None:
    counts = []
    for _ in range(2):
        for segment in Segment:
            desk.in_segment(segment)
        with statements(desk) as asked:
            desk.service.ask(dossiers, HEAD, narrowed=DossierFilter())
            desk.service.ask(control_list, HEAD)
            desk.service.ask(portfolios, HEAD)
            desk.service.ask(outlook, HEAD)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 22


def test_a_list_is_narrowed_and_sorted(desk: Desk) -> None:
    of_a, of_c = desk.in_segment(Segment.A, dossier_number="BI-1"), desk.in_segment(Segment.C, dossier_number="BI-2")
    waiting = desk.received(dossier_number="BI-3")
    desk.open(dossier_number="BI-4", case_worker_id=SECOND.account_id)

    def found(**narrowed: Any) -> list[str]:
        page = desk.service.ask(dossiers, WORKER, narrowed=DossierFilter(**narrowed))
        assert page.total == len(page.lines)
        return [each.number for each in page.lines]

    assert found(sort="number") == ["BI-1", "BI-2", "BI-3", "BI-4"]
    assert found(mine=True, sort="number") == ["BI-1", "BI-2", "BI-3"]
    assert found(segment="C") == ["BI-2"]
    assert found(segment="none", sort="number") == ["BI-3", "BI-4"]
    assert found(under_way="to_decide") == ["BI-3"]
    assert found(sector="intake_2") == ["BI-4"]
    assert found(text="i-2") == ["BI-2"]
    assert found(text="%") == []
    assert found(case_worker_id=SECOND.account_id) == ["BI-4"]
    assert found()[0] == "BI-3", "the final decision is due before any review"
    assert {of_a, of_c, waiting} <= {
        each.id for each in desk.service.ask(dossiers, WORKER, narrowed=DossierFilter()).lines
    }


def test_row_12_a_portfolio_shows_its_shares_and_what_asks_for_intervention(desk: Desk) -> None:
    for segment in (Segment.B, Segment.C, Segment.C):
        desk.in_segment(segment)
    desk.open()
    line = desk.service.ask(portfolios, WORKER)[0]
    assert (line.check.counts.total, line.without_segment) == (3, 1)
    assert [each.code for each in line.check.interventions] == ["portfolio_share_below", "portfolio_share_above"]
    assert line.check.outcome is PortfolioOutcome.INTERVENTION
    assert line.norms.frequency[NormOutcome.NO_DATA] == 3
    assert (line.workload.least, line.workload.most) == (5, 11)
    assert desk.service.ask(portfolios, SECOND) == ()
    assert len(desk.service.ask(portfolios, CHIEF)) == 1
    with pytest.raises(NotAllowed):
        desk.service.ask(portfolios, ASSISTANT)


def test_row_12_the_head_of_sector_writes_down_having_looked_at_a_portfolio(desk: Desk) -> None:
    desk.in_segment(Segment.A)
    check = said.RecordPortfolioCheck(check_id=uuid4(), case_worker_id=WORKER.account_id, check_remark=WHY)
    desk.do(check, HEAD)
    line = desk.service.ask(portfolios, HEAD)[0]
    assert (line.checked_on, line.check_due_on) == (desk.today, date(2027, 2, 22))
    seen = desk.service.ask(portfolio_checks, HEAD, case_worker_id=WORKER.account_id)
    assert [(each.a, each.outcome) for each in seen] == [(1, PortfolioOutcome.IN_ORDER)]
    assert desk.service.ask(portfolio_checks, SECOND, case_worker_id=WORKER.account_id) == ()
    nobody = said.RecordPortfolioCheck(check_id=uuid4(), case_worker_id=uuid4(), check_remark=WHY)
    with pytest.raises(NotFound):
        desk.do(nobody, HEAD)


def test_row_12_the_control_list_names_what_stands_out_and_nothing_else(desk: Desk) -> None:
    quiet, late = desk.in_segment(Segment.B), desk.received(Segment.B)
    desk.change(said.JustifyNoAgreement, quiet, agreement_justification=WHY)
    desk.change(said.JustifyNoAgreement, late, agreement_justification=WHY)
    desk.move_to(date(2027, 3, 1))
    found = desk.service.ask(control_list, HEAD)
    assert [(each.id, each.findings) for each in found.lines] == [(late, (DossierFinding.DECISION_LATE,))]
    assert (found.looked_at, dict(found.counts)) == (2, {DossierFinding.DECISION_LATE: 1})
    assert desk.service.ask(control_list, HEAD, sector=Sector.COUNSELLING_2).looked_at == 0
    assert desk.service.ask(control_list, HEAD, finding="control_waiting").lines == ()
    with pytest.raises(NotAllowed):
        desk.service.ask(control_list, WORKER)


@pytest.mark.slow
def test_row_12_what_if_the_reviews_go_as_proposed(desk: Desk) -> None:
    desk.move_to(date(2026, 6, 20))
    of_a = desk.in_segment(Segment.A)
    for _ in range(4):
        desk.in_segment(Segment.B)
    desk.move_to(date(2026, 12, 10))
    silent = desk.service.ask(outlook, WORKER)
    assert silent.until == date(2026, 12, 31)
    assert [(each.id, each.proposed, each.assumed) for each in silent.reviews] == [(of_a, None, None)]
    assert silent.workers[0].change.before == silent.workers[0].change.after
    review: dict[str, Any] = {"dossier_id": of_a, "justification": WHY, "written": True}
    transfer: dict[str, Any] = {"action": SegmentAction.TRANSFER, "target": Segment.B}
    desk.do(said.ProposeReview(decision_id=uuid4(), **transfer, **review), WORKER)
    change = desk.service.ask(outlook, HEAD).workers[0]
    assert change.change.caused == {("portfolio_share_below", "A")}
    assert (change.workload_before.most, change.workload_after.most) == (32, 25)
    tried = desk.service.ask(outlook, HEAD, assumed={of_a: Segment.A}).workers[0]
    assert tried.change.caused == frozenset()


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 12, 5), date(2026, 12, 31)),
    ],
)
def test_a_quarter_ends_with_its_third_month(day: date, end: date) -> None:
    assert quarter_end(day) == end


def test_row_17_work_stands_with_whoever_has_to_act_and_with_whoever_waits(desk: Desk) -> None:
    dossier_id = desk.open()
    desk.propose(dossier_id)
    assert [each.kind for each in desk.service.ask(my_work, HEAD).act] == ["segment_proposal_agreed"]
    numbers = [desk.service.ask(work_number, each) for each in (HEAD, WORKER, SECOND, STRANGER)]
    assert numbers == [WorkNumber(1, late=False), *[WorkNumber(0, late=False)] * 3], "the menu counts the same lines"
    mine = desk.service.ask(my_work, WORKER)
    assert (mine.act, [each.dossier_id for each in mine.waiting]) == ((), [dossier_id])
    assert desk.service.ask(my_work, SECOND).waiting == ()
    assert desk.service.ask(my_work, STRANGER).act == ()


def test_row_17_a_patient_deadline_is_shown_when_it_comes_near(desk: Desk) -> None:
    desk.received()
    assert desk.service.ask(my_work, WORKER).soon == ()
    desk.move_to(date(2027, 2, 10))
    assert desk.service.ask(work_number, WORKER) == WorkNumber(0, late=False)
    assert [each.kind for each in desk.service.ask(my_work, WORKER).soon] == ["segment_final_decision"]
    desk.move_to(date(2027, 2, 23))
    late = desk.service.ask(my_work, WORKER).act
    assert [(each.kind, each.is_late) for each in late] == [("segment_final_decision", True)]
    assert desk.service.ask(work_number, WORKER) == WorkNumber(1, late=True)


def test_row_12_limits_are_dated_values_that_somebody_may_set(desk: Desk) -> None:
    desk.do(said.SetCaseworkValue(name="seg_limit_months.A", value=4, valid_from=desk.today))
    desk.do(said.SetCaseworkDeadline(kind="segment_review", counts=(-20, -10, -3, 0), valid_from=desk.today))
    desk.in_segment(Segment.A)
    due_on, stages, _ = desk.deadlines()["segment_review"]
    assert (due_on, stages[0][:2]) == (date(2027, 3, 22), ["warn", "2027-03-02"])


def test_the_menu_knows_whether_the_service_works_with_segments(desk: Desk) -> None:
    assert desk.service.ask(segments_enabled, WORKER)
    assert not desk.service.ask(segments_enabled, STRANGER)


def test_row_12_the_norms_of_a_worker_are_the_sum_of_the_norms_of_each_dossier(desk: Desk) -> None:
    made = [desk.in_segment(each) for each in (Segment.A, Segment.A, Segment.B, Segment.C, Segment.C)]
    desk.open()
    for count, dossier_id in enumerate(made):
        for back in range(count):
            desk.contact(dossier_id, desk.today, contact_kind=list(ContactKind)[back])
    for months in (0, 7, 13):
        desk.move_to(add_months(date(2026, 11, 22), months))
        desk.contact(made[0], desk.today)
        with desk.service.database.reading() as session:
            reading = Reading(session, desk.watch.now, HEAD)
            limits = limits_on(reading)
            rows = session.scalars(select(Dossier)).all()
            each = norms_of_all(reading, rows, limits)
            summed = outcomes_by_worker(reading, limits)[WORKER.account_id]
        lines = [each[row.id] for row in rows if row.segment is not None]
        assert summed.frequency == Counter(line.frequency for line in lines)
        assert summed.in_person == Counter(line.in_person_outcome for line in lines)


def test_row_17_the_register_says_the_stage_reached_last_and_finds_what_was_escalated(desk: Desk) -> None:
    assert stages_seen(desk) == ["", "due", "escalate"]
