"""The full-cost check: what the office's activities cost against what is invoiced for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.codes_billing import CostCategory

COMMUNAL_BUDGET = frozenset({CostCategory.INFRASTRUCTURE})
"""Costs the commune bears itself and the credit never covers (F-05)."""


@dataclass(frozen=True)
class Coverage:
    """One category of cost in centimes: spent, and invoiced for it (F-09)."""

    category: CostCategory
    cost_centimes: int
    invoiced_centimes: int

    @property
    def gap_centimes(self) -> int:
        """What is not covered; negative where more is invoiced than spent."""
        return self.cost_centimes - self.invoiced_centimes

    @property
    def is_covered(self) -> bool:
        """Whether nothing is left uncovered."""
        return self.gap_centimes <= 0


def full_cost_coverage(costs: Mapping[CostCategory, int], invoiced: Mapping[CostCategory, int]) -> tuple[Coverage, ...]:
    """Return every category the credit has to cover, in the order of the list, with cost and invoiced amount."""
    wanted = [each for each in CostCategory if each in costs or each in invoiced]
    return tuple(
        Coverage(each, costs.get(each, 0), invoiced.get(each, 0)) for each in wanted if each not in COMMUNAL_BUDGET
    )
