"""What placements has for Today: the deadlines of the person who looks, each with its one button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import url_for

from portal.areas import Count, TodayLines, Unseen
from portal.counters import lately
from portal.doors import ask, language, may, say, today
from portal.pages.placements import common
from portal.parts import Task
from schemas.words import is_known
from services.placements.queries import proposals
from services.placements.queries.registers import placements_pressing
from workflow.pressing import Line

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
_AT_ONCE: Final = tuple(kind for kind, about in _ABOUT.items() if about in ("proposal", "report"))
"""Kinds that are work from their first day on; the others when their day has come or somebody was reminded."""


def lines(most: int) -> TodayLines:
    """Return what this person has to do, what waits for others, and the next fourteen days; ``most`` of each kind."""
    if not may(placements_pressing):
        return TodayLines()
    found = ask(placements_pressing, kinds=tuple(_ABOUT), at_once=_AT_ONCE, most=most)
    names = common.people(each.mandate_id for part in found.lines.values() for each in part if each.mandate_id)
    drawn = {part: [_task(each, names) for each in held] for part, held in found.lines.items()}
    unseen = [Unseen(each.part, _title(each.kind), each.count, each.late, each.ready) for each in found.unseen()]
    return TodayLines(drawn["act"], drawn["waiting"], drawn["soon"], unseen)


def _title(kind: str) -> str:
    key = f"due.{kind}"
    return say(key) if is_known(key, language()) else kind


def _task(line: Line, names: Mapping[UUID, str]) -> Task:
    endpoint, parameter = _PAGES[_ABOUT[line.kind]]
    address: dict[str, Any] = {parameter: line.subject}
    late = line.due_on < today()
    return Task(
        title=_title(line.kind),
        url=url_for(endpoint, **address),
        note=names.get(line.mandate_id, "") if line.mandate_id else "",
        due=line.due_on,
        late=late,
        tone="danger" if late else "neutral",
        action_label=say("due.open"),
    )


def live_proposals() -> Count:
    """Return how many proposals wait for somebody, as everybody of one organisation sees them."""
    found = lately("live proposals", lambda: ask(proposals.live_proposals))
    return Count(found.total, found.late)
