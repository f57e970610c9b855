"""Credit notes: whole lines of an issued paper taken back, with a number and a reason of their own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, literal, select

from messaging.work import Work
from schemas.billing import CreditPaper, InvoiceCredited
from schemas.codes_billing import InvoiceState, PaperKind
from schemas.refusal import Conflict, Objection
from services.billing.handlers.computing import COURSE
from services.billing.handlers.papers import seal, take
from services.billing.handlers.reference import refuse
from services.billing.model import BOOKS, Paper, PaperLine
from services.billing.rules.credit_notes import IssuedLine, credit_note_objections, state_after_credit
from services.billing.rules.invoice_course import INVOICE
from workflow.deadlines import Owner
from workflow.moves import write_history

_COPIED = (
    "line_group", "cost_category", "account", "item", "tariff_use", "evidence", "evidence_id", "basis", "attempt",
    "on_day", "mandate_id", "provider_id", "social_service_id", "tariff_id", "unit", "count", "per", "unit_centimes",
)  # fmt: skip


def credit_paper(asked: CreditPaper, work: Work) -> UUID:
    """Take lines back; the paper itself stays as it is, the note stands beside it."""
    if work.session.get(Paper, asked.credit_note_id) is not None:
        raise Conflict("already_done")
    paper = take(work, asked)
    lines = issued_lines(paper.id, work)
    wanted = frozenset[Any](asked.line_numbers)
    refuse(*_objections(paper, asked, lines, work))
    INVOICE.next_state(paper.state, "credit", work.actor.role)
    note = _note(paper, asked, work)
    _copy_lines(paper, note, asked, work)
    note.state = InvoiceState.ISSUED
    write_history(work, BOOKS, note.id, "credit_note.issued", remark=asked.credit_reason)
    is_whole = _after(lines, wanted) is InvoiceState.CREDITED
    COURSE.move(paper, "credit", work, Owner(), remark=asked.credit_reason)
    if is_whole:
        COURSE.move(paper, "credit_whole", work.for_house(), Owner())
    work.tell(
        InvoiceCredited(
            paper_id=paper.id,
            paper_kind=paper.kind,
            credit_note_id=note.id,
            number=note.number or "",
            party_id=paper.party_id,
            total_centimes=note.total_centimes,
            is_whole=is_whole,
            issued_on=work.today,
        )
    )
    return note.id


def _after(lines: list[IssuedLine], wanted: frozenset[Any]) -> InvoiceState:
    return state_after_credit(
        [IssuedLine(each.line_id, each.amount_centimes, each.is_credited or each.line_id in wanted) for each in lines]
    )


def _objections(paper: Paper, asked: CreditPaper, lines: list[IssuedLine], work: Work) -> tuple[Objection, ...]:
    found = list(credit_note_objections(paper.state, lines, frozenset(asked.line_numbers), asked.credit_reason))
    if paper.kind is PaperKind.CREDIT_NOTE:
        found.append(Objection("credit_of_credit_note"))
    if paper.released_by == work.actor.account_id:
        found.append(Objection("credited_by_releaser", source="Practice: four eyes"))
    return tuple(found)


def issued_lines(paper_id: UUID, work: Work) -> list[IssuedLine]:
    """Return the lines of a paper, each with whether a credit note has taken it back."""
    note = select(PaperLine.credited_number).join(Paper, Paper.id == PaperLine.paper_id)
    taken = set(work.session.scalars(note.where(Paper.credits_id == paper_id)))
    rows = work.session.execute(
        select(PaperLine.number, PaperLine.amount_centimes)
        .where(PaperLine.paper_id == paper_id)
        .order_by(PaperLine.number)
    )
    return [IssuedLine(number, amount, number in taken) for number, amount in rows]


def _note(paper: Paper, asked: CreditPaper, work: Work) -> Paper:
    note = Paper(
        id=asked.credit_note_id,
        kind=PaperKind.CREDIT_NOTE,
        state=InvoiceState.DRAFT,
        party_id=paper.party_id,
        creditor_kind=paper.creditor_kind,
        debtor_kind=paper.debtor_kind,
        payer=paper.payer,
        period_from=paper.period_from,
        period_until=paper.period_until,
        prepared_by=work.actor.account_id,
        prepared_at=work.now,
        credits_id=paper.id,
        credit_reason=asked.credit_reason,
    )
    work.session.add(note)
    work.session.flush()
    return note


def _copy_lines(paper: Paper, note: Paper, asked: CreditPaper, work: Work) -> None:
    copied = [getattr(PaperLine, name) for name in _COPIED]
    number = func.row_number().over(order_by=PaperLine.number)
    asked_lines = select(
        literal(note.id),
        number,
        literal(value=True),
        literal(asked.bill_again),
        PaperLine.number,
        -PaperLine.amount_centimes,
        *copied,
    ).where(PaperLine.paper_id == paper.id)
    if len(asked.line_numbers) < paper.line_count:
        asked_lines = asked_lines.where(PaperLine.number.in_(asked.line_numbers))
    into = ["paper_id", "number", "is_credit", "bill_again", "credited_number", "amount_centimes", *_COPIED]
    work.session.execute(insert(PaperLine).from_select(into, asked_lines))
    sums = select(func.count(), func.coalesce(func.sum(PaperLine.amount_centimes), 0))
    count, total = work.session.execute(sums.where(PaperLine.paper_id == note.id)).one()
    note.line_count, note.total_centimes = count, int(total)
    seal(note, work)
    note.printed = {**(paper.printed or {}), "vat_centimes": (note.printed or {}).get("vat_centimes", 0)}
