"""Who may do what: every command and query of every service by role, read from the permission tables themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, request, url_for

from messaging.permission import Permit, anywhere
from portal.doors import desks, need, say
from portal.page import show
from portal.pages.admin.blueprint import blueprint
from portal.pages.admin.desks import SETTINGS
from portal.pages.admin.wording import asked_in_words, deed_in_words
from portal.parts import Tab
from schemas.actor import Role
from schemas.message import Command

ROLES: Final = tuple(Role)
KINDS: Final = ("commands", "queries")


@dataclass(frozen=True)
class Row:
    """One action or reading, and which roles may."""

    name: str
    words: str
    roles: tuple[bool, ...]
    own_only: bool
    logged: bool


@blueprint.get("/roles")
def matrix() -> Response:
    """Show roles × actions; nothing is written here by hand."""
    need(SETTINGS[0].settings)
    kind = request.args.get("kind", "")
    chosen = kind if kind in KINDS else KINDS[0]
    return show(
        "admin/matrix.html",
        roles=[(each, say(f"code.role.{each.value}")) for each in ROLES],
        sections=[(say(f"admin.desk.{name}"), rows) for name, rows in _sections(chosen) if rows],
        tabs=[Tab(say(f"admin.matrix.{each}"), url_for("admin.matrix", kind=each), each == chosen) for each in KINDS],
    )


def _sections(kind: str) -> Iterator[tuple[str, list[Row]]]:
    for name, desk in desks().items():
        table = desk.wiring.permissions
        rows = [_row(asked, permit) for asked, permit in table.items() if _is_command(asked) == (kind == "commands")]
        yield name, sorted(rows, key=lambda row: row.words.casefold())


def _is_command(asked: Any) -> bool:
    return isinstance(asked, type) and issubclass(asked, Command)


def _row(asked: Any, permit: Permit) -> Row:
    name = asked.said if _is_command(asked) else str(asked.__name__)
    roles = tuple(each in permit.roles for each in ROLES)
    return Row(name, _words(asked, name), roles, permit.scope is not anywhere, bool(permit.logs))


def _words(asked: Any, name: str) -> str:
    """Return how an action is called, or what somebody looks at."""
    if _is_command(asked):
        return deed_in_words(name) or name
    return asked_in_words(f"{asked.__module__.split('.')[1]}.{name}") or name
