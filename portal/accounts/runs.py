"""Reads of runs: one's own, in the role of now; and what the maker of the files needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from messaging.work import Reading
from portal.accounts.live import LiveSession
from portal.accounts.model import Account, Membership
from portal.accounts.queries import MembershipLine, is_held_on
from portal.accounts.rules.run_course import SILENT
from portal.accounts.run_model import Run, RunPiece
from schemas.accounts import Language
from schemas.codes_exports import ExportFormat
from schemas.codes_runs import RunEnd, RunState
from schemas.refusal import NotFound

MOST = 100


@dataclass(frozen=True)
class RunLine:
    """One run as its owner sees it."""

    id: UUID
    title: str
    file_format: ExportFormat
    state: RunState
    done: int
    total: int
    asked_at: datetime
    ended_at: datetime | None
    kept_until: datetime | None
    attempts: int
    size: int
    why: RunEnd | None
    reason: str


@dataclass(frozen=True)
class RunFile:
    """A file that can be had."""

    list_name: str
    file_name: str
    content_type: str
    size: int
    pieces: int


@dataclass(frozen=True)
class RunTask:
    """What is to be made, and who it is made for; None where that person may no longer act so."""

    id: UUID
    address: str
    language: Language
    live: LiveSession | None


def my_runs(reading: Reading) -> tuple[RunLine, ...]:
    """Return one's own runs in the role of now, the latest first."""
    asked = select(Run).where(_mine(reading)).order_by(Run.asked_at.desc(), Run.id).limit(MOST)
    return tuple(
        RunLine(
            row.id,
            row.title,
            row.file_format,
            row.state,
            row.done,
            row.total,
            row.asked_at,
            row.ended_at,
            row.kept_until,
            row.attempts,
            row.size,
            row.why,
            row.reason,
        )
        for row in reading.session.scalars(asked)
    )


def _mine(reading: Reading) -> ColumnElement[bool]:
    actor = reading.actor
    return and_(
        Run.account_id == actor.account_id, Run.role == actor.role, Run.organisation_id == actor.organisation_id
    )


def run_file(reading: Reading, *, run_id: UUID) -> RunFile:
    """Return the file of a run of one's own; that it was fetched is written down. NotFound once its days are over."""
    row = _ready(reading, run_id)
    numbers = reading.session.scalars(select(RunPiece.number).where(RunPiece.run_id == row.id)).all()
    return RunFile(row.list_name, row.file_name, row.content_type, row.size, len(numbers))


def run_piece(reading: Reading, *, run_id: UUID, number: int) -> bytes:
    """Return one piece of the file of a run of one's own."""
    row = _ready(reading, run_id)
    found = reading.session.get(RunPiece, (row.id, number))
    if found is None:
        raise NotFound("run_piece")
    return found.content


def _ready(reading: Reading, run_id: UUID) -> Run:
    wanted = (Run.id == run_id, Run.state == RunState.READY, Run.kept_until >= reading.now)
    row = reading.session.scalars(select(Run).where(*wanted, _mine(reading))).first()
    if row is None:
        raise NotFound("run")
    return row


def run_waits(reading: Reading) -> bool:
    """Whether somebody is needed to make a file."""
    silent = and_(Run.state == RunState.RUNNING, Run.seen_at <= reading.now - SILENT)
    asked = select(Run.id).where(or_(Run.state == RunState.WAITING, silent)).limit(1)
    return reading.session.scalar(asked) is not None


def run_task(reading: Reading, *, run_id: UUID) -> RunTask:
    """Return what a run is to make, and the person as they may act today."""
    row = reading.session.get(Run, run_id)
    if row is None:
        raise NotFound("run")
    return RunTask(row.id, row.address, row.language, _standing(reading, row))


def _standing(reading: Reading, row: Run) -> LiveSession | None:
    """Return the owner in the role of the run, None where the account is closed or the role does not hold today."""
    account = reading.session.get(Account, row.account_id)
    asked = select(Membership).where(
        Membership.account_id == row.account_id,
        Membership.role == row.role,
        Membership.organisation_id == row.organisation_id,
        is_held_on(reading.today),
    )
    held = reading.session.scalars(asked.limit(1)).first()
    if account is None or account.disabled_at is not None or held is None:
        return None
    where = (held.organisation_kind, held.organisation_id)
    return LiveSession(
        id=row.id,
        account_id=account.id,
        display_name=account.display_name,
        language=row.language,
        must_change_password=False,
        membership=MembershipLine(held.id, held.role, *where, held.valid_from, held.valid_until, current=True),
        roles=1,
        needs_touch=False,
        has_views=False,
    )
