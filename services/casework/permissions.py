"""Who may say what to casework; checked in the one choke point behind both doors."""

from __future__ import annotations

from typing import Final

from messaging.permission import Permissions, allow, own
from schemas import casework as said
from schemas import resting
from schemas.actor import SERVICE_STAFF, Role
from schemas.consistency import CheckCasework
from services.casework.queries import (
    audit,
    closings,
    control,
    dossiers,
    files,
    mandates,
    portfolios,
    register,
    settings,
    what_if,
    work,
)

_REFERENCE = allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.SYSTEM)
_WORKER = allow(Role.CASE_WORKER)
_HEAD = allow(Role.SECTOR_HEAD)
_LEADERS = (Role.CASE_WORKER, Role.SECTOR_HEAD, Role.SERVICE_HEAD)
_STAFF = (*SERVICE_STAFF, Role.INTAKE1_ADMIN)

_SAID: Final[Permissions] = {
    said.SetCaseworkValue: _REFERENCE,
    said.SetCaseworkDeadline: _REFERENCE,
    said.WithdrawCaseworkValue: _REFERENCE,
    said.OpenDossier: allow(*_STAFF, scope=own("social_service_id")),
    said.MoveDossier: allow(*_LEADERS, Role.INTAKE1_ADMIN),
    said.HandOverDossier: allow(*_LEADERS),
    said.EstimateExit: allow(Role.CASE_WORKER, Role.SECTOR_HEAD),
    said.LinkMandate: allow(*_LEADERS, Role.ADMIN_ASSISTANT),
    said.RecordContact: allow(*_STAFF),
    said.StrikeContact: allow(Role.CASE_WORKER, Role.SECTOR_HEAD, Role.ADMIN_ASSISTANT),
    said.ConcludeAgreement: _WORKER,
    said.JustifyNoAgreement: _WORKER,
    said.CloseDossier: allow(*_LEADERS),
    said.ProposeSegment: _WORKER,
    said.AgreeToSegment: _HEAD,
    said.DecideSegment: _WORKER,
    said.RequestSegmentChange: allow(Role.ADMIN_ASSISTANT),
    said.AnswerSegmentRequest: _WORKER,
    said.ChangeSegment: _WORKER,
    said.ProposeReview: _WORKER,
    said.GiveBackSegment: _HEAD,
    said.ExecuteSegment: _HEAD,
    said.RecordPortfolioCheck: _HEAD,
    resting.SnoozeCaseworkDeadline: allow(*SERVICE_STAFF),
    resting.HandOverCaseworkDeadline: allow(*SERVICE_STAFF),
    said.LookAtCaseworkDeadlines: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    CheckCasework: allow(Role.SYSTEM, Role.SSIP_ADMIN),
}

_ASKED: Final[Permissions] = {
    audit.audit_trail: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.AUDITOR),
    closings.casework_moves: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    register.dated_settings: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    register.setting_of_each_service: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    register.setting_preview: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    settings.segments_enabled: allow(*Role),
    settings.services_settled: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    settings.portfolio_check_months: allow(*SERVICE_STAFF),
    dossiers.dossiers: allow(*_STAFF),
    dossiers.find_dossiers: allow(*_STAFF),
    dossiers.dossier_numbers: allow(*_STAFF),
    files.dossier_file: allow(*_STAFF, Role.SYSTEM, logs="dossier_id"),
    mandates.linkable_mandates: allow(*_LEADERS, Role.ADMIN_ASSISTANT),
    control.control_list: allow(Role.SECTOR_HEAD, Role.SERVICE_HEAD),
    portfolios.portfolios: allow(*_LEADERS),
    portfolios.portfolio_checks: allow(*_LEADERS),
    what_if.outlook: allow(*_LEADERS),
    work.my_work: allow(*_STAFF),
    work.work_number: allow(*_STAFF),
    work.casework_deadlines: allow(*_STAFF, Role.SYSTEM),
    work.casework_docket: allow(*_STAFF, Role.SYSTEM),
    work.casework_deadline: allow(*_STAFF, Role.SYSTEM),
}

PERMISSIONS: Final[Permissions] = {**_SAID, **_ASKED}
