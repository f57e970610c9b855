"""Who may say what: one table per service, checked in one place before anything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from schemas.actor import Actor, Role
from schemas.message import Command
from schemas.refusal import NotAllowed, NotFound

Scope = Callable[[Mapping[str, Any], Actor], bool]
"""Whether what is asked for lies inside the actor's own part of the house; gets the fields, not the database."""


def anywhere(_: Mapping[str, Any], __: Actor) -> bool:
    """No limit by organisation here; the query or handler narrows by the actor itself."""
    return True


def own(field: str) -> Scope:
    """Only one's own organisation may stand in ``field``; the office and the house may act for all."""

    def own_organisation(asked: Mapping[str, Any], actor: Actor) -> bool:
        named: UUID | None = asked.get(field)
        return named is None or named == actor.organisation_id or actor.is_office or actor.role in _EVERYWHERE

    return own_organisation


_EVERYWHERE = frozenset({Role.SYSTEM, Role.SSIP_ADMIN})


@dataclass(frozen=True)
class Permit:
    """Roles that may, the part of the house they may do it in, and whether reading is written down.

    ``logs`` names the query parameter that holds the id of the personal file read.
    """

    roles: frozenset[Role]
    scope: Scope = anywhere
    logs: str = ""


def allow(*roles: Role, scope: Scope = anywhere, logs: str = "") -> Permit:
    """Return a permit for ``roles``."""
    return Permit(frozenset(roles), scope, logs)


Permissions = Mapping[Any, Permit]
"""Command class or query function -> permit."""


def check(table: Permissions, asked: Any, fields: Mapping[str, Any], actor: Actor) -> Permit:
    """Return the permit; raise NotAllowed for a role without one, NotFound outside the actor's part of the house."""
    permit = table.get(asked)
    name = _name(asked)
    if permit is None or actor.role not in permit.roles:
        raise NotAllowed(name)
    if not permit.scope(fields, actor):
        raise NotFound(name)
    return permit


def _name(asked: Any) -> str:
    if isinstance(asked, type) and issubclass(asked, Command):
        return asked.said
    return str(getattr(asked, "__name__", asked))
