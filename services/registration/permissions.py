"""Who may say what to registration; checked in the one choke point behind both doors."""

from __future__ import annotations

from typing import Final

from messaging.permission import Permissions, allow, own
from schemas import registration as said
from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Role
from services.registration.queries import (
    codes,
    contracts,
    documents,
    drafts,
    duplicates,
    files,
    lists,
    meetings,
    names,
    outcomes,
    record_counts,
    register,
    teams,
    territory,
    waiting,
)
from services.registration.queries import reporting as report_queries
from services.registration.rules.sharing import WRITERS

_REFERENCE = allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.SYSTEM)
_SETTINGS = allow(Role.SSIP_ADMIN, Role.SSIP_HEAD)
_COORDINATOR = allow(Role.SSIP_COORDINATOR)
_MANDATE_READERS = (*OFFICE_STAFF, *SERVICE_STAFF, Role.INTAKE1_ADMIN, Role.PROVIDER, Role.AUDITOR)
_EVERYBODY = tuple(Role)
_OFFICE = allow(*OFFICE_STAFF)
_REFERENTS = (Role.CASE_WORKER, Role.SERVICE_HEAD)
_MEETING = allow(Role.SSIP_COORDINATOR, *_REFERENTS, Role.PROVIDER)
_MEETING_READER = allow(*OFFICE_STAFF, *_REFERENTS, Role.PROVIDER)
_SUBMITTERS = (Role.CASE_WORKER, Role.SERVICE_HEAD, Role.INTAKE1_ADMIN, Role.ADMIN_ASSISTANT)
_SUBMITTER = allow(*_SUBMITTERS, scope=own("social_service_id"))

