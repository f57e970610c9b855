"""The last result of each service's nightly check, and the runs before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from messaging.work import Reading
from services.steering.model import CheckFinding, CheckRun


@dataclass(frozen=True)
class FindingLine:
    """One record that breaks an invariant."""

    service: str
    invariant: str
    subject_id: UUID


@dataclass(frozen=True)
class RunLine:
    """One check of one service."""

    service: str
    at: datetime
    checked: tuple[str, ...]
    found: int
    findings: tuple[FindingLine, ...] = ()


def last_checks(reading: Reading) -> tuple[RunLine, ...]:
    """Return the last run of every service with what it found."""
    latest = select(CheckRun.service, func.max(CheckRun.at).label("at")).group_by(CheckRun.service).subquery()
    asked = select(CheckRun).join(latest, (latest.c.service == CheckRun.service) & (latest.c.at == CheckRun.at))
    rows = reading.session.scalars(asked.order_by(CheckRun.service)).all()
    found: dict[UUID, list[CheckFinding]] = {}
    ids = [each.id for each in rows]
    for each in reading.session.scalars(select(CheckFinding).where(CheckFinding.run_id.in_(ids))):
        found.setdefault(each.run_id, []).append(each)
    return tuple(_line(each, found.get(each.id, [])) for each in rows)


def _line(row: CheckRun, findings: list[CheckFinding]) -> RunLine:
    lines = sorted((each.invariant, str(each.subject_id), each.subject_id) for each in findings)
    named = tuple(FindingLine(row.service, invariant, subject) for invariant, _, subject in lines)
    return RunLine(row.service, row.at, tuple(row.checked), row.found, named)


def past_checks(reading: Reading, *, limit: int = 60) -> tuple[RunLine, ...]:
    """Return the runs of the last nights, the latest first."""
    asked = select(CheckRun).order_by(CheckRun.at.desc(), CheckRun.service).limit(limit)
    return tuple(
        RunLine(each.service, each.at, tuple(each.checked), each.found) for each in reading.session.scalars(asked)
    )
