"""Reads the audit trail a service keeps of every act: who, as what, what, about which record, from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select

from messaging.clock import ZURICH
from messaging.ledger import Ledger
from messaging.work import Reading

READS = "read:"
"""Begins the act of somebody who opened a personal file."""


@dataclass(frozen=True)
class Act:
    """One line of the trail."""

    seq: int
    at: datetime
    account_id: UUID
    role: str
    organisation_id: UUID
    act: str
    subject: UUID | None
    outcome: str
    trace_id: str
    changed: Mapping[str, str]


@dataclass(frozen=True)
class ActFilter:
    """What of the trail is wanted; days are days in Bienne, both included."""

    account_id: UUID | None = None
    subject: UUID | None = None
    act: str = ""
    since: date | None = None
    until: date | None = None
    trace_id: str = ""


def acts(reading: Reading, ledger: Ledger, wanted: ActFilter, before: int | None, most: int) -> tuple[Act, ...]:
    """Return at most ``most`` acts, the latest first, those with a smaller number than ``before``; one statement."""
    table = ledger.audit
    asked = select(table).where(*_conditions(table, wanted)).order_by(table.c.seq.desc()).limit(most)
    if before is not None:
        asked = asked.where(table.c.seq < before)
    return tuple(_act(row) for row in reading.session.execute(asked))


def _conditions(table: Table, wanted: ActFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.account_id is not None:
        found.append(table.c.account_id == wanted.account_id)
    if wanted.subject is not None:
        found.append(table.c.subject == wanted.subject)
    if wanted.act:
        found.append(table.c.act.contains(wanted.act, autoescape=True))
    if wanted.since is not None:
        found.append(table.c.at >= _begin(wanted.since))
    if wanted.until is not None:
        found.append(table.c.at < _begin(wanted.until + timedelta(days=1)))
    if wanted.trace_id:
        found.append(table.c.trace_id == wanted.trace_id)
    return found


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZURICH)


def _act(row: Any) -> Act:
    whole = (row.seq, row.at, row.account_id, row.role, row.organisation_id, row.act, row.subject)
    return Act(*whole, outcome=row.outcome, trace_id=row.trace_id, changed=row.changed or {})
