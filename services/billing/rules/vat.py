"""Value added tax of an invoice: none, unless somebody has decided otherwise and set a rate."""

from __future__ import annotations

from schemas.codes_billing import VatMode
from schemas.refusal import NotConfigured
from services.billing.rules.amounts import proportion
from services.billing.rules.limits import SOURCE_LIMITS, BillingLimits

_PERMILLE = 1000


def vat_centimes(net_centimes: int, limits: BillingLimits = SOURCE_LIMITS) -> int:
    """Return the tax on a net amount; raise NotConfigured where services are taxed but no rate is set."""
    if limits.vat_mode is VatMode.EXEMPT:
        return 0
    if limits.vat_permille is None:
        raise NotConfigured("vat_permille")
    return proportion(net_centimes, limits.vat_permille, _PERMILLE)
