"""Who asks, and on which day, as gaps in a statement: it is made once for each role and filled in for each person."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Date, Uuid, bindparam

from messaging.work import Reading
from schemas.actor import Actor, Role


def anybody(role: Role) -> Any:
    """Return somebody in a role to make a statement with, as conditions take a ``Reading``: only actor and today."""
    account: Any = bindparam("account", type_=Uuid())
    organisation: Any = bindparam("organisation", type_=Uuid())
    return SimpleNamespace(actor=Actor(account, role, organisation), today=bindparam("today", type_=Date()))


def filled_in(reading: Reading) -> dict[str, Any]:
    """Return what stands in the gaps for the one who asks now."""
    actor = reading.actor
    return {"account": actor.account_id, "organisation": actor.organisation_id, "today": reading.today}
