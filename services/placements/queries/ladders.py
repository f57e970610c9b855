"""The ladder of states of a place, proposal, placement, report or presence month, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from messaging.work import Reading
from schemas.codes import PlaceState
from schemas.refusal import NotFound
from services.placements.model import BOOKS, InterimReport, Place, Placement, PresenceMonth, Proposal
from services.placements.queries.lines import history
from services.placements.queries.reach import found, found_place
from services.placements.rules.place_course import PLACE
from services.placements.rules.placement_course import PLACEMENT
from services.placements.rules.presence_course import PRESENCE
from services.placements.rules.proposal_course import PROPOSAL
from services.placements.rules.report_course import REPORT
from workflow.due import open_deadlines
from workflow.ladder import LadderStep, ladder
from workflow.table import Workflow

__all__ = ["LadderStep", "record_ladder"]


@dataclass(frozen=True)
class _Course:
    """A kind of record: its table, its workflow, and the states it usually goes through."""

    table: type[Any]
    workflow: Workflow
    names: str

    @property
    def path(self) -> Sequence[StrEnum]:
        return [self.workflow.states(each) for each in self.names.split()]


_COURSES: Final[Mapping[str, _Course]] = {
    "place": _Course(Place, PLACE, f"{PlaceState.DRAFT} {PlaceState.PUBLISHED}"),
    "proposal": _Course(Proposal, PROPOSAL, "sent acknowledged interview trial accepted"),
    "placement": _Course(Placement, PLACEMENT, "planned active ending ended"),
    "report": _Course(InterimReport, REPORT, "requested draft submitted accepted"),
    "presence": _Course(PresenceMonth, PRESENCE, "open submitted locked"),
}


def record_ladder(reading: Reading, *, what: str, record_id: UUID) -> tuple[LadderStep, ...]:
    """Return the ladder of one record within reach; ``what`` is the name of its workflow."""
    course = _COURSES.get(what)
    if course is None:
        raise NotFound(what)
    row: Any = found_place(reading, record_id) if what == "place" else found(reading, course.table, record_id, what)
    table = BOOKS.deadlines
    waiting = open_deadlines(reading.session, BOOKS, table.c.subject == row.id)
    due_on = min((each.due_on for each in waiting), default=None)
    state = course.workflow.states(str(row.state))
    return ladder(course.workflow, course.path, state, history(reading, row.id), due_on)
