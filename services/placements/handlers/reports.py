"""Interim reports: written, saved, given back, accepted, or received another way."""

from __future__ import annotations

from uuid import UUID

from messaging.work import Work
from schemas.placements import (
    AcceptInterimReport,
    InterimReportAccepted,
    InterimReportReceived,
    InterimReportReturned,
    ReceiveReportOtherwise,
    ReturnInterimReport,
    SaveInterimReport,
    WriteInterimReport,
)
from schemas.refusal import NotFound, Objection
from services.placements.handlers.lists import code_objections, refuse
from services.placements.handlers.placement_steps import take as take_placement
from services.placements.handlers.proposal_steps import seeker_of
from services.placements.handlers.report_plan import (
    COURSE,
    ids_of,
    last_number,
    new_report,
    next_due,
    owner_of,
    plan_next_report,
)
from services.placements.model import InterimReport, Placement
from services.placements.queries.reach import found
from services.placements.rules.report_course import REPORT, ReportState
from services.placements.rules.stays import period_objections
from workflow.deadlines import Owner
from workflow.moves import check_version

_PARTS = ("progress", "goals", "recommendation")


def write_interim_report(asked: WriteInterimReport, work: Work) -> UUID:
    """Send in a report, asked for or not; one that comes unasked counts for the next that would be asked."""
    placement = take_placement(work, asked.placement_id, None)
    report = work.session.get(InterimReport, asked.report_id) or _unasked(placement, asked, work)
    if report.placement_id != placement.id:
        raise NotFound("report")
    check_version(report, asked.row_version)
    until = placement.ended_on or placement.ends_on
    refuse(*period_objections(asked.period_from, asked.period_until, placement.starts_on, until))
    for part in _PARTS:
        setattr(report, part, getattr(asked, part))
    report.period_from, report.period_until = asked.period_from, asked.period_until
    report.received_on, report.written_by = work.today, work.actor.account_id
    move(report, "submit", work)
    work.tell(InterimReportReceived(**ids_of(report), received_on=work.today))
    return report.id


def _unasked(placement: Placement, asked: WriteInterimReport, work: Work) -> InterimReport:
    due = next_due(placement, work)
    number = due.number if due else last_number(placement, work) + 1
    report = new_report(placement, number, due.due_on if due else asked.period_until)
    report.id = asked.report_id
    work.session.add(report)
    work.session.flush()
    COURSE.start(report, work, owner_of(report))
    plan_next_report(placement, work)
    return report


def save_interim_report(asked: SaveInterimReport, work: Work) -> UUID:
    """Keep an unfinished report; only the provider sees it."""
    report = _take(work, asked.report_id, asked.row_version)
    for part in _PARTS:
        setattr(report, part, getattr(asked, part))
    report.period_from = asked.period_from or report.period_from
    report.period_until = asked.period_until or report.period_until
    if report.state is not ReportState.RETURNED:
        move(report, "save", work)
    return report.id


def return_interim_report(asked: ReturnInterimReport, work: Work) -> UUID:
    """Give a report back for correction, saying what is missing."""
    report = _take(work, asked.report_id, asked.row_version)
    move(report, "give_back", work, asked.remark)
    work.tell(InterimReportReturned(**ids_of(report)))
    return report.id


def accept_interim_report(asked: AcceptInterimReport, work: Work) -> UUID:
    """Take the report as it is."""
    report = _take(work, asked.report_id, asked.row_version)
    move(report, "accept", work)
    work.tell(InterimReportAccepted(**ids_of(report)))
    return report.id


def receive_report_otherwise(asked: ReceiveReportOtherwise, work: Work) -> UUID:
    """Note that the report came by another way; nobody is asked for it again."""
    refuse(*code_objections(work, "way", "report_ways", asked.way))
    if asked.received_on > work.today:
        refuse(Objection("day_in_future", "received_on", {"day": asked.received_on.isoformat()}))
    report = _take(work, asked.report_id, asked.row_version)
    report.received_on = asked.received_on
    move(report, "receive_otherwise", work, asked.remark)
    work.tell(InterimReportReceived(**ids_of(report), received_on=asked.received_on))
    return report.id


def _take(work: Work, report_id: UUID, row_version: int) -> InterimReport:
    report = found(work, InterimReport, report_id, "report", lock=True)
    check_version(report, row_version)
    return report


def move(report: InterimReport, name: str, work: Work, remark: str | None = None) -> None:
    """Take one step of the report's workflow."""
    COURSE.move(report, name, work, _owner_after(report, name, work), remark=remark)


def _owner_after(report: InterimReport, name: str, work: Work) -> Owner:
    match REPORT.of(name).target:
        case ReportState.SUBMITTED:
            return Owner(None, seeker_of(report, work).coordinator_id, report.mandate_id)
        case ReportState.RETURNED:
            return Owner(report.provider_id, None, report.mandate_id)
        case _:
            return owner_of(report)
