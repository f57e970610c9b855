"""The dated values of steering."""

from __future__ import annotations

from messaging.work import Work
from schemas.steering import SetSteeringValue, WithdrawSteeringValue
from services.steering.handlers.closings import take_calendar, tell_calendar
from services.steering.model import BOOKS
from services.steering.rules.register import DUE_ON_HOLIDAY, REGISTER
from workflow import registers


def set_value(asked: SetSteeringValue, work: Work) -> None:
    """Let a value hold from a day on; where due days move is told to every service that counts days."""
    if asked.name == DUE_ON_HOLIDAY:
        take_calendar(work)
    registers.change(work, BOOKS, REGISTER, (asked.name, asked.value, asked.valid_from))
    if asked.name == DUE_ON_HOLIDAY:
        tell_calendar(work)


def withdraw_value(asked: WithdrawSteeringValue, work: Work) -> None:
    """Take back a value that does not hold yet."""
    if asked.name == DUE_ON_HOLIDAY:
        take_calendar(work)
    registers.withdraw(work, BOOKS, asked.name, asked.valid_from)
    if asked.name == DUE_ON_HOLIDAY:
        tell_calendar(work)
