"""Computing drafts: every line of every paper of one kind by one INSERT ... SELECT, the same again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, delete, func, insert, literal, select, update

from messaging.work import Work
from schemas.accounts import CANTON_ID
from schemas.billing import ComputePapers
from schemas.codes_billing import (
    BilledItem,
    InvoiceState,
    LineGroup,
    PaperKind,
    PartyKind,
    Payer,
)
from schemas.refusal import Objection
from services.billing.chain.evidence import Scope, attempt_of
from services.billing.chain.lines import amount, candidates, case_of, position
from services.billing.handlers.reference import refuse
from services.billing.model import BOOKS, AccountEntry, Paper, PaperLine, Run
from services.billing.rules.accounts import is_account
from services.billing.rules.invoice_course import INVOICE
from services.billing.rules.items import POIAS_ITEMS, cost_category, line_group
from services.billing.rules.periods import period_objections, period_until
from services.billing.rules.values import NAMES, limits_of
from workflow import dated
from workflow.deadlines import Owner
from workflow.moves import Course

COURSE: Final = Course(INVOICE, BOOKS)
PARTIES: Final = {
    PaperKind.INVOICE: (PartyKind.SEAT_COMMUNE, PartyKind.CANTON),
    PaperKind.PROVIDER_STATEMENT: (PartyKind.PROVIDER, PartyKind.SEAT_COMMUNE),
    PaperKind.COST_STATEMENT: (None, None),
}
_INTO: Final = (
    "paper_id", "number", "line_group", "cost_category", "account", "item", "tariff_use", "evidence", "evidence_id",
    "basis", "attempt", "is_credit", "bill_again", "on_day", "mandate_id", "provider_id", "social_service_id",
    "tariff_id", "unit", "count", "per", "unit_centimes", "amount_centimes",
)  # fmt: skip


def scope_of(work: Any, kind: PaperKind, period: tuple[Any, Any]) -> Scope:
    """Return what a paper of this kind and period is computed from, with today's ways of counting."""
    values = dated.values_on(work.session, BOOKS, NAMES, period[1])
    return Scope(kind=kind, period_from=period[0], period_until=period[1], limits=limits_of(values))


def compute_papers(asked: ComputePapers, work: Work) -> UUID:
    """Compute all drafts of one kind; papers that are checked already wait untouched for their release."""
    refuse(*_kind_objections(asked.paper_kind), *period_objections(asked.length, asked.period_from, work.today))
    until = period_until(asked.length, asked.period_from)
    scope = scope_of(work, asked.paper_kind, (asked.period_from, until))
    refuse(*_other_periods(scope, work))
    drafts = _drafts(scope)
    work.session.execute(_lines_of(drafts))
    _add_drafts(scope, work)
    _fill(scope, work, drafts)
    return _note_run(asked.run_id, scope, work)


def _kind_objections(kind: PaperKind) -> tuple[Objection, ...]:
    return () if kind in PARTIES else (Objection("kind_not_computed", "paper_kind", {"paper_kind": kind}),)


def _other_periods(scope: Scope, work: Work) -> tuple[Objection, ...]:
    still = (InvoiceState.DRAFT, InvoiceState.CHECKED)
    other = select(Paper.period_from, Paper.period_until).where(
        Paper.kind == scope.kind,
        Paper.state.in_(still),
        (Paper.period_from != scope.period_from) | (Paper.period_until != scope.period_until),
    )
    row = work.session.execute(other.limit(1)).first()
    if row is None:
        return ()
    facts = {"from": row[0].isoformat(), "until": row[1].isoformat()}
    return (Objection("draft_of_other_period", "period_from", facts),)


def _drafts(scope: Scope) -> ColumnElement[bool]:
    return (
        (Paper.kind == scope.kind)
        & (Paper.state == InvoiceState.DRAFT)
        & (Paper.period_from == scope.period_from)
        & (Paper.period_until == scope.period_until)
    )


def _lines_of(papers: ColumnElement[bool]) -> Any:
    wanted = select(Paper.id).where(papers)
    return delete(PaperLine).where(PaperLine.paper_id.in_(wanted)).execution_options(synchronize_session=False)


def _add_drafts(scope: Scope, work: Work) -> None:
    """Begin a draft for every party that has something to be billed and no open paper."""
    still = Paper.state.in_((InvoiceState.DRAFT, InvoiceState.CHECKED))
    open_papers = select(Paper.party_id, Paper.payer).where(Paper.kind == scope.kind, still)
    taken = {(row.party_id, row.payer) for row in work.session.execute(open_papers)}
    for party_id, payer in sorted(_parties(scope, work) - taken, key=str):
        creditor, debtor = PARTIES[scope.kind]
        paper = Paper(
            id=uuid4(),
            kind=scope.kind,
            state=InvoiceState.DRAFT,
            party_id=party_id,
            creditor_kind=creditor,
            debtor_kind=debtor,
            payer=payer,
            period_from=scope.period_from,
            period_until=scope.period_until,
            prepared_by=work.actor.account_id,
            prepared_at=work.now,
        )
        work.session.add(paper)
        work.session.flush()
        COURSE.start(paper, work.for_house(), Owner())


