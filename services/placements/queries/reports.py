"""Interim reports as lists and cards show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Subquery, case, literal, select, union_all

from messaging.work import Reading
from schemas.actor import Role
from services.placements.model import InterimReport, Place, Placement, Provider, Seeker
from services.placements.queries.lines import Cut, Page, cut_from, filled, history, steps_for
from services.placements.queries.reach import found, reachable
from services.placements.rules.report_course import REPORT, TO_WRITE, ReportState
from workflow.moves import Happening

__all__ = ["ReportCard", "ReportFilter", "ReportLine", "ReportState", "report_card", "reports"]


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """One interim report in a list."""

    id: UUID
    row_version: int
    placement_id: UUID
    mandate_id: UUID
    number: str
    report_number: int
    place_title: str
    provider_id: UUID
    provider_name: str
    social_service_id: UUID
    state: ReportState
    due_on: date
    received_on: date | None
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReportCard(ReportLine):
    """One report with its text; what is not sent in yet only its provider reads."""

    period_from: date
    period_until: date
    progress: str
    goals: str
    recommendation: str
    history: tuple[Happening, ...]


@dataclass(frozen=True, kw_only=True)
class ReportFilter:
    """Which reports are asked for; ``to_write`` are those the provider still owes."""

    to_write: bool = False
    state: ReportState | None = None
    placement_id: UUID | None = None
    mandate_id: UUID | None = None
    provider_id: UUID | None = None


def reports(
    reading: Reading,
    *,
    wanted: ReportFilter = ReportFilter(),
    cut: Cut = Cut(),  # noqa: B008
) -> Page[ReportLine]:
    """Return the reports within reach: those somebody has to act on, the first due first, then the others' newest."""
    first = _first(reading, wanted, cut.offset + cut.limit)
    order = (first.c.is_over, case((first.c.is_over == 0, first.c.due_on)), first.c.due_on.desc(), first.c.id)
    asked = _joined().join(first, first.c.id == InterimReport.id).order_by(*order)
    counted = _narrowed(select(InterimReport.id), reading, wanted)
    rows, total = cut_from(reading, asked, cut, counted)
    return Page(tuple(_line(reading, row) for row in rows), total)


def _first(reading: Reading, wanted: ReportFilter, most: int) -> Subquery:
    """Return the first reports of each kind, which an index finds in their order; an order of both has none."""
    over, due = sorted(REPORT.ends), InterimReport.due_on
    open_ones = [each.value for each in ReportState if each.value not in over]
    waits = _narrowed(select(InterimReport.id, due, literal(0).label("is_over")), reading, wanted)
    waits = waits.where(InterimReport.state.in_(open_ones)).order_by(due, InterimReport.id).limit(most)
    past = _narrowed(select(InterimReport.id, due, literal(1).label("is_over")), reading, wanted)
    past = past.where(InterimReport.state.in_(over)).order_by(due.desc(), InterimReport.id).limit(most)
    return union_all(select(waits.subquery()), select(past.subquery())).subquery("first")


def _narrowed(asked: Select[*tuple[Any, ...]], reading: Reading, wanted: ReportFilter) -> Select[*tuple[Any, ...]]:
    asked = asked.where(reachable(InterimReport, reading.actor))
    for name in ("state", "placement_id", "mandate_id", "provider_id"):
        if value := getattr(wanted, name):
            asked = asked.where(getattr(InterimReport, name) == value)
    if wanted.to_write:
        asked = asked.where(InterimReport.state.in_(TO_WRITE))
    return asked


def _joined() -> Select[*tuple[Any, ...]]:
    return (
        select(
            InterimReport,
            Seeker.number,
            Place.title.label("place_title"),
            Provider.name.label("provider_name"),
        )
        .join(Placement, Placement.id == InterimReport.placement_id)
        .join(Seeker, Seeker.mandate_id == InterimReport.mandate_id)
        .join(Place, Place.id == Placement.place_id)
        .join(Provider, Provider.id == InterimReport.provider_id)
    )


def _line(reading: Reading, row: Any) -> ReportLine:
    report = row.InterimReport
    steps = steps_for(REPORT, report.state, reading)
    return filled(ReportLine, report, row, number=row.number, report_number=report.number, steps=steps)


def report_card(reading: Reading, *, report_id: UUID) -> ReportCard:
    """Return one report within reach."""
    report = found(reading, InterimReport, report_id, "report")
    row = reading.session.execute(_joined().where(InterimReport.id == report_id)).one()
    hidden: dict[str, Any] = {}
    if report.state in TO_WRITE and reading.actor.role is not Role.PROVIDER:
        hidden = {"progress": "", "goals": "", "recommendation": ""}
    return filled(ReportCard, _line(reading, row), report, history=history(reading, report_id), **hidden)
