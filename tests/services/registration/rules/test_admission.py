"""The whole admission check of one person."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import AdmissionException, Criterion, CriterionOutcome, Eligibility, Funding, PlaceKind
from services.registration.rules.admission import Applicant, Verdict, admission_by_kind, admission_verdict
from services.registration.rules.limits import SOURCE_LIMITS
from tests.services.registration.rules.people import BASE, DAY, somebody

IP_KINDS = (PlaceKind.IP, PlaceKind.PIP)
AGE, EMPLOYABILITY = AdmissionException.IP_AGE, AdmissionException.EMPLOYABILITY


def failed(verdict: Verdict) -> list[Criterion]:
    return [each.criterion for each in verdict.criteria if each.outcome is CriterionOutcome.NOT_MET]


def lifted(verdict: Verdict) -> list[AdmissionException]:
    return [each.exception for each in verdict.exceptions]


@pytest.mark.parametrize("kind", IP_KINDS)
@pytest.mark.parametrize(
    ("answers", "outcome", "exceptions", "reasons"),
    [
        ({}, Eligibility.ELIGIBLE, [], []),
        ({"age": 55}, Eligibility.ELIGIBLE, [], []),
        ({"age": 56}, Eligibility.ELIGIBLE_WITH_EXCEPTION, [AGE], []),
        ({"employability_percent": 70}, Eligibility.ELIGIBLE_WITH_EXCEPTION, [EMPLOYABILITY], []),
        (
            {"age": 56, "employability_percent": 70},
            Eligibility.ELIGIBLE_WITH_EXCEPTION,
            [AGE, EMPLOYABILITY],
            [],
        ),
        ({"age": 64}, Eligibility.NOT_ELIGIBLE, [], [Criterion.GENERAL_AGE]),
    ],
)
def test_who_may_enter_ip_and_pip_rule_03_row_09(
    kind: PlaceKind,
    answers: dict[str, Any],
    outcome: Eligibility,
    exceptions: list[AdmissionException],
    reasons: list[Criterion],
) -> None:
    verdict = admission_verdict(somebody(**answers), kind, DAY)
    assert (verdict.outcome, lifted(verdict), failed(verdict)) == (outcome, exceptions, reasons)


@pytest.mark.parametrize(
    ("answers", "outcome", "reasons"),
    [
        ({"age": 60}, Eligibility.ELIGIBLE, []),
        ({"day_structure_percent": 40}, Eligibility.NOT_ELIGIBLE, [Criterion.DAY_STRUCTURE]),
        ({"speaks_french": False}, Eligibility.NOT_ELIGIBLE, [Criterion.LANGUAGE]),
        ({"motivation_for_change": False}, Eligibility.NOT_ELIGIBLE, [Criterion.MOTIVATION_FOR_CHANGE]),
        ({"age": 64}, Eligibility.NOT_ELIGIBLE, [Criterion.GENERAL_AGE]),
    ],
)
def test_who_may_enter_is_rule_04_row_09(
    answers: dict[str, Any], outcome: Eligibility, reasons: list[Criterion]
) -> None:
    verdict = admission_verdict(somebody(**answers), PlaceKind.IS, DAY)
    assert (verdict.outcome, failed(verdict), verdict.exceptions) == (outcome, reasons, ())


def test_a_hard_reason_beats_an_exception_which_is_listed_all_the_same_rule_12_row_09() -> None:
    person = somebody(accident_insurance=False, employability_percent=70)
    verdict = admission_verdict(person, PlaceKind.IP, DAY)
    assert verdict.outcome is Eligibility.NOT_ELIGIBLE
    assert [each.code for each in verdict.objections] == ["accident_insurance_missing"]
    assert lifted(verdict) == [EMPLOYABILITY]


def test_all_hard_reasons_are_named_at_once_rule_12_row_09() -> None:
    person = somebody(accident_insurance=False, housing_stable=False, self_employed=True)
    verdict = admission_verdict(person, PlaceKind.IS, DAY)
    assert failed(verdict) == [Criterion.ACCIDENT_INSURANCE, Criterion.HOUSING, Criterion.SELF_EMPLOYMENT]


def test_missing_answers_beat_exceptions_and_eligible_rule_12_row_09() -> None:
    person = somebody(age=56, health_stable=None, accident_insurance=None)
    verdict = admission_verdict(person, PlaceKind.IP, DAY)
    assert verdict.outcome is Eligibility.INCOMPLETE
    assert verdict.missing == ("accident_insurance", "health_stable")


def test_a_hard_reason_beats_missing_answers_which_stay_listed_rule_12_row_09() -> None:
    verdict = admission_verdict(somebody(self_employed=True, health_stable=None), PlaceKind.IP, DAY)
    assert verdict.outcome is Eligibility.NOT_ELIGIBLE
    assert verdict.missing == ("health_stable",)


def test_a_soft_doubt_only_warns_rule_12_row_09() -> None:
    verdict = admission_verdict(somebody(potential=False, speaks_french=False), PlaceKind.IP, DAY)
    assert verdict.outcome is Eligibility.ELIGIBLE
    assert [each.code for each in verdict.warnings] == ["potential_doubtful", "language_missing"]


def test_a_pe_is_judged_by_age_and_preparation_only_rule_15_row_09() -> None:
    verdict = admission_verdict(somebody(accident_insurance=False, housing_stable=None), PlaceKind.PE, DAY)
    assert verdict.outcome is Eligibility.ELIGIBLE
    assert [each.criterion for each in verdict.criteria] == [Criterion.GENERAL_AGE, Criterion.PE_PREPARATION]


def test_the_basic_conditions_can_be_switched_on_for_pe_row_09() -> None:
    limits = replace(SOURCE_LIMITS, pe_base_conditions=True)
    verdict = admission_verdict(somebody(accident_insurance=False), PlaceKind.PE, DAY, limits)
    assert failed(verdict) == [Criterion.ACCIDENT_INSURANCE]


@pytest.mark.parametrize(("is_on", "reasons"), [(True, [Criterion.HOUSING]), (False, [])])
def test_the_basic_conditions_hold_for_kia_unless_switched_off_row_09(is_on: bool, reasons: list[Criterion]) -> None:
    limits = replace(SOURCE_LIMITS, kia_base_conditions=is_on)
    verdict = admission_verdict(somebody(housing_stable=False), PlaceKind.IS, DAY, limits, Funding.KIA)
    assert failed(verdict) == reasons


def test_the_general_age_is_hard_for_kia_too_rule_02_row_09() -> None:
    limits = replace(SOURCE_LIMITS, kia_base_conditions=False)
    verdict = admission_verdict(somebody(age=64), PlaceKind.IS, DAY, limits, Funding.KIA)
    assert failed(verdict) == [Criterion.GENERAL_AGE]


def test_every_kind_can_be_checked_at_once_row_09() -> None:
    verdicts = admission_by_kind(somebody(day_structure_percent=40), DAY)
    assert {kind: each.outcome for kind, each in verdicts.items()} == {
        PlaceKind.IP: Eligibility.ELIGIBLE,
        PlaceKind.PIP: Eligibility.ELIGIBLE,
        PlaceKind.IS: Eligibility.NOT_ELIGIBLE,
        PlaceKind.PE: Eligibility.ELIGIBLE,
    }


@pytest.mark.parametrize("kind", PlaceKind)
def test_an_empty_form_is_incomplete_never_refused_row_09(kind: PlaceKind) -> None:
    verdict = admission_verdict(Applicant(), kind, DAY)
    assert verdict.outcome is Eligibility.INCOMPLETE
    assert verdict.objections == ()


@given(st.data(), st.sampled_from(PlaceKind))
def test_one_answer_less_never_turns_a_no_into_a_new_no_row_09(data: st.DataObject, kind: PlaceKind) -> None:
    name = data.draw(st.sampled_from([each.name for each in fields(Applicant) if each.name != "mother_child_project"]))
    before = admission_verdict(BASE, kind, DAY)
    after = admission_verdict(somebody(**{name: None}), kind, DAY)
    assert before.outcome is Eligibility.ELIGIBLE
    assert after.outcome in {Eligibility.ELIGIBLE, Eligibility.INCOMPLETE}


@pytest.mark.parametrize("kind", PlaceKind)
def test_everything_missing_or_objected_to_is_a_field_of_the_form_row_09(kind: PlaceKind) -> None:
    known = {each.name for each in fields(Applicant)}
    worst = somebody(
        age=70,
        employability_percent=0,
        work_capacity_percent=0,
        motivation_for_change=False,
        accident_insurance=False,
        has_children=True,
        childcare_percent=0,
        prepared_by_service=False,
        permit_valid_until=DAY.replace(year=2020),
    )
    verdict = admission_verdict(worst, kind, DAY)
    assert {each.field for each in (*verdict.objections, *verdict.warnings)} <= known
    assert set(admission_verdict(Applicant(), kind, DAY).missing) <= known
    assert all(each.source for each in verdict.objections)
