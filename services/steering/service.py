"""The wiring of steering: message type -> handler."""

from __future__ import annotations

from typing import Final

from messaging.wiring import Wiring
from schemas import reporting, working_days
from schemas import resting as resting_said
from schemas import steering as said
from schemas.consistency import CheckSteering
from services.steering.handlers import agenda, closings, consistency, deadlines, meetings, reference, reports, resting
from services.steering.listeners import LISTENERS
from services.steering.model import LEDGER, Base
from services.steering.permissions import PERMISSIONS

WIRING: Final = Wiring(
    name="steering",
    metadata=Base.metadata,
    ledger=LEDGER,
    permissions=PERMISSIONS,
    commands={
        resting_said.SnoozeSteeringDeadline: resting.snooze_deadline,
        resting_said.HandOverSteeringDeadline: resting.hand_over_deadline,
        said.LookAtSteeringDeadlines: deadlines.look_at_deadlines,
        CheckSteering: consistency.check_steering,
        said.SetSteeringValue: reference.set_value,
        said.WithdrawSteeringValue: reference.withdraw_value,
        working_days.EnterClosing: closings.enter_closing,
        working_days.EndClosing: closings.end_closing,
        working_days.WithdrawClosing: closings.withdraw_closing,
        said.PlanSeries: meetings.plan_series,
        said.PlanMeeting: meetings.plan_meeting,
        said.MoveMeeting: meetings.move_meeting,
        said.CallMeeting: meetings.call_meeting,
        said.CancelMeeting: meetings.cancel_meeting,
        said.OpenMeeting: meetings.open_meeting,
        said.RecordAttendance: meetings.record_attendance,
        said.WriteMinutes: meetings.write_minutes,
        said.RefreshAgenda: agenda.refresh_agenda,
        said.AddAgendaItem: agenda.add_agenda_item,
        said.RemoveAgendaItem: agenda.remove_agenda_item,
        said.ShiftAgendaItem: agenda.shift_agenda_item,
        said.RecordMeetingDecision: agenda.record_decision,
        said.NoteAgendaItem: agenda.note_item,
        said.CarryAgendaItem: agenda.carry_item,
        said.AddOpenPoint: agenda.add_open_point,
        said.SettleOpenPoint: agenda.settle_open_point,
        reporting.PrepareReport: reports.prepare_report,
        reporting.WriteReport: reports.write_report,
        reporting.PublishReport: reports.publish_report,
        reporting.SetSuccessCodes: reports.set_success_codes,
        reporting.DiscardReport: reports.discard_report,
    },
    listeners=LISTENERS,
    ticks=(said.LookAtSteeringDeadlines, CheckSteering),
    guards={
        "one_invitation": "changed_meanwhile",
        "one_item_a_matter": "changed_meanwhile",
        "one_open_matter": "changed_meanwhile",
        "one_draft_a_period": "report_draft_exists",
        "report.draft_key": "report_draft_exists",
    },
)
