"""Dated values of casework: guide values, limits, deadlines, and which services work with segments."""

from __future__ import annotations

from messaging.work import Work
from schemas.casework import SetCaseworkDeadline, SetCaseworkValue
from services.casework.model import BOOKS
from workflow import dated


def set_value(asked: SetCaseworkValue, work: Work) -> None:
    """Set a dated value."""
    dated.set_value(work, BOOKS, asked.name, asked.valid_from, asked.value)


def set_deadline(asked: SetCaseworkDeadline, work: Work) -> None:
    """Replace the counts of a deadline's stages."""
    dated.set_value(work, BOOKS, f"deadline.{asked.kind}", asked.valid_from, list(asked.counts))
