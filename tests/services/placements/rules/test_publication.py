"""Publishing places, their own age limits, who manages them, and the separation of powers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.codes import Funding, OwnService
from services.placements.rules.publication import (
    PlaceDeclaration,
    is_managed_by_office,
    management_objections,
    place_age_objections,
    publication_objections,
    separation_objections,
)
from tests.services.placements.rules.days import LBS, SYPHON

COMPLETE = PlaceDeclaration(qualification=True, counselling=True, coaching=True, no_competition=True)


def test_a_place_with_all_declarations_may_be_published_rule_26_row_01() -> None:
    assert publication_objections(COMPLETE) == []


@pytest.mark.parametrize("field", ["qualification", "counselling", "coaching"])
def test_each_requirement_of_the_canton_is_needed_rule_26_row_01(field: str) -> None:
    (objection,) = publication_objections(replace(COMPLETE, **{field: False}))
    assert (objection.code, objection.field) == ("requirement_undeclared", field)


def test_a_place_may_not_compete_with_the_labour_market_rule_26_row_01() -> None:
    (objection,) = publication_objections(replace(COMPLETE, no_competition=False))
    assert (objection.code, objection.field) == ("competition_undeclared", "no_competition")


def test_everything_undeclared_is_named_at_once_rule_26_row_01() -> None:
    assert len(publication_objections(PlaceDeclaration())) == 4


@pytest.mark.parametrize(
    ("age", "age_min", "age_max", "codes"),
    [
        (25, 18, 25, []),
        (18, 18, 25, []),
        (26, 18, 25, ["place_age_above"]),
        (17, 18, 25, ["place_age_below"]),
        (56, None, None, []),
    ],
)
def test_a_place_may_have_its_own_age_limits_rule_14_row_09(
    age: int, age_min: int | None, age_max: int | None, codes: list[str]
) -> None:
    assert [each.code for each in place_age_objections(age, age_min, age_max)] == codes


@pytest.mark.parametrize(
    ("funding", "is_consulted", "is_exception", "is_managed"),
    [
        (Funding.POIAS, False, False, True),
        (Funding.KIA, True, False, True),
        (Funding.KIA, False, False, False),
        (Funding.COMMUNAL, False, False, False),
        (Funding.COMMUNAL, True, False, False),
        (Funding.COMMUNAL, False, True, True),
    ],
)
def test_which_places_the_office_manages_rule_19(
    funding: Funding, is_consulted: bool, is_exception: bool, is_managed: bool
) -> None:
    answers = {"consultation_recorded": is_consulted, "is_exception": is_exception}
    assert is_managed_by_office(funding, **answers) is is_managed
    assert [each.code for each in management_objections(funding, **answers)] == (
        [] if is_managed else ["place_not_managed"]
    )


def test_who_assesses_does_not_run_the_place_rule_30() -> None:
    assert separation_objections(LBS, SYPHON) == []
    assert [each.code for each in separation_objections(LBS, LBS)] == ["assessor_is_provider"]


def test_the_offices_own_coaching_is_no_place_rule_30() -> None:
    assert separation_objections(LBS, LBS, OwnService.COACHING) == []
