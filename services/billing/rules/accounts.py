"""HRM2 accounts: the pattern of a number, and the account a line is booked on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from schemas.codes_billing import BilledItem
from schemas.refusal import Objection
from services.billing.rules.limits import CONCEPT

_ACCOUNT: Final = re.compile(r"\d{4}\.\d{4}(\.\d{1,4})?", re.ASCII)
"""Function, type and running number: 4.4.0-4 digits (HRM2)."""


def is_account(account: str) -> bool:
    """Whether ``account`` has the shape function.type or function.type.running."""
    return _ACCOUNT.fullmatch(account) is not None


def account_objections(account: str) -> tuple[Objection, ...]:
    """Object to an account number of another shape; which numbers exist is the chart's affair (F-07)."""
    return () if is_account(account) else (Objection("account_malformed", "account", {"account": account}, CONCEPT),)


def hrm2_account(item: BilledItem, chart: Mapping[BilledItem, str]) -> str | Objection:
    """Return the account of ``item``, or why its line cannot be booked yet."""
    account = chart.get(item)
    if account is None:
        return Objection("account_not_configured", "account", {"billed_item": item}, CONCEPT)
    found = account_objections(account)
    return found[0] if found else account
