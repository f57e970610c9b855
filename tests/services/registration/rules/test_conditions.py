"""The basic conditions for IP/PIP and IS."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.actor import Role
from schemas.codes import AdmissionException, CriterionOutcome, PermitCategory, PlaceKind
from services.registration.rules.conditions import (
    accident_insurance,
    addiction,
    childcare,
    health,
    housing,
    permit,
    schooling,
    self_employment,
    workability,
)
from services.registration.rules.verdict import CriterionResult, RequiredException
from tests.services.registration.rules.people import DAY

MET, FAIL = CriterionOutcome.MET, CriterionOutcome.NOT_MET
MISSING, WARNED = CriterionOutcome.MISSING, CriterionOutcome.WARNED
EXCEPTION, NONE = CriterionOutcome.EXCEPTION_NEEDED, CriterionOutcome.NOT_APPLICABLE


def codes(result: CriterionResult) -> list[str]:
    return [each.code for each in result.objections]


@pytest.mark.parametrize(
    ("kind", "percent", "outcome"),
    [
        (PlaceKind.IP, 50, MET),
        (PlaceKind.IP, 49, FAIL),
        (PlaceKind.PIP, 49, FAIL),
        (PlaceKind.IS, 50, MET),
        (PlaceKind.IS, 49, EXCEPTION),
        (PlaceKind.IS, 20, EXCEPTION),
        (PlaceKind.IS, 19, FAIL),
        (PlaceKind.IS, None, MISSING),
    ],
)
def test_work_capacity_is_half_and_for_is_down_to_a_fifth_rule_05_row_09(
    kind: PlaceKind, percent: int | None, outcome: CriterionOutcome
) -> None:
    assert workability(kind, percent).outcome is outcome


def test_the_is_exception_asks_for_the_consultation_with_the_head_rule_05_row_09() -> None:
    needed = RequiredException(AdmissionException.WORK_CAPACITY, Role.SSIP_HEAD, consultation=True)
    assert workability(PlaceKind.IS, 20).exceptions == (needed,)


@pytest.mark.parametrize(
    ("swiss", "category", "valid_until", "outcome", "missing"),
    [
        (True, None, None, NONE, ()),
        (False, PermitCategory.B, date(2026, 12, 31), MET, ()),
        (False, PermitCategory.B, date(2026, 11, 22), MET, ()),
        (False, PermitCategory.B, date(2026, 11, 21), FAIL, ()),
        (False, None, date(2026, 11, 21), FAIL, ()),
        (False, PermitCategory.C, None, MISSING, ("permit_valid_until",)),
        (False, None, date(2027, 1, 1), MISSING, ("permit_category",)),
        (False, None, None, MISSING, ("permit_category", "permit_valid_until")),
        (None, None, None, MISSING, ("nationality_swiss",)),
        (False, PermitCategory.N, date(2027, 1, 1), WARNED, ()),
    ],
)
def test_a_permit_is_valid_on_the_day_rule_07_row_09(
    swiss: bool | None,
    category: PermitCategory | None,
    valid_until: date | None,
    outcome: CriterionOutcome,
    missing: tuple[str, ...],
) -> None:
    found = permit(swiss, category, valid_until, DAY)
    assert (found.outcome, found.missing) == (outcome, missing)


@pytest.mark.parametrize("category", [PermitCategory.N, PermitCategory.S, PermitCategory.F])
def test_asylum_permits_pass_with_a_warning_rule_07_row_09(category: PermitCategory) -> None:
    found = permit(False, category, date(2027, 1, 1), DAY)
    assert found.is_passed
    assert [each.code for each in found.warnings] == ["asylum_act_applies"]


@pytest.mark.parametrize(("answer", "outcome"), [(True, MET), (False, FAIL), (None, MISSING)])
def test_accident_insurance_is_hard_for_all_rule_08_row_09(answer: bool | None, outcome: CriterionOutcome) -> None:
    assert accident_insurance(answer).outcome is outcome
    assert codes(accident_insurance(False)) == ["accident_insurance_missing"]


@pytest.mark.parametrize(
    ("has_children", "percent", "holidays", "mother_child", "outcome"),
    [
        (False, None, None, False, NONE),
        (True, 50, True, False, MET),
        (True, 50, False, False, FAIL),
        (True, 49, True, False, FAIL),
        (True, 0, False, True, NONE),
        (True, None, True, False, MISSING),
        (True, 50, None, False, MISSING),
        (True, 40, None, False, FAIL),
        (None, None, None, False, MISSING),
    ],
)
def test_childcare_covers_work_and_school_holidays_rule_09_row_09(
    has_children: bool | None,
    percent: int | None,
    holidays: bool | None,
    mother_child: bool,
    outcome: CriterionOutcome,
) -> None:
    assert childcare(has_children, percent, holidays, mother_child).outcome is outcome


def test_both_gaps_of_childcare_are_named_at_once_rule_09_row_09() -> None:
    assert codes(childcare(True, 0, False, False)) == ["childcare_short", "childcare_holidays_open"]


def test_a_failed_childcare_still_asks_what_is_open_rule_09_row_09() -> None:
    assert childcare(True, 40, None, False).missing == ("childcare_holidays_covered",)


@pytest.mark.parametrize(
    ("present", "stable", "followed", "expected"),
    [
        (False, None, None, []),
        (True, True, False, ["addiction_unfollowed"]),
        (True, False, False, ["addiction_unstable", "addiction_unfollowed"]),
        (True, False, None, ["addiction_unstable"]),
        (True, True, True, []),
    ],
)
def test_an_addiction_is_stable_and_followed_rule_10_row_09(
    present: bool, stable: bool | None, followed: bool | None, expected: list[str]
) -> None:
    assert codes(addiction(present, stable, followed)) == expected


@pytest.mark.parametrize(
    ("present", "stable", "followed", "missing"),
    [
        (None, None, None, ("addiction_present",)),
        (True, None, None, ("addiction_stable", "addiction_followed")),
        (True, True, None, ("addiction_followed",)),
    ],
)
def test_open_answers_about_an_addiction_are_asked_rule_10_row_09(
    present: bool | None, stable: bool | None, followed: bool | None, missing: tuple[str, ...]
) -> None:
    assert addiction(present, stable, followed).missing == missing


def test_the_other_conditions_all_hold_rule_11_row_09() -> None:
    assert housing(True).is_passed
    assert health(True).is_passed
    assert self_employment(False).is_passed
    assert schooling(True, 30).is_passed


def test_each_other_condition_refuses_by_itself_rule_11_row_09() -> None:
    refused = [housing(False), health(False), self_employment(True), schooling(False, 18)]
    assert [codes(each) for each in refused] == [
        ["housing_unstable"],
        ["health_unstable"],
        ["self_employed"],
        ["schooling_unfinished"],
    ]


def test_each_other_condition_may_be_unanswered_rule_11_row_09() -> None:
    asked = [housing(None), health(None), self_employment(None), schooling(None, 18)]
    assert [each.missing for each in asked] == [
        ("housing_stable",),
        ("health_stable",),
        ("self_employed",),
        ("schooling_done",),
    ]


def test_schooling_is_only_asked_of_young_people_rule_11_row_09() -> None:
    assert schooling(False, 25).outcome is FAIL
    assert schooling(False, 26).outcome is NONE
    assert schooling(False, None).missing == ("birth_on",)
