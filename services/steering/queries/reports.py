"""Reports: the periodic one of a service, and those of the office with their state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, true

from messaging.work import Reading
from schemas.codes_reporting import PaperKind, ReleaseState
from schemas.refusal import NotFound
from services.steering.model import BOOKS, Report
from services.steering.rules import canton_report
from services.steering.rules.canton_report import narrowed, persons
from services.steering.rules.periods import Period
from services.steering.rules.service_report import (
    OwnUtilisation,
    ReportedMandate,
    ServiceReport,
    ServiceReportRow,
)
from services.steering.rules.service_report import service_report as composed
from workflow import dated

__all__ = ["OwnUtilisation", "ReportedMandate", "ServiceReport", "ServiceReportRow", "narrowed", "persons"]


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """One report in a list."""

    id: UUID
    row_version: int
    kind: PaperKind
    state: ReleaseState
    first_on: date
    last_on: date
    made_at: datetime
    published_at: datetime | None
    texts: dict[str, str]
    content: dict[str, Any] | None


def service_report(
    reading: Reading,
    *,
    social_service_id: UUID,
    period: Period,
    mandates: Sequence[ReportedMandate],
    utilisation: OwnUtilisation,
) -> ServiceReport:
    """Return the report of one service; Refused where a mandate of another one is among its lines (AC-04).

    Names and use of places are handed in by whoever may read them; nothing of it is kept here.
    """
    return composed(social_service_id, period, mandates, utilisation)


def reports(reading: Reading) -> tuple[ReportLine, ...]:
    """Return the reports within reach, newest first; only the office sees drafts."""
    asked = select(Report).where(_within(reading)).order_by(Report.last_on.desc(), Report.made_at.desc())
    return tuple(_line(each) for each in reading.session.scalars(asked))


def report(reading: Reading, *, report_id: UUID) -> ReportLine:
    """Return one report within reach."""
    row = reading.session.scalars(select(Report).where(Report.id == report_id, _within(reading))).first()
    if row is None:
        raise NotFound("report")
    return _line(row)


def small_cells(reading: Reading) -> int | None:
    """Return from which count on a number may be published, None where nobody has set it."""
    found = dated.value_on(reading.session, BOOKS, "small_cell_minimum", reading.today)
    return found if isinstance(found, int) else None


def canton_fields(reading: Reading) -> frozenset[str]:
    """Return the parts and figures the report to the canton shows today."""
    names = [each.name for each in canton_report.SETTINGS]
    return canton_report.shown(dated.values_on(reading.session, BOOKS, names, reading.today))


def _within(reading: Reading) -> ColumnElement[bool]:
    return true() if reading.actor.is_office else Report.state == ReleaseState.PUBLISHED


def _line(row: Report) -> ReportLine:
    return ReportLine(
        id=row.id,
        row_version=row.row_version,
        kind=row.kind,
        state=row.state,
        first_on=row.first_on,
        last_on=row.last_on,
        made_at=row.made_at,
        published_at=row.published_at,
        texts=row.texts,
        content=row.content,
    )


@dataclass(frozen=True)
class SuccessLine:
    """Which results count as success from a day on; none means not configured."""

    valid_from: date
    codes: tuple[str, ...]


def success_codes(reading: Reading) -> tuple[SuccessLine, ...]:
    """Return every setting of what counts as success, the latest day first."""
    table = BOOKS.values
    asked = select(table.c.valid_from, table.c.value).where(table.c.name == "success_codes")
    rows = reading.session.execute(asked.order_by(table.c.valid_from.desc()))
    return tuple(SuccessLine(row.valid_from, tuple(row.value or ())) for row in rows)
