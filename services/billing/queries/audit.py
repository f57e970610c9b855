"""The audit trail of billing, for whoever watches over it."""

from __future__ import annotations

from messaging import audit
from messaging.audit import Act, ActFilter
from messaging.work import Reading
from services.billing.model import LEDGER


def audit_trail(reading: Reading, *, wanted: ActFilter, before: int | None = None, most: int = 51) -> tuple[Act, ...]:
    """Return acts, the latest first, from before a number on."""
    return audit.acts(reading, LEDGER, wanted, before, most)
