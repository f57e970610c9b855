"""Choosing the role and organisation one acts in; one at a time."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import Blueprint, Response
from werkzeug.wrappers import Response as Answer

from portal import organisations
from portal.accounts.queries import my_memberships
from portal.doors import ask, do, say, who
from portal.page import leave, show
from schemas.accounts import SwitchMembership

blueprint: Final = Blueprint("roles", __name__)


@blueprint.get("/roles")
def index() -> Response:
    """Show the roles one may act in today."""
    lines = [
        (each, say(f"code.role.{each.role.value}"), organisations.name_of(each.organisation_kind, each.organisation_id))
        for each in ask(my_memberships)
    ]
    return show("accounts/roles.html", lines=lines, now_in=who().live.membership.id)


@blueprint.post("/roles/<uuid:membership_id>")
def choose(membership_id: UUID) -> Answer:
    """Act in this role from now on."""
    do(SwitchMembership(session_id=who().live.id, membership_id=membership_id))
    return leave("today.index", text=say("done.role_chosen"))
