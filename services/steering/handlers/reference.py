"""The dated values of steering."""

from __future__ import annotations

from messaging.work import Work
from schemas.steering import SetSteeringValue, WithdrawSteeringValue
from services.steering.model import BOOKS
from services.steering.rules.register import REGISTER
from workflow import registers


def set_value(asked: SetSteeringValue, work: Work) -> None:
    """Let a value hold from a day on."""
    registers.change(work, BOOKS, REGISTER, (asked.name, asked.value, asked.valid_from))


def withdraw_value(asked: WithdrawSteeringValue, work: Work) -> None:
    """Take back a value that does not hold yet."""
    registers.withdraw(work, BOOKS, asked.name, asked.valid_from)
