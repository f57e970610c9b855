"""What is said to and by billing: settings, service records, papers and deadlines."""

from __future__ import annotations

from schemas.billing.deadlines import BillingDeadlineReached, LookAtBillingDeadlines
from schemas.billing.papers import (
    CheckPaper,
    ComputePapers,
    CreditNearlyUsed,
    CreditPaper,
    DiscardPaper,
    InvoiceChecked,
    InvoiceCredited,
    InvoiceIssued,
    InvoiceReturned,
    IssuePaper,
    RecomputePaper,
    ReturnPaper,
)
from schemas.billing.records import ChangeServiceRecord, RecordService, WithdrawServiceRecord
from schemas.billing.reference import EndTariff, SetAccount, SetBillingValue, SetCost, SetCredit, SetParty, SetTariff

__all__ = [
    "BillingDeadlineReached",
    "ChangeServiceRecord",
    "CheckPaper",
    "ComputePapers",
    "CreditNearlyUsed",
    "CreditPaper",
    "DiscardPaper",
    "EndTariff",
    "InvoiceChecked",
    "InvoiceCredited",
    "InvoiceIssued",
    "InvoiceReturned",
    "IssuePaper",
    "LookAtBillingDeadlines",
    "RecomputePaper",
    "RecordService",
    "ReturnPaper",
    "SetAccount",
    "SetBillingValue",
    "SetCost",
    "SetCredit",
    "SetParty",
    "SetTariff",
    "WithdrawServiceRecord",
]
