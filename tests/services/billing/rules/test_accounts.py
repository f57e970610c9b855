"""HRM2 accounts: configured, well formed, or the invoice stays a draft."""

from __future__ import annotations

import pytest

from schemas.codes_billing import BilledItem
from schemas.refusal import Objection
from services.billing.rules.accounts import account_objections, hrm2_account, is_account


@pytest.mark.parametrize(
    ("account", "good"),
    [
        ("5790.3636.01", True),
        ("5790.3636", True),
        ("5790.3636.1234", True),
        ("5790.30", False),
        ("5790.3636.", False),
        ("5790.3636.12345", False),
        ("579.3636.01", False),
        ("5790-3636", False),
        ("", False),
    ],
)
def test_an_account_is_function_type_and_running_number_rule_40_row_21(account: str, good: bool) -> None:
    assert is_account(account) is good
    assert [each.code for each in account_objections(account)] == ([] if good else ["account_malformed"])


def test_a_mapped_item_has_its_account_rule_40_row_21() -> None:
    chart = {BilledItem.COACHING: "5790.3636.01", BilledItem.FOLLOWUP: "5790.30"}
    assert hrm2_account(BilledItem.COACHING, chart) == "5790.3636.01"
    unmapped, malformed = hrm2_account(BilledItem.PLACEMENT, chart), hrm2_account(BilledItem.FOLLOWUP, chart)
    assert isinstance(unmapped, Objection)
    assert isinstance(malformed, Objection)
    assert (unmapped.code, malformed.code) == ("account_not_configured", "account_malformed")
