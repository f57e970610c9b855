"""Tariffs: dated, one at a time, never invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from schemas.codes import PlaceKind
from schemas.codes_billing import BilledItem, TariffBasis, TariffUnit
from schemas.refusal import Objection
from services.billing.rules.tariffs import (
    Tariff,
    TariffScope,
    price,
    result_price,
    tariff_objections,
    units_for,
)

DAY = date(2026, 11, 22)
FLAT = Tariff(
    tariff_id=UUID(int=1),
    item=BilledItem.CLARIFICATION,
    unit=TariffUnit.FLAT,
    amount_centimes=120_000,
    valid_from=date(2026, 1, 1),
)
PLACE = replace(FLAT, item=BilledItem.PROGRAMME_PLACE, unit=TariffUnit.PLACE_DAY, amount_centimes=5_000)


def code_of(found: object) -> str:
    """Return the code of an objection, failing for anything else."""
    assert isinstance(found, Objection)
    return found.code


def test_one_valid_tariff_is_the_price_rule_39_row_21() -> None:
    assert price(BilledItem.CLARIFICATION, DAY, [FLAT]) is FLAT


def test_without_a_tariff_the_price_is_not_configured_rule_39_row_21() -> None:
    assert code_of(price(BilledItem.COACHING, DAY, [FLAT])) == "tariff_not_configured"
    assert code_of(price(BilledItem.CLARIFICATION, date(2025, 12, 31), [FLAT])) == "tariff_not_configured"


def test_two_overlapping_tariffs_are_an_error_rule_39_row_21() -> None:
    assert code_of(price(BilledItem.CLARIFICATION, DAY, [FLAT, replace(FLAT, tariff_id=UUID(int=2))])) == (
        "tariffs_overlap"
    )


def test_a_tariff_holds_to_its_last_day_included_row_21() -> None:
    old = replace(FLAT, valid_until=DAY)
    new = replace(FLAT, tariff_id=UUID(int=2), valid_from=date(2026, 11, 23))
    assert price(BilledItem.CLARIFICATION, DAY, [old, new]) is old
    assert price(BilledItem.CLARIFICATION, date(2026, 11, 23), [old, new]) is new


def test_the_contract_tariff_of_a_provider_wins_over_the_general_one_row_21() -> None:
    provider = UUID(int=9)
    by_kind = replace(PLACE, tariff_id=UUID(int=2), scope=TariffScope(PlaceKind.IP))
    by_contract = replace(PLACE, tariff_id=UUID(int=3), scope=TariffScope(PlaceKind.IP, provider))
    tariffs = [PLACE, by_kind, by_contract]
    item = BilledItem.PROGRAMME_PLACE
    assert price(item, DAY, tariffs, TariffScope(PlaceKind.IP, provider)) is by_contract
    assert price(item, DAY, tariffs, TariffScope(PlaceKind.IP, UUID(int=8))) is by_kind
    assert price(item, DAY, tariffs, TariffScope(PlaceKind.IS, provider)) is PLACE


def test_a_result_tariff_is_paid_for_its_outcome_only_row_21() -> None:
    result = replace(FLAT, basis=TariffBasis.RESULT, outcome="employed", tariff_id=UUID(int=2))
    assert result_price(BilledItem.CLARIFICATION, DAY, [FLAT, result], "employed") is result
    assert result_price(BilledItem.CLARIFICATION, DAY, [FLAT, result], "left") is None
    assert price(BilledItem.CLARIFICATION, DAY, [FLAT, result]) is FLAT


@pytest.mark.parametrize(
    ("tariff", "codes"),
    [
        (FLAT, []),
        (replace(FLAT, amount_centimes=0), []),
        (replace(FLAT, amount_centimes=-1), ["tariff_amount_negative"]),
        (replace(FLAT, valid_until=date(2025, 12, 31)), ["tariff_ends_before_start"]),
        (replace(FLAT, unit=TariffUnit.PLACE_DAY), ["tariff_unit_unfit"]),
        (replace(PLACE, unit=TariffUnit.HOUR), ["tariff_unit_unfit"]),
        (replace(FLAT, basis=TariffBasis.RESULT), ["tariff_outcome_missing"]),
        (
            replace(FLAT, basis=TariffBasis.RESULT, unit=TariffUnit.HOUR, outcome="employed"),
            ["result_tariff_not_flat"],
        ),
    ],
)
def test_a_tariff_that_makes_no_sense_is_refused_row_21(tariff: Tariff, codes: list[str]) -> None:
    assert [each.code for each in tariff_objections(tariff, [])] == codes


@pytest.mark.parametrize(
    ("existing", "codes"),
    [
        (replace(FLAT, tariff_id=UUID(int=2)), ["tariff_overlaps"]),
        (replace(FLAT, tariff_id=UUID(int=2), valid_until=date(2026, 1, 1)), ["tariff_overlaps"]),
        (replace(FLAT, tariff_id=UUID(int=2), valid_from=date(2025, 1, 1), valid_until=date(2025, 12, 31)), []),
        (replace(FLAT, tariff_id=UUID(int=2), item=BilledItem.COACHING), []),
        (replace(FLAT, tariff_id=UUID(int=2), scope=TariffScope(PlaceKind.IP)), []),
        (FLAT, []),
    ],
)
def test_a_tariff_that_would_hold_beside_another_is_refused_row_21(existing: Tariff, codes: list[str]) -> None:
    assert [each.code for each in tariff_objections(FLAT, [existing])] == codes


def test_places_are_priced_by_day_or_month_and_services_by_hour_or_flat() -> None:
    assert units_for(BilledItem.PROGRAMME_PLACE) == {TariffUnit.PLACE_DAY, TariffUnit.MONTH}
    assert units_for(BilledItem.COORDINATION_FLAT_RATE) == {TariffUnit.MONTH, TariffUnit.FLAT}
    assert units_for(BilledItem.COACHING) == {TariffUnit.HOUR, TariffUnit.FLAT}
