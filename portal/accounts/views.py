"""One's own saved views, in the role of now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select

from messaging.direct_reading import DirectQuestion
from messaging.work import Reading
from portal.accounts.model import SavedView


@dataclass(frozen=True)
class ViewLine:
    """One list as somebody wants to see it again."""

    id: UUID
    name: str
    endpoint: str
    query: str


_ASKED: Any = (
    select(SavedView.id, SavedView.name, SavedView.endpoint, SavedView.query)
    .where(SavedView.account_id == bindparam("account"), SavedView.role == bindparam("role"))
    .order_by(SavedView.name)
)
_MINE: Final = DirectQuestion(_ASKED)
"""They stand in the menu of every page."""


def my_views(reading: Reading) -> tuple[ViewLine, ...]:
    """Return one's own views in the role of now, by name."""
    asked = {"account": reading.actor.account_id, "role": reading.actor.role}
    return tuple(ViewLine(*row) for row in _MINE.rows(reading.session, **asked))
