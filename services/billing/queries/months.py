"""The billing month at a glance: what is complete, what is missing, what the credit still allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_, select

from messaging.work import Reading
from schemas.codes import Funding
from schemas.codes_billing import CreditState, InvoiceState, LineGroup, PaperKind
from services.billing.chain.evidence import Scope
from services.billing.chain.lines import amount, candidates
from services.billing.chain.unpriced import Unpriced, unpriced
from services.billing.model import BOOKS, LockedMonth, Paper, PaperLine, PlacementHappening, Run, ServiceRecord
from services.billing.queries.reach import FINAL, filled
from services.billing.releasing import credit_year, limits_on, use_of_credit
from services.billing.rules.periods import months_of
from workflow.calendar import end_of_month
from workflow.docket import Docket, Wanted, docket
from workflow.due import Deadline, open_deadlines
from workflow.resting import DeadlineFile, deadline_file


@dataclass(frozen=True)
class Waiting:
    """What of one kind of paper could be computed now: lines and their sum; and what cannot be priced."""

    kind: PaperKind
    lines: int
    centimes: int
    unpriced: tuple[Unpriced, ...]


@dataclass(frozen=True)
class StateCount:
    """How many papers of one kind stand in one state for the month."""

    kind: PaperKind
    state: InvoiceState
    papers: int
    centimes: int


@dataclass(frozen=True, kw_only=True)
class RunLine:
    """One computation."""

    id: UUID
    kind: PaperKind
    period_from: date
    period_until: date
    started_by: UUID
    started_at: datetime
    papers: int
    line_count: int
    total_centimes: int


@dataclass(frozen=True, kw_only=True)
class MonthView:
    """One month."""

    month: date
    placements: int
    locked: int
    records: int
    minutes: int
    waiting: tuple[Waiting, ...]
    states: tuple[StateCount, ...]
    year_used_centimes: int
    year_ceiling_centimes: int | None
    year_state: CreditState
    budget: str
    forecast_centimes: int | None
    by_month: tuple[tuple[date, int], ...]
    by_group: tuple[tuple[LineGroup | None, int], ...]
    runs: tuple[RunLine, ...]


def billing_month(reading: Reading, *, month: date) -> MonthView:
    """Return one month with what waits to be computed, the papers that are there, and the year's credit."""
    first = month.replace(day=1)
    last = end_of_month(first)
    use, year = use_of_credit(reading.session, first.year), credit_year(reading.session, first.year)
    by_month = _by_month(reading, first.year)
    records, minutes = _records(reading, first, last)
    return MonthView(
        month=first,
        placements=_placements(reading, first, last),
        locked=_locked(reading, first),
        records=records,
        minutes=minutes,
        waiting=tuple(_waiting(reading, kind, first, last) for kind in _COMPUTED),
        states=_states(reading, last),
        year_used_centimes=use.used_centimes,
        year_ceiling_centimes=use.ceiling_centimes,
        year_state=use.state,
        budget=year.budget.value if year else "",
        forecast_centimes=_forecast(by_month),
        by_month=by_month,
        by_group=_by_group(reading, first.year),
        runs=latest_runs(reading),
    )


_COMPUTED = (PaperKind.INVOICE, PaperKind.PROVIDER_STATEMENT, PaperKind.COST_STATEMENT)


def _waiting(reading: Reading, kind: PaperKind, first: date, last: date) -> Waiting:
    scope = Scope(kind=kind, period_from=first, period_until=last, limits=limits_on(reading.session, last))
    found: Any = candidates(scope).subquery()
    row = reading.session.execute(select(func.count(), func.coalesce(func.sum(amount(found.c)), 0))).one()
    return Waiting(kind, row[0], int(row[1]), unpriced(reading.session, scope, since=first))


def _placements(reading: Reading, first: date, last: date) -> int:
    ran = or_(PlacementHappening.ended_on.is_(None), PlacementHappening.ended_on >= first)
    asked = select(func.count()).where(
        PlacementHappening.started_on <= last, ran, PlacementHappening.funding == Funding.POIAS
    )
    return reading.session.scalar(asked) or 0


def _locked(reading: Reading, first: date) -> int:
    final = (LockedMonth.month == first, LockedMonth.contested_on.is_(None), LockedMonth.funding == Funding.POIAS)
    return reading.session.scalar(select(func.count()).select_from(LockedMonth).where(*final)) or 0


