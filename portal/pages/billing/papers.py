"""Invoices, statements and credit notes: the list, one paper with its ladder, sums, lines and what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, url_for

from portal import addresses, formats
from portal.actions import ActionPages
from portal.cells import Cell, Column, badge, link
from portal.doors import actor, ask, language, may, say, today
from portal.form_reading import read_day
from portal.lists import Lines, Listing, Part, answer
from portal.objection_words import words_of
from portal.pages.billing import common
from portal.parts import Rung
from schemas.actor import Role
from schemas.billing import CheckPaper, CreditPaper, DiscardPaper, IssuePaper, RecomputePaper, ReturnPaper
from schemas.codes_billing import EvidenceKind, InvoiceState, PaperKind
from schemas.exports import NoteExport
from services.billing.queries import papers as queries
from services.billing.queries.quantities import quantity_text

blueprint: Final = Blueprint("papers", __name__, url_prefix="/papers")
OUTSIDE: Final = (Role.PROVIDER, Role.CANTON_READER)
"""Readers of one kind of paper, who need no choice between kinds."""


def _paper(paper_id: UUID) -> queries.PaperCard:
    return ask(queries.paper_card, paper_id=paper_id)


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:paper_id>",
    back="papers.detail",
    record=_paper,
    commands={
        "check": CheckPaper,
        "issue": IssuePaper,
        "recompute": RecomputePaper,
        "give_back": ReturnPaper,
        "discard": DiscardPaper,
    },
    tones={"check": "primary", "issue": "primary", "discard": "danger"},
    workflow="invoice",
).install()


@blueprint.get("")
def index() -> Response:
    """Show the papers within reach, the newest period first."""

    def read(part: Part) -> Lines:
        cut = queries.PaperCut(part.offset, part.size)
        found = ask(queries.papers, wanted=wanted(), cut=cut)
        return Lines([_row(each) for each in found.lines], found.total)

    listing = Listing(
        "billing.papers",
        say("menu.papers"),
        _columns(),
        read,
        _filters(),
        keep=("sort", "since", "until"),
        empty=say("billing.no_papers"),
    )
    bundle = addresses.here("paper_files.bundle") if may(NoteExport) and listing.total else ""
    return answer("billing/papers.html", listing, bundle=bundle)


def wanted() -> queries.PaperFilter:
    """Return which papers the address asks for: those of one kind, state, year, organisation or computation."""
    year = addresses.text("year")
    return queries.PaperFilter(
        kind=common.chosen(PaperKind, "kind"),
        state=common.chosen(InvoiceState, "state"),
        year=int(year) if year.isdecimal() and len(year) == len("2026") else None,
        text=addresses.text("text"),
        party_id=addresses.identity("party"),
        since=read_day(addresses.text("since"), today()),
        until=read_day(addresses.text("until"), today()),
    )


def _filters() -> list[Any]:
    kinds = [] if actor().role in OUTSIDE else [
        common.filter_view("kind", say("field.paper_kind"), common.choices_of(PaperKind), "choice"),
        common.filter_view("state", say("billing.state"), common.choices_of(InvoiceState), "choice"),
        common.filter_view("party", say("billing.party"), common.provider_choices(), "choice"),
    ]  # fmt: skip
    return [common.filter_view("text", say("billing.number"), widget="search"), *kinds]


def _columns() -> list[Column]:
    return [
        Column(say("billing.number"), kind="main"),
        Column(say("field.paper_kind")),
        Column(say("billing.party")),
        Column(say("billing.period"), kind="tight"),
        Column(say("billing.lines"), numeric=True),
        Column(say("billing.amount"), numeric=True),
        Column(say("billing.state")),
        Column(say("billing.issued_on"), kind="tight"),
    ]


def _row(line: queries.PaperLineUp) -> list[Cell]:
    return [
        link(url_for("papers.detail", paper_id=line.id), line.number or say("paper.draft")),
        common.word(line.kind),
        common.party(line.party_id),
        f"{formats.day(line.period_from)} – {formats.day(line.period_until)}",
        line.line_count,
        formats.money(line.total_centimes),
        common.state(line.state),
        formats.day(line.issued_on),
    ]


@blueprint.get("/<uuid:paper_id>")
def detail(paper_id: UUID) -> Response:
    """Show one paper; each line opens to the month, phase or record it was computed from."""
    card = _paper(paper_id)

    def read(part: Part) -> Lines:
        found = ask(queries.paper_lines, paper_id=paper_id, cut=queries.PaperCut(part.offset, part.size))
        names = common.people(each.mandate_id for each in found)
        return Lines([_line(each, names) for each in found], card.line_count)

    title = card.number or say("paper.draft")
    listing = Listing("billing.lines", f"{common.word(card.kind)} {title}", _line_columns(card), read)
    names = common.accounts([card.prepared_by, card.checked_by, card.released_by, *_actors(card)])
    return answer(
        "billing/paper.html",
        listing,
        paper=card,
        party=common.party(card.party_id),
        state=common.state(card.state),
        rungs=_rungs(card),
        facts=_facts(card, names),
        groups=[_group(each) for each in card.groups],
        obstacles=sorted({words_of(each, language()) for each in card.objections}),
        panel=ACTIONS.panel(card, card.steps, paper_id=paper_id),
        may_credit=may(CreditPaper) and "credit" in card.steps,
        entries=common.entries(card.history, names),
    )  # fmt: skip


def _facts(card: queries.PaperCard, names: Mapping[UUID, str]) -> list[tuple[str, Cell]]:
    """Return what stands on the paper, and who made it for those inside; what is not there is left out."""
    known: list[tuple[str, Cell]] = [
        (say("billing.number"), card.number or say("paper.draft")),
        (say("billing.issued_on"), formats.day(card.issued_on)),
        (say("field.reference"), formats.reference(card.reference)),
        (say("field.payer"), common.word(card.payer) if card.payer else ""),
        (say("field.credit_reason"), card.credit_reason),
    ]
    hands = (("billing.prepared_by", card.prepared_by), ("billing.checked_by", card.checked_by))
    people = [] if actor().role in OUTSIDE else [*hands, ("field.released_by", card.released_by)]
    known += [(say(key), names.get(each, "")) for key, each in people if each is not None]
    return [fact for fact in known if fact[1]]


def _actors(card: queries.PaperCard) -> list[UUID]:
    return [each.account_id for each in card.history]


def _rungs(card: queries.PaperCard) -> list[Rung]:
    """Return the course of the paper: computed, checked, issued, and credited where it was."""
    states = [InvoiceState.DRAFT, InvoiceState.CHECKED, InvoiceState.ISSUED]
    if card.state is InvoiceState.CREDITED:
        states.append(InvoiceState.CREDITED)
    here = states.index(card.state)
    done_on = {InvoiceState.ISSUED: card.issued_on}
    places = ["done" if at < here else "now" if at == here else "next" for at in range(len(states))]
    return [
        Rung(common.word(each), place, done_on=done_on.get(each)) for each, place in zip(states, places, strict=True)
    ]


def _group(each: queries.GroupSum) -> list[Any]:
    return [
        common.word(each.group),
        common.word(each.item),
        common.word(each.category),
        each.account or badge("warn", say("billing.not_configured")),
        each.lines,
        formats.money(each.amount_centimes),
    ]


def _line_columns(card: queries.PaperCard) -> list[Column]:
    names = ("number", "day", "item", "evidence", "mandate", "provider", "account", "quantity", "price", "amount")
    numbers = ("number", "quantity", "price", "amount")
    shown = [Column(say(f"paper.column.{name}"), numeric=name in numbers) for name in names]
    return [*shown, Column(say("billing.state"))]


def _line(line: queries.LineCard, names: Mapping[UUID, Any]) -> list[Cell]:
    return [
        line.number,
        formats.day(line.on_day),
        common.word(line.item),
        _evidence(line),
        common.mandate_link(names, line.mandate_id),
        common.provider(line.provider_id),
        line.account or badge("warn", say("billing.not_configured")),
        quantity_text(line.count, line.per),
        formats.money(line.unit_centimes),
        formats.money(line.amount_centimes),
        _mark(line),
    ]


def _mark(line: queries.LineCard) -> Cell:
    if line.is_credited:
        return badge("done", say("code.invoice_state.credited"))
    return badge("warn", say("billing.contested")) if line.is_contested else ""


def _evidence(line: queries.LineCard) -> Cell:
    """Return what the line opens to, as a link where this person may follow it."""
    text = common.word(line.evidence)
    if line.mandate_id is None:
        return text
    if line.evidence is EvidenceKind.PRESENCE_MONTH:
        return link(url_for("presence.detail", month_id=line.evidence_id), text)
    if line.evidence is EvidenceKind.SERVICE_RECORD and actor().is_office:
        return link(url_for("records.detail", record_id=line.evidence_id), text)
    if line.evidence is EvidenceKind.PHASE_DONE:
        return link(url_for("mandates.detail", mandate_id=line.mandate_id), text)
    return text
