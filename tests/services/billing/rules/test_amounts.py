"""Amounts: whole centimes, one rounding, no surprises."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes_billing import VatMode
from schemas.refusal import NotConfigured
from services.billing.rules.amounts import Quantity, line_amount, proportion
from services.billing.rules.limits import SOURCE_LIMITS
from services.billing.rules.vat import vat_centimes


@pytest.mark.parametrize(
    ("unit", "quantity", "amount"),
    [
        (12_345, Quantity(1), 12_345),
        (10_000, Quantity(90, 60), 15_000),
        (10_001, Quantity(1, 2), 5_001),
        (100_000, Quantity(17, 30), 56_667),
        (100, Quantity(1, 3), 33),
        (100, Quantity(2, 3), 67),
        (100, Quantity(0), 0),
    ],
)
def test_a_line_is_rounded_to_the_centime_half_up_row_21(unit: int, quantity: Quantity, amount: int) -> None:
    assert line_amount(unit, quantity) == amount


@given(st.integers(0, 10**9), st.integers(0, 10_000), st.integers(1, 10_000))
def test_rounding_is_never_off_by_more_than_half_a_centime_row_21(unit: int, count: int, per: int) -> None:
    exact = Fraction(unit * count, per)
    assert abs(proportion(unit, count, per) - exact) <= Fraction(1, 2)
    assert proportion(-unit, count, per) == -proportion(unit, count, per)


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(3), "3"),
        (Quantity(90, 60), "1.5"),
        (Quantity(17, 30), "17/30"),
        (Quantity(5, 60), "5/60"),
        (Quantity(75, 60), "1.25"),
    ],
)
def test_a_quantity_is_written_exactly_row_21(quantity: Quantity, text: str) -> None:
    assert quantity.text() == text


@pytest.mark.parametrize(("count", "per"), [(-1, 1), (1, 0)])
def test_a_quantity_cannot_be_negative_or_undivided(count: int, per: int) -> None:
    with pytest.raises(ValueError, match="quantity"):
        Quantity(count, per)


def test_services_are_exempt_from_vat_until_somebody_sets_a_rate_row_21() -> None:
    assert vat_centimes(100_000) == 0
    taxed = replace(SOURCE_LIMITS, vat_mode=VatMode.TAXED)
    with pytest.raises(NotConfigured, match="vat_permille"):
        vat_centimes(100_000, taxed)
    assert vat_centimes(100_005, replace(taxed, vat_permille=81)) == 8_100