def _records(reading: Reading, first: date, last: date) -> tuple[int, int]:
    counts = (ServiceRecord.served_on.between(first, last), ServiceRecord.withdrawn_at.is_(None))
    sums = select(func.count(), func.coalesce(func.sum(ServiceRecord.service_minutes), 0)).where(*counts)
    row = reading.session.execute(sums).one()
    return row[0], int(row[1])


def _states(reading: Reading, last: date) -> tuple[StateCount, ...]:
    asked = (
        select(Paper.kind, Paper.state, func.count(), func.sum(Paper.total_centimes))
        .where(Paper.period_until == last)
        .group_by(Paper.kind, Paper.state)
        .order_by(Paper.kind, Paper.state)
    )
    return tuple(
        StateCount(kind, state, count, int(total or 0)) for kind, state, count, total in reading.session.execute(asked)
    )


def _on_credit(year: int) -> tuple[Any, ...]:
    invoices = select(Paper.id).where(Paper.kind == PaperKind.INVOICE).scalar_subquery()
    return (
        Paper.state.in_(FINAL),
        or_(Paper.kind == PaperKind.INVOICE, Paper.credits_id.in_(invoices)),
        Paper.period_until.between(date(year, 1, 1), date(year, 12, 31)),
    )


def _by_month(reading: Reading, year: int) -> tuple[tuple[date, int], ...]:
    asked = select(Paper.period_until, func.sum(Paper.total_centimes)).where(*_on_credit(year))
    found = {
        last.replace(day=1): int(total) for last, total in reading.session.execute(asked.group_by(Paper.period_until))
    }
    return tuple((month, found.get(month, 0)) for month in months_of(date(year, 1, 1), date(year, 12, 31)))


def _by_group(reading: Reading, year: int) -> tuple[tuple[LineGroup | None, int], ...]:
    asked = (
        select(PaperLine.line_group, func.sum(PaperLine.amount_centimes))
        .join(Paper, Paper.id == PaperLine.paper_id)
        .where(*_on_credit(year))
        .group_by(PaperLine.line_group)
        .order_by(PaperLine.line_group)
    )
    return tuple((group, int(total)) for group, total in reading.session.execute(asked))


def _forecast(by_month: tuple[tuple[date, int], ...]) -> int | None:
    """Return the year if its remaining months cost as much as the invoiced ones on average; None before the first."""
    billed = [total for _, total in by_month if total]
    return None if not billed else round(sum(billed) / len(billed) * len(by_month))


def latest_runs(reading: Reading) -> tuple[RunLine, ...]:
    """Return the last computations, the newest first."""
    rows = reading.session.scalars(select(Run).order_by(Run.started_at.desc()).limit(10))
    return tuple(filled(RunLine, row) for row in rows)


@dataclass(frozen=True)
class PaperDeadline:
    """An open deadline of billing and the paper it is about."""

    paper_id: UUID
    kind: str
    due_on: date
    paper_kind: PaperKind
    party_id: UUID
    period_from: date
    period_until: date


def billing_deadlines(reading: Reading) -> tuple[PaperDeadline, ...]:
    """Return every open deadline about a paper, the earliest first."""
    table = BOOKS.deadlines
    deadline = table.c["subject", "kind", "due_on"]
    paper = (Paper.kind, Paper.party_id, Paper.period_from, Paper.period_until)
    asked = select(*deadline, *paper).join(Paper, Paper.id == table.c.subject).where(table.c.done_at.is_(None))
    rows: Iterable[Any] = reading.session.execute(asked.order_by(table.c.due_on, table.c.id))
    return tuple(PaperDeadline(*row) for row in rows)


def billing_register(reading: Reading) -> tuple[Deadline, ...]:
    """Return the open deadlines of billing, for the register of all of them; they are the office's."""
    return open_deadlines(reading.session, BOOKS, *visible_deadlines(reading))


def billing_docket(reading: Reading, *, wanted: Wanted, most: int | None) -> Docket:
    """Return a part of the actor's register, or its numbers."""
    return docket(reading, BOOKS, visible_deadlines(reading), wanted, most)


def visible_deadlines(at: Reading) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the deadlines the actor may see; they are the office's."""
    return () if at.actor.is_office else (false(),)


def billing_deadline(reading: Reading, *, deadline_id: UUID) -> DeadlineFile:
    """Return one of the actor's deadlines with everything people did to it."""
    return deadline_file(reading, BOOKS, visible_deadlines, deadline_id)
