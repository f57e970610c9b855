"""Correcting an issued invoice: whole lines are credited with a reason, nothing is ever edited."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from schemas.codes_billing import InvoiceState
from schemas.refusal import Objection

LineKey: TypeAlias = "UUID | int"
"""What tells the lines of one invoice apart: an id, or the number of the line."""


@dataclass(frozen=True)
class IssuedLine:
    """A line of an issued invoice; ``is_credited`` once a credit note has taken it back."""

    line_id: LineKey
    amount_centimes: int
    is_credited: bool = False


@dataclass(frozen=True)
class CreditNote:
    """The lines taken back, each with its negative amount."""

    lines: tuple[tuple[LineKey, int], ...]

    @property
    def total_centimes(self) -> int:
        """The negative sum of the note."""
        return sum(amount for _, amount in self.lines)


def credit_note_objections(
    state: InvoiceState, lines: Collection[IssuedLine], wanted: frozenset[LineKey], reason: str
) -> tuple[Objection, ...]:
    """Object to a credit note on an invoice never issued, on lines it lacks or has lost, or without a reason."""
    return tuple(_credit_note_objections(state, lines, wanted, reason))


def _credit_note_objections(
    state: InvoiceState, lines: Collection[IssuedLine], wanted: frozenset[LineKey], reason: str
) -> Iterator[Objection]:
    if state not in (InvoiceState.ISSUED, InvoiceState.CREDITED):
        yield Objection("credit_before_issue", None, {"state": state})
    if not wanted:
        yield Objection("credit_without_lines", "line_ids")
    if wanted - {each.line_id for each in lines}:
        yield Objection("credit_of_foreign_line", "line_ids")
    if any(each.is_credited for each in lines if each.line_id in wanted):
        yield Objection("line_already_credited", "line_ids")
    if not reason.strip():
        yield Objection("credit_reason_missing", "credit_reason")


def credit_note(lines: Collection[IssuedLine], wanted: frozenset[LineKey]) -> CreditNote:
    """Return the note that takes back the wanted lines to the centime, in the order of the invoice."""
    return CreditNote(tuple((each.line_id, -each.amount_centimes) for each in lines if each.line_id in wanted))


def remaining_centimes(lines: Collection[IssuedLine]) -> int:
    """Return what an invoice is still worth after its credit notes."""
    return sum(each.amount_centimes for each in lines if not each.is_credited)


def state_after_credit(lines: Collection[IssuedLine]) -> InvoiceState:
    """Return the invoice's state: credited once every line is taken back, issued before."""
    return InvoiceState.CREDITED if all(each.is_credited for each in lines) else InvoiceState.ISSUED
