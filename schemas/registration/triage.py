"""The office takes a mandate in: ask back, decide exceptions, admit, refuse; the service may withdraw."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import AdmissionException
from schemas.fields import chosen, code, day, hidden, prose
from schemas.message import Command, Event


class AcknowledgeMandate(Command, said="registration.acknowledge_mandate", about="mandate_id"):
    """The office has seen the mandate and takes it into triage."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()


class RequestInformation(Command, said="registration.request_information", about="mandate_id"):
    """The office needs something more from the social service."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=4000)


class AnswerInformation(Command, said="registration.answer_information", about="mandate_id"):
    """The social service answers; the mandate goes back to triage."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=4000)


class GrantException(Command, said="registration.grant_exception", about="mandate_id"):
    """The head of the office grants or refuses one exception from an admission criterion."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    exception: AdmissionException
    granted: bool
    remark: str = prose(longest=2000)


class RecordConsultation(Command, said="registration.record_consultation", about="mandate_id"):
    """The case worker and the head of the office have talked about a work capacity below 50 % (IS)."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    case_worker_id: UUID = hidden()
    held_on: date = day()
    remark: str = prose(longest=2000, default="")


class AdmitMandate(Command, said="registration.admit_mandate", about="mandate_id"):
    """The office admits the person; clarification begins."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000, default="")


class RefuseMandate(Command, said="registration.refuse_mandate", about="mandate_id"):
    """The office refuses the mandate with a coded reason."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    reason: str = chosen("refusal_reasons")
    remark: str = prose(longest=2000)


class WithdrawMandate(Command, said="registration.withdraw_mandate", about="mandate_id"):
    """The social service takes its mandate back."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class InformationRequested(Event, said="registration.information_requested", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
    case_worker_id: UUID


class InformationAnswered(Event, said="registration.information_answered", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID


class ExceptionNeeded(Event, said="registration.exception_needed", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
    exception: AdmissionException


class ExceptionDecided(Event, said="registration.exception_decided", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
    exception: AdmissionException
    granted: bool


class MandateAdmitted(Event, said="registration.mandate_admitted", about="mandate_id"):
    mandate_id: UUID
    number: str = code()
    social_service_id: UUID
    case_worker_id: UUID
    coordinator_id: UUID
    admitted_on: date
    check_valid_until: date


class MandateRefused(Event, said="registration.mandate_refused", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    reason: str = code()


class MandateWithdrawn(Event, said="registration.mandate_withdrawn", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID


class MandateExpired(Event, said="registration.mandate_expired", about="mandate_id"):
    mandate_id: UUID
    social_service_id: UUID
