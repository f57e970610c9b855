"""Waiting lists in order, and the reason of every entry, move and exit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes import PlaceKind
from schemas.codes_placements import WaitingEvent
from services.placements.model import Seeker, WaitingLine
from services.placements.queries.lines import WHOLE, Cut, Page, cut_from, filled
from services.placements.queries.ranking import ranking_of, waiting_rows
from services.placements.queries.reach import found, reachable
from services.placements.rules.waiting_list import Ranked, ScorePart


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """One line of a waiting list; the rank counts everybody, also people the actor may not see."""

    rank: int
    score: int
    parts: tuple[ScorePart, ...]
    since: date
    parked_until: date | None
    mandate_id: UUID
    number: str
    social_service_id: UUID


@dataclass(frozen=True, kw_only=True)
class WaitingHappening:
    """One entry, move or exit with its reason."""

    group: PlaceKind
    event: WaitingEvent
    reason: str
    rank: int | None
    score: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class WaitingMove(WaitingHappening):
    """The same in the log of a whole list: it names the person's mandate."""

    mandate_id: UUID
    number: str


def waiting_list(reading: Reading, *, group: PlaceKind, cut: Cut = WHOLE) -> Page[WaitingRow]:
    """Return the people within reach who wait for one kind of place, in order."""
    rows = waiting_rows(reading, group, reachable(Seeker, reading.actor))
    known = {row.mandate_id: row for row in rows if row.is_shown}
    order = [each for each in ranking_of(reading, rows) if each.waiting.mandate_id in known]
    shown = order[cut.offset : cut.offset + cut.limit]
    return Page(tuple(_row(each, known[each.waiting.mandate_id]) for each in shown), len(order))


def _row(line: Ranked, known: Any) -> WaitingRow:
    return WaitingRow(
        rank=line.rank,
        score=line.score,
        parts=line.parts,
        since=line.waiting.since,
        parked_until=line.waiting.parked_until,
        mandate_id=line.waiting.mandate_id,
        number=known.name,
        social_service_id=known.service_id,
    )


def waiting_history(reading: Reading, *, mandate_id: UUID) -> tuple[WaitingHappening, ...]:
    """Return how one person came on, moved on and left the lists."""
    found(reading, Seeker, mandate_id, "mandate")
    asked = select(WaitingLine).where(WaitingLine.mandate_id == mandate_id).order_by(WaitingLine.seq)
    return tuple(filled(WaitingHappening, row) for row in reading.session.scalars(asked))


def waiting_log(reading: Reading, *, group: PlaceKind, cut: Cut = WHOLE) -> Page[WaitingMove]:
    """Return who came on, moved on and left one list, with the reason, newest first; only people within reach."""
    asked = (
        select(WaitingLine, Seeker.number)
        .join(Seeker, Seeker.mandate_id == WaitingLine.mandate_id)
        .where(WaitingLine.group == group, reachable(Seeker, reading.actor))
        .order_by(WaitingLine.seq.desc())
    )
    rows, total = cut_from(reading, asked, cut)
    return Page(tuple(filled(WaitingMove, row.WaitingLine, row) for row in rows), total)
