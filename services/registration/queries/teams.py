"""Who looks after a mandate, requests for another kind, meetings and outcomes, as its file shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from messaging.work import Reading
from schemas.codes import PlaceKind, ReviewCount
from schemas.codes_registration import (
    AppointmentKind,
    AppointmentStanding,
    AppointmentState,
    OutcomeMonth,
    ReorientationState,
    TeamPart,
)
from schemas.refusal import NotFound
from services.registration.model import Appointment, Mandate, OutcomeRecord, Reorientation, TeamMember
from services.registration.queries.reach import mandate_of
from services.registration.rules.appointment_course import APPOINTMENT, interim_review_count, standing


@dataclass(frozen=True)
class TeamLine:
    """One part in a mandate's team; both days included."""

    id: UUID
    part: TeamPart
    account_id: UUID
    valid_from: date
    valid_until: date | None
    is_current: bool


@dataclass(frozen=True)
class ReorientationLine:
    """One request for another kind of place, with its decision."""

    wished_kind: PlaceKind
    before: PlaceKind
    state: ReorientationState
    asked_by: UUID
    asked_at: datetime
    why: str
    decided_by: UUID | None
    decided_at: datetime | None
    remark: str | None


@dataclass(frozen=True)
class AppointmentLine:
    """One meeting; ``standing`` is computed for today, ``steps`` are the wire names of what may be done."""

    id: UUID
    row_version: int
    mandate_id: UUID
    kind: AppointmentKind
    state: AppointmentState
    standing: AppointmentStanding
    meets_on: date
    meets_at: str
    place_text: str
    proposed_by: UUID
    steps: tuple[str, ...]


@dataclass(frozen=True)
class OutcomeLine:
    """What has become of the person so many months after the closing."""

    month: OutcomeMonth
    outcome: str
    remark: str
    recorded_at: datetime
    recorded_by: UUID


def team_of(session: Session, mandate: Mandate, today: date) -> tuple[TeamLine, ...]:
    """Return the team, the current parts first."""
    rows = session.scalars(select(TeamMember).where(TeamMember.mandate_id == mandate.id))
    lines = [
        TeamLine(row.id, row.part, row.account_id, row.valid_from, row.valid_until, _holds(row, today)) for row in rows
    ]
    return tuple(
        sorted(lines, key=lambda each: (not each.is_current, list(TeamPart).index(each.part), each.valid_from))
    )


def _holds(row: TeamMember, today: date) -> bool:
    return row.valid_from <= today and (row.valid_until is None or row.valid_until >= today)


def reorientations_of(session: Session, mandate: Mandate) -> tuple[ReorientationLine, ...]:
    """Return the requests for another kind of place, the latest first."""
    asked = select(Reorientation).where(Reorientation.mandate_id == mandate.id).order_by(Reorientation.asked_at.desc())
    names = ReorientationLine.__dataclass_fields__
    return tuple(ReorientationLine(**{name: getattr(row, name) for name in names}) for row in session.scalars(asked))


def appointments_of(reading: Reading, mandate: Mandate) -> tuple[AppointmentLine, ...]:
    """Return the meetings of a mandate, the latest first."""
    asked = select(Appointment).where(Appointment.mandate_id == mandate.id).order_by(Appointment.meets_on.desc())
    return tuple(appointment_line(reading, row) for row in reading.session.scalars(asked))


def appointment_card(reading: Reading, *, appointment_id: UUID) -> AppointmentLine:
    """Return one meeting of a mandate within reach."""
    row = reading.session.get(Appointment, appointment_id)
    if row is None:
        raise NotFound("appointment")
    mandate_of(reading, row.mandate_id)
    return appointment_line(reading, row)


def appointment_line(reading: Reading, row: Appointment) -> AppointmentLine:
    """Return one meeting as a page shows it to the actor."""
    state = AppointmentState(row.state)
    steps = tuple(each.command for each in APPOINTMENT.allowed(state, reading.actor.role))
    return AppointmentLine(
        row.id,
        row.row_version,
        row.mandate_id,
        AppointmentKind(row.kind),
        state,
        standing(state, row.meets_on, reading.today),
        row.meets_on,
        row.meets_at,
        row.place_text,
        row.proposed_by,
        steps,
    )


def review_count(lines: tuple[AppointmentLine, ...], since: date | None, today: date) -> ReviewCount | None:
    """Return whether the interim reviews held fit the months in the measure; None outside one."""
    if since is None or since > today:
        return None
    held = [
        each
        for each in lines
        if each.kind is AppointmentKind.INTERIM_REVIEW
        and each.state is AppointmentState.SEEN
        and each.meets_on >= since
    ]
    return interim_review_count(len(held), since, today)


def outcomes_of(session: Session, mandate: Mandate) -> tuple[OutcomeLine, ...]:
    """Return what was recorded after the closing, month by month."""
    rows = session.scalars(select(OutcomeRecord).where(OutcomeRecord.mandate_id == mandate.id))
    lines = [OutcomeLine(row.month, row.outcome, row.remark, row.recorded_at, row.recorded_by) for row in rows]
    return tuple(sorted(lines, key=lambda each: int(each.month.value)))
