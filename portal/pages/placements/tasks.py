"""What placements has for Today: the deadlines of the person who looks, each with its one button."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from flask import url_for

from portal.areas import Count, TodayLines
from portal.doors import actor, ask, language, may, say, today
from portal.pages.placements import common
from portal.parts import Task
from schemas.actor import Role
from schemas.words import is_known
from services.placements.queries.proposals import ProposalFilter, proposals
from services.placements.queries.registers import placements_deadlines
from workflow.deadlines import Deadline

_PAGES: Final[Mapping[str, tuple[str, str]]] = {
    "place": ("places.detail", "place_id"),
    "proposal": ("proposals.detail", "proposal_id"),
    "placement": ("placed.detail", "placement_id"),
    "report": ("interim_reports.detail", "report_id"),
    "presence": ("presence.detail", "month_id"),
}
_ABOUT: Final[Mapping[str, str]] = {
    "place_confirmed": "place",
    "stale_place_confirmed": "place",
    "proposal_answered": "proposal",
    "acknowledged_proposal_answered": "proposal",
    "interview_answered": "proposal",
    "trial_answered": "proposal",
    "decline_decided": "proposal",
    "placement_started": "placement",
    "placement_end": "placement",
    "interim_report_written": "report",
    "interim_report_finished": "report",
    "interim_report_read": "report",
    "interim_report_corrected": "report",
    "presence_submitted": "presence",
    "presence_locked": "presence",
    "presence_corrected": "presence",
}
_SOON: Final = timedelta(days=14)


def lines() -> TodayLines:
    """Return what this person has to do, what waits for others, and the next fourteen days."""
    if not may(placements_deadlines):
        return TodayLines()
    found = [each for each in ask(placements_deadlines) if each.kind in _ABOUT]
    names = common.people(each.mandate_id for each in found if each.mandate_id)
    mine = [each for each in found if _is_mine(each)]
    others = [each for each in found if not _is_mine(each) and each.reached]
    act = [_task(each, names) for each in mine if each.due_on <= today() or _acts_at_once(each)]
    soon = [_task(each, names) for each in mine if _is_soon(each)]
    return TodayLines(act=act, waiting=[_task(each, names) for each in others], soon=soon)


def _is_mine(deadline: Deadline) -> bool:
    role = actor().role
    if deadline.owner_role == Role.SSIP_COORDINATOR.value:
        return role in (Role.SSIP_COORDINATOR, Role.SSIP_HEAD)
    return deadline.owner_role == role.value


def _acts_at_once(deadline: Deadline) -> bool:
    return _ABOUT[deadline.kind] in ("proposal", "report") or bool(deadline.reached)


def _is_soon(deadline: Deadline) -> bool:
    return today() < deadline.due_on <= today() + _SOON and not _acts_at_once(deadline)


def _task(deadline: Deadline, names: Mapping[UUID, str]) -> Task:
    endpoint, parameter = _PAGES[_ABOUT[deadline.kind]]
    address: dict[str, Any] = {parameter: deadline.subject}
    key = f"due.{deadline.kind}"
    return Task(
        title=say(key) if is_known(key, language()) else deadline.kind,
        url=url_for(endpoint, **address),
        note=names.get(deadline.mandate_id, "") if deadline.mandate_id else "",
        due=deadline.due_on,
        late=deadline.due_on < today(),
        tone="danger" if deadline.due_on < today() else "neutral",
        action_label=say("due.open"),
    )


def live_proposals() -> Count:
    """Return how many proposals wait for somebody."""
    found = ask(proposals, wanted=ProposalFilter(live_only=True))
    late = any(each.due_on is not None and each.due_on < today() for each in found.lines)
    return Count(found.total, late)
