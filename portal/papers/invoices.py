"""Invoices, statements and credit notes as papers: the same bytes for an issued one, whoever prints it and whenever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any, Final

from portal import formats
from portal.papers.fitting import fitted
from portal.papers.press import printed
from portal.papers.qr import Payment, payment_part
from schemas.codes_billing import InvoiceState, LineGroup, PaperKind
from schemas.money import francs
from schemas.words import say
from services.billing.queries.papers import GroupSum, LineCard, PaperCard
from services.billing.queries.quantities import quantity_text

MOST_LINES: Final = 400
"""Lines listed one by one; a longer paper has them in its table file, and says so."""
_LINE: Final = (
    ("number", None), ("day", 0), ("item", 1), ("evidence", 1), ("quantity", None), ("price", None), ("amount", None),
)  # fmt: skip
_PAYS: Final = (PaperKind.INVOICE, PaperKind.PROVIDER_STATEMENT)


def invoice_paper(card: PaperCard, lines: Sequence[LineCard], language: str) -> bytes:
    """Return the paper as PDF in one language."""
    return printed("invoice.typ", _given(card, lines, language), at=_moment(card))


def _moment(card: PaperCard) -> datetime:
    """An issued paper was made on its day, a draft when it was computed."""
    return card.prepared_at if card.issued_on is None else datetime.combine(card.issued_on, time(12), UTC)


def _given(card: PaperCard, lines: Sequence[LineCard], language: str) -> dict[str, Any]:
    def word(key: str, **facts: object) -> str:
        return say(f"paper.{key}", language, **facts)

    listed = lines if len(lines) <= MOST_LINES else ()
    return {
        "title": title_of(card, language),
        "language": language,
        "author": card.printed["creditor"].get("party_name") or "SSIP Seeland",
        "head_right": card.number or word("draft"),
        "page_word": word("page"),
        "notes": _notes(card, language),
        "creditor": {"label": word(_creditor_label(card)), "lines": _address(card.printed["creditor"], language)},
        "debtor": {"label": word("debtor"), "lines": _address(card.printed["debtor"], language)},
        "sums": _sums(card, language),
        "sum_columns": _columns(language, ("item", 1), ("account", 0), ("count", None), ("amount", None)),
        "total_label": word("total"),
        "total": f"CHF {francs(card.total_centimes + int(card.printed.get('vat_centimes', 0)))}",
        "remarks": _remarks(card, lines, listed, language),
        "lines_title": word("lines"),
        **fitted(_columns(language, *_LINE), [_row(each, language) for each in listed], size=7.5),
        "bill": _bill(card, language),
    }


def title_of(card: PaperCard, language: str) -> str:
    """Return what the paper is called: its kind and its number."""
    kind = formats.code(card.kind, language)
    return f"{kind} {card.number}" if card.number else f"{kind} ({say('paper.draft', language)})"


def _creditor_label(card: PaperCard) -> str:
    return "issuer" if card.kind is PaperKind.COST_STATEMENT or card.creditor_kind is None else "creditor"


def _notes(card: PaperCard, language: str) -> list[str]:
    period = say("paper.period", language, since=formats.day(card.period_from), until=formats.day(card.period_until))
    found = [period]
    if card.issued_on:
        found.append(say("paper.issued", language, day=formats.day(card.issued_on)))
    if card.credits_number:
        found.append(say("paper.credits", language, number=card.credits_number))
        found.append(say("paper.reason", language, reason=card.credit_reason))
    if card.payer:
        found.append(say("paper.payer", language, payer=formats.code(card.payer, language)))
    if card.state in (InvoiceState.DRAFT, InvoiceState.CHECKED):
        found.append(say("paper.not_issued", language))
    return found


def _address(part: Mapping[str, str], language: str) -> list[str]:
    if not part:
        return [say("paper.not_configured", language)]
    street = " ".join(filter(None, (part.get("street"), part.get("house_number"))))
    lines = [part["party_name"], street, f"{part['postal_code']} {part['town']}"]
    return [each for each in lines if each]


def _sums(card: PaperCard, language: str) -> list[list[Any]]:
    """Return one table per group; the office's own services (EPSM) stand apart (F-02)."""
    found = []
    for group in (*LineGroup, None):
        rows = [each for each in card.groups if each.group is group]
        if rows:
            heading = formats.code(group, language) if group else say("paper.separate", language)
            total = sum(each.amount_centimes for each in rows)
            count = sum(each.lines for each in rows)
            found.append([heading, [_sum(each, language) for each in rows], [heading, "", str(count), francs(total)]])
    return found


def _sum(each: GroupSum, language: str) -> list[str]:
    account = each.account or say("paper.no_account", language)
    return [formats.code(each.item, language), account, str(each.lines), francs(each.amount_centimes)]


def _columns(language: str, *asked: tuple[str, int | None]) -> list[dict[str, Any]]:
    """Return table heads; a share of None is a column of numbers."""
    return [
        {"label": say(f"paper.column.{name}", language), "numeric": share is None, "share": share or 0}
        for name, share in asked
    ]


def _row(line: LineCard, language: str) -> list[str]:
    return [
        str(line.number),
        formats.day(line.on_day),
        formats.code(line.item, language),
        f"{formats.code(line.evidence, language)} {str(line.evidence_id)[:8]}",
        quantity_text(line.count, line.per),
        f"{francs(line.unit_centimes)} {formats.code(line.unit, language)}",
        francs(line.amount_centimes),
    ]


def _remarks(card: PaperCard, lines: Sequence[LineCard], listed: Sequence[LineCard], language: str) -> list[str]:
    vat = int(card.printed.get("vat_centimes", 0))
    found = [say("paper.vat", language, amount=francs(vat)) if vat else say("paper.vat_exempt", language)]
    if card.kind is PaperKind.COST_STATEMENT:
        found.append(say("paper.no_invoice", language))
    if lines and not listed:
        found.append(say("paper.lines_elsewhere", language, count=card.line_count))
    return found


def _bill(card: PaperCard, language: str) -> dict[str, str] | None:
    final = card.state in (InvoiceState.ISSUED, InvoiceState.CREDITED)
    if card.kind not in _PAYS or not final:
        return None
    total = card.total_centimes + int(card.printed.get("vat_centimes", 0))
    creditor, debtor = card.printed["creditor"], card.printed["debtor"]
    svg = payment_part(Payment(creditor, debtor, card.reference, total, card.number or ""), language)
    facts = {"amount": francs(total), "name": creditor["party_name"], "reference": card.reference}
    return {"svg": svg, "alt": say("paper.bill", language, **facts)}
