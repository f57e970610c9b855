"""The workflow of an invoice or statement: computed, checked, issued by a second pair of eyes, then only credited."""

from __future__ import annotations

from typing import Final

from schemas.actor import Role
from schemas.codes_billing import InvoiceState
from workflow.table import Stage, StageKind, Timer, Workflow, step

PREPARERS: Final = (Role.SSIP_COORDINATOR, Role.SSIP_HEAD)
RELEASERS: Final = (Role.SSIP_HEAD, Role.SSIP_COORDINATOR, Role.SEAT_FINANCE)

S = InvoiceState

INVOICE: Final = Workflow(
    name="invoice",
    states=InvoiceState,
    initial=S.DRAFT,
    ends=frozenset({S.ISSUED, S.CREDITED}),
    transitions=(
        step("recompute", (S.DRAFT,), S.DRAFT, *PREPARERS, command="billing.recompute_paper"),
        step("check", (S.DRAFT,), S.CHECKED, *PREPARERS, command="billing.check_paper", told="billing.invoice_checked"),
        step(
            "give_back",
            (S.CHECKED,),
            S.DRAFT,
            *RELEASERS,
            command="billing.return_paper",
            told="billing.invoice_returned",
        ),
        step("issue", (S.CHECKED,), S.ISSUED, *RELEASERS, command="billing.issue_paper", told="billing.invoice_issued"),
        step(
            "credit",
            (S.ISSUED,),
            S.ISSUED,
            *RELEASERS,
            command="billing.credit_paper",
            told="billing.invoice_credited",
        ),
        step("credit_whole", (S.ISSUED,), S.CREDITED, told="billing.invoice_credited"),
    ),
    timers=(
        Timer(
            "invoice_checked",
            S.DRAFT,
            Role.SSIP_COORDINATOR,
            Role.SSIP_HEAD,
            (Stage(StageKind.DUE, 5), Stage(StageKind.ESCALATE, 10)),
        ),
        Timer(
            "invoice_released",
            S.CHECKED,
            Role.SSIP_HEAD,
            Role.SEAT_FINANCE,
            (Stage(StageKind.DUE, 5), Stage(StageKind.ESCALATE, 10)),
        ),
    ),
)
