"""Which shape and colour each state wears, so that one word looks the same on every page."""

from __future__ import annotations

from enum import Enum
from typing import Final

_WORN: Final = {
    "neutral": "draft unset prepared planned obsolete free unknown",
    "info": "submitted triage sent requested proposed published checked open received matching plan_ready reserved "
    "acknowledged called",
    "waiting": "information_requested interview trial pending four_eyes to_decide suspended returned in_review "
    "declined_proposed hearing",
    "active": "active started placed running clarification in_depth_clarification occupied assigned on_the_way green "
    "held",
    "warn": "to_confirm ending closing due due_soon review_due contested stale contract_ending orange yellow "
    "snoozed carried excused",
    "danger": "late overdue escalated parked failed red blocked over_quota unassigned",
    "success": "accepted granted issued decided eligible confirmed admitted done_well success kept paid present",
    "done": "closed ended locked transferred credited archived read done sealed minuted noted settled",
    "stopped": "refused withdrawn expired denied cancelled revoked decline_confirmed overridden not_eligible no_show "
    "deleted removed absent",
}
TONES: Final = {state: tone for tone, states in _WORN.items() for state in states.split()}


def tone_of(state: Enum | str) -> str:
    """Return the tone of a state by its value; a state nobody has thought of is neutral, never an error."""
    return TONES.get(str(state.value if isinstance(state, Enum) else state).lower(), "neutral")
