"""The office's calendar: closing days with who entered them, where due days move, what a change would move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from messaging.clock import day_of
from messaging.work import Reading
from schemas.codes_steering import MeetingState
from schemas.refusal import Objection
from services.steering.model import BOOKS, Meeting, OfficeClosing
from services.steering.rules import closings as rules
from services.steering.rules.register import DUE_ON_HOLIDAY, directions_of
from workflow import closings as moving
from workflow.calendar import BERNESE, Closing, Direction, WorkingDays
from workflow.closings import Moves
from workflow.settings import Value


@dataclass(frozen=True, kw_only=True)
class ClosingLine:
    """One closing as it was entered; ``withdrawn_at`` where it was taken back."""

    id: UUID
    row_version: int
    first_on: date
    last_on: date
    name_fr: str
    name_de: str
    for_all: bool
    entered_by: UUID
    entered_at: datetime
    changed_by: UUID | None
    changed_at: datetime | None
    withdrawn_at: datetime | None

    def name(self, language: str) -> str:
        """Return its name."""
        return self.name_de if language == "de" else self.name_fr


@dataclass(frozen=True)
class MeetingThen:
    """A meeting that would fall on a closed day; it stays where it is until somebody moves it."""

    id: UUID
    title: str
    meets_on: date


NOTHING: Final = Moves()


@dataclass(frozen=True)
class ClosingPreview:
    """What speaks against a change, the calendar as it would stand, and what steering itself would move."""

    objections: tuple[Objection, ...] = ()
    days: WorkingDays = BERNESE
    moves: Moves = NOTHING
    meetings: tuple[MeetingThen, ...] = ()


def closings(reading: Reading) -> tuple[ClosingLine, ...]:
    """Return every closing that was ever entered, the latest first."""
    asked = select(OfficeClosing).order_by(OfficeClosing.first_on.desc(), OfficeClosing.entered_at.desc())
    return tuple(_line(row) for row in reading.session.scalars(asked))


def _line(row: OfficeClosing) -> ClosingLine:
    return ClosingLine(**{each.name: getattr(row, each.name) for each in fields(ClosingLine)})


def closings_in_force(session: Session) -> Sequence[OfficeClosing]:
    """Return the closings that were not taken back, by their days."""
    still = OfficeClosing.withdrawn_at.is_(None)
    return session.scalars(select(OfficeClosing).where(still).order_by(OfficeClosing.first_on)).all()


def span_of(row: OfficeClosing) -> Closing:
    """Return the days of a closing."""
    return Closing(row.first_on, row.last_on, row.for_all)


def directions_set(session: Session) -> tuple[Direction, ...]:
    """Return where due days move from which day on, as it was set."""
    return directions_of(_chosen(session))


def _chosen(session: Session) -> dict[date, Value]:
    table = BOOKS.values
    asked = select(table.c.valid_from, table.c.value).where(table.c.name == DUE_ON_HOLIDAY)
    return {row.valid_from: row.value for row in session.execute(asked)}


def direction_preview(reading: Reading, *, value: Value, valid_from: date) -> ClosingPreview:
    """Return what another direction of due days from a day on would move."""
    directions = directions_of({**_chosen(reading.session), valid_from: value})
    closed = tuple(map(span_of, closings_in_force(reading.session)))
    return _moved(reading, WorkingDays(closed, directions))


def closing_preview(reading: Reading, *, first_on: date, last_on: date, for_all: bool = False) -> ClosingPreview:
    """Return what entering a closing would do."""
    known = tuple(map(span_of, closings_in_force(reading.session)))
    asked = Closing(first_on, last_on, for_all)
    against = rules.entry_objections(asked, known, reading.today, WorkingDays())
    return ClosingPreview(against) if against else _previewed(reading, (*known, asked), asked)


def reopening_preview(reading: Reading, *, closing_id: UUID, last_on: date | None) -> ClosingPreview:
    """Return what ending a closing earlier would do; None takes it back."""
    rows = {row.id: span_of(row) for row in closings_in_force(reading.session)}
    before = rows.pop(closing_id, None)
    if before is None:
        return ClosingPreview((Objection("closing_withdrawn"),))
    if last_on is None:
        against = rules.withdrawal_objections(before, reading.today)
    else:
        against = rules.end_objections(before, last_on, reading.today)
        rows[closing_id] = Closing(before.first_on, last_on, before.for_all)
    return ClosingPreview(against) if against else _previewed(reading, tuple(rows.values()), None)


def _previewed(reading: Reading, after: tuple[Closing, ...], added: Closing | None) -> ClosingPreview:
    meetings = _meetings_on(reading, added) if added else ()
    return replace(_moved(reading, WorkingDays(after, directions_set(reading.session))), meetings=meetings)


def _moved(reading: Reading, days: WorkingDays) -> ClosingPreview:
    return ClosingPreview(days=days, moves=moving.moves(reading, BOOKS, days))


def _meetings_on(reading: Reading, closed: Closing) -> tuple[MeetingThen, ...]:
    ahead = Meeting.state.in_((MeetingState.PLANNED, MeetingState.CALLED))
    asked = select(Meeting.id, Meeting.title, Meeting.starts_at).where(ahead).order_by(Meeting.starts_at)
    found = (MeetingThen(row.id, row.title, day_of(row.starts_at)) for row in reading.session.execute(asked))
    return tuple(each for each in found if closed.holds_on(each.meets_on))
