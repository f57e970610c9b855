"""Dated values of casework: guide values, limits, deadlines, and which services work with segments."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from messaging.work import Work
from schemas.casework import SetCaseworkDeadline, SetCaseworkValue, WithdrawCaseworkValue
from services.casework.model import BOOKS, DossierNorm
from services.casework.queries.settings import changes_limits
from services.casework.rules.register import REGISTER
from workflow import registers


def set_value(asked: SetCaseworkValue, work: Work) -> None:
    """Set a dated value."""
    registers.change(work, BOOKS, REGISTER, (asked.name, asked.value, asked.valid_from))
    if changes_limits(asked.name):
        _judge_anew(asked.valid_from, work)


def _judge_anew(day: date, work: Work) -> None:
    """Let everything that is kept about the contact norms be judged again on the day the limits change."""
    later = DossierNorm.turns_on > day
    work.session.execute(update(DossierNorm).where(later).values(turns_on=day))


def set_deadline(asked: SetCaseworkDeadline, work: Work) -> None:
    """Replace the counts of a deadline's stages."""
    registers.change(work, BOOKS, REGISTER, (f"deadline.{asked.kind}", asked.counts, asked.valid_from))


def withdraw_value(asked: WithdrawCaseworkValue, work: Work) -> None:
    """Take back a value that does not hold yet."""
    registers.withdraw(work, BOOKS, asked.name, asked.valid_from)
