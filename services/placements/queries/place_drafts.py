"""Drafts of places, each only for its author in the organisation of now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from services.placements.model import PlaceDraft


@dataclass(frozen=True)
class PlaceDraftLine:
    """One draft; ``answers`` are plain values by field of PublishPlace."""

    id: UUID
    provider_id: UUID
    answers: Mapping[str, Any]
    saved_at: datetime


def my_place_drafts(reading: Reading) -> tuple[PlaceDraftLine, ...]:
    """Return the actor's drafts, the latest first."""
    mine = select(PlaceDraft).where(PlaceDraft.account_id == reading.actor.account_id)
    rows = reading.session.scalars(mine.order_by(PlaceDraft.saved_at.desc()).limit(50))
    return tuple(_line(row) for row in rows if _is_own(row, reading))


def place_draft(reading: Reading, *, place_id: UUID) -> PlaceDraftLine | None:
    """Return a draft of the actor's; None for one that does not exist (yet) or is somebody else's."""
    row = own_place_draft(reading, place_id)
    return _line(row) if row else None


def own_place_draft(reading: Reading, place_id: UUID) -> PlaceDraft | None:
    """Return the row of a draft that belongs to the actor."""
    row = reading.session.get(PlaceDraft, place_id)
    return row if row is not None and _is_own(row, reading) else None


def _is_own(row: PlaceDraft, reading: Reading) -> bool:
    actor = reading.actor
    return row.account_id == actor.account_id and (actor.is_office or row.provider_id == actor.organisation_id)


def _line(row: PlaceDraft) -> PlaceDraftLine:
    return PlaceDraftLine(row.id, row.provider_id, row.answers, row.saved_at)
