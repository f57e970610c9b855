"""The criteria that differ by kind of place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schemas.codes import CriterionOutcome
from services.registration.rules.criteria import (
    day_structure,
    employability,
    general_age,
    ip_age,
    language,
    motivation,
    motivation_for_change,
    pe_preparation,
    potential,
)
from services.registration.rules.limits import SOURCE_LIMITS

MET, FAIL = CriterionOutcome.MET, CriterionOutcome.NOT_MET
MISSING, WARNED = CriterionOutcome.MISSING, CriterionOutcome.WARNED
EXCEPTION, NONE = CriterionOutcome.EXCEPTION_NEEDED, CriterionOutcome.NOT_APPLICABLE


@pytest.mark.parametrize(("age", "outcome"), [(17, FAIL), (18, MET), (63, MET), (64, FAIL), (None, MISSING)])
def test_everybody_is_between_18_and_63_rule_02_row_09(age: int | None, outcome: CriterionOutcome) -> None:
    found = general_age(age)
    assert found.outcome is outcome
    assert found.source == "Concept SSIP, ch. 3"


def test_an_age_outside_says_which_age_and_which_limits_rule_02_row_09() -> None:
    (objection,) = general_age(64).objections
    assert (objection.code, objection.field) == ("age_outside", "birth_on")
    assert dict(objection.facts) == {"age": 64, "min": 18, "max": 63}
    assert objection.source == "Concept SSIP, ch. 3"


@pytest.mark.parametrize(
    ("age", "outcome"),
    [(18, MET), (55, MET), (56, EXCEPTION), (63, EXCEPTION), (64, NONE), (17, NONE), (None, MISSING)],
)
def test_above_55_an_ip_place_needs_an_exception_rule_03_row_09(age: int | None, outcome: CriterionOutcome) -> None:
    assert ip_age(age).outcome is outcome


@pytest.mark.parametrize(("percent", "outcome"), [(90, MET), (80, MET), (79, EXCEPTION), (None, MISSING)])
def test_below_80_percent_employability_needs_an_exception_rule_03_row_09(
    percent: int | None, outcome: CriterionOutcome
) -> None:
    assert employability(percent).outcome is outcome


@pytest.mark.parametrize(("answer", "outcome"), [(True, MET), (False, WARNED), (None, MISSING)])
def test_potential_and_motivation_are_for_the_office_to_judge_row_09(
    answer: bool | None, outcome: CriterionOutcome
) -> None:
    assert potential(answer).outcome is outcome
    assert motivation(answer).outcome is outcome
    assert potential(answer).is_passed is (answer is not None)


@pytest.mark.parametrize(
    ("french", "german", "missing"),
    [
        (True, None, ()),
        (None, True, ()),
        (False, False, ()),
        (False, None, ("speaks_german",)),
        (None, None, ("speaks_french", "speaks_german")),
    ],
)
def test_one_language_is_enough_and_only_open_answers_are_asked_rule_04_row_09(
    french: bool | None, german: bool | None, missing: tuple[str, ...]
) -> None:
    assert language(french, german, is_hard=True).missing == missing


@pytest.mark.parametrize(("is_hard", "outcome"), [(True, FAIL), (False, WARNED)])
def test_no_language_stops_is_and_only_warns_for_ip_rule_04_row_09(is_hard: bool, outcome: CriterionOutcome) -> None:
    assert language(False, False, is_hard=is_hard).outcome is outcome


@pytest.mark.parametrize(("answer", "outcome"), [(True, MET), (False, FAIL), (None, MISSING)])
def test_is_asks_for_a_motivation_to_change_rule_04_row_09(answer: bool | None, outcome: CriterionOutcome) -> None:
    assert motivation_for_change(answer).outcome is outcome


@pytest.mark.parametrize(("percent", "outcome"), [(50, MET), (49, FAIL), (40, FAIL), (None, MISSING)])
def test_is_asks_for_half_a_day_structure_rule_04_row_09(percent: int | None, outcome: CriterionOutcome) -> None:
    assert day_structure(percent).outcome is outcome


@pytest.mark.parametrize(
    ("prepared", "prepared_on", "registered_on", "outcome"),
    [
        (True, date(2026, 11, 1), date(2026, 11, 5), MET),
        (True, date(2026, 11, 5), date(2026, 11, 5), MET),
        (True, date(2026, 11, 6), date(2026, 11, 5), FAIL),
        (False, None, date(2026, 11, 5), FAIL),
        (None, date(2026, 11, 1), date(2026, 11, 5), MISSING),
        (True, None, date(2026, 11, 5), MISSING),
        (True, date(2026, 11, 1), None, MISSING),
    ],
)
def test_a_pe_is_prepared_before_it_is_registered_rule_15_row_09(
    prepared: bool | None, prepared_on: date | None, registered_on: date | None, outcome: CriterionOutcome
) -> None:
    assert pe_preparation(prepared, prepared_on, registered_on).outcome is outcome


def test_limits_are_settings_not_literals_row_09() -> None:
    wider = replace(SOURCE_LIMITS, age_max=65, ip_age_max=60, ip_employability_min=70, is_day_structure_min=40)
    assert general_age(65, wider).is_passed
    assert ip_age(60, wider).is_passed
    assert employability(70, wider).is_passed
    assert day_structure(40, wider).is_passed
