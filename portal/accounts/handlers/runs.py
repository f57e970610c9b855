"""Runs: asked for, taken, made piece by piece, finished; given up by their owner, dropped when their days are over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, select

from messaging.work import Work
from portal.accounts.model import BOOKS
from portal.accounts.rules.run_course import ATTEMPTS, MOST_OPEN, PRACTICE_DAYS, RUN, SILENT, WAITS, is_silent
from portal.accounts.run_model import Run, RunPiece
from schemas import runs as said
from schemas.accounts import Language
from schemas.actor import Role
from schemas.codes_runs import RunEnd, RunState
from schemas.refusal import Conflict, NotFound, Objection, Refused
from workflow import dated

OPEN = (RunState.WAITING, RunState.RUNNING)


def start_run(asked: said.StartRun, work: Work) -> UUID:
    """Write down what is wished; the same wish a second time is the first one's run."""
    actor = work.actor
    mine = (Run.account_id == actor.account_id, Run.state.in_(OPEN))
    same = (Run.address == asked.address, Run.role == actor.role, Run.organisation_id == actor.organisation_id)
    if twin := work.session.scalar(select(Run.id).where(*mine, *same, Run.file_format == asked.file_format)):
        return twin
    if (work.session.scalar(select(func.count()).select_from(Run).where(*mine)) or 0) >= MOST_OPEN:
        raise Refused(Objection("runs_too_many", facts={"most": MOST_OPEN}))
    row = Run(
        id=asked.run_id,
        account_id=actor.account_id,
        role=actor.role,
        organisation_id=actor.organisation_id,
        language=Language(actor.language),
        address=asked.address,
        list_name=asked.list_name,
        title=asked.list_title[:200],
        file_format=asked.file_format,
        state=RunState.WAITING,
        total=asked.rows,
        asked_at=work.now,
        seen_at=work.now,
    )
    work.session.add(row)
    work.changed.update(list=asked.list_name, format=asked.file_format.value, rows=str(asked.rows))
    work.changed.update(narrowed=asked.narrowed)
    return row.id


def cancel_run(asked: said.CancelRun, work: Work) -> UUID:
    """Give up a run, or the file it made; anybody else's is not found."""
    row = work.session.get(Run, asked.run_id, with_for_update=True)
    if row is None or row.account_id != work.actor.account_id:
        raise NotFound("run")
    _move(work, row, "cancel", work.actor.role)
    _end(work, row)
    return row.id


def take_run(asked: said.TakeRun, work: Work) -> UUID | None:
    """Take the run that has waited longest; one whose makers died too often is ended instead."""
    silent = and_(Run.state == RunState.RUNNING, Run.seen_at <= work.now - SILENT)
    wanted = select(Run).where(or_(Run.state == RunState.WAITING, silent)).order_by(Run.asked_at).limit(1)
    row = work.session.scalars(wanted.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    if row.state is RunState.RUNNING and row.attempts >= ATTEMPTS and is_silent(row.seen_at, work.now):
        _fail(work, row, RunEnd.INTERRUPTED)
        return None
    _move(work, row, "take")
    _forget_pieces(work, row)
    row.holder, row.seen_at, row.done = asked.holder, work.now, 0
    row.attempts += 1
    return row.id


def advance_run(asked: said.AdvanceRun, work: Work) -> None:
    """Note how far it is; a run that was given up meanwhile is refused to its maker."""
    row = _held(work, asked)
    row.done, row.total, row.seen_at = asked.done, asked.total, work.now


def keep_piece(asked: said.KeepPiece, work: Work) -> None:
    """Keep the next piece."""
    row = _held(work, asked)
    work.session.add(RunPiece(run_id=row.id, number=asked.number, content=asked.piece))
    row.size += len(asked.piece)
    row.seen_at = work.now


def finish_run(asked: said.FinishRun, work: Work) -> None:
    """Offer the file, for so many days."""
    row = _held(work, asked)
    _move(work, row, "finish")
    days = dated.value_on(work.session, BOOKS, "run_kept_days", work.today, PRACTICE_DAYS)
    row.file_name, row.content_type = asked.file_name, asked.content_type
    row.done, row.ended_at, row.address, row.holder = row.total, work.now, "", None
    row.kept_until = work.now + timedelta(days=days)


def fail_run(asked: said.FailRun, work: Work) -> None:
    """End the run without a file, and keep why."""
    _fail(work, _held(work, asked), asked.why, asked.reason)


def give_back_run(asked: said.GiveBackRun, work: Work) -> None:
    """Let somebody else begin it anew; stopping in good order is no failed attempt."""
    row = _held(work, asked)
    _move(work, row, "give_back")
    row.holder, row.attempts = None, row.attempts - 1
    _forget_pieces(work, row)


def look_at_runs(work: Work) -> None:
    """End what nobody began for a day, and drop files whose days are over."""
    over = and_(Run.state == RunState.READY, Run.kept_until < work.now)
    alone = and_(Run.state == RunState.WAITING, Run.asked_at < work.now - WAITS)
    for row in work.session.scalars(select(Run).where(or_(over, alone)).with_for_update()):
        if row.state is RunState.WAITING:
            _fail(work, row, RunEnd.NOBODY_CAME)
        else:
            _move(work, row, "expire")
            _end(work, row)


def _held(work: Work, asked: Any) -> Run:
    row = work.session.get(Run, asked.run_id, with_for_update=True)
    if row is None or row.state is not RunState.RUNNING or row.holder != asked.holder:
        raise Conflict
    return row


def _move(work: Work, row: Run, name: str, role: Role = Role.SYSTEM) -> None:
    before = row.state
    row.state = RunState(RUN.next_state(row.state, name, role))
    work.note("state", before.value, row.state.value)


def _fail(work: Work, row: Run, why: RunEnd, reason: str = "") -> None:
    _move(work, row, "fail")
    row.why, row.reason = why, reason
    _end(work, row)


def _end(work: Work, row: Run) -> None:
    row.ended_at, row.address, row.holder = row.ended_at or work.now, "", None
    _forget_pieces(work, row)


def _forget_pieces(work: Work, row: Run) -> None:
    work.session.execute(delete(RunPiece).where(RunPiece.run_id == row.id))
    row.size = 0
