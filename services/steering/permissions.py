"""Who may ask and do what in steering."""

from __future__ import annotations

from typing import Final

from messaging.permission import Permissions, allow, own
from schemas import reporting, resting, working_days
from schemas import steering as said
from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Role
from schemas.consistency import CheckSteering
from services.steering.queries import audit, closings, consistency, facts, figures, meetings, register, scorecards
from services.steering.queries import reports as report_queries

_OFFICE: Final = allow(*OFFICE_STAFF)
_INVITED: Final = allow(*OFFICE_STAFF, *SERVICE_STAFF)
_SCORED: Final = allow(*OFFICE_STAFF, Role.AUDITOR, Role.PROVIDER)
_CHECKS: Final = allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.AUDITOR)
_CALENDAR: Final = allow(Role.SSIP_ADMIN, Role.SSIP_HEAD)
_TICK: Final = allow(Role.SYSTEM, Role.SSIP_ADMIN)

PERMISSIONS: Final[Permissions] = {
    resting.SnoozeSteeringDeadline: allow(*OFFICE_STAFF),
    resting.HandOverSteeringDeadline: allow(*OFFICE_STAFF),
    said.LookAtSteeringDeadlines: _TICK,
    CheckSteering: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    said.SetSteeringValue: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.SYSTEM),
    said.WithdrawSteeringValue: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    register.dated_settings: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    register.setting_preview: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    working_days.EnterClosing: _CALENDAR,
    working_days.EndClosing: _CALENDAR,
    working_days.WithdrawClosing: _CALENDAR,
    closings.closings: allow(*Role),
    closings.closing_preview: _CALENDAR,
    closings.reopening_preview: _CALENDAR,
    closings.direction_preview: _CALENDAR,
    said.PlanSeries: _OFFICE,
    said.PlanMeeting: _OFFICE,
    said.MoveMeeting: _OFFICE,
    said.CallMeeting: _OFFICE,
    said.CancelMeeting: _OFFICE,
    said.OpenMeeting: _OFFICE,
    said.RecordAttendance: _OFFICE,
    said.WriteMinutes: _OFFICE,
    said.RefreshAgenda: _OFFICE,
    said.AddAgendaItem: _OFFICE,
    said.RemoveAgendaItem: _OFFICE,
    said.ShiftAgendaItem: _OFFICE,
    said.RecordMeetingDecision: _OFFICE,
    said.NoteAgendaItem: _OFFICE,
    said.CarryAgendaItem: _OFFICE,
    said.AddOpenPoint: _OFFICE,
    said.SettleOpenPoint: _OFFICE,
    meetings.meetings: _INVITED,
    consistency.last_checks: _CHECKS,
    consistency.past_checks: _CHECKS,
    meetings.next_meetings: _INVITED,
    meetings.meeting: _INVITED,
    meetings.open_points: _INVITED,
    meetings.active_services: _OFFICE,
    meetings.steering_deadlines: _OFFICE,
    meetings.steering_docket: _OFFICE,
    meetings.steering_deadline: _OFFICE,
    reporting.PrepareReport: _OFFICE,
    reporting.WriteReport: _OFFICE,
    reporting.PublishReport: allow(Role.SSIP_HEAD),
    reporting.DiscardReport: _OFFICE,
    reporting.SetSuccessCodes: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    report_queries.success_codes: allow(*OFFICE_STAFF, Role.SSIP_ADMIN, *SERVICE_STAFF, Role.AUDITOR),
    scorecards.provider_scorecards: _SCORED,
    scorecards.provider_scorecard: _SCORED,
    report_queries.reports: allow(*Role),
    report_queries.report: allow(*Role),
    report_queries.small_cells: _OFFICE,
    report_queries.canton_fields: _OFFICE,
    report_queries.service_report: allow(*OFFICE_STAFF, *SERVICE_STAFF, scope=own("social_service_id")),
    figures.figures_of: allow(*OFFICE_STAFF, *SERVICE_STAFF, Role.AUDITOR),
    figures.indicator_records: allow(*OFFICE_STAFF, *SERVICE_STAFF, Role.AUDITOR),
    audit.audit_trail: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.AUDITOR),
    facts.fact_counts: allow(*OFFICE_STAFF, *SERVICE_STAFF, Role.CANTON_READER, Role.AUDITOR),
}