def _parties(scope: Scope, work: Work) -> set[tuple[UUID, Payer | None]]:
    found = candidates(scope).subquery()
    if scope.kind is PaperKind.INVOICE:
        is_any = work.session.execute(select(found.c.item).limit(1)).first() is not None
        return {(CANTON_ID, None)} if is_any else set()
    party = found.c.provider_id if scope.kind is PaperKind.PROVIDER_STATEMENT else found.c.social_service_id
    rows = work.session.execute(select(party, found.c.payer).distinct())
    return {(row[0], None if row[1] is None else Payer(row[1])) for row in rows}


def fill_one(paper: Paper, work: Work) -> None:
    """Compute one draft anew."""
    scope = scope_of(work, paper.kind, (paper.period_from, paper.period_until))
    work.session.execute(_lines_of(Paper.id == paper.id))
    _fill(scope, work, (Paper.id == paper.id) & _drafts(scope))
    work.session.refresh(paper)


def _fill(scope: Scope, work: Work, papers: ColumnElement[bool]) -> None:
    work.session.flush()
    work.session.execute(insert(PaperLine).from_select(list(_INTO), _computed(scope, work, papers)))
    of_paper = select(PaperLine).where(PaperLine.paper_id == Paper.id).correlate(Paper)
    total = of_paper.with_only_columns(func.coalesce(func.sum(PaperLine.amount_centimes), 0)).scalar_subquery()
    counted = of_paper.with_only_columns(func.count()).scalar_subquery()
    work.session.execute(
        update(Paper)
        .where(papers)
        .values(
            total_centimes=total,
            line_count=counted,
            prepared_by=work.actor.account_id,
            prepared_at=work.now,
            checked_by=None,
            row_version=Paper.row_version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    work.session.expire_all()


def _computed(scope: Scope, work: Work, papers: ColumnElement[bool]) -> Any:
    found = candidates(scope).subquery("computed")
    row: Any = found.c
    order = (
        position(row.item, _item_order()),
        row.on_day,
        row.evidence,
        row.evidence_id,
        row.tariff_id,
    )
    number = func.row_number().over(partition_by=Paper.id, order_by=order)
    asked = select(
        Paper.id,
        number,
        case_of(row.item, {each: line_group(each) for each in POIAS_ITEMS}),
        case_of(row.item, {each: cost_category(each) for each in BilledItem}),
        case_of(row.item, chart_on(scope, work)),
        row.item,
        literal(scope.use.value),
        row.evidence,
        row.evidence_id,
        row.basis,
        attempt_of(row, scope.use),
        literal(value=False),
        literal(value=False),
        row.on_day,
        row.mandate_id,
        row.provider_id,
        row.social_service_id,
        row.tariff_id,
        row.unit,
        row.count,
        row.per,
        row.unit_centimes,
        amount(row),
    )
    return asked.select_from(found).join(Paper, _belongs(scope, row)).where(papers)


def _item_order() -> Iterable[BilledItem]:
    """Items as they stand on a paper: group by group, each in the order of the list."""
    groups = list(LineGroup)
    on_invoice = sorted(POIAS_ITEMS, key=lambda each: (groups.index(line_group(each)), list(BilledItem).index(each)))
    return (*on_invoice, *(each for each in BilledItem if each not in POIAS_ITEMS))


def _belongs(scope: Scope, row: Any) -> ColumnElement[bool]:
    of_service = and_(Paper.party_id == row.social_service_id, Paper.payer == row.payer)
    return {
        PaperKind.INVOICE: and_(Paper.party_id == CANTON_ID),
        PaperKind.PROVIDER_STATEMENT: and_(Paper.party_id == row.provider_id),
        PaperKind.COST_STATEMENT: of_service,
    }[scope.kind]


def chart_on(scope: Scope, work: Any) -> dict[BilledItem, str | None]:
    """Return the account of every item on the last day of the period."""
    asked = (
        select(AccountEntry.item, AccountEntry.account)
        .where(AccountEntry.valid_from <= scope.period_until)
        .order_by(AccountEntry.valid_from)
    )
    return {item: account for item, account in work.session.execute(asked) if is_account(account)}


def _note_run(run_id: UUID, scope: Scope, work: Work) -> UUID:
    sums = select(func.count(), func.coalesce(func.sum(Paper.line_count), 0), func.sum(Paper.total_centimes))
    papers, lines, total = work.session.execute(sums.where(_drafts(scope))).one()
    work.session.add(
        Run(
            id=run_id,
            kind=scope.kind,
            period_from=scope.period_from,
            period_until=scope.period_until,
            started_by=work.actor.account_id,
            started_at=work.now,
            papers=papers,
            line_count=lines,
            total_centimes=total or 0,
        )
    )
    return run_id
