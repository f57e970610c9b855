"""What the canton pays, and between whom money may flow."""

from __future__ import annotations

import pytest

from schemas.codes import Funding, OwnService
from schemas.codes_billing import BilledItem, LineGroup, PartyKind, Payer
from services.billing.rules.items import is_billable_poias, item_objections, line_group
from services.billing.rules.parties import cost_statement_objections, direction_objections

SEAT, AFFILIATED, CANTON, PROVIDER = PartyKind


@pytest.mark.parametrize(
    ("item", "billable"),
    [
        (BilledItem.CLARIFICATION, True),
        (BilledItem.PLACEMENT, True),
        (BilledItem.FOLLOWUP, True),
        (BilledItem.INDIVIDUAL_MODULE, True),
        (BilledItem.COACHING, True),
        (BilledItem.COORDINATION_FLAT_RATE, True),
        (BilledItem.PROGRAMME_PLACE, True),
        (BilledItem.MEASURE_SUPPORT, False),
        (BilledItem.INTERIM_REVIEW, False),
        (BilledItem.CASE_COORDINATION, False),
        (BilledItem.INFRASTRUCTURE, False),
    ],
)
def test_the_poias_credit_pays_what_the_concept_lists_and_nothing_else_rule_36_row_21(
    item: BilledItem, billable: bool
) -> None:
    assert is_billable_poias(item) is billable
    assert [each.code for each in item_objections(item)] == ([] if billable else ["item_not_on_poias"])


def test_an_unknown_item_is_refused_rule_36_row_21() -> None:
    assert [each.code for each in item_objections("massage")] == ["billed_item_unknown"]


@pytest.mark.parametrize("funding", [Funding.KIA, Funding.COMMUNAL])
def test_a_place_paid_from_elsewhere_never_stands_on_the_invoice_row_21(funding: Funding) -> None:
    found = item_objections(BilledItem.PROGRAMME_PLACE, funding)
    assert [each.code for each in found] == ["place_not_paid_by_poias"]


def test_the_offices_own_services_stand_in_a_group_of_their_own_row_21() -> None:
    assert line_group(BilledItem.COACHING) is LineGroup.OWN_SERVICES
    assert line_group(BilledItem.COORDINATION_FLAT_RATE) is LineGroup.COORDINATION
    assert line_group(BilledItem.PROGRAMME_PLACE) is LineGroup.PLACES
    with pytest.raises(ValueError, match="never stands"):
        line_group(BilledItem.INFRASTRUCTURE)


def test_every_own_service_but_coordination_is_an_item_of_the_same_name() -> None:
    assert {each.value for each in OwnService} - {each.value for each in BilledItem} == {"coordination"}


@pytest.mark.parametrize(
    ("creditor", "debtor", "codes"),
    [
        (SEAT, CANTON, []),
        (SEAT, AFFILIATED, ["no_money_between_communes"]),
        (AFFILIATED, SEAT, ["no_money_between_communes"]),
        (AFFILIATED, AFFILIATED, ["no_money_between_communes"]),
        (PROVIDER, SEAT, []),
        (PROVIDER, AFFILIATED, ["invoice_direction_unknown"]),
        (CANTON, SEAT, ["invoice_direction_unknown"]),
    ],
)
def test_no_money_flows_between_the_communes_and_bienne_rule_37_row_21(
    creditor: PartyKind, debtor: PartyKind, codes: list[str]
) -> None:
    assert [each.code for each in direction_objections(creditor, debtor)] == codes


@pytest.mark.parametrize(
    ("item", "payer", "codes"),
    [
        (BilledItem.MEASURE_SUPPORT, Payer.COMMUNE, []),
        (BilledItem.MEASURE_SUPPORT, Payer.BURDEN_SHARING, []),
        (BilledItem.MEASURE_SUPPORT, None, ["payer_missing"]),
        (BilledItem.MEASURE_SUPPORT, Payer.POIAS_CREDIT, ["payer_is_poias_credit"]),
        (BilledItem.COACHING, Payer.POIAS_CREDIT, ["item_belongs_on_invoice", "payer_is_poias_credit"]),
        (BilledItem.INFRASTRUCTURE, Payer.BURDEN_SHARING, ["infrastructure_paid_by_commune"]),
        (BilledItem.INFRASTRUCTURE, Payer.COMMUNE, []),
    ],
)
def test_a_separate_service_becomes_a_cost_statement_with_a_payer_rule_38_row_21(
    item: BilledItem, payer: Payer | None, codes: list[str]
) -> None:
    assert [each.code for each in cost_statement_objections(item, payer)] == codes


def test_infrastructure_is_never_on_the_invoice_f_05() -> None:
    assert not is_billable_poias(BilledItem.INFRASTRUCTURE)
    found = cost_statement_objections(BilledItem.INFRASTRUCTURE, Payer.POIAS_CREDIT)
    assert [each.code for each in found]
    assert not cost_statement_objections(BilledItem.INFRASTRUCTURE, Payer.COMMUNE)
