"""The royal path of one mandate as a ladder: what is done, what is on, what comes, what was left out."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from schemas.codes import Phase, PhaseOwner, PlaceKind
from schemas.codes_registration import PathPlace
from services.registration.rules.royal_path import phase_owner

LONG: Final = (
    Phase.REGISTRATION,
    Phase.CLARIFICATION,
    Phase.IN_DEPTH_CLARIFICATION,
    Phase.EVALUATION_PLAN,
    Phase.COACHING,
    Phase.ASSIGNMENT,
    Phase.MEASURE,
    Phase.FOLLOWUP,
    Phase.FINAL_REPORT,
    Phase.CLOSING,
)
SHORT: Final = (Phase.REGISTRATION, Phase.ASSIGNMENT, Phase.MEASURE, Phase.FINAL_REPORT, Phase.CLOSING)
"""A PE: prepared by the social service, then assigned without a clarification (Concept SSIP, ch. 7)."""
_ONLY_WHEN_GONE: Final = frozenset({Phase.COACHING, Phase.FOLLOWUP})
"""Side ways that nobody expects: shown only where somebody takes them."""


@dataclass(frozen=True)
class PathStep:
    """One rung of the ladder."""

    phase: Phase
    place: PathPlace
    owner: PhaseOwner


def path_shown(done: Set[Phase], current: Phase, *, is_over: bool, kind: PlaceKind) -> tuple[PathStep, ...]:
    """Return the ladder of a mandate in ``current`` after the phases ``done``; ``is_over`` means that it ended."""
    gone = done | {current}
    way = SHORT if kind is PlaceKind.PE and Phase.CLARIFICATION not in gone else LONG
    shown = [each for each in way if each not in _ONLY_WHEN_GONE or each in gone]
    return tuple(PathStep(each, _place(each, shown, done, current, is_over), phase_owner(each)) for each in shown)


def _place(phase: Phase, shown: Sequence[Phase], done: Set[Phase], current: Phase, is_over: bool) -> PathPlace:
    if phase is current and not is_over:
        return PathPlace.NOW
    if phase is current:
        return PathPlace.DONE if phase is Phase.CLOSING else PathPlace.STOPPED
    if phase in done:
        return PathPlace.DONE
    is_behind = current in shown and shown.index(phase) < shown.index(current)
    return PathPlace.SKIPPED if is_behind or is_over else PathPlace.NEXT
