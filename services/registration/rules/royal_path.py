"""Who owns each phase of the royal path, what must be done before it, and where a triage leads."""

from __future__ import annotations

from collections.abc import Set

from schemas.codes import Phase, PhaseOwner, PlaceKind, TriageRoute
from schemas.refusal import Objection

_SERVICES = "Concept SSIP, ch. 3"
_ASSESSMENTS = frozenset({Phase.CLARIFICATION, Phase.IN_DEPTH_CLARIFICATION})
_AFTER_ASSESSMENT = frozenset({Phase.EVALUATION_PLAN, Phase.ASSIGNMENT, Phase.COACHING, Phase.FOLLOWUP})


def phase_owner(phase: str) -> PhaseOwner:
    """Return who owns a phase: the social service supports during the measure, the office does all the rest.

    Raises ValueError for a word that is no phase (Concept SSIP, ch. 7).
    """
    return PhaseOwner.SOCIAL_SERVICE if Phase(phase) is Phase.MEASURE else PhaseOwner.OFFICE


def entry_objections(phase: Phase, done: Set[Phase], kind: PlaceKind | None = None) -> list[Objection]:
    """Object to entering ``phase`` while something before it is not ``done``.

    A PE takes the short path: registration, then assignment, with no clarification between.
    """
    objections = []
    is_short = kind is PlaceKind.PE and phase is Phase.ASSIGNMENT
    if phase in _AFTER_ASSESSMENT and not is_short and not done & _ASSESSMENTS:
        objections.append(Objection("clarification_missing", "phase", {"phase": phase}, _SERVICES))
    if phase is Phase.IN_DEPTH_CLARIFICATION and Phase.CLARIFICATION not in done:
        objections.append(Objection("clarification_missing", "phase", {"phase": phase}, _SERVICES))
    if phase is Phase.ASSIGNMENT and not is_short and Phase.EVALUATION_PLAN not in done:
        objections.append(Objection("plan_missing", "phase", source=_SERVICES))
    if phase is Phase.MEASURE and Phase.ASSIGNMENT not in done:
        objections.append(Objection("assignment_missing", "phase", source=_SERVICES))
    if phase is Phase.CLOSING and Phase.FINAL_REPORT not in done:
        objections.append(Objection("final_report_missing", "phase", source=_SERVICES))
    return objections


def can_enter(phase: Phase, done: Set[Phase], kind: PlaceKind | None = None) -> bool:
    """Whether ``phase`` may begin after what is ``done``."""
    return not entry_objections(phase, done, kind)


def triage_route(
    professional_realistic: bool | None, needs_more: bool, social_potential: bool | None
) -> TriageRoute | None:
    """Return where a clarification leads; None while the social potential still has to be judged.

    ``professional_realistic`` None means "not known": then, and wherever more is needed, the way leads to the
    in-depth clarification.
    """
    if needs_more or professional_realistic is None:
        return TriageRoute.IN_DEPTH_CLARIFICATION
    if professional_realistic:
        return TriageRoute.IP_PIP
    if social_potential is None:
        return None
    return TriageRoute.IS if social_potential else TriageRoute.COACHING_OR_RETURN
