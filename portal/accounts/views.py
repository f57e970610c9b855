"""One's own saved views, in the role of now."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from portal.accounts.model import SavedView


@dataclass(frozen=True)
class ViewLine:
    """One list as somebody wants to see it again."""

    id: UUID
    name: str
    endpoint: str
    query: str


def my_views(reading: Reading) -> tuple[ViewLine, ...]:
    """Return one's own views in the role of now, by name."""
    actor = reading.actor
    asked = select(SavedView).where(SavedView.account_id == actor.account_id, SavedView.role == actor.role)
    return tuple(
        ViewLine(row.id, row.name, row.endpoint, row.query)
        for row in reading.session.scalars(asked.order_by(SavedView.name))
    )
