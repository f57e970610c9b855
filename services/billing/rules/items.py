"""What the POIAS credit pays, and in which group of an invoice it stands."""

from __future__ import annotations

from typing import Final

from schemas.codes import Funding
from schemas.codes_billing import BilledItem, CostCategory, LineGroup, TariffUse
from schemas.refusal import Objection
from services.billing.rules.limits import CONCEPT

OWN_SERVICES: Final = frozenset(
    {
        BilledItem.CLARIFICATION,
        BilledItem.IN_DEPTH_CLARIFICATION,
        BilledItem.PLACEMENT,
        BilledItem.FOLLOWUP,
        BilledItem.INDIVIDUAL_MODULE,
        BilledItem.COACHING,
        BilledItem.APPLICATION_WORKSHOP,
    }
)
"""The office's own services (EPSM); the workshop stands in the list of POIAS offers of ch. 6 only (interpretation)."""

POIAS_ITEMS: Final = OWN_SERVICES | {BilledItem.COORDINATION_FLAT_RATE, BilledItem.PROGRAMME_PLACE}
"""What may be invoiced to the canton (F-01)."""


def is_billable_poias(item: BilledItem) -> bool:
    """Whether the POIAS credit pays for ``item``; what services and communes do themselves it never pays."""
    return item in POIAS_ITEMS


def item_objections(item: str, funding: Funding = Funding.POIAS) -> tuple[Objection, ...]:
    """Object to an item nobody knows, one the credit does not pay, or a place paid from elsewhere (F-01..F-05)."""
    if item not in set(BilledItem):
        return (Objection("billed_item_unknown", "item", {"billed_item": item}, CONCEPT),)
    if not is_billable_poias(BilledItem(item)):
        return (Objection("item_not_on_poias", "item", {"billed_item": BilledItem(item)}, CONCEPT),)
    if item == BilledItem.PROGRAMME_PLACE and funding is not Funding.POIAS:
        return (Objection("place_not_paid_by_poias", "funding", {"funding": funding}, CONCEPT),)
    return ()


def line_group(item: BilledItem) -> LineGroup:
    """Return the group of an invoice an item stands in; ValueError for an item that stands on none (F-02)."""
    if item in OWN_SERVICES:
        return LineGroup.OWN_SERVICES
    if item is BilledItem.COORDINATION_FLAT_RATE:
        return LineGroup.COORDINATION
    if item is BilledItem.PROGRAMME_PLACE:
        return LineGroup.PLACES
    raise ValueError(f"{item.value} never stands on an invoice")


_CATEGORIES: Final = {
    LineGroup.OWN_SERVICES: CostCategory.OWN_SERVICES,
    LineGroup.COORDINATION: CostCategory.COORDINATION,
    LineGroup.PLACES: CostCategory.PROGRAMME_PLACES,
}


def cost_category(item: BilledItem) -> CostCategory | None:
    """Return where the cost of a line arises (F-09); None for what stands on no invoice but infrastructure."""
    if is_billable_poias(item):
        return _CATEGORIES[line_group(item)]
    return CostCategory.INFRASTRUCTURE if item is BilledItem.INFRASTRUCTURE else None


def use_objections(item: BilledItem, use: TariffUse) -> tuple[Objection, ...]:
    """Object to a tariff on a paper the item never stands on: providers are paid for places only (F-01..F-05)."""
    fits = {
        TariffUse.CANTON: is_billable_poias(item),
        TariffUse.PROVIDER: item is BilledItem.PROGRAMME_PLACE,
        TariffUse.SEPARATE: not is_billable_poias(item),
    }
    if fits[use]:
        return ()
    return (Objection("item_not_on_this_paper", "item", {"billed_item": item, "tariff_use": use}, CONCEPT),)
