"""Who may say what to registration; checked in the one choke point behind both doors."""

from __future__ import annotations

from typing import Final

from messaging.permission import Permissions, allow, own
from schemas.actor import OFFICE_STAFF, READERS, SERVICE_STAFF, Role
from schemas.registration import (
    AcknowledgeMandate,
    AdmitMandate,
    AnswerInformation,
    CloseMandate,
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
    SetRegistrationCode,
    SetRegistrationValue,
    SignServiceContract,
    SubmitMandate,
    WithdrawMandate,
    WriteFinalReport,
)
from services.registration.queries import codes, files, lists, names, territory

_REFERENCE = allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.SYSTEM)
_COORDINATOR = allow(Role.SSIP_COORDINATOR)
_MANDATE_READERS = (*OFFICE_STAFF, *SERVICE_STAFF, Role.INTAKE1_ADMIN, Role.PROVIDER, Role.AUDITOR)
_EVERYBODY = tuple(Role)

PERMISSIONS: Final[Permissions] = {
    RegisterSocialService: _REFERENCE,
    RegisterCommune: _REFERENCE,
    MapCommune: _REFERENCE,
    SignServiceContract: _REFERENCE,
    SetRegistrationCode: _REFERENCE,
    SetRegistrationValue: _REFERENCE,
    SubmitMandate: allow(
        Role.CASE_WORKER, Role.SERVICE_HEAD, Role.INTAKE1_ADMIN, Role.ADMIN_ASSISTANT, scope=own("social_service_id")
    ),
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
    names.person_names: allow(*_MANDATE_READERS, Role.SYSTEM),
    names.find_mandates: allow(*_MANDATE_READERS),
    territory.communes: allow(*_EVERYBODY),
    territory.social_services: allow(*_EVERYBODY),
    codes.codes: allow(*_EVERYBODY),
    codes.deadlines: allow(*OFFICE_STAFF, *SERVICE_STAFF, *READERS),
}