PERMISSIONS: Final[Permissions] = {
    said.RegisterSocialService: _REFERENCE,
    said.RegisterCommune: _REFERENCE,
    said.MapCommune: _REFERENCE,
    said.WithdrawCommuneMap: _REFERENCE,
    said.SignServiceContract: _REFERENCE,
    said.SetRegistrationCode: _REFERENCE,
    said.SetRegistrationValue: _REFERENCE,
    said.SetRegistrationDeadline: _REFERENCE,
    said.WithdrawRegistrationValue: _REFERENCE,
    said.EndRegistrationCode: _REFERENCE,
    said.WithdrawRegistrationCode: _REFERENCE,
    register.dated_settings: _SETTINGS,
    register.setting_preview: _SETTINGS,
    register.code_lists: _SETTINGS,
    contracts.contract_lines: _SETTINGS,
    contracts.map_entries: _SETTINGS,
    contracts.contract_end_after_notice: _SETTINGS,
    contracts.service_effects: _SETTINGS,
    contracts.commune_effects: _SETTINGS,
    register.code_uses: _SETTINGS,
    said.SaveMandateDraft: _SUBMITTER,
    said.DropMandateDraft: _SUBMITTER,
    said.SubmitMandate: _SUBMITTER,
    said.AcknowledgeMandate: _COORDINATOR,
    said.RequestInformation: _COORDINATOR,
    said.AnswerInformation: allow(Role.CASE_WORKER, Role.SERVICE_HEAD, Role.ADMIN_ASSISTANT),
    said.GrantException: allow(Role.SSIP_HEAD),
    said.RecordConsultation: allow(Role.SSIP_HEAD),
    said.AdmitMandate: _COORDINATOR,
    said.RefuseMandate: _COORDINATOR,
    said.WithdrawMandate: allow(Role.CASE_WORKER, Role.SERVICE_HEAD),
    said.RecordClarification: _COORDINATOR,
    said.RecordInDepthClarification: _COORDINATOR,
    said.RecordIntegrationPlan: _COORDINATOR,
    said.ReleaseForMatching: _COORDINATOR,
    said.WriteFinalReport: _COORDINATOR,
    said.ReadFinalReport: allow(Role.CASE_WORKER, Role.SERVICE_HEAD),
    said.CloseMandate: _COORDINATOR,
    said.ReopenMandate: _COORDINATOR,
    said.SignFinalReport: allow(Role.PROVIDER),
    said.RatePhase: _COORDINATOR,
    said.RecordOutcome: allow(Role.SSIP_COORDINATOR, *_REFERENTS),
    said.AdmitTrial: allow(Role.SSIP_COORDINATOR, Role.INTAKE1_ADMIN),
    said.StartCoaching: _COORDINATOR,
    said.EndCoaching: _COORDINATOR,
    said.StartFollowup: _COORDINATOR,
    said.EndFollowup: _COORDINATOR,
    said.ReferElsewhere: _COORDINATOR,
    said.AskReorientation: allow(*_REFERENTS),
    said.DecideReorientation: _COORDINATOR,
    said.CorrectAnswers: allow(Role.SSIP_COORDINATOR, *_REFERENTS, Role.ADMIN_ASSISTANT, Role.INTAKE1_ADMIN),
    said.RecheckAdmission: _COORDINATOR,
    said.TakeOverMandate: allow(Role.SSIP_COORDINATOR, *_REFERENTS),
    said.AssignPart: allow(*OFFICE_STAFF, *_REFERENTS),
    said.EndPart: allow(*OFFICE_STAFF, *_REFERENTS),
    said.MergePersons: _OFFICE,
    said.UndoMerge: _OFFICE,
    said.KeepApart: _OFFICE,
    said.ProposeAppointment: allow(Role.SSIP_COORDINATOR, *_REFERENTS),
    said.ConfirmAppointment: _MEETING,
    said.MoveAppointment: _MEETING,
    said.RecordSeen: _MEETING,
    said.RecordExcused: _MEETING,
    said.RecordNoShow: _MEETING,
    said.RevokeAppointment: _MEETING,
    said.AddDocument: allow(*WRITERS),
    said.ReplaceDocument: allow(*WRITERS),
    said.WithdrawDocument: allow(*WRITERS),
    said.SettleScan: allow(Role.SYSTEM),
    said.SnoozeDeadline: allow(*OFFICE_STAFF, *SERVICE_STAFF, Role.INTAKE1_ADMIN),
    said.LookAtRegistrationDeadlines: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    report_queries.courses_of: allow(*OFFICE_STAFF, *SERVICE_STAFF, scope=own("social_service_id")),
    lists.mandates: allow(*_MANDATE_READERS),
    lists.mandate_counts: allow(*_MANDATE_READERS),
    files.mandate_file: allow(*_MANDATE_READERS, logs="mandate_id"),
    documents.mandate_papers: allow(*_MANDATE_READERS, logs="mandate_id"),
    documents.document_card: allow(*_MANDATE_READERS),
    documents.document_file: allow(*_MANDATE_READERS, logs="document_id"),
    documents.document_to_scan: allow(Role.SYSTEM),
    record_counts.record_counts: allow(*_MANDATE_READERS),
    drafts.my_drafts: allow(*_SUBMITTERS),
    drafts.mandate_draft: allow(*_SUBMITTERS),
    drafts.draft_check: allow(*_SUBMITTERS),
    waiting.exceptions_waiting: allow(*OFFICE_STAFF),
    duplicates.duplicate_candidates: _OFFICE,
    duplicates.person_pair: _OFFICE,
    duplicates.merges: _OFFICE,
    duplicates.merge_card: _OFFICE,
    teams.appointment_card: allow(*_MANDATE_READERS),
    meetings.meetings: _MEETING_READER,
    outcomes.outcomes_due: allow(*OFFICE_STAFF, *_REFERENTS),
    names.person_names: allow(*_MANDATE_READERS, Role.SYSTEM),
    names.find_mandates: allow(*_MANDATE_READERS),
    territory.communes: allow(*_EVERYBODY),
    territory.social_services: allow(*_EVERYBODY),
    codes.codes: allow(*_EVERYBODY),
    codes.deadlines: allow(*OFFICE_STAFF, *SERVICE_STAFF, Role.INTAKE1_ADMIN),
}
