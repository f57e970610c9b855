"""What billing and reports still lack: prices, accounts, the year's credit, addresses, values, what is a success."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from portal.doors import ask, has_desk, may, say, today
from portal.pages.billing import common, tariffs
from schemas.codes_billing import BilledItem, TariffUse
from services.billing.queries import reference
from services.steering.queries.reports import success_codes

POIAS: Final = (
    BilledItem.CLARIFICATION,
    BilledItem.IN_DEPTH_CLARIFICATION,
    BilledItem.PLACEMENT,
    BilledItem.FOLLOWUP,
    BilledItem.INDIVIDUAL_MODULE,
    BilledItem.COACHING,
    BilledItem.APPLICATION_WORKSHOP,
    BilledItem.COORDINATION_FLAT_RATE,
    BilledItem.PROGRAMME_PLACE,
)
"""What the canton is invoiced for, and so needs a price."""


@dataclass(frozen=True)
class Missing:
    """One thing: its title, the key of what does not work without it, who decides, where it is set."""

    title: str
    without: str
    decides: str
    url: str


def missing() -> Iterator[Missing]:
    """Yield what nobody has set yet."""
    if has_desk("billing") and may(reference.tariffs):
        yield from _prices()
        yield from _accounts()
        yield from _credit()
        yield from _parties()
        yield from _values()
    if has_desk("steering") and may(success_codes):
        holds = next((each.codes for each in ask(success_codes) if each.valid_from <= today()), ())
        if not holds:
            yield Missing(say("success.title"), "success", "ssip_head", url_for("success.index"))


def _prices() -> Iterator[Missing]:
    day = today()
    held = {
        (each.tariff_use, each.item)
        for each in ask(reference.tariffs)
        if each.valid_from <= day and (each.valid_until is None or each.valid_until >= day)
    }
    wanted = [(TariffUse.CANTON, each) for each in POIAS] + [(TariffUse.PROVIDER, BilledItem.PROGRAMME_PLACE)]
    for use, item in wanted:
        if (use, item) not in held:
            title = say("admin.lacking.tariff", item=common.word(item), use=common.word(use))
            yield Missing(title, "tariff", "canton", url_for("tariffs.change", kind="tariff"))


def _accounts() -> Iterator[Missing]:
    for each in ask(reference.accounts):
        if each.account is None:
            address = url_for("tariffs.change", kind="account", key=each.item.value)
            yield Missing(say("admin.lacking.account", item=common.word(each.item)), "account", "seat", address)


def _credit() -> Iterator[Missing]:
    year = today().year
    line = next((each for each in ask(reference.credits) if each.year == year), None)
    address = url_for("tariffs.change", kind="credit", key=str(year))
    if line is None or line.budget is None:
        yield Missing(say("admin.lacking.budget", year=year), "budget", "canton", address)
    if line is None or line.ceiling_centimes is None:
        yield Missing(say("admin.lacking.ceiling", year=year), "ceiling", "canton", address)


def _parties() -> Iterator[Missing]:
    for party_id, name, card in tariffs.parties():
        if card is None:
            address = url_for("tariffs.change", kind="party", key=str(party_id))
            yield Missing(say("admin.lacking.party", name=name), "party", "ssip_head", address)


def _values() -> Iterator[Missing]:
    values: dict[str, Any] = {each.name: each.value for each in ask(reference.billing_values)}
    for name, value in values.items():
        needed = name not in tariffs.LISTS and (name != "vat_permille" or values.get("vat_mode") == "taxed")
        if value is None and needed:
            address = url_for("tariffs.change", kind="value", key=name)
            yield Missing(say(f"billing.value.{name}"), f"value_{name}", "ssip_head", address)
