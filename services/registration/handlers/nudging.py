"""Small acts on deadlines: reminding whoever owns one, and filing an outcome nobody will ask for any more."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import select

from messaging.clock import ZURICH
from messaging.work import Work
from schemas.refusal import NotFound, Objection, Refused
from schemas.registration import DropOutcome, RemindOwner
from services.registration.handlers.ticks import stage_reached
from services.registration.model import BOOKS
from services.registration.rules.closing import OUTCOME_TIMERS
from workflow import deadlines
from workflow.due import Deadline, open_deadlines
from workflow.moves import write_history
from workflow.table import StageKind

_OUTCOMES = {each.kind: each.kind.rpartition("_")[2] for each in OUTCOME_TIMERS}


def remind_owner(asked: RemindOwner, work: Work) -> UUID:
    """Tell the owner's deadline again as a reminder; a second time on the same day is refused."""
    deadline = _open(asked.deadline_id, work)
    subject = deadline.mandate_id or deadline.subject
    if _is_reminded(deadline, subject, work):
        raise Refused(Objection("reminded_today"))
    write_history(work, BOOKS, subject, "owner_reminded", deadline_kind=deadline.kind)
    stage_reached(deadline, StageKind.REMIND, work)
    return deadline.id


def _is_reminded(deadline: Deadline, subject: UUID, work: Work) -> bool:
    lines, morning = BOOKS.history, datetime.combine(work.today, time(), ZURICH)
    asked = select(lines.c.facts).where(lines.c.subject == subject, lines.c.what == "owner_reminded")
    same_day = asked.where(lines.c.at >= morning)
    return any(each["deadline_kind"] == deadline.kind for each in work.session.scalars(same_day))


def drop_outcome(asked: DropOutcome, work: Work) -> UUID:
    """File one outcome that will not be asked for; the others of the mandate stay."""
    deadline = _open(asked.deadline_id, work)
    if deadline.kind not in _OUTCOMES:
        raise Refused(Objection("outcome_not_asked"))
    deadlines.close(work, BOOKS, deadline.kind, deadline.subject, how="dropped")
    months = _OUTCOMES[deadline.kind]
    write_history(work, BOOKS, deadline.subject, "outcome_dropped", remark=asked.remark, months=months)
    return deadline.id


def _open(deadline_id: UUID, work: Work) -> Deadline:
    """Return an open deadline of the actor's register."""
    table, actor = BOOKS.deadlines, work.actor
    own = [] if actor.is_office else [table.c.owner_organisation_id == actor.organisation_id]
    found = next(iter(open_deadlines(work.session, BOOKS, table.c.id == deadline_id, *own)), None)
    if found is None:
        raise NotFound("deadline")
    return found
