"""Keeping and forgetting one's own views of lists."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, func, select

from messaging.work import Work
from portal.accounts.model import SavedView
from schemas.refusal import NotFound, Objection, Refused
from schemas.views import DropView, SaveView

MOST = 50
"""Views one person keeps in one role; more would be no help."""


def save_view(asked: SaveView, work: Work) -> UUID:
    """Keep a view; one of the same name is replaced."""
    mine = (SavedView.account_id == work.actor.account_id, SavedView.role == work.actor.role)
    work.session.execute(delete(SavedView).where(*mine, SavedView.name == asked.view_name))
    if (work.session.scalar(select(func.count()).where(*mine)) or 0) >= MOST:
        raise Refused(Objection("views_too_many", "view_name", {"most": MOST}))
    row = SavedView(
        id=asked.view_id,
        account_id=work.actor.account_id,
        role=work.actor.role,
        name=asked.view_name,
        endpoint=asked.endpoint,
        query=asked.query,
        saved_at=work.now,
    )
    work.session.add(row)
    return row.id


def drop_view(asked: DropView, work: Work) -> None:
    """Forget a view of one's own; anybody else's is not found."""
    row = work.session.get(SavedView, asked.view_id)
    if row is None or row.account_id != work.actor.account_id:
        raise NotFound("view")
    work.session.delete(row)
