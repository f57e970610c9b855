"""Meetings with the person: first interview, trial day, interim review."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes_registration import AppointmentKind, AppointmentState
from schemas.fields import day, hidden, line, prose
from schemas.message import Command, Event


class ProposeAppointment(Command, said="registration.propose_appointment", about="mandate_id"):
    """Somebody proposes a day to meet."""

    appointment_id: UUID = hidden()
    mandate_id: UUID = hidden()
    kind: AppointmentKind
    meets_on: date = day()
    meets_at: str = line(longest=20, default="")
    place_text: str = line(longest=200, default="")
    remark: str = prose(longest=2000, default="")


class ConfirmAppointment(Command, said="registration.confirm_appointment", about="appointment_id"):
    """The other side has agreed."""

    appointment_id: UUID = hidden()
    row_version: int = hidden()


class MoveAppointment(Command, said="registration.move_appointment", about="appointment_id"):
    """Another day is proposed; it has to be confirmed again."""

    appointment_id: UUID = hidden()
    row_version: int = hidden()
    meets_on: date = day()
    meets_at: str = line(longest=20, default="")
    remark: str = prose(longest=2000, default="")


class RecordSeen(Command, said="registration.record_seen", about="appointment_id"):
    """The person came."""

    appointment_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=4000, default="")


class RecordExcused(Command, said="registration.record_excused", about="appointment_id"):
    """The person did not come and had said so."""

    appointment_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class RecordNoShow(Command, said="registration.record_no_show", about="appointment_id"):
    """The person did not come and nobody knew why."""

    appointment_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000, default="")


class RevokeAppointment(Command, said="registration.revoke_appointment", about="appointment_id"):
    """The meeting is called off by those who proposed it."""

    appointment_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class AppointmentChanged(Event, said="registration.appointment_changed", about="appointment_id"):
    """An appointment was proposed, confirmed, moved, held or called off."""

    appointment_id: UUID
    mandate_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    coordinator_id: UUID | None = None
    provider_id: UUID | None = None
    kind: AppointmentKind
    state: AppointmentState
    meets_on: date
