"""What stands against issuing a paper, looked at from the rows: the page shows it, the handler refuses with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from messaging.work import Reading
from schemas.accounts import OFFICE_ID
from schemas.codes_billing import EvidenceKind, InvoiceState, PaperKind
from schemas.refusal import NotConfigured, Objection
from services.billing.chain.evidence import Scope
from services.billing.chain.unpriced import BLOCKING, unpriced
from services.billing.model import BOOKS, CreditYear, LockedMonth, Paper, PaperLine, PartyDetail
from services.billing.rules.credit import CreditUse, credit_objections, credit_use
from services.billing.rules.invoices import BookedSum, Release, booked_objections, four_eyes_objections
from services.billing.rules.invoices import release_objections as rule_objections
from services.billing.rules.limits import BillingLimits
from services.billing.rules.qr_bill import amount_objections
from services.billing.rules.values import NAMES, limits_of
from services.billing.rules.vat import vat_centimes
from workflow import dated


def limits_on(session: Session, day: date) -> BillingLimits:
    """Return the ways of counting that hold on ``day``."""
    return limits_of(dated.values_on(session, BOOKS, NAMES, day))


def release_objections(reading: Reading, paper: Paper, released_by: UUID) -> tuple[Objection, ...]:
    """Return every reason why a paper cannot be issued by ``released_by`` today."""
    return (
        *_ruled(reading.session, paper, released_by),
        *_unpriced(reading, paper),
        *_contested(reading.session, paper),
        *_parties(reading, paper),
        *_credit(reading.session, paper),
        *_vat(reading.session, paper),
    )


def booked(session: Session, paper_id: UUID) -> tuple[BookedSum, ...]:
    """Return the sums of a paper's lines by item and account."""
    asked = (
        select(PaperLine.item, PaperLine.account, func.sum(PaperLine.amount_centimes))
        .where(PaperLine.paper_id == paper_id)
        .group_by(PaperLine.item, PaperLine.account)
        .order_by(PaperLine.item, PaperLine.account)
    )
    return tuple(BookedSum(item, account, int(total)) for item, account, total in session.execute(asked))


def _ruled(session: Session, paper: Paper, released_by: UUID) -> tuple[Objection, ...]:
    lines = booked(session, paper.id)
    if paper.creditor_kind is None or paper.debtor_kind is None:
        return (*four_eyes_objections(paper.prepared_by, released_by), *booked_objections(lines, paper.total_centimes))
    year = credit_year(session, paper.period_until.year)
    is_invoice = paper.kind is PaperKind.INVOICE
    found = rule_objections(
        Release(
            lines=lines,
            total_centimes=paper.total_centimes,
            prepared_by=paper.prepared_by,
            released_by=released_by,
            creditor=paper.creditor_kind,
            debtor=paper.debtor_kind,
            budget=year.budget if year else None,
        )
    )
    return tuple(each for each in found if is_invoice or not each.code.startswith("budget_"))


def _unpriced(reading: Reading, paper: Paper) -> Iterator[Objection]:
    if paper.kind is not PaperKind.INVOICE:
        return
    limits = limits_on(reading.session, paper.period_until)
    scope = Scope(kind=paper.kind, period_from=paper.period_from, period_until=paper.period_until, limits=limits)
    for each in unpriced(reading.session, scope, since=paper.period_from):
        if each.code in BLOCKING:
            facts = {"billed_item": each.item, "day": each.first_on.isoformat()}
            yield Objection(each.code, None, facts, "Concept SSIP, ch. 5")  # worded like the rules' own


def _contested(session: Session, paper: Paper) -> Iterator[Objection]:
    asked = (
        select(func.count())
        .select_from(PaperLine)
        .join(LockedMonth, LockedMonth.month_id == PaperLine.evidence_id)
        .where(
            PaperLine.paper_id == paper.id,
            PaperLine.evidence == EvidenceKind.PRESENCE_MONTH,
            LockedMonth.contested_on.is_not(None),
        )
    )
    if count := session.scalar(asked):
        yield Objection("lines_contested", None, {"count": count})


