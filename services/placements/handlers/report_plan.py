"""When the next interim report of a placement is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from messaging.work import Work
from schemas.placements import InterimReportDue
from services.placements.handlers.proposal_steps import seeker_of
from services.placements.model import BOOKS, InterimReport, Placement
from services.placements.rules.placement_course import RUNNING
from services.placements.rules.report_course import ASKING, REPORT, ReportState
from services.placements.rules.reports import InterimReportTimes, ReportDue, interim_report_schedule
from workflow import dated, deadlines
from workflow.deadlines import Owner
from workflow.moves import Course

COURSE = Course(REPORT, BOOKS)


def plan_next_report(placement: Placement, work: Work) -> None:
    """Open the deadline on which the next report is asked for; none where the placement ends before."""
    deadlines.close(work, BOOKS, ASKING.kind, placement.id, how="replaced")
    following = next_due(placement, work)
    if following is not None and placement.state in RUNNING:
        coordinator = seeker_of(placement, work).coordinator_id
        owner = Owner(None, coordinator, placement.mandate_id, following.due_on)
        deadlines.open_deadline(work, BOOKS, ASKING, placement.id, owner)


def next_due(placement: Placement, work: Work) -> ReportDue | None:
    """Return the first report of the schedule that has no row yet."""
    last = last_number(placement, work)
    every = dated.value_on(work.session, BOOKS, "interim_report_months", work.today, InterimReportTimes().every_months)
    times = InterimReportTimes(every_months=int(every))
    schedule = interim_report_schedule(placement.starts_on, placement.ends_on, times)
    return next((each for each in schedule if each.number > last), None)


def last_number(placement: Placement, work: Work) -> int:
    """Return the number of the latest report, 0 without any."""
    asked = select(func.max(InterimReport.number)).where(InterimReport.placement_id == placement.id)
    return work.session.scalar(asked) or 0


def ask_for_report(placement: Placement, work: Work) -> None:
    """Ask the provider for the next report of the schedule and plan the one after."""
    due = next_due(placement, work)
    if due is None:
        return
    report = new_report(placement, due.number, due.due_on)
    work.session.add(report)
    work.session.flush()
    COURSE.start(report, work, owner_of(report))
    work.tell(
        InterimReportDue(
            report_id=report.id,
            placement_id=placement.id,
            mandate_id=placement.mandate_id,
            provider_id=placement.provider_id,
            social_service_id=placement.social_service_id,
            due_on=due.due_on,
        )
    )
    plan_next_report(placement, work)


def new_report(placement: Placement, number: int, due_on: date) -> InterimReport:
    """Return an asked but empty report."""
    return InterimReport(
        id=uuid4(),
        placement_id=placement.id,
        mandate_id=placement.mandate_id,
        provider_id=placement.provider_id,
        social_service_id=placement.social_service_id,
        number=number,
        state=ReportState.REQUESTED,
        due_on=due_on,
        period_from=placement.starts_on,
        period_until=min(due_on, placement.ends_on),
    )


def owner_of(report: InterimReport) -> Owner:
    """Return the provider as the one who writes, counted from the day the report is due."""
    return Owner(report.provider_id, None, report.mandate_id, report.due_on)


def ids_of(report: InterimReport) -> dict[str, Any]:
    """Return the ids every event about a report carries."""
    return {
        "report_id": report.id,
        "placement_id": report.placement_id,
        "mandate_id": report.mandate_id,
        "provider_id": report.provider_id,
        "social_service_id": report.social_service_id,
    }
