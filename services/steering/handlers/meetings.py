"""Meetings from plan to minutes: planned alone or in series, moved, called, opened, minuted or cancelled."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import func, select

from messaging.clock import ZURICH, day_of
from messaging.work import Work
from schemas.codes_steering import Attendance, InvitationChange, ItemState, MeetingState
from schemas.refusal import Conflict, Objection
from schemas.steering import (
    CallMeeting,
    CancelMeeting,
    MoveMeeting,
    OpenMeeting,
    PlanMeeting,
    PlanSeries,
    RecordAttendance,
    WriteMinutes,
)
from services.steering.handlers.agenda import take_in
from services.steering.handlers.meeting_steps import (
    COURSE,
    circle_on,
    invite,
    owner_of,
    progress,
    refuse,
    take,
    tell_invited,
)
from services.steering.model import BOOKS, AgendaItem, Invited, Meeting, Series
from services.steering.rules import meetings as rules
from workflow import dated
from workflow.moves import write_history

RHYTHM: Final = "meeting_every_months"


def plan_series(asked: PlanSeries, work: Work) -> UUID:
    """Plan the meetings of a series; each can be moved on its own later."""
    every = asked.every_months or dated.value_on(work.session, BOOKS, RHYTHM, work.today)
    known = dated.working_days(work.session, BOOKS, work.today)
    days = rules.series_days(asked.first_on, every, asked.meeting_count, known)
    circle = circle_on(work, asked.first_on)
    invited = rules.meeting_invitees(asked.meeting_kind, circle)
    refuse(
        *_objections_to(asked, asked.first_on, work, accepted=True),
        *rules.invitation_objections(asked.meeting_kind, invited, circle),
    )
    if work.session.get(Series, asked.series_id):
        raise Conflict("series_planned_already")
    row = Series(id=asked.series_id, kind=asked.meeting_kind, title=asked.meeting_title, first_on=asked.first_on)
    row.every_months, row.planned_by = int(every), work.actor.account_id
    work.session.add(row)
    work.session.flush()
    for day in days:
        _plan(uuid5(row.id, day.isoformat()), asked, day, work, series_id=row.id)
        invite(uuid5(row.id, day.isoformat()), invited, work)
    return row.id


def plan_meeting(asked: PlanMeeting, work: Work) -> UUID:
    """Plan one meeting and write down who is invited to it."""
    circle = circle_on(work, asked.meets_on)
    invited = rules.meeting_invitees(asked.meeting_kind, circle) if not asked.invited else frozenset(asked.invited)
    invited |= {circle.office_id}
    refuse(
        *_objections_to(asked, asked.meets_on, work, accepted=asked.accept_day),
        *rules.invitation_objections(asked.meeting_kind, invited, circle),
        *(Objection("invited_unknown", "invited") for _ in sorted(invited - circle.everybody)[:1]),
    )
    if work.session.get(Meeting, asked.meeting_id):
        raise Conflict("meeting_planned_already")
    _plan(asked.meeting_id, asked, asked.meets_on, work)
    invite(asked.meeting_id, invited, work)
    return asked.meeting_id


def _objections_to(asked: Any, day: date, work: Work, *, accepted: bool) -> tuple[Objection, ...]:
    """Return what stands against day and time; a holiday is a warning one can accept."""
    known = dated.working_days(work.session, BOOKS, work.today)
    warnings = () if accepted else rules.meeting_day_warnings(day, known)
    confirm = (Objection("day_to_accept", "accept_day"),) if warnings else ()
    return (
        *rules.meeting_day_objections(day, work.today),
        *warnings,
        *confirm,
        *rules.span_objections(asked.starts_at, asked.ends_at),
    )


def _plan(meeting_id: UUID, asked: Any, day: date, work: Work, series_id: UUID | None = None) -> None:
    span = rules.span_of(day, asked.starts_at, asked.ends_at, ZURICH)
    row = Meeting(
        id=meeting_id,
        kind=asked.meeting_kind,
        series_id=series_id,
        title=asked.meeting_title,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        place=asked.meeting_place,
        state=MeetingState.PLANNED,
        changed_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    COURSE.start(row, work, owner_of(row))


def move_meeting(asked: MoveMeeting, work: Work) -> UUID:
    """Give a meeting another day, time or place; whoever is invited already is told."""
    row = take(work, asked.meeting_id, asked.row_version)
    refuse(*_objections_to(asked, asked.meets_on, work, accepted=asked.accept_day))
    span = rules.span_of(asked.meets_on, asked.starts_at, asked.ends_at, ZURICH)
    called = row.state is MeetingState.CALLED
    work.note("meets_on", day_of(row.starts_at), asked.meets_on)
    row.starts_at, row.ends_at, row.place = span.starts_at, span.ends_at, asked.meeting_place
    progress(row, "move_called" if called else "move", work)
    if called:
        row.sequence += 1
        tell_invited(row, InvitationChange.MOVED, work)
    return row.id


def call_meeting(asked: CallMeeting, work: Work) -> UUID:
    """Build the agenda once more and send the invitations."""
    row = take(work, asked.meeting_id, asked.row_version)
    refuse(*rules.meeting_day_objections(day_of(row.starts_at), work.today))
    progress(row, "call", work)
    take_in(row, work)
    tell_invited(row, InvitationChange.CALLED, work)
    return row.id


def cancel_meeting(asked: CancelMeeting, work: Work) -> UUID:
    """Call a meeting off; who was invited is told."""
    row = take(work, asked.meeting_id, asked.row_version)
    called = row.state is MeetingState.CALLED
    progress(row, "cancel", work, asked.remark)
    if called:
        row.sequence += 1
        tell_invited(row, InvitationChange.CANCELLED, work)
    return row.id


def open_meeting(asked: OpenMeeting, work: Work) -> UUID:
    """Begin the meeting, on its day or later; the agenda takes in what came up since the call."""
    row = take(work, asked.meeting_id, asked.row_version)
    if work.today < day_of(row.starts_at):
        refuse(Objection("meeting_not_yet", None, {"meets_on": day_of(row.starts_at).isoformat()}))
    take_in(row, work)
    progress(row, "open", work)
    return row.id


def record_attendance(asked: RecordAttendance, work: Work) -> UUID:
    """Write down who was there."""
    row = take(work, asked.meeting_id, asked.row_version)
    if row.state is not MeetingState.HELD:
        refuse(Objection("meeting_not_open"))
    present, excused = frozenset(asked.present), frozenset(asked.excused)
    invited = work.session.scalars(select(Invited).where(Invited.meeting_id == row.id)).all()
    strange = (present | excused) - {each.organisation_id for each in invited}
    refuse(
        *rules.attendance_objections(present, excused),
        *(Objection("invited_unknown", "present") for _ in sorted(strange)[:1]),
    )
    for each in invited:
        here = Attendance.PRESENT if each.organisation_id in present else Attendance.ABSENT
        each.attendance = Attendance.EXCUSED if each.organisation_id in excused else here
    row.attended_at, row.attendees = work.now, asked.attendees
    write_history(work, BOOKS, row.id, "meeting.attendance", present=len(present), excused=len(excused))
    return row.id


def write_minutes(asked: WriteMinutes, work: Work) -> UUID:
    """Close the minutes once every point has an end."""
    row = take(work, asked.meeting_id, asked.row_version)
    still_open = (AgendaItem.meeting_id == row.id, AgendaItem.state == ItemState.OPEN)
    count = work.session.scalar(select(func.count()).select_from(AgendaItem).where(*still_open)) or 0
    refuse(*rules.closing_objections(count, attendance_known=row.attended_at is not None))
    row.minutes_remark = asked.minutes_remark
    row.minuted_by, row.minuted_at = work.actor.account_id, work.now
    progress(row, "write_minutes", work)
    return row.id
