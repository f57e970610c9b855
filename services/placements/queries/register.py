"""What can be set in placements, with past, present and planned values, and what a change would concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from messaging.work import Reading
from schemas.codes import PlaceState
from services.placements.model import BOOKS, Place, Placement, Proposal, Suspension
from services.placements.rules.placement_course import PlacementState
from services.placements.rules.proposal_course import ProposalState
from services.placements.rules.register import ASSIGN_DIRECTLY, CODE_LISTS, REGISTER
from workflow import dated, registers
from workflow.registers import CodeListLine, Effect, Preview, SettingLine, how_many
from workflow.settings import Value, setting_called

_ON_OFFER: Final = (PlaceState.PUBLISHED, PlaceState.TO_CONFIRM)
_RUNNING: Final = (PlacementState.ACTIVE, PlacementState.SUSPENDED, PlacementState.PLANNED)
_USES: Final[dict[str, tuple[str, Any]]] = {
    "fields_of_work": ("places", Place.field_of_work),
    "disclosure_grounds": ("proposals", Proposal.ground),
    "suspension_reasons": ("suspensions", Suspension.reason),
    "end_reasons": ("placements", Placement.end_reason),
}


def dated_settings(reading: Reading) -> tuple[SettingLine, ...]:
    """Return every setting of placements."""
    return registers.setting_lines(reading, BOOKS, REGISTER)


def services_assign(reading: Reading) -> bool:
    """Whether a social service may assign its own places itself, without the office (U-02)."""
    return bool(dated.value_on(reading.session, BOOKS, ASSIGN_DIRECTLY, reading.today, 0))


def setting_preview(reading: Reading, *, name: str, value: Value, valid_from: date) -> Preview:
    """Return what speaks against a change, what held before, and how many records it concerns."""
    found = registers.preview(reading, BOOKS, REGISTER, (name, value, valid_from))
    return replace(found, effects=_effects(reading, name))


def _effects(reading: Reading, name: str) -> tuple[Effect, ...]:
    setting = setting_called(REGISTER, name)
    if setting is None:
        return ()
    if name.startswith("deadline."):
        return registers.deadlines_running(reading, BOOKS, name)
    if setting.group == "proposals":
        declined = Proposal.state == ProposalState.DECLINED_PROPOSED
        return (how_many(reading, "declines_waiting", declined),)
    if setting.group == "places":
        return (how_many(reading, "places_on_offer", Place.state.in_(_ON_OFFER)),)
    return (how_many(reading, "placements_running", Placement.state.in_(_RUNNING)),)


def placements_code_lists(reading: Reading) -> tuple[CodeListLine, ...]:
    """Return every code list of placements with all its entries."""
    return registers.code_list_lines(reading, BOOKS, CODE_LISTS)


def placements_code_uses(reading: Reading, *, of: str, entry: str) -> tuple[Effect, ...]:
    """Return how many records carry an entry; they keep it, whatever happens to the list."""
    if of not in _USES:
        return ()
    what, column = _USES[of]
    return (how_many(reading, f"code_in_{what}", column == entry),)
