"""Letting a deadline rest for a reason."""

from __future__ import annotations

from uuid import UUID

from messaging.work import Work
from schemas.refusal import NotFound, Objection, Refused
from schemas.registration import SnoozeDeadline
from services.registration.model import BOOKS
from services.registration.queries.codes import deadlines
from workflow.deadlines import snooze


def snooze_deadline(asked: SnoozeDeadline, work: Work) -> UUID:
    """Put the alert off until a day; the due day itself stays where it is."""
    if asked.until <= work.today:
        raise Refused(Objection("day_in_past", "until"))
    if asked.deadline_id not in {each.id for each in deadlines(work)}:
        raise NotFound("deadline")
    snooze(work, BOOKS, asked.deadline_id, asked.until, asked.remark)
    return asked.deadline_id
