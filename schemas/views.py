"""Filters of a list that somebody has given a name; kept by the accounts, because they are nobody else's."""

from __future__ import annotations

from uuid import UUID

from schemas.fields import code, hidden, line
from schemas.message import Command


class SaveView(Command, said="accounts.save_view", about="view_id"):
    """Keep a list as it is narrowed, sorted and cut now, under a name of one's own."""

    view_id: UUID = hidden()
    view_name: str = line(longest=60)
    endpoint: str = code()
    query: str = line(longest=1000, default="")


class DropView(Command, said="accounts.drop_view", about="view_id"):
    """Forget one's own view."""

    view_id: UUID = hidden()
