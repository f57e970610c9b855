"""Invoices, statements and credit notes as lists, files and pages show them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from messaging.direct_reading import DirectQuestion
from messaging.standing_in import anybody, filled_in
from messaging.work import Reading
from schemas.actor import OFFICE_STAFF, Role
from schemas.codes_billing import (
    BilledItem,
    CostCategory,
    EvidenceKind,
    InvoiceState,
    LineGroup,
    PaperKind,
    PartyKind,
    Payer,
    TariffUnit,
)
from schemas.refusal import Objection
from services.billing.model import BOOKS, LockedMonth, Paper, PaperLine
from services.billing.queries.reach import NAMELESS, counted, filled, found_paper, papers_for
from services.billing.releasing import printed_of, release_objections
from services.billing.rules.invoice_course import INVOICE
from workflow.moves import Happening, history_of


@dataclass(frozen=True)
class PaperFilter:
    """Which papers are asked for."""

    kind: PaperKind | None = None
    state: InvoiceState | None = None
    year: int | None = None
    text: str = ""
    party_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    """Of one computation: exactly the period from ``since`` to ``until``."""


@dataclass(frozen=True)
class PaperCut:
    """Which part of a list is asked for."""

    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class PaperLineUp:
    """One paper of a list."""

    id: UUID
    kind: PaperKind
    state: InvoiceState
    party_id: UUID
    payer: Payer | None
    creditor_kind: PartyKind | None
    debtor_kind: PartyKind | None
    period_from: date
    period_until: date
    total_centimes: int
    line_count: int
    number: str | None
    issued_on: date | None
    credits_id: UUID | None


@dataclass(frozen=True)
class PaperPage:
    """One page of papers, how many there are, and what they come to."""

    lines: tuple[PaperLineUp, ...]
    total: int
    sum_centimes: int


@dataclass(frozen=True, kw_only=True)
class PaperCard(PaperLineUp):
    """One paper with all that its page shows."""

    row_version: int
    reference: str
    prepared_by: UUID
    prepared_at: datetime
    checked_by: UUID | None
    released_by: UUID | None
    credit_reason: str
    credits_number: str | None
    printed: dict[str, Any]
    groups: tuple[GroupSum, ...]
    notes: tuple[PaperLineUp, ...]
    credited_centimes: int
    steps: tuple[str, ...]
    objections: tuple[Objection, ...]
    history: tuple[Happening, ...]


@dataclass(frozen=True)
class GroupSum:
    """The sum of a paper's lines of one item, with where it is booked."""

    group: LineGroup | None
    item: BilledItem
    category: CostCategory | None
    account: str | None
    lines: int
    amount_centimes: int


@dataclass(frozen=True, kw_only=True)
class LineCard:
    """One line and the evidence it opens to."""

    number: int
    line_group: LineGroup | None
    cost_category: CostCategory | None
    account: str | None
    item: BilledItem
    evidence: EvidenceKind
    evidence_id: UUID
    on_day: date
    mandate_id: UUID | None
    provider_id: UUID | None
    social_service_id: UUID | None
    tariff_id: UUID
    unit: TariffUnit
    count: int
    per: int
    unit_centimes: int
    amount_centimes: int
    is_credited: bool
    is_contested: bool
    credited_number: int | None


def papers(reading: Reading, *, wanted: PaperFilter = PaperFilter(), cut: PaperCut = PaperCut()) -> PaperPage:
    """Return the papers within reach, the newest period first."""
    asked = _narrowed(select(Paper).where(papers_for(reading.actor)), wanted)
    newest = asked.order_by(Paper.period_until.desc(), Paper.kind, Paper.number.desc(), Paper.party_id)
    rows = reading.session.scalars(newest.offset(cut.offset).limit(cut.limit))
    lines = tuple(filled(PaperLineUp, row) for row in rows)
    total = reading.session.scalar(
        _narrowed(select(func.coalesce(func.sum(Paper.total_centimes), 0)).where(papers_for(reading.actor)), wanted)
    )
    return PaperPage(lines, counted(reading, asked), int(total or 0))


def has_papers(reading: Reading) -> bool:
    """Whether there is any paper within reach; for the menu, which stands on every page."""
    return bool(_any_asked(reading.actor.role).rows(reading.session, **filled_in(reading))[0][0])


@cache
def _any_asked(role: Role) -> DirectQuestion:
    return DirectQuestion(select(exists(select(Paper.id).where(papers_for(anybody(role).actor)))))


def paper_numbers(reading: Reading, *, paper_ids: tuple[UUID, ...]) -> dict[UUID, str]:
    """Return the numbers of the papers within reach that have one, for pages that know only their ids."""
    asked = select(Paper.id, Paper.number).where(Paper.id.in_(paper_ids), papers_for(reading.actor))
    return {row.id: row.number for row in reading.session.execute(asked) if row.number}


