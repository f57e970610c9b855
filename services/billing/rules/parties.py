"""Who may owe money to whom, and what is calculated separately instead of being invoiced."""

from __future__ import annotations

from typing import Final

from schemas.codes_billing import BilledItem, PartyKind, Payer
from schemas.refusal import Objection
from services.billing.rules.items import is_billable_poias
from services.billing.rules.limits import CONCEPT

ALLOWED_FLOWS: Final = frozenset(
    {(PartyKind.SEAT_COMMUNE, PartyKind.CANTON), (PartyKind.PROVIDER, PartyKind.SEAT_COMMUNE)}
)
"""Creditor and debtor of every invoice there may be: Bienne to the canton, providers to Bienne (F-02, F-06)."""

_COMMUNES: Final = frozenset({PartyKind.SEAT_COMMUNE, PartyKind.AFFILIATED_COMMUNE})


def direction_objections(creditor: PartyKind, debtor: PartyKind) -> tuple[Objection, ...]:
    """Object to an invoice between communes, between whom no money flows, and to any other unknown flow (F-06)."""
    if (creditor, debtor) in ALLOWED_FLOWS:
        return ()
    facts = {"creditor": creditor, "debtor": debtor}
    if {creditor, debtor} <= _COMMUNES:
        return (Objection("no_money_between_communes", "debtor", facts, CONCEPT),)
    return (Objection("invoice_direction_unknown", "debtor", facts, CONCEPT),)


def cost_statement_objections(item: BilledItem, payer: Payer | None) -> tuple[Objection, ...]:
    """Object to a separate calculation without payer, on the POIAS credit, or of what belongs on the invoice (F-04)."""
    found = []
    if is_billable_poias(item):
        found.append(Objection("item_belongs_on_invoice", "item", {"billed_item": item}, CONCEPT))
    if payer is None:
        found.append(Objection("payer_missing", "payer", source=CONCEPT))
    elif payer is Payer.POIAS_CREDIT:
        found.append(Objection("payer_is_poias_credit", "payer", source=CONCEPT))
    elif item is BilledItem.INFRASTRUCTURE and payer is not Payer.COMMUNE:
        found.append(Objection("infrastructure_paid_by_commune", "payer", source=CONCEPT))
    return tuple(found)
