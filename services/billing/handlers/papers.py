"""The course of a paper: computed again, checked, given back, issued with its number, thrown away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from messaging.work import Work
from schemas.billing import (
    CheckPaper,
    CreditNearlyUsed,
    DiscardPaper,
    InvoiceChecked,
    InvoiceIssued,
    InvoiceReturned,
    IssuePaper,
    RecomputePaper,
    ReturnPaper,
)
from schemas.codes_billing import CreditState, InvoiceState, PaperKind
from schemas.refusal import NotFound, Objection
from services.billing.handlers.computing import COURSE, fill_one
from services.billing.handlers.numbering import next_serial
from services.billing.handlers.reference import refuse
from services.billing.model import BOOKS, Paper, PaperLine
from services.billing.releasing import booked, credit_year, printed_of, release_objections, use_of_credit
from services.billing.rules.invoice_course import INVOICE
from services.billing.rules.invoices import edit_objections
from services.billing.rules.numbers import number_text, payment_reference
from workflow import deadlines
from workflow.deadlines import Owner
from workflow.moves import check_version


def take(work: Work, asked: Any) -> Paper:
    """Return a paper locked, if nobody was faster."""
    row = work.session.scalars(
        select(Paper).where(Paper.id == asked.paper_id).with_for_update().execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFound("paper")
    check_version(row, asked.row_version)
    return row


def recompute_paper(asked: RecomputePaper, work: Work) -> UUID:
    """Compute a draft once more; whoever does has prepared it."""
    paper = take(work, asked)
    refuse(*edit_objections(paper.state))
    fill_one(paper, work)
    COURSE.move(paper, "recompute", work, Owner())
    return paper.id


def check_paper(asked: CheckPaper, work: Work) -> UUID:
    """Fix the lines of a draft; one that would come out differently now has to be computed and looked at again."""
    paper = take(work, asked)
    INVOICE.next_state(paper.state, "check", work.actor.role)
    before = (paper.total_centimes, paper.line_count, booked(work.session, paper.id))
    preparer, prepared_at = paper.prepared_by, paper.prepared_at
    fill_one(paper, work)
    if before != (paper.total_centimes, paper.line_count, booked(work.session, paper.id)):
        refuse(Objection("draft_outdated"))
    paper.prepared_by, paper.prepared_at = preparer, prepared_at
    refuse(*((Objection("invoice_empty", "lines"),) if not paper.line_count else ()))
    paper.checked_by = work.actor.account_id
    COURSE.move(paper, "check", work, Owner())
    work.tell(InvoiceChecked(paper_id=paper.id, paper_kind=paper.kind, prepared_by=preparer))
    return paper.id


def return_paper(asked: ReturnPaper, work: Work) -> UUID:
    """Make a checked paper a draft again, saying why."""
    paper = take(work, asked)
    paper.checked_by = None
    COURSE.move(paper, "give_back", work, Owner(), remark=asked.remark)
    work.tell(InvoiceReturned(paper_id=paper.id, paper_kind=paper.kind))
    return paper.id


def issue_paper(asked: IssuePaper, work: Work) -> UUID:
    """Release a paper: every objection at once, then its number, in the same transaction as everything else."""
    paper = take(work, asked)
    INVOICE.next_state(paper.state, "issue", work.actor.role)
    refuse(*release_objections(work, paper, work.actor.account_id))
    before = use_of_credit(work.session, paper.period_until.year).state
    seal(paper, work)
    paper.released_by = work.actor.account_id
    COURSE.move(paper, "issue", work, Owner())
    work.tell(
        InvoiceIssued(
            paper_id=paper.id,
            paper_kind=paper.kind,
            number=paper.number or "",
            party_id=paper.party_id,
            period_from=paper.period_from,
            period_until=paper.period_until,
            total_centimes=paper.total_centimes,
            issued_on=work.today,
        )
    )
    _watch_credit(paper, before, work)
    return paper.id


def seal(paper: Paper, work: Work) -> None:
    """Give a paper its number, its reference and the addresses it is printed with; nothing of it changes afterwards."""
    printed = printed_of(work, paper).plain()
    year = work.today.year
    serial = next_serial(paper.kind, year, work)
    iban = str(printed["creditor"].get("iban", ""))
    paper.printed, paper.issued_on = printed, work.today
    paper.number_year, paper.serial, paper.number = year, serial, number_text(paper.kind, year, serial)
    pays = paper.kind in (PaperKind.INVOICE, PaperKind.PROVIDER_STATEMENT)
    paper.reference = payment_reference(iban, paper.kind, year, serial) if pays else ""


def _watch_credit(paper: Paper, before: CreditState, work: Work) -> None:
    if paper.kind is not PaperKind.INVOICE:
        return
    work.session.flush()
    year = paper.period_until.year
    use, row = use_of_credit(work.session, year), credit_year(work.session, year)
    if row is None or use.ceiling_centimes is None or use.state is before or use.state is CreditState.AVAILABLE:
        return
    work.tell(
        CreditNearlyUsed(
            credit_id=row.id,
            year=year,
            used_centimes=use.used_centimes,
            ceiling_centimes=use.ceiling_centimes,
            state=use.state,
        )
    )


def discard_paper(asked: DiscardPaper, work: Work) -> None:
    """Throw a draft away with its lines and its deadline."""
    paper = take(work, asked)
    if paper.state is not InvoiceState.DRAFT:
        refuse(*edit_objections(paper.state) or (Objection("paper_not_draft", None, {"state": paper.state}),))
    if timer := INVOICE.timer(paper.state):
        deadlines.close(work, BOOKS, timer.kind, paper.id, how="discarded")
    work.session.execute(delete(PaperLine).where(PaperLine.paper_id == paper.id))
    work.session.delete(paper)
