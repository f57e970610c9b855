"""The year's credit, the full-cost check and the comparison with what others counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.codes_billing import CostCategory, CreditState
from services.billing.rules.comparison import Difference, differences
from services.billing.rules.coverage import Coverage, full_cost_coverage
from services.billing.rules.credit import credit_objections, credit_use
from services.billing.rules.limits import SOURCE_LIMITS

WARNED = replace(SOURCE_LIMITS, credit_warning_percent=90)


@pytest.mark.parametrize(
    ("used", "ceiling", "state", "left"),
    [
        (500, None, CreditState.NOT_CONFIGURED, None),
        (500, 1_000, CreditState.AVAILABLE, 500),
        (899, 1_000, CreditState.AVAILABLE, 101),
        (900, 1_000, CreditState.NEARLY_USED, 100),
        (1_000, 1_000, CreditState.NEARLY_USED, 0),
        (1_001, 1_000, CreditState.EXCEEDED, -1),
    ],
)
def test_the_use_of_the_credit_is_known_as_far_as_it_is_configured_row_21(
    used: int, ceiling: int | None, state: CreditState, left: int | None
) -> None:
    use = credit_use(used, ceiling, WARNED)
    assert (use.state, use.left_centimes) == (state, left)


def test_without_a_warning_share_nothing_is_nearly_used_row_21() -> None:
    assert credit_use(1_000, 1_000).state is CreditState.AVAILABLE


def test_an_invoice_beyond_the_rest_of_the_credit_is_objected_to_row_21() -> None:
    use = credit_use(900, 1_000)
    assert credit_objections(use, 100) == ()
    (found,) = credit_objections(use, 101)
    assert (found.code, found.facts) == ("credit_would_be_exceeded", {"amount": "1.01", "left": "1.00"})
    assert credit_objections(credit_use(900, None), 10**9) == ()


def test_the_full_cost_check_shows_what_pe_management_is_not_covered_for_row_21() -> None:
    costs = {CostCategory.ADMIN_PE: 8_000, CostCategory.RECEPTION: 2_000, CostCategory.INFRASTRUCTURE: 9_999}
    found = full_cost_coverage(costs, {CostCategory.ADMIN_PE: 7_500, CostCategory.RECEPTION: 2_000})
    assert found == (Coverage(CostCategory.RECEPTION, 2_000, 2_000), Coverage(CostCategory.ADMIN_PE, 8_000, 7_500))
    assert [(each.gap_centimes, each.is_covered) for each in found] == [(0, True), (500, False)]


def test_only_disagreements_with_the_provider_are_shown_row_21() -> None:
    found = differences({"a": 100, "b": 200, "c": 300}, {"a": 100, "b": 250, "d": 50})
    assert found == (Difference("b", 200, 250), Difference("c", 300, None), Difference("d", None, 50))
    assert [each.gap_centimes for each in found] == [-50, 300, -50]
