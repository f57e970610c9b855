"""The end of a mandate: final report, closure, reopening."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes_registration import OutcomeMonth
from schemas.fields import chosen, code, hidden, prose, tick_box
from schemas.message import Command, Event


class WriteFinalReport(Command, said="registration.write_final_report", about="mandate_id"):
    """The five mandatory parts of the final report (SV-07); who writes it signs it for the office.

    The short form, for somebody who never came, asks only for course and recommendation.
    """

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    course: str = prose()
    conclusions: str = prose(default="")
    chances: str = prose(default="")
    potential: str = prose(default="")
    recommendation: str = prose()
    no_show: bool = tick_box(default=False)


class SignFinalReport(Command, said="registration.sign_final_report", about="mandate_id"):
    """The provider signs what the final report says about the course of the measure."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()


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


class RatePhase(Command, said="registration.rate_phase", about="mandate_id"):
    """A phase that another service ended still needs its reason, potential and success (R-05)."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    phase_id: UUID = chosen("phases")
    reason: str = chosen("closing_reasons")
    potential: str = chosen("potential_scale")
    success: str = chosen("success_scale")
    findings: str = prose(default="")


class RecordOutcome(Command, said="registration.record_outcome", about="mandate_id"):
    """What has become of the person 3, 6 or 12 months after the mandate was closed."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    month: OutcomeMonth
    outcome: str = chosen("outcome_kinds")
    remark: str = prose(longest=2000, default="")


class FinalReportSigned(Event, said="registration.final_report_signed", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID


class OutcomeRecorded(Event, said="registration.outcome_recorded", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
    month: OutcomeMonth
    outcome: str = code()


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
