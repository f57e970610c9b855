"""The office's own closing days: entered at steering, told to every service that counts working days."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes_calendar import ShiftMode
from schemas.fields import day, hidden, line, tick_box
from schemas.message import Command, Event


class EnterClosing(Command, said="steering.enter_closing", about="closing_id"):
    """Close the office from a day to a day; ``for_all`` where nobody in the region works."""

    closing_id: UUID = hidden()
    first_on: date = day()
    last_on: date = day()
    name_fr: str = line(longest=120)
    name_de: str = line(longest=120)
    for_all: bool = tick_box(default=False)


class EndClosing(Command, said="steering.end_closing", about="closing_id"):
    """Open again earlier: ``last_on`` is the last day that stays closed."""

    closing_id: UUID = hidden()
    row_version: int = hidden()
    last_on: date = day()


class WithdrawClosing(Command, said="steering.withdraw_closing", about="closing_id"):
    """Take back a closing of which no day has passed yet."""

    closing_id: UUID = hidden()
    row_version: int = hidden()


class WorkingDaysSet(Event, said="steering.working_days_set", about="office_id"):
    """From ``valid_from`` on the calendar knows exactly these closings: the n-th of each belong together.

    ``directions`` say where due days move that fall on the n-th day of ``directed_from`` or later.
    """

    office_id: UUID
    valid_from: date
    first_days: tuple[date, ...]
    last_days: tuple[date, ...]
    for_all: tuple[bool, ...]
    directed_from: tuple[date, ...] = ()
    directions: tuple[ShiftMode, ...] = ()
