"""The assignment plan: a proposal for everybody who waits, why each pair or why not, and the way to propose it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, request, url_for

from portal import formats
from portal.doors import ask, language, may, say
from portal.objection_words import words_of
from portal.page import show
from portal.pages.placements import common
from schemas.placements import ProposePerson
from services.placements.queries import plan as queries
from services.placements.queries.planning import Looking

blueprint: Final = Blueprint("plan", __name__, url_prefix="/matching/plan")
_SHOWN: Final = 10
_MOST_DAYS: Final = 730


@blueprint.get("")
def index() -> Response:
    """Show today's plan: who could go where, who is left and why, and what would place more people."""
    looking = _looking()
    found = ask(queries.assignment_plan, looking=looking)
    names = common.people([*(each.mandate_id for each in found.lines), *(each.mandate_id for each in found.left)])
    return show(
        "placements/plan.html",
        plan=found,
        days=_days(looking),
        lines=[(each, common.person(names, each.mandate_id, each.number), _parts(each.parts)) for each in found.lines],
        left=[(each, common.person(names, each.mandate_id, each.number), _change(each)) for each in found.left],
        changes=[(say(f"matching_change.{each.code}"), each) for each in found.changes],
        wanted=[each for each in found.demand if each.demand.fits][:_SHOWN],
        may_propose=may(ProposePerson),
    )


@blueprint.get("/<uuid:mandate_id>/<uuid:place_id>")
def pair(mandate_id: UUID, place_id: UUID) -> Response:
    """Show one person at one place: every failed criterion, the score's parts, and what the plan did instead."""
    looking = _looking()
    found = ask(queries.planned_pair, mandate_id=mandate_id, place_id=place_id, looking=looking)
    names = common.people([mandate_id])
    return show(
        "placements/plan_pair.html",
        pair=found,
        days=_days(looking),
        person=common.person(names, mandate_id, found.number),
        parts=_parts(found.parts),
        reasons=[words_of(each, language()) for each in found.objections],
        back=url_for("plan.index", **_days(looking)),
        may_propose=may(ProposePerson),
    )


def _looking() -> Looking:
    horizon, stay = _number("horizon_days"), _number("stay_days")
    return Looking(Looking().horizon_days if horizon is None else horizon, stay or None)


def _number(name: str) -> int | None:
    sent = request.args.get(name, "")
    return min(int(sent), _MOST_DAYS) if sent.isdecimal() and len(sent) < 7 else None


def _days(looking: Looking) -> dict[str, Any]:
    return {"horizon_days": looking.horizon_days, "stay_days": looking.stay_days}


def _parts(parts: Iterable[tuple[Any, int]]) -> list[tuple[str, int]]:
    return [(formats.code(part, language()), points) for part, points in parts]


def _change(line: queries.LeftLine) -> str:
    if line.change is None:
        return ""
    return say("plan.one_change", change=say(f"matching_change.{line.change.code}"), count=len(line.change.places))
