"""What is said about meetings: planned, called, held, minuted; each decision is the owning service's own command."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from schemas.actor import OrganisationKind
from schemas.codes_steering import InvitationChange, MeetingKind, MeetingState, Way
from schemas.fields import chosen, code, day, hidden, line, prose, several, tick_box, whole
from schemas.message import Command, Event


class PlanSeries(Command, said="steering.plan_series", about="series_id"):
    """Plan meetings at a rhythm; every day falls on a working day. Without a rhythm the configured one holds."""

    series_id: UUID = hidden()
    meeting_kind: MeetingKind
    meeting_title: str = line(longest=120)
    first_on: date = day()
    meeting_count: int = whole(minimum=1, maximum=24)
    every_months: int | None = whole(minimum=1, maximum=12, default=None)
    starts_at: str = line(longest=5)
    ends_at: str = line(longest=5)
    meeting_place: str = line(longest=200, default="")


class PlanMeeting(Command, said="steering.plan_meeting", about="meeting_id"):
    """Plan one meeting. Coordination invites everybody; a case conference those who are chosen."""

    meeting_id: UUID = hidden()
    meeting_kind: MeetingKind
    meeting_title: str = line(longest=120)
    meets_on: date = day()
    starts_at: str = line(longest=5)
    ends_at: str = line(longest=5)
    meeting_place: str = line(longest=200, default="")
    invited: tuple[UUID, ...] = several("social_services")
    accept_day: bool = tick_box(default=False)


class MoveMeeting(Command, said="steering.move_meeting", about="meeting_id"):
    """Another day, time or place; whoever is invited already hears of it."""

    meeting_id: UUID = hidden()
    row_version: int = hidden()
    meets_on: date = day()
    starts_at: str = line(longest=5)
    ends_at: str = line(longest=5)
    meeting_place: str = line(longest=200, default="")
    accept_day: bool = tick_box(default=False)


class CallMeeting(Command, said="steering.call_meeting", about="meeting_id"):
    """Send the invitations with the agenda as it stands."""

    meeting_id: UUID = hidden()
    row_version: int = hidden()


class CancelMeeting(Command, said="steering.cancel_meeting", about="meeting_id"):
    """The meeting does not take place; its open points go on to the next one."""

    meeting_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class OpenMeeting(Command, said="steering.open_meeting", about="meeting_id"):
    """The meeting begins: from now on decisions are entered, one by one."""

    meeting_id: UUID = hidden()
    row_version: int = hidden()


class RecordAttendance(Command, said="steering.record_attendance", about="meeting_id"):
    """Who was there, who is excused; whoever is named in neither was absent."""

    meeting_id: UUID = hidden()
    row_version: int = hidden()
    present: tuple[UUID, ...] = several("invited")
    excused: tuple[UUID, ...] = several("invited")
    attendees: str = prose(longest=2000, default="")


class WriteMinutes(Command, said="steering.write_minutes", about="meeting_id"):
    """Close the minutes: every point is decided, noted or carried."""

    meeting_id: UUID = hidden()
    row_version: int = hidden()
    minutes_remark: str = prose(longest=4000, default="")


# --- the agenda --------------------------------------------------------------------------------------------------


class RefreshAgenda(Command, said="steering.refresh_agenda", about="meeting_id"):
    """Take in what has come up since, and take off what is settled."""

    meeting_id: UUID = hidden()
    row_version: int = hidden()


class AddAgendaItem(Command, said="steering.add_agenda_item", about="meeting_id"):
    """Put something else on the agenda."""

    meeting_id: UUID = hidden()
    row_version: int = hidden()
    item_id: UUID = hidden()
    item_title: str = line(longest=200)


class RemoveAgendaItem(Command, said="steering.remove_agenda_item", about="item_id"):
    """Take a point off the agenda, saying why; it stays visible as taken off."""

    item_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=1000)


class ShiftAgendaItem(Command, said="steering.shift_agenda_item", about="item_id"):
    """Deal with a point one place earlier or later."""

    item_id: UUID = hidden()
    row_version: int = hidden()
    way: Way = hidden()


class RecordMeetingDecision(Command, said="steering.record_meeting_decision", about="item_id"):
    """Write down that the meeting has taken a transition on one case; ``act`` is the command that carried it."""

    item_id: UUID = hidden()
    act: str = code()
    justification: str = prose(longest=4000)


class NoteAgendaItem(Command, said="steering.note_agenda_item", about="item_id"):
    """Write down what was said on a point that needs no transition."""

    item_id: UUID = hidden()
    row_version: int = hidden()
    item_note: str = prose(longest=4000)


class CarryAgendaItem(Command, said="steering.carry_agenda_item", about="item_id"):
    """A point goes on to the next meeting."""

    item_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=1000)


class AddOpenPoint(Command, said="steering.add_open_point", about="meeting_id"):
    """Somebody undertakes to do something by a day; until it is done it stands on every next agenda."""

    meeting_id: UUID = hidden()
    point_id: UUID = hidden()
    point_text: str = prose(longest=1000)
    organisation_id: UUID = chosen("invited")
    point_due_on: date | None = day(default=None)


class SettleOpenPoint(Command, said="steering.settle_open_point", about="point_id"):
    """An open point is done."""

    point_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=1000, default="")


class SetSteeringValue(Command, said="steering.set_value"):
    """Set a dated value (rhythm of meetings, days of a deadline); None takes it back to "not configured"."""

    name: str = code()
    value: int | None = None
    valid_from: date = day()


class WithdrawSteeringValue(Command, said="steering.withdraw_value"):
    """Take back a value that does not hold yet."""

    name: str = code()
    valid_from: date = day()


# --- what has happened -------------------------------------------------------------------------------------------


class MeetingInvitation(Event, said="steering.meeting_invitation", about="meeting_id"):
    """One organisation is invited, or what it was invited to has moved or is off; ``sequence`` counts the changes."""

    meeting_id: UUID
    organisation_id: UUID
    organisation_kind: OrganisationKind
    kind: MeetingKind
    change: InvitationChange
    starts_at: datetime
    ends_at: datetime
    sequence: int


class MeetingProgressed(Event, said="steering.meeting_progressed", about="meeting_id"):
    """A meeting has come one step further."""

    meeting_id: UUID
    state: MeetingState
