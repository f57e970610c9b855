"""What is said about invoices, statements and credit notes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes_billing import CreditState, PaperKind, PeriodLength
from schemas.fields import code, day, hidden, prose, tick_box
from schemas.message import Command, Event


class ComputePapers(Command, said="billing.compute_papers", about="run_id"):
    """Compute every draft of one kind for a month or quarter; the same again changes nothing."""

    run_id: UUID = hidden()
    paper_kind: PaperKind
    length: PeriodLength
    period_from: date = day()


class RecomputePaper(Command, said="billing.recompute_paper", about="paper_id"):
    """Compute a draft once more from what is known now."""

    paper_id: UUID = hidden()
    row_version: int = hidden()


class CheckPaper(Command, said="billing.check_paper", about="paper_id"):
    """Somebody has looked at the draft; its lines stand still from now on."""

    paper_id: UUID = hidden()
    row_version: int = hidden()


class ReturnPaper(Command, said="billing.return_paper", about="paper_id"):
    """A checked paper goes back to being a draft."""

    paper_id: UUID = hidden()
    row_version: int = hidden()
    remark: str = prose(longest=2000)


class IssuePaper(Command, said="billing.issue_paper", about="paper_id"):
    """A second pair of eyes releases the paper: it gets its number and is never edited again."""

    paper_id: UUID = hidden()
    row_version: int = hidden()


class DiscardPaper(Command, said="billing.discard_paper", about="paper_id"):
    """A draft is thrown away; it has no number yet, so none is missing afterwards."""

    paper_id: UUID = hidden()
    row_version: int = hidden()


class CreditPaper(Command, said="billing.credit_paper", about="paper_id"):
    """Whole lines of an issued paper are taken back by a credit note with its own number."""

    credit_note_id: UUID = hidden()
    paper_id: UUID = hidden()
    row_version: int = hidden()
    line_numbers: tuple[int, ...] = ()
    credit_reason: str = prose(longest=500)
    bill_again: bool = tick_box(default=False)


class InvoiceChecked(Event, said="billing.invoice_checked", about="paper_id"):
    """A paper waits for its release by somebody else."""

    paper_id: UUID
    paper_kind: PaperKind
    prepared_by: UUID


class InvoiceReturned(Event, said="billing.invoice_returned", about="paper_id"):
    """A checked paper is a draft again."""

    paper_id: UUID
    paper_kind: PaperKind


class InvoiceIssued(Event, said="billing.invoice_issued", about="paper_id"):
    """A paper is final and has its number."""

    paper_id: UUID
    paper_kind: PaperKind
    number: str = code()
    party_id: UUID
    period_from: date
    period_until: date
    total_centimes: int
    issued_on: date


class InvoiceCredited(Event, said="billing.invoice_credited", about="paper_id"):
    """Lines of an issued paper are taken back."""

    paper_id: UUID
    paper_kind: PaperKind
    credit_note_id: UUID
    number: str = code()
    party_id: UUID
    total_centimes: int
    is_whole: bool
    issued_on: date


class CreditNearlyUsed(Event, said="billing.credit_nearly_used", about="credit_id"):
    """An invoice brought the year's credit to its warning share, or over its ceiling."""

    credit_id: UUID
    year: int
    used_centimes: int
    ceiling_centimes: int
    state: CreditState
