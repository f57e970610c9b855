"""What is said about the providers' interim reports."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.fields import chosen, day, hidden, prose
from schemas.message import Command, Event


class WriteInterimReport(Command, said="placements.write_interim_report", about="placement_id"):
    """The provider reports on progress, goals and its recommendation."""

    report_id: UUID = hidden()
    placement_id: UUID = hidden()
    row_version: int | None = hidden(default=None)
    """The version of an asked or returned report; None for a report nobody had asked for."""
    period_from: date = day()
    period_until: date = day()
    progress: str = prose()
    goals: str = prose()
    recommendation: str = prose()


class SaveInterimReport(Command, said="placements.save_interim_report", about="report_id"):
    """The provider keeps what it has written so far; a day left out stays as it was."""

    report_id: UUID = hidden()
    row_version: int = hidden()
    period_from: date | None = day(default=None)
    period_until: date | None = day(default=None)
    progress: str = prose(default="")
    goals: str = prose(default="")
    recommendation: str = prose(default="")


class ReturnInterimReport(Command, said="placements.return_interim_report", about="report_id"):
    """The office gives a report back for correction."""

    report_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class AcceptInterimReport(Command, said="placements.accept_interim_report", about="report_id"):
    """The office accepts a report."""

    report_id: UUID = hidden()
    row_version: int = hidden()


class ReceiveReportOtherwise(Command, said="placements.receive_report_otherwise", about="report_id"):
    """The office has the report already, by another way; nobody is asked again."""

    report_id: UUID = hidden()
    row_version: int = hidden()
    received_on: date = day()
    way: str = chosen("report_ways")
    remark: str = prose(longest=2000, default="")


class InterimReportDue(Event, said="placements.interim_report_due", about="mandate_id"):
    report_id: UUID
    placement_id: UUID
    mandate_id: UUID
    provider_id: UUID
    social_service_id: UUID
    due_on: date


class InterimReportReceived(Event, said="placements.interim_report_received", about="mandate_id"):
    report_id: UUID
    placement_id: UUID
    mandate_id: UUID
    provider_id: UUID
    social_service_id: UUID
    received_on: date


class InterimReportReturned(Event, said="placements.interim_report_returned", about="mandate_id"):
    report_id: UUID
    placement_id: UUID
    mandate_id: UUID
    provider_id: UUID
    social_service_id: UUID


class InterimReportDropped(Event, said="placements.interim_report_dropped", about="mandate_id"):
    """The placement has ended before the report was written; nobody waits for it any more."""

    report_id: UUID
    placement_id: UUID
    mandate_id: UUID
    provider_id: UUID
    social_service_id: UUID


class InterimReportAccepted(Event, said="placements.interim_report_accepted", about="mandate_id"):
    report_id: UUID
    placement_id: UUID
    mandate_id: UUID
    provider_id: UUID
    social_service_id: UUID
