"""The triage board: what came in, what is being looked at, what waits for an answer or for a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response

from portal import formats
from portal.areas import Count
from portal.doors import ask, language, need, say, today
from portal.page import show
from portal.pages.registration import listing, names
from portal.pages.registration.tasks import address_of
from portal.parts import Task
from schemas.codes import Eligibility
from schemas.codes_registration import MandateState
from services.registration.queries import lanes as queries
from services.registration.queries.lists import MandateLine
from services.registration.queries.waiting import exceptions_waiting

blueprint: Final = Blueprint("triage", __name__, url_prefix="/triage")
MOST: Final = 100


@dataclass(frozen=True)
class Lane:
    """One column of the board."""

    key: str
    tasks: Sequence[Task]
    total: int


@blueprint.get("")
def index() -> Response:
    """Show everything before admission, the most urgent first in each lane."""
    need(exceptions_waiting)
    waiting = ask(exceptions_waiting)
    states = (MandateState.SUBMITTED, MandateState.TRIAGE, MandateState.INFORMATION_REQUESTED)
    found = ask(queries.lanes, states=states, most=MOST)
    lanes = [Lane(state.value, [_task(each) for each in lane.lines], lane.total) for state, lane in found.items()]
    tasks = [
        _task(each.mandate, ", ".join(formats.code(one, language()) for one in each.exceptions)) for each in waiting
    ]
    return show("registration/triage.html", lanes=[*lanes, Lane("exceptions", tasks, len(tasks))])


def _task(line: MandateLine, note: str = "") -> Task:
    late = line.due_on is not None and line.due_on < today()
    registered = say("registration.registered_on", day=formats.day(line.submitted_on))
    parts = (names.service(line.social_service_id), formats.place_kind(line.wished_kind, language()), registered, note)
    return Task(
        title=f"{line.name} · {line.number}",
        url=address_of(line.id),
        tone="" if line.eligibility is Eligibility.ELIGIBLE else "warn",
        badge="" if line.eligibility is Eligibility.ELIGIBLE else formats.code(line.eligibility, language()),
        note=" · ".join(part for part in parts if part),
        due=line.due_on,
        late=late,
        action_label=say("registration.open"),
    )


def to_look_at() -> Count:
    """Return how many mandates nobody has admitted or refused yet."""
    counts = listing.counts()
    return Count(counts.get(MandateState.SUBMITTED.value, 0) + counts.get(MandateState.TRIAGE.value, 0))
