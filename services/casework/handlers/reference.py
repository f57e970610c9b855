"""Dated values of casework: guide values, limits, deadlines, and which services work with segments."""

from __future__ import annotations

from messaging.work import Work
from schemas.casework import SetCaseworkDeadline, SetCaseworkValue, WithdrawCaseworkValue
from services.casework.model import BOOKS
from services.casework.rules.register import REGISTER
from workflow import registers


def set_value(asked: SetCaseworkValue, work: Work) -> None:
    """Set a dated value."""
    registers.change(work, BOOKS, REGISTER, (asked.name, asked.value, asked.valid_from))


def set_deadline(asked: SetCaseworkDeadline, work: Work) -> None:
    """Replace the counts of a deadline's stages."""
    registers.change(work, BOOKS, REGISTER, (f"deadline.{asked.kind}", asked.counts, asked.valid_from))


def withdraw_value(asked: WithdrawCaseworkValue, work: Work) -> None:
    """Take back a value that does not hold yet."""
    registers.withdraw(work, BOOKS, asked.name, asked.valid_from)
