"""Phases of the royal path and triage."""

from __future__ import annotations

import pytest

from schemas.codes import Phase, PhaseOwner, PlaceKind, TriageRoute
from services.registration.rules.royal_path import can_enter, entry_objections, phase_owner, triage_route

ROUTE = TriageRoute
CLARIFIED = {Phase.CLARIFICATION}
PLANNED = {Phase.CLARIFICATION, Phase.EVALUATION_PLAN}


@pytest.mark.parametrize("phase", Phase)
def test_only_the_support_during_the_measure_is_the_social_services_rule_20(phase: Phase) -> None:
    owner = PhaseOwner.SOCIAL_SERVICE if phase is Phase.MEASURE else PhaseOwner.OFFICE
    assert phase_owner(phase) is owner


def test_an_unknown_phase_is_an_error_rule_20() -> None:
    with pytest.raises(ValueError, match="holiday"):
        phase_owner("holiday")


@pytest.mark.parametrize(
    ("phase", "done", "codes"),
    [
        (Phase.ASSIGNMENT, PLANNED, []),
        (Phase.ASSIGNMENT, CLARIFIED, ["plan_missing"]),
        (Phase.ASSIGNMENT, {Phase.IN_DEPTH_CLARIFICATION, Phase.EVALUATION_PLAN}, []),
        (Phase.ASSIGNMENT, set(), ["clarification_missing", "plan_missing"]),
        (Phase.COACHING, CLARIFIED, []),
        (Phase.COACHING, set(), ["clarification_missing"]),
        (Phase.CLARIFICATION, set(), []),
        (Phase.IN_DEPTH_CLARIFICATION, CLARIFIED, []),
        (Phase.IN_DEPTH_CLARIFICATION, set(), ["clarification_missing"]),
        (Phase.EVALUATION_PLAN, {Phase.IN_DEPTH_CLARIFICATION}, []),
        (Phase.EVALUATION_PLAN, set(), ["clarification_missing"]),
        (Phase.MEASURE, PLANNED, ["assignment_missing"]),
        (Phase.MEASURE, PLANNED | {Phase.ASSIGNMENT}, []),
        (Phase.FOLLOWUP, CLARIFIED, []),
        (Phase.FINAL_REPORT, set(), []),
        (Phase.CLOSING, PLANNED, ["final_report_missing"]),
        (Phase.CLOSING, {Phase.FINAL_REPORT}, []),
    ],
)
def test_what_must_be_done_before_a_phase_rule_21(phase: Phase, done: set[Phase], codes: list[str]) -> None:
    assert [each.code for each in entry_objections(phase, done)] == codes
    assert can_enter(phase, done) is (codes == [])


def test_a_pe_goes_from_registration_straight_to_assignment_rule_21() -> None:
    assert can_enter(Phase.ASSIGNMENT, {Phase.REGISTRATION}, PlaceKind.PE)
    assert not can_enter(Phase.ASSIGNMENT, {Phase.REGISTRATION}, PlaceKind.IS)


@pytest.mark.parametrize(
    ("realistic", "needs_more", "social", "route"),
    [
        (True, False, None, ROUTE.IP_PIP),
        (None, True, None, ROUTE.IN_DEPTH_CLARIFICATION),
        (None, False, None, ROUTE.IN_DEPTH_CLARIFICATION),
        (True, True, None, ROUTE.IN_DEPTH_CLARIFICATION),
        (False, False, True, ROUTE.IS),
        (False, False, False, ROUTE.COACHING_OR_RETURN),
        (False, False, None, None),
    ],
)
def test_triage_leads_by_potential_rule_25(
    realistic: bool | None, needs_more: bool, social: bool | None, route: TriageRoute | None
) -> None:
    assert triage_route(realistic, needs_more, social) is route
