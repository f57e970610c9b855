"""The control list of a sector: every dossier in which something stands out, live, in three statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes_casework import DossierFinding, Sector, Segment, SegmentState
from services.casework.model import Dossier
from services.casework.queries.lines import PENDING, is_pending, newest_mandate, situation_of, unclear_mandate
from services.casework.queries.norms import NormLine, norms_of_all
from services.casework.queries.reach import reachable
from services.casework.queries.settings import limits_on
from services.casework.rules.dossier_course import DossierState
from services.casework.rules.findings import dossier_findings
from services.casework.rules.limits import SteeringLimits


@dataclass(frozen=True)
class ControlLine:
    """One dossier with what stands out in it."""

    id: UUID
    number: str
    mandate_id: UUID | None
    case_worker_id: UUID
    sector: Sector
    segment: Segment | None
    review_due_on: date | None
    under_way: SegmentState | None
    norm: NormLine
    findings: tuple[DossierFinding, ...]


@dataclass(frozen=True)
class ControlList:
    """The lines with findings, how many dossiers were looked at, and how often each finding was made."""

    lines: tuple[ControlLine, ...]
    looked_at: int
    counts: Mapping[DossierFinding, int]


def control_list(
    reading: Reading, *, sector: str = "", finding: str = "", case_worker_id: UUID | None = None
) -> ControlList:
    """Return the dossiers of the service that need a look, narrowed by sector, finding or case worker."""
    lines = _lines(reading, sector, case_worker_id)
    counts = Counter(each for line in lines for each in line.findings)
    shown = [line for line in lines if line.findings and (not finding or finding in line.findings)]
    return ControlList(tuple(sorted(shown, key=_order)), len(lines), counts)


def _order(line: ControlLine) -> tuple[int, str]:
    return (-len(line.findings), line.number)


def _lines(reading: Reading, sector: str, case_worker_id: UUID | None) -> list[ControlLine]:
    where = [reachable(reading.actor), Dossier.state != DossierState.CLOSED]
    if sector:
        where.append(Dossier.sector == sector)
    if case_worker_id:
        where.append(Dossier.case_worker_id == case_worker_id)
    mandate, unclear = newest_mandate().label("mandate_id"), unclear_mandate().label("unclear")
    asked = select(Dossier, PENDING, mandate, unclear).outerjoin(PENDING, is_pending()).where(*where)
    rows = reading.session.execute(asked).all()
    limits = limits_on(reading)
    norms = norms_of_all(reading, [row[0] for row in rows], limits, *where)
    return [_line(row, norms, reading.today, limits) for row in rows]


def _line(row: Any, norms: Mapping[UUID, NormLine], today: date, limits: SteeringLimits) -> ControlLine:
    dossier, pending, mandate_id, unclear = row
    norm = norms[dossier.id]
    situation = situation_of(dossier, pending, norm, today, is_unclear=bool(unclear))
    return ControlLine(
        id=dossier.id,
        number=dossier.number,
        mandate_id=mandate_id,
        case_worker_id=dossier.case_worker_id,
        sector=dossier.sector,
        segment=dossier.segment,
        review_due_on=dossier.review_due_on,
        under_way=pending.state if pending else None,
        norm=norm,
        findings=dossier_findings(situation, today, limits),
    )
