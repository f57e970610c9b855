"""What portfolios and workloads become if the reviews due go as proposed, or as somebody tries them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from messaging.work import Reading
from schemas.codes_casework import Segment
from services.casework.model import Dossier
from services.casework.queries.lines import PENDING, is_pending, newest_mandate
from services.casework.queries.portfolios import portfolio_scope
from services.casework.queries.settings import limits_on
from services.casework.rules.portfolio import portfolios as portfolio_counts
from services.casework.rules.what_if import Move, WhatIf, what_if
from services.casework.rules.workload import Workload, workload
from workflow.calendar import end_of_month

_QUARTER = 3


@dataclass(frozen=True)
class ReviewAhead:
    """A dossier whose segment may change until the day asked for; without proposal and choice it stays."""

    id: UUID
    number: str
    mandate_id: UUID | None
    case_worker_id: UUID
    segment: Segment | None
    review_due_on: date | None
    proposed: Segment | None
    assumed: Segment | None


@dataclass(frozen=True)
class WorkerAhead:
    """One case worker's portfolio and yearly talks before and after."""

    case_worker_id: UUID
    change: WhatIf
    workload_before: Workload
    workload_after: Workload


@dataclass(frozen=True)
class Outlook:
    """The reviews until a day and what they would do."""

    until: date
    reviews: tuple[ReviewAhead, ...]
    workers: tuple[WorkerAhead, ...]


def outlook(reading: Reading, *, until: date | None = None, assumed: Mapping[UUID, Segment] | None = None) -> Outlook:
    """Return the portfolios after the reviews due until the end of this quarter, or until another day.

    ``assumed`` tries out other segments than those proposed, by dossier.
    """
    last = until or quarter_end(reading.today)
    reviews = _reviews(reading, last, assumed or {})
    everything = select(Dossier.case_worker_id, Dossier.segment).where(*portfolio_scope(reading))
    counts = portfolio_counts(reading.session.execute(everything))
    moves: defaultdict[UUID, list[Move]] = defaultdict(list)
    for each in reviews:
        if each.assumed is not None and each.assumed is not each.segment:
            moves[each.case_worker_id].append(Move(each.segment, each.assumed))
    limits = limits_on(reading)
    changes = {worker: what_if(found, moves[worker], limits) for worker, found in counts.items()}
    workers = (_worker(worker, change, limits) for worker, change in changes.items())
    return Outlook(last, reviews, tuple(sorted(workers, key=lambda each: str(each.case_worker_id))))


def quarter_end(day: date) -> date:
    """Return the last day of the quarter in which ``day`` lies."""
    last_month = (day.month - 1) // _QUARTER * _QUARTER + _QUARTER
    return end_of_month(day.replace(month=last_month, day=1))


def _worker(case_worker_id: UUID, change: WhatIf, limits: Any) -> WorkerAhead:
    return WorkerAhead(
        case_worker_id, change, workload(change.before.counts, limits), workload(change.after.counts, limits)
    )


def _reviews(reading: Reading, last: date, assumed: Mapping[UUID, Segment]) -> tuple[ReviewAhead, ...]:
    asked = (
        select(Dossier, PENDING, newest_mandate().label("mandate_id"))
        .outerjoin(PENDING, is_pending())
        .where(*portfolio_scope(reading), or_(Dossier.review_due_on <= last, PENDING.id.is_not(None)))
        .order_by(Dossier.review_due_on.is_(None), Dossier.review_due_on, Dossier.number)
    )
    return tuple(_review(row, assumed) for row in reading.session.execute(asked))


def _review(row: Sequence[Any], assumed: Mapping[UUID, Segment]) -> ReviewAhead:
    dossier, pending, mandate_id = row
    proposed = (pending.decided or pending.proposed) if pending else None
    return ReviewAhead(
        id=dossier.id,
        number=dossier.number,
        mandate_id=mandate_id,
        case_worker_id=dossier.case_worker_id,
        segment=dossier.segment,
        review_due_on=dossier.review_due_on,
        proposed=proposed,
        assumed=assumed.get(dossier.id, proposed),
    )
