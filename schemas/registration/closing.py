"""The end of a mandate: final report, closure, reopening."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.fields import chosen, code, hidden, prose
from schemas.message import Command, Event


class WriteFinalReport(Command, said="registration.write_final_report", about="mandate_id"):
    """The five mandatory parts of the final report (SV-07)."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    course: str = prose()
    conclusions: str = prose()
    chances: str = prose()
    potential: str = prose()
    recommendation: str = prose()


class ReadFinalReport(Command, said="registration.read_final_report", about="mandate_id"):
    """The social service confirms that it has read the final report."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()


class CloseMandate(Command, said="registration.close_mandate", about="mandate_id"):
    """The mandate ends with reason, potential and success (R-05)."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    reason: str = chosen("closing_reasons")
    potential: str = chosen("potential_scale")
    success: str = chosen("success_scale")
    remark: str = prose(longest=2000, default="")


class ReopenMandate(Command, said="registration.reopen_mandate", about="mandate_id"):
    """Within 30 days a coordinator opens a closed mandate again."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class FinalReportWritten(Event, said="registration.final_report_written", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
    case_worker_id: UUID


class FinalReportRead(Event, said="registration.final_report_read", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID


class MandateClosed(Event, said="registration.mandate_closed", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    closed_on: date
    reason: str = code()
    potential: str = code()
    success: str = code()


class MandateReopened(Event, said="registration.mandate_reopened", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
    reopened_on: date
