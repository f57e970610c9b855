"""A record for every state of every workflow, so that each transition's way on its page can be walked.

The states come from the tables themselves. A record is made once, through the desks; its further states are written
into its row, because what a page offers depends on state and role, not on how the record came there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import update

from schemas import placements as said
from schemas.codes import PlaceKind
from schemas.codes_casework import Sector, Segment
from schemas.codes_steering import MeetingState
from services.billing.model.papers import Paper
from services.casework.model import Dossier, SegmentDecision
from services.placements.model import (
    InterimReport,
    Place,
    Placement,
    PresenceMonth,
    Proposal,
    Reservation,
)
from services.registration.model import Appointment, Mandate
from services.steering.model import Meeting
from tests.portal.casework.room import Room
from tests.portal.household import Household, actor
from tests.portal.placements.stage import Stage
from tests.portal.registration import scene as office
from tests.portal.samples_steering import meeting_with_case
from tests.services.billing.scene import Scene
from workflow.table import Workflow

BEGINNING = ""
"""Stands for the source of a transition that begins a new record."""


@dataclass
class Courses:
    """The records of one household, each made when the first state of its workflow is asked for."""

    house: Household
    made: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what ``make`` returned the first time."""
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]

    @property
    def stage(self) -> Stage:
        return self.once("stage", lambda: Stage(self.house))  # type: ignore[no-any-return]

    @property
    def room(self) -> Room:
        return self.once("room", lambda: Room(self.house))  # type: ignore[no-any-return]

    def write(self, desk: str, table: Any, row_id: UUID, **values: Any) -> None:
        """Write a state into a row."""
        with self.house.desks[desk].database.writing() as session:
            session.execute(update(table).where(table.id == row_id).values(**values))

    def addresses(self, workflow: Workflow, state: str) -> Iterator[str]:
        """Yield the pages on which the transitions out of ``state`` are offered."""
        yield from PAGES[workflow.name](self, workflow, state)


def _mandate(here: Courses, workflow: Workflow, state: str) -> Iterator[str]:
    """Yield a mandate, and where it is admitted also one that wishes a PE, which has its own way in."""
    here.once("registration", lambda: office.furnish(here.house))
    closed_on = here.house.watch.now.date() if state == "closed" else None
    is_admitted = state in workflow.of("admit_trial").sources
    for kind in (PlaceKind.PIP, PlaceKind.PE) if is_admitted else (PlaceKind.PIP,):
        mandate_id = here.once(f"mandate {kind}", lambda: office.submit(here.house))
        given = {"state": workflow.states(state), "closed_on": closed_on, "wished_kind": kind}
        here.write("registration", Mandate, mandate_id, **given)
        yield f"/mandates/{mandate_id}"


def _appointment(here: Courses, workflow: Workflow, state: str) -> Iterator[str]:
    here.once("registration", lambda: office.furnish(here.house))

    def made() -> UUID:
        mandate_id = office.released(here.house)
        office.proposed(here.house, mandate_id)
        return office.meeting(here.house, mandate_id)

    appointment_id = here.once("appointment", made)
    here.write("registration", Appointment, appointment_id, state=workflow.states(state))
    yield f"/appointments/{appointment_id}"


def _placements(table: Any, method: str, page: str) -> Callable[[Courses, Workflow, str], Iterator[str]]:
    def found(here: Courses, workflow: Workflow, state: str) -> Iterator[str]:
        row_id = here.once(method, getattr(here.stage, method))
        here.write("placements", table, row_id, state=workflow.states(state))
        yield f"/{page}/{row_id}"

    return found


def _reservation(here: Courses, workflow: Workflow, state: str) -> Iterator[str]:
    """Yield a request, and the workbench on which a service begins one."""
    yield from _placements(Reservation, "reservation", "reservations")(here, workflow, state)
    here.stage.place()
    yield f"/matching/{here.once('seeker', here.stage.mandate)}"


def _prolongation(here: Courses, workflow: Workflow, state: str) -> Iterator[str]:
    def made() -> UUID:
        placement_id = here.stage.running()
        wish = said.RequestProlongation(
            prolongation_id=uuid4(), placement_id=placement_id, until=date(2028, 3, 31), remark="Encore un peu."
        )
        here.house.desks["placements"].do(wish, actor("provider"))
        return placement_id

    yield f"/placements/{here.once('prolonged', made)}"


def _dossier(here: Courses, workflow: Workflow, state: str) -> Iterator[str]:
    sector = Sector.COUNSELLING_1 if state == "counselling" else Sector(state)
    room = here.room
    made = here.once(sector, room.in_segment if state == "counselling" else lambda: room.dossier(sector))
    yield f"/dossiers/{made}"


def _segment(here: Courses, workflow: Workflow, state: str) -> Iterator[str]:
    """Yield a dossier with a decision in ``state``; without a state, every dossier in which one may begin."""
    if state == BEGINNING:
        yield f"/dossiers/{here.once('without segment', here.room.dossier)}"
        for segment in (Segment.B, Segment.C):
            dossier_id = here.once(f"in {segment}", lambda segment=segment: here.room.in_segment(segment))
            here.write("casework", Dossier, dossier_id, review_due_on=here.room.today)
            yield f"/dossiers/{dossier_id}"
        return
    dossier_id = here.once("with a decision", here.room.proposed)
    decision = here.once("decision", lambda: here.room.file(dossier_id).under_way)
    here.write("casework", SegmentDecision, decision.id, state=workflow.states(state))
    yield f"/dossiers/{dossier_id}"


def _invoice(here: Courses, workflow: Workflow, state: str) -> Iterator[str]:
    """Yield an invoice nobody has issued yet, or one that came to its end by its own steps: the database seals it."""

    def made() -> Mapping[bool, UUID]:
        scene = Scene("", service=here.house.desks["billing"]).furnish()
        for month in (date(2026, 9, 1), date(2026, 10, 1)):
            scene.locked(month=month)
        issued = scene.issued(month=date(2026, 9, 1))
        scene.compute()
        return {True: issued.id, False: scene.draft().id}

    paper_id = here.once("papers", made)[state == "issued"]
    if state != "issued":
        here.write("billing", Paper, paper_id, state=workflow.states(state))
    yield f"/papers/{paper_id}"


def _meeting(here: Courses, workflow: Workflow, state: str) -> Iterator[str]:
    meeting_id = here.once("meeting", lambda: meeting_with_case(here.house)["meeting_id"])
    here.write("steering", Meeting, meeting_id, state=MeetingState(state))
    yield f"/meetings/{meeting_id}"


PAGES: Mapping[str, Callable[[Courses, Workflow, str], Iterator[str]]] = {
    "appointment": _appointment,
    "dossier": _dossier,
    "invoice": _invoice,
    "mandate": _mandate,
    "meeting": _meeting,
    "place": _placements(Place, "place", "places"),
    "placement": _placements(Placement, "running", "placements"),
    "presence": _placements(PresenceMonth, "sheet", "presence"),
    "prolongation": _prolongation,
    "proposal": _placements(Proposal, "proposal", "proposals"),
    "report": _placements(InterimReport, "report", "interim-reports"),
    "reservation": _reservation,
    "segment": _segment,
}
"""Where the records of each workflow are; a workflow without a line fails the test."""
