"""How a case on an agenda is decided: through the owning service's own buttons and forms, one case at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol
from uuid import UUID

from flask import abort

from portal.actions import ActionPages, words_for
from portal.doors import ask, may, need
from portal.forms import Form
from portal.pages.placements import proposals, reports, reservations
from portal.pages.registration import steps
from portal.parts import Action
from schemas import placements as placed
from schemas import registration as office
from schemas.codes_steering import AgendaRecord
from schemas.message import Command
from schemas.refusal import NotAllowed, NotFound
from services.placements.queries.placements import placement_card
from services.steering.queries.meetings import ItemLine


class Decider(Protocol):
    """What one kind of case offers."""

    def actions(self, item: ItemLine) -> list[Action]:
        """Return the decisions this person may take on the case now."""

    def form(self, item: ItemLine, action: str) -> tuple[Form, str]:
        """Return the form of one decision and its words."""


@dataclass(frozen=True)
class OfPages:
    """A case whose record has action pages; ``only`` narrows them to what decides it (empty: everything allowed)."""

    pages: ActionPages
    parameter: str
    held_in: str
    only: frozenset[type[Command]] = frozenset()

    def actions(self, item: ItemLine) -> list[Action]:
        """Return the record's own buttons."""
        try:
            record = self.pages.record(**self._address(item))
        except (NotFound, NotAllowed):
            return []
        buttons = self.pages.panel(record, record.steps, **self._address(item)).actions
        return [each for each in buttons if not self.only or self.pages.commands[each.name] in self.only]

    def form(self, item: ItemLine, action: str) -> tuple[Form, str]:
        """Return the form of the record's own action page."""
        if self.only and self.pages.commands.get(action) not in self.only:
            abort(404)
        form, _, title = self.pages.form_of(action, **self._address(item))
        return form, title

    def _address(self, item: ItemLine) -> Mapping[str, Any]:
        return {self.parameter: getattr(item, self.held_in)}


class OfProlongation:
    """The wish for a later end, which stands on the page of its placement."""

    NAME: Final = "decide_prolongation"

    def actions(self, item: ItemLine) -> list[Action]:
        """Return the one decision, while nobody has taken it."""
        if not may(placed.DecideProlongation) or self._row_version(item) is None:
            return []
        return [Action(self.NAME, words_for(placed.DecideProlongation, "label"), "primary")]

    def form(self, item: ItemLine, action: str) -> tuple[Form, str]:
        """Return the form that grants or denies."""
        need(placed.DecideProlongation)
        version = self._row_version(item)
        if action != self.NAME or version is None:
            abort(404)
        start, fixed = {"row_version": version}, {"prolongation_id": item.subject_id}
        form = Form(placed.DecideProlongation, start=start, fixed=fixed)
        return form, words_for(placed.DecideProlongation, "label")

    def _row_version(self, item: ItemLine) -> int | None:
        placement_id: UUID | None = item.context_id
        if placement_id is None:
            return None
        try:
            wishes = ask(placement_card, placement_id=placement_id).prolongations
        except (NotFound, NotAllowed):
            return None
        return next((each.row_version for each in wishes if each.id == item.subject_id), None)


_MANDATE: Final = OfPages(steps.ACTIONS, "mandate_id", "mandate_id")
_DECIDERS: Final[Mapping[AgendaRecord, Decider]] = {
    AgendaRecord.MANDATE: _MANDATE,
    AgendaRecord.FINAL_REPORT: _MANDATE,
    AgendaRecord.EXCEPTION: replace(_MANDATE, only=frozenset({office.GrantException, office.RecordConsultation})),
    AgendaRecord.REORIENTATION: replace(_MANDATE, only=frozenset({office.DecideReorientation})),
    AgendaRecord.DECLINE: OfPages(
        proposals.ACTIONS, "proposal_id", "subject_id", frozenset({placed.ConfirmDecline, placed.OverrideDecline})
    ),
    AgendaRecord.RESERVATION: OfPages(
        reservations.ACTIONS,
        "reservation_id",
        "subject_id",
        frozenset({placed.ConfirmReservation, placed.RefuseReservation}),
    ),
    AgendaRecord.INTERIM_REPORT: OfPages(reports.ACTIONS, "report_id", "subject_id"),
    AgendaRecord.PROLONGATION: OfProlongation(),
}


def actions_for(item: ItemLine) -> list[Action]:
    """Return the decisions this person may take on a point now; empty where there is nothing to decide."""
    decider = _DECIDERS.get(item.record) if item.record else None
    return decider.actions(item) if decider else []


def form_for(item: ItemLine, action: str) -> tuple[Form, str]:
    """Return the form of one decision on a point; 404 for one that does not exist."""
    decider = _DECIDERS.get(item.record) if item.record else None
    if decider is None:
        abort(404)
    return decider.form(item, action)
