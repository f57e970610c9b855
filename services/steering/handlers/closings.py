"""The calendar: closing days entered, shortened, taken back, and where due days move; each change is told whole."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from messaging.turns import take_turn
from messaging.work import Work
from schemas.accounts import OFFICE_ID
from schemas.refusal import Conflict, NotFound
from schemas.working_days import EndClosing, EnterClosing, WithdrawClosing, WorkingDaysSet
from services.steering.handlers.meeting_steps import refuse
from services.steering.model import BOOKS, OfficeClosing
from services.steering.queries.closings import closings_in_force, directions_set, span_of
from services.steering.rules import closings as rules
from workflow.calendar import Closing, WorkingDays
from workflow.closings import take_over
from workflow.moves import check_version, write_history

_TURN: Final = "closing_days"
"""Every change tells all closings: two at once would each leave the other's out."""


def enter_closing(asked: EnterClosing, work: Work) -> UUID:
    """Close the office on days to come."""
    take_calendar(work)
    known = closings_in_force(work.session)
    span = Closing(asked.first_on, asked.last_on, asked.for_all)
    refuse(*rules.entry_objections(span, map(span_of, known), work.today, WorkingDays()))
    if work.session.get(OfficeClosing, asked.closing_id):
        raise Conflict("closing_entered_already")
    row = OfficeClosing(id=asked.closing_id, first_on=asked.first_on, last_on=asked.last_on, for_all=asked.for_all)
    row.name_fr, row.name_de = asked.name_fr, asked.name_de
    row.entered_by, row.entered_at = work.actor.account_id, work.now
    work.session.add(row)
    _tell(row, work, "enter")
    return row.id


def end_closing(asked: EndClosing, work: Work) -> UUID:
    """Let the office open again earlier than it was entered."""
    row = _take(work, asked.closing_id, asked.row_version)
    refuse(*rules.end_objections(span_of(row), asked.last_on, work.today))
    work.note("last_on", row.last_on, asked.last_on)
    row.last_on = asked.last_on
    _tell(row, work, "end")
    return row.id


def withdraw_closing(asked: WithdrawClosing, work: Work) -> UUID:
    """Take a closing back; what it moved moves back."""
    row = _take(work, asked.closing_id, asked.row_version)
    refuse(*rules.withdrawal_objections(span_of(row), work.today))
    row.withdrawn_at = work.now
    _tell(row, work, "withdraw")
    return row.id


def _take(work: Work, closing_id: UUID, row_version: int) -> OfficeClosing:
    take_calendar(work)
    row = work.session.get(OfficeClosing, closing_id, with_for_update=True)
    if row is None or row.withdrawn_at is not None:
        raise NotFound("closing")
    check_version(row, row_version)
    row.changed_by, row.changed_at = work.actor.account_id, work.now
    return row


def _tell(row: OfficeClosing, work: Work, what: str) -> None:
    work.note("closing", None, f"{row.first_on} / {row.last_on}")
    work.session.flush()
    write_history(work, BOOKS, row.id, f"closing.{what}", first_on=row.first_on, last_on=row.last_on)
    tell_calendar(work)


def take_calendar(work: Work) -> None:
    """Wait until nobody else changes the calendar."""
    take_turn(work.session, _TURN)


def tell_calendar(work: Work) -> None:
    """Let the calendar hold as it stands now, here and in every service."""
    closings = tuple(span_of(each) for each in closings_in_force(work.session))
    directions = directions_set(work.session)
    take_over(work, BOOKS, WorkingDays(closings, directions), work.today)
    work.tell(
        WorkingDaysSet(
            office_id=OFFICE_ID,
            valid_from=work.today,
            first_days=tuple(each.first_on for each in closings),
            last_days=tuple(each.last_on for each in closings),
            for_all=tuple(each.for_all for each in closings),
            directed_from=tuple(each.first_on for each in directions),
            directions=tuple(each.mode for each in directions),
        )
    )
