"""What billing tells: papers that wait for a second pair of eyes, issued and credited ones, the year's credit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from schemas.billing import CreditNearlyUsed, InvoiceChecked, InvoiceCredited, InvoiceIssued, InvoiceReturned
from schemas.codes_billing import PaperKind
from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.message import Event
from services.notifications.rules.notice import Notice, Whom

A = AlertKind
KNOW: Final = Posture.KNOW
PAPER: Final = RecordKind.PAPER


def _is(kind: PaperKind) -> Any:
    def of_kind(told: Any) -> bool:
        return bool(told.paper_kind is kind)

    return of_kind


def _news(kind: AlertKind, on: type[Event], whom: Whom, paper_kind: PaperKind) -> Notice:
    """Return the news of a paper that has its number; it tells two credit notes of one invoice apart."""
    when = _is(paper_kind)
    return Notice(kind=kind, on=on, whom=whom, posture=KNOW, record=PAPER, by="paper_id", detail="number", when=when)


NOTICES: Final = (
    Notice(kind=A.INVOICE_TO_RELEASE, on=InvoiceChecked, whom=Whom.HEAD, record=PAPER, by="paper_id"),
    Notice(kind=A.INVOICE_TO_RELEASE, on=InvoiceChecked, whom=Whom.FINANCE, record=PAPER, by="paper_id"),
    Notice(kind=A.INVOICE_TO_CHECK, on=InvoiceReturned, whom=Whom.COORDINATORS, record=PAPER, by="paper_id"),
    _news(A.INVOICE_ISSUED, InvoiceIssued, Whom.CANTON, PaperKind.INVOICE),
    _news(A.INVOICE_ISSUED, InvoiceIssued, Whom.PAPER_PROVIDER, PaperKind.PROVIDER_STATEMENT),
    _news(A.INVOICE_CREDITED, InvoiceCredited, Whom.CANTON, PaperKind.INVOICE),
    _news(A.INVOICE_CREDITED, InvoiceCredited, Whom.PAPER_PROVIDER, PaperKind.PROVIDER_STATEMENT),
    Notice(
        kind=A.CREDIT_NEARLY_USED,
        on=CreditNearlyUsed,
        whom=Whom.HEAD,
        posture=KNOW,
        record=RecordKind.CREDIT,
        by="credit_id",
        detail="state",
    ),
)

ENDS: Final[Mapping[type[Event], tuple[AlertKind, ...]]] = {
    InvoiceReturned: (A.INVOICE_TO_RELEASE,),
    InvoiceIssued: (A.INVOICE_TO_RELEASE,),
    InvoiceChecked: (A.INVOICE_TO_CHECK,),
}