def _narrowed(asked: Select[Any], wanted: PaperFilter) -> Select[Any]:
    if wanted.kind:
        asked = asked.where(Paper.kind == wanted.kind)
    if wanted.state:
        asked = asked.where(Paper.state == wanted.state)
    if wanted.year:
        asked = asked.where(Paper.period_until.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.party_id:
        asked = asked.where(Paper.party_id == wanted.party_id)
    if wanted.since:
        asked = asked.where(Paper.period_from == wanted.since)
    if wanted.until:
        asked = asked.where(Paper.period_until == wanted.until)
    if wanted.text.strip():
        asked = asked.where(Paper.number.icontains(wanted.text.strip(), autoescape=True))
    return asked


def paper_card(reading: Reading, *, paper_id: UUID) -> PaperCard:
    """Return one paper with its sums, its notes, what may be done and what stands against issuing it."""
    paper = found_paper(reading, paper_id)
    notes = reading.session.scalars(select(Paper).where(Paper.credits_id == paper_id).order_by(Paper.number)).all()
    of = reading.session.get(Paper, paper.credits_id) if paper.credits_id else None
    is_open = paper.state in (InvoiceState.DRAFT, InvoiceState.CHECKED) and reading.actor.role in _STAFF
    return filled(
        PaperCard,
        paper,
        groups=_groups(reading, paper_id),
        notes=tuple(filled(PaperLineUp, each) for each in notes),
        credited_centimes=sum(each.total_centimes for each in notes),
        credits_number=of.number if of else None,
        steps=_steps(paper, reading),
        objections=release_objections(reading, paper, reading.actor.account_id) if is_open else (),
        printed=paper.printed or printed_of(reading, paper).plain(),
        history=history_of(reading.session, BOOKS, [paper_id]) if reading.actor.role in _STAFF else (),
    )


_STAFF = OFFICE_STAFF | {Role.SEAT_FINANCE, Role.AUDITOR}


def _steps(paper: Paper, reading: Reading) -> tuple[str, ...]:
    if paper.kind is PaperKind.CREDIT_NOTE:
        return ()
    steps = tuple(each.name for each in INVOICE.allowed(str(paper.state), reading.actor.role))
    may_discard = paper.state is InvoiceState.DRAFT and reading.actor.role in OFFICE_STAFF
    return (*steps, "discard") if may_discard else steps


def _groups(reading: Reading, paper_id: UUID) -> tuple[GroupSum, ...]:
    key = (PaperLine.line_group, PaperLine.item, PaperLine.cost_category, PaperLine.account)
    asked = (
        select(*key, func.count(), func.sum(PaperLine.amount_centimes))
        .where(PaperLine.paper_id == paper_id)
        .group_by(*key)
        .order_by(func.min(PaperLine.number))
    )
    return tuple(GroupSum(*row[:5], amount_centimes=int(row[5])) for row in reading.session.execute(asked))


def paper_lines(reading: Reading, *, paper_id: UUID, cut: PaperCut = PaperCut(0, 200_000)) -> tuple[LineCard, ...]:
    """Return the lines of one paper in their order; who may know no person gets no mandate either."""
    found_paper(reading, paper_id)
    hides = {"mandate_id": None} if reading.actor.role in NAMELESS else {}
    given = {"paper_id": paper_id, "offset": cut.offset, "limit": cut.limit}
    rows = reading.session.execute(_lines_asked(), given)
    return tuple(LineCard(**{**row._asdict(), **hides}) for row in rows)


@cache
def _lines_asked() -> Select[Any]:
    """Return the statement for what lines show, and whether a note credits or somebody contests each of them."""
    note, note_paper = aliased(PaperLine), aliased(Paper)
    credited = (
        select(note.number)
        .join(note_paper, note_paper.id == note.paper_id)
        .where(note_paper.credits_id == PaperLine.paper_id, note.credited_number == PaperLine.number)
        .exists()
    )
    known = {
        "is_credited": credited.label("is_credited"),
        "is_contested": LockedMonth.contested_on.is_not(None).label("is_contested"),
    }
    columns: list[Any] = [known.get(each.name, getattr(PaperLine, each.name, None)) for each in fields(LineCard)]
    return (
        select(*columns)
        .outerjoin(LockedMonth, LockedMonth.month_id == PaperLine.evidence_id)
        .where(PaperLine.paper_id == bindparam("paper_id"))
        .order_by(PaperLine.number)
        .offset(bindparam("offset"))
        .limit(bindparam("limit"))
    )
