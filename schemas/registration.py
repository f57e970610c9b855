"""What is said to and by registration: services, communes, contracts, mandates and the royal path."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes import AdmissionException, Eligibility, Perimeter, PermitCategory, Phase, PlaceKind
from schemas.fields import answer, chosen, code, day, hidden, line, percent, prose, tick_box
from schemas.message import Command, Event

# --- reference ---------------------------------------------------------------------------------------------------


class RegisterSocialService(Command, said="registration.register_social_service", about="social_service_id"):
    """Enter one of the affiliated social services."""

    social_service_id: UUID
    short_code: str = code()
    name_fr: str = line()
    name_de: str = line()
    town: str = line()


class RegisterCommune(Command, said="registration.register_commune"):
    """Enter a commune of the perimeter with its number of the Federal Statistical Office."""

    bfs_no: int
    name: str = line()
    perimeter: Perimeter
    valid_from: date = day()


class MapCommune(Command, said="registration.map_commune"):
    """Say which social service answers for a commune from a day on."""

    bfs_no: int
    social_service_id: UUID
    valid_from: date = day()


class SignServiceContract(Command, said="registration.sign_service_contract", about="social_service_id"):
    """Enter the framework contract of a social service with Bienne."""

    contract_id: UUID
    social_service_id: UUID
    starts_on: date = day()
    ends_on: date | None = day(default=None)


class SetRegistrationCode(Command, said="registration.set_code"):
    """Put an entry on a dated code list (closing reasons, potential, success, refusal reasons ...)."""

    of: str = code()
    entry: str = code()
    fr: str = line()
    de: str = line()
    valid_from: date = day()
    rank: int = 0


class SetRegistrationValue(Command, said="registration.set_value"):
    """Set a dated value (age limits, days of a deadline ...); None takes it back to "not configured"."""

    name: str = code()
    value: int | None = None
    valid_from: date = day()


# --- mandates ----------------------------------------------------------------------------------------------------


class SubmitMandate(Command, said="registration.submit_mandate", about="mandate_id"):
    """A social service registers a person; every admission criterion of Concept SSIP, ch. 3 is answered here."""

    mandate_id: UUID = hidden()
    social_service_id: UUID = hidden()
    family_name: str = line(longest=100)
    given_name: str = line(longest=100)
    birth_on: date = day()
    commune_bfs_no: int = chosen("communes")
    wished_kind: PlaceKind
    nationality_swiss: bool | None = answer()
    permit_category: PermitCategory | None = None
    permit_valid_until: date | None = day(default=None)
    employability_percent: int | None = percent(default=None)
    work_capacity_percent: int | None = percent(default=None)
    potential: bool | None = answer()
    motivation: bool | None = answer()
    speaks_french: bool | None = answer()
    speaks_german: bool | None = answer()
    motivation_for_change: bool | None = answer()
    day_structure_percent: int | None = percent(default=None)
    accident_insurance: bool | None = answer()
    has_children: bool | None = answer()
    childcare_percent: int | None = percent(default=None)
    childcare_holidays_covered: bool | None = answer()
    mother_child_project: bool = tick_box()
    housing_stable: bool | None = answer()
    health_stable: bool | None = answer()
    addiction_present: bool | None = answer()
    addiction_stable: bool | None = answer()
    addiction_followed: bool | None = answer()
    self_employed: bool | None = answer()
    schooling_done: bool | None = answer()
    prepared_by_service: bool | None = answer()
    prepared_on: date | None = day(default=None)
    goal: str = prose(longest=4000, default="")


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


class RecordClarification(Command, said="registration.record_clarification", about="mandate_id"):
    """The result of the clarification: how realistic professional integration is, and the next step (SV-01)."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    professional_realistic: bool | None = answer()
    needs_more: bool
    social_potential: bool | None = answer()
    reason: str = chosen("closing_reasons")
    potential: str = chosen("potential_scale")
    success: str = chosen("success_scale")
    findings: str = prose()


class RecordInDepthClarification(Command, said="registration.record_in_depth_clarification", about="mandate_id"):
    """The result of the in-depth clarification (SV-02)."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    reason: str = chosen("closing_reasons")
    potential: str = chosen("potential_scale")
    success: str = chosen("success_scale")
    findings: str = prose()


class RecordIntegrationPlan(Command, said="registration.record_integration_plan", about="mandate_id"):
    """Evaluation and integration plan (SV-03): what kind of place, how much, from when."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()
    goals: str = prose()
    next_steps: str = prose()
    kinds: tuple[PlaceKind, ...]
    workload_percent: int = percent()
    available_from: date = day()
    field_of_work: str = chosen("fields_of_work", default="")


class ReleaseForMatching(Command, said="registration.release_for_matching", about="mandate_id"):
    """The plan is ready; a place may be looked for."""

    mandate_id: UUID = hidden()
    row_version: int = hidden()


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


class LookAtRegistrationDeadlines(Command, said="registration.look_at_deadlines"):
    """A tick: find everything due up to now."""


# --- what has happened -------------------------------------------------------------------------------------------


class SocialServiceRegistered(Event, said="registration.social_service_registered", about="social_service_id"):
    social_service_id: UUID
    short_code: str = code()


class MandateSubmitted(Event, said="registration.mandate_submitted", about="mandate_id"):
    mandate_id: UUID
    number: str = code()
    social_service_id: UUID
    case_worker_id: UUID
    wished_kind: PlaceKind
    eligibility: Eligibility
    submitted_on: date


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


class PhaseChanged(Event, said="registration.phase_changed", about="mandate_id"):
    """A phase of the royal path has ended and another one begun."""

    mandate_id: UUID
    social_service_id: UUID
    ended: Phase | None = None
    begun: Phase
    changed_on: date


class MandateReadyForMatching(Event, said="registration.mandate_ready_for_matching", about="mandate_id"):
    """A place may be looked for; carries what matching needs and no health detail.

    ``kinds`` are the kinds of the plan for which registration has found the person eligible.
    """

    mandate_id: UUID
    number: str = code()
    social_service_id: UUID
    case_worker_id: UUID
    coordinator_id: UUID
    birth_on: date
    kinds: tuple[PlaceKind, ...]
    workload_percent: int
    available_from: date
    speaks_french: bool
    speaks_german: bool
    field_of_work: str = code(default="")
    commune_bfs_no: int
    check_valid_until: date
    permit_valid_until: date | None = None
    released_on: date


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


class RegistrationDeadlineReached(Event, said="registration.deadline_reached", about="subject_id"):
    """A stage of a deadline is reached: somebody should act, or somebody else should hear of it."""

    deadline_id: UUID
    subject_id: UUID
    mandate_id: UUID | None = None
    kind: str = code()
    stage: str = code()
    due_on: date
    owner_role: str = code()
    owner_organisation_id: UUID | None = None
    owner_account_id: UUID | None = None
    backup_role: str = code()
