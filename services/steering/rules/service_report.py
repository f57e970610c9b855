"""The periodic report of one social service: its mandates with names, and never one of another service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from schemas.codes import Phase
from schemas.refusal import Objection, Refused
from services.steering.rules.periods import Period

CONCEPT: Final = "Concept SSIP, ch. 8"


@dataclass(frozen=True, kw_only=True)
class ReportedMandate:
    """One mandate as the report takes it; ``measure`` names the programme of a running placement."""

    mandate_id: UUID
    social_service_id: UUID
    person_name: str
    started_on: date
    phase: Phase
    measure: str | None = None


@dataclass(frozen=True)
class ServiceReportRow:
    """One line: who, since when, and where on the royal path or in which measure (R-01)."""

    mandate_id: UUID
    person_name: str
    started_on: date
    phase: Phase
    measure: str | None


@dataclass(frozen=True, kw_only=True)
class ServiceReport:
    """The whole report; both averages are always there, even when equal, and None where nothing is configured."""

    social_service_id: UUID
    period: Period
    rows: tuple[ServiceReportRow, ...]
    own_utilisation: Decimal | None
    own_poias_utilisation: Decimal | None

    @property
    def mandates(self) -> int:
        """The number of mandates."""
        return len(self.rows)


@dataclass(frozen=True)
class OwnUtilisation:
    """The average utilisation of a service's own places, in percent: all of them, and those of POIAS (U-03)."""

    own: Decimal | None
    own_poias: Decimal | None


def service_report_row(mandate: ReportedMandate, social_service_id: UUID) -> ServiceReportRow:
    """Return one line; raise Refused for a mandate of another service, whose name must not be shown (AC-04)."""
    if mandate.social_service_id != social_service_id:
        raise Refused(Objection("report_mandate_of_another_service", None, source=CONCEPT))
    return ServiceReportRow(mandate.mandate_id, mandate.person_name, mandate.started_on, mandate.phase, mandate.measure)


def service_report(
    social_service_id: UUID, period: Period, mandates: Iterable[ReportedMandate], utilisation: OwnUtilisation
) -> ServiceReport:
    """Return the report of one service with its lines in the order of the mandates' start."""
    rows = [service_report_row(each, social_service_id) for each in mandates]
    return ServiceReport(
        social_service_id=social_service_id,
        period=period,
        rows=tuple(sorted(rows, key=lambda row: (row.started_on, row.person_name, row.mandate_id))),
        own_utilisation=utilisation.own,
        own_poias_utilisation=utilisation.own_poias,
    )
