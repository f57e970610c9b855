"""The ladder of the royal path, as it stands for one mandate."""

from __future__ import annotations

from schemas.codes import Phase, PhaseOwner, PlaceKind
from services.registration.rules.path_shown import path_shown

BEFORE_PLACE = {Phase.REGISTRATION, Phase.CLARIFICATION, Phase.EVALUATION_PLAN}


def places(done: set[Phase], current: Phase, *, is_over: bool = False, kind: PlaceKind = PlaceKind.IP) -> str:
    steps = path_shown(done, current, is_over=is_over, kind=kind)
    return " ".join(f"{step.phase}:{step.place}" for step in steps)


def test_a_new_mandate_stands_on_the_first_rung() -> None:
    assert places(set(), Phase.REGISTRATION).startswith("registration:now clarification:next")
    assert "coaching" not in places(set(), Phase.REGISTRATION)


def test_what_was_not_needed_is_shown_as_left_out() -> None:
    assert "in_depth_clarification:skipped" in places(BEFORE_PLACE, Phase.ASSIGNMENT)


def test_coaching_stands_on_the_ladder_only_where_somebody_takes_it() -> None:
    assert "coaching:now" in places({Phase.REGISTRATION, Phase.CLARIFICATION}, Phase.COACHING)


def test_a_pe_takes_the_short_path() -> None:
    assert places({Phase.REGISTRATION}, Phase.ASSIGNMENT, kind=PlaceKind.PE).startswith(
        "registration:done assignment:now measure:next"
    )


def test_a_mandate_that_ended_early_is_stopped_where_it_was() -> None:
    found = places({Phase.REGISTRATION}, Phase.CLARIFICATION, is_over=True)
    assert "clarification:stopped" in found
    assert "next" not in found


def test_a_closed_mandate_has_reached_the_top() -> None:
    done = BEFORE_PLACE | {Phase.ASSIGNMENT, Phase.MEASURE, Phase.FINAL_REPORT}
    assert places(done, Phase.CLOSING, is_over=True).endswith("closing:done")


def test_the_measure_is_the_social_services_part() -> None:
    owners = {
        step.phase: step.owner for step in path_shown(set(), Phase.REGISTRATION, is_over=False, kind=PlaceKind.IS)
    }
    assert owners[Phase.MEASURE] is PhaseOwner.SOCIAL_SERVICE
    assert owners[Phase.ASSIGNMENT] is PhaseOwner.OFFICE