def _parties(reading: Reading, paper: Paper) -> Iterator[Objection]:
    for part, party_id in parties_of(paper).items():
        detail = party_on(reading.session, party_id, reading.today)
        if detail is None:
            yield Objection("party_not_configured", None, {"paper_part": part})
        elif part == "creditor" and paper.kind is not PaperKind.COST_STATEMENT and not detail.iban:
            yield Objection("iban_not_configured")
    if paper.kind is not PaperKind.COST_STATEMENT and paper.line_count:
        yield from amount_objections(paper.total_centimes)


def parties_of(paper: Paper) -> dict[str, UUID]:
    """Return who gets the money, or gives the calculation, and who the paper is for."""
    if paper.kind is PaperKind.PROVIDER_STATEMENT:
        return {"creditor": paper.party_id, "debtor": OFFICE_ID}
    return {"creditor": OFFICE_ID, "debtor": paper.party_id}


def party_on(session: Session, party_id: UUID, day: date) -> PartyDetail | None:
    """Return where a party is reached and paid on ``day``."""
    asked = select(PartyDetail).where(PartyDetail.party_id == party_id, PartyDetail.valid_from <= day)
    return session.scalars(asked.order_by(PartyDetail.valid_from.desc()).limit(1)).first()


def credit_year(session: Session, year: int) -> CreditYear | None:
    """Return what is set for a year's credit."""
    return session.scalars(select(CreditYear).where(CreditYear.year == year)).first()


def use_of_credit(session: Session, year: int, more: int = 0) -> CreditUse:
    """Return how much of a year's credit is invoiced, credit notes taken off, ``more`` on top."""
    final = Paper.state.in_((InvoiceState.ISSUED, InvoiceState.CREDITED))
    invoice = select(Paper.id).where(Paper.kind == PaperKind.INVOICE).scalar_subquery()
    on_credit = (Paper.kind == PaperKind.INVOICE) | Paper.credits_id.in_(invoice)
    days = Paper.period_until.between(date(year, 1, 1), date(year, 12, 31))
    used = session.scalar(select(func.coalesce(func.sum(Paper.total_centimes), 0)).where(final, on_credit, days)) or 0
    row = credit_year(session, year)
    limits = limits_on(session, date(year, 12, 31))
    return credit_use(int(used) + more, row.ceiling_centimes if row else None, limits)


def _credit(session: Session, paper: Paper) -> tuple[Objection, ...]:
    if paper.kind is not PaperKind.INVOICE:
        return ()
    return credit_objections(use_of_credit(session, paper.period_until.year), paper.total_centimes)


def _vat(session: Session, paper: Paper) -> Iterator[Objection]:
    try:
        vat_centimes(paper.total_centimes, limits_on(session, paper.period_until))
    except NotConfigured as missing:
        yield from missing.objections


@dataclass(frozen=True)
class Printed:
    """What is kept with an issued paper so that it is printed the same for ever."""

    creditor: dict[str, str]
    debtor: dict[str, str]
    vat_centimes: int

    def plain(self) -> dict[str, Any]:
        """Return it for the database."""
        return {"creditor": self.creditor, "debtor": self.debtor, "vat_centimes": self.vat_centimes}


_PRINTED = ("party_name", "street", "house_number", "postal_code", "town", "country", "iban")


def printed_of(reading: Reading, paper: Paper) -> Printed:
    """Return addresses, account and tax of a paper as they stand today."""
    found: dict[str, dict[str, str]] = {}
    for part, party_id in parties_of(paper).items():
        detail = party_on(reading.session, party_id, reading.today)
        found[part] = {} if detail is None else {name: getattr(detail, name) for name in _PRINTED}
    try:
        vat = vat_centimes(paper.total_centimes, limits_on(reading.session, paper.period_until))
    except NotConfigured:
        vat = 0
    return Printed(found["creditor"], found["debtor"], vat)
