"""The nightly check: every rule of every service with its last result, what breaks it, and what to do about it."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, current_app, url_for
from werkzeug.wrappers import Response as Answer

from portal.cells import Cell, Column, badge, link
from portal.doors import ask, do, has_desk, may, need, say
from portal.formats import moment
from portal.lists import Listing, answer, whole
from portal.page import leave
from schemas.consistency import CHECKS, CheckSteering
from services.notifications.queries.mails import mails_waiting
from services.steering.queries.consistency import FindingLine, RunLine, last_checks, past_checks
from workflow.consistency import NOBODY

blueprint: Final = Blueprint("consistency", __name__, url_prefix="/consistency")
_PAGES: Final = {
    "mandate_without_timer": ("mandates.detail", "mandate_id"),
    "mandate_with_two_phases": ("mandates.detail", "mandate_id"),
    "ended_mandate_with_deadline": ("mandates.detail", "mandate_id"),
    "placement_without_seat": ("placed.detail", "placement_id"),
    "placement_without_timer": ("placed.detail", "placement_id"),
    "place_without_timer": ("places.detail", "place_id"),
    "meeting_without_timer": ("meetings.detail", "meeting_id"),
    "meeting_without_guests": ("meetings.detail", "meeting_id"),
}
"""The page of the record that breaks a rule, where it has one; everything else is named by its id."""
_NO_SERVER: Final = "mail_server_missing"


@blueprint.get("")
def index() -> Response:
    """Show the last check of every service and the records that break a rule."""
    need(last_checks)
    runs = ask(last_checks)
    return answer(
        "steering/consistency.html",
        _rule_list(runs),
        _finding_list(runs),
        _past_list(),
        ran=bool(runs),
        found=sum(each.found for each in runs),
        may_run=may(CheckSteering),
    )


def _rule_list(runs: tuple[RunLine, ...]) -> Listing:
    names = ("service", "invariant", "formula", "result", "last")
    kinds = {"invariant": "lead", names[-1]: "tight"}
    columns = [Column(say(f"consistency.{name}"), kind=kinds.get(name, "")) for name in names]
    rows = whole([row for each in runs for row in _rules(each)])
    return Listing("steering.rules", say("menu.consistency"), columns, rows, empty=say("consistency.never"))


def _rules(run: RunLine) -> list[list[Cell]]:
    broken = Counter(each.invariant for each in run.findings)
    return [
        [
            _service(run.service),
            say(f"invariant.{code}.name"),
            say(f"invariant.{code}.formula"),
            _result(broken[code]),
            moment(run.at),
        ]
        for code in run.checked
    ]


def _result(broken: int) -> Cell:
    if broken:
        return badge("danger", say("consistency.broken", count=broken))
    return badge("success", say("consistency.holds"))


def _finding_list(runs: tuple[RunLine, ...]) -> Listing:
    columns = [Column(say(f"consistency.{name}")) for name in ("service", "invariant", "record", "todo")]
    rows = whole([_finding(finding) for each in runs for finding in each.findings])
    well = say("consistency.all_well")
    return Listing("steering.findings", say("consistency.findings"), columns, rows, empty=well)


def _past_list() -> Listing:
    words = ("consistency.last", "consistency.service", "consistency.rules", "consistency.findings")
    columns = [Column(say(name), numeric=place > 1) for place, name in enumerate(words)]
    rows: list[list[Cell]] = [
        [moment(each.at), _service(each.service), len(each.checked), each.found] for each in ask(past_checks)
    ]
    return Listing("steering.past", say("consistency.past"), columns, whole(rows))


def _finding(each: FindingLine) -> list[Cell]:
    name = say(f"invariant.{each.invariant}.name")
    return [_service(each.service), name, _record(each), say(f"invariant.{each.invariant}.todo")]


def _record(each: FindingLine) -> Cell:
    if each.invariant == _NO_SERVER and has_desk("notifications") and may(mails_waiting):
        return say("consistency.mails_waiting", count=ask(mails_waiting))
    if each.subject_id == NOBODY:
        return say("consistency.whole")
    endpoint, parameter = _PAGES.get(each.invariant, ("", ""))
    if endpoint not in current_app.view_functions:
        return str(each.subject_id)
    return link(address_of(endpoint, parameter, each.subject_id), str(each.subject_id)[:8])


def address_of(endpoint: str, parameter: str, subject_id: UUID) -> str:
    """Return the page of one record."""
    values: dict[str, Any] = {parameter: subject_id}
    return url_for(endpoint, **values)


def _service(name: str) -> str:
    return say(f"operations.service.{name}")


@blueprint.post("/run")
def run() -> Answer:
    """Let every service prove its rules now."""
    need(CheckSteering)
    for name, command in CHECKS.items():
        if has_desk(name):
            do(command())
    return leave("consistency.index", text=say("consistency.run_done"))
