"""Who may say what to registration; checked in the one choke point behind both doors."""

from __future__ import annotations

from typing import Final

from messaging.permission import Permissions, allow, own
from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Role
from schemas.registration import (
    AcknowledgeMandate,
    AdmitMandate,
    AnswerInformation,
    CloseMandate,
    DropMandateDraft,
    GrantException,
    LookAtRegistrationDeadlines,
    MapCommune,
    ReadFinalReport,
    RecordClarification,
    RecordConsultation,
    RecordInDepthClarification,
    RecordIntegrationPlan,
    RefuseMandate,
    RegisterCommune,
    RegisterSocialService,
    ReleaseForMatching,
    ReopenMandate,
    RequestInformation,
    SaveMandateDraft,
    SetRegistrationCode,
    SetRegistrationValue,
    SignServiceContract,
    SubmitMandate,
    WithdrawMandate,
    WriteFinalReport,
)
from services.registration.queries import codes, drafts, files, lists, names, territory, waiting

_REFERENCE = allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.SYSTEM)
_COORDINATOR = allow(Role.SSIP_COORDINATOR)
_MANDATE_READERS = (*OFFICE_STAFF, *SERVICE_STAFF, Role.INTAKE1_ADMIN, Role.PROVIDER, Role.AUDITOR)
_EVERYBODY = tuple(Role)
_SUBMITTERS = (Role.CASE_WORKER, Role.SERVICE_HEAD, Role.INTAKE1_ADMIN, Role.ADMIN_ASSISTANT)
_SUBMITTER = allow(*_SUBMITTERS, scope=own("social_service_id"))

PERMISSIONS: Final[Permissions] = {
    RegisterSocialService: _REFERENCE,
    RegisterCommune: _REFERENCE,
    MapCommune: _REFERENCE,
    SignServiceContract: _REFERENCE,
    SetRegistrationCode: _REFERENCE,
    SetRegistrationValue: _REFERENCE,
    SaveMandateDraft: _SUBMITTER,
    DropMandateDraft: _SUBMITTER,
    SubmitMandate: _SUBMITTER,
    AcknowledgeMandate: _COORDINATOR,
    RequestInformation: _COORDINATOR,
    AnswerInformation: allow(Role.CASE_WORKER, Role.SERVICE_HEAD, Role.ADMIN_ASSISTANT),
    GrantException: allow(Role.SSIP_HEAD),
    RecordConsultation: allow(Role.SSIP_HEAD),
    AdmitMandate: _COORDINATOR,
    RefuseMandate: _COORDINATOR,
    WithdrawMandate: allow(Role.CASE_WORKER, Role.SERVICE_HEAD),
    RecordClarification: _COORDINATOR,
    RecordInDepthClarification: _COORDINATOR,
    RecordIntegrationPlan: _COORDINATOR,
    ReleaseForMatching: _COORDINATOR,
    WriteFinalReport: _COORDINATOR,
    ReadFinalReport: allow(Role.CASE_WORKER, Role.SERVICE_HEAD),
    CloseMandate: _COORDINATOR,
    ReopenMandate: _COORDINATOR,
    LookAtRegistrationDeadlines: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    lists.mandates: allow(*_MANDATE_READERS),
    lists.mandate_counts: allow(*_MANDATE_READERS),
    files.mandate_file: allow(*_MANDATE_READERS, logs="mandate_id"),
    drafts.my_drafts: allow(*_SUBMITTERS),
    drafts.mandate_draft: allow(*_SUBMITTERS),
    drafts.draft_check: allow(*_SUBMITTERS),
    waiting.exceptions_waiting: allow(*OFFICE_STAFF),
    names.person_names: allow(*_MANDATE_READERS, Role.SYSTEM),
    names.find_mandates: allow(*_MANDATE_READERS),
    territory.communes: allow(*_EVERYBODY),
    territory.social_services: allow(*_EVERYBODY),
    codes.codes: allow(*_EVERYBODY),
    codes.deadlines: allow(*OFFICE_STAFF, *SERVICE_STAFF, Role.INTAKE1_ADMIN),
}
