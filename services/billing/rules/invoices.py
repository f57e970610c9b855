"""From lines to an invoice: gathered in a fixed order, checked by a second pair of eyes, then never edited again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from schemas.codes_billing import BilledItem, BudgetState, InvoiceState, LineGroup, PartyKind
from schemas.refusal import Objection
from services.billing.rules.credit import budget_objections
from services.billing.rules.items import item_objections
from services.billing.rules.limits import CONCEPT
from services.billing.rules.lines import Computed, InvoiceLine
from services.billing.rules.parties import direction_objections

_GROUPS: Final = tuple(LineGroup)
_ITEMS: Final = tuple(BilledItem)
_EDITABLE: Final = frozenset({InvoiceState.DRAFT, InvoiceState.CHECKED})


@dataclass(frozen=True)
class Draft:
    """The lines of an invoice in their order, and the evidence that cannot be billed yet, with its reasons."""

    lines: tuple[InvoiceLine, ...]
    unbilled: tuple[Computed, ...] = ()

    @property
    def total_centimes(self) -> int:
        """The sum of the lines, never rounded again."""
        return sum(each.amount_centimes for each in self.lines)

    def group_centimes(self, group: LineGroup) -> int:
        """The sum of one group of lines."""
        return sum(each.amount_centimes for each in self.lines if each.group is group)


def draft(computed: Iterable[Computed], billed: Collection[tuple[str, str, str]] = ()) -> Draft:
    """Gather computed lines without those ``billed`` before (by key); the same input always gives the same invoice."""
    lines: dict[tuple[str, str, str], InvoiceLine] = {}
    unbilled: list[Computed] = []
    for each in computed:
        lines |= {line.key: line for line in each.lines if line.key not in billed}
        unbilled += [each] if each.objections else []
    unbilled.sort(key=lambda each: (each.evidence, each.evidence_id))
    return Draft(tuple(sorted(lines.values(), key=_place)), tuple(unbilled))


def _place(line: InvoiceLine) -> tuple[int, int, str, tuple[str, str, str]]:
    return (_GROUPS.index(line.group), _ITEMS.index(line.item), line.on.isoformat(), line.key)


class Booked(Protocol):
    """A line, or the sum of all lines of one item on one account."""

    @property
    def item(self) -> BilledItem:
        """What it is for."""

    @property
    def account(self) -> str | None:
        """Where it is booked."""

    @property
    def amount_centimes(self) -> int:
        """How much it is."""


@dataclass(frozen=True)
class BookedSum:
    """The sum of an invoice's lines of one item on one account."""

    item: BilledItem
    account: str | None
    amount_centimes: int


@dataclass(frozen=True, kw_only=True)
class Release:
    """All that is looked at when an invoice leaves the house."""

    lines: tuple[Booked, ...]
    total_centimes: int
    prepared_by: UUID
    released_by: UUID
    creditor: PartyKind
    debtor: PartyKind
    budget: BudgetState | None


def release_objections(release: Release) -> tuple[Objection, ...]:
    """Return every reason why an invoice cannot be issued; it stays a draft until there is none."""
    return (
        *four_eyes_objections(release.prepared_by, release.released_by),
        *direction_objections(release.creditor, release.debtor),
        *budget_objections(release.budget),
        *(found for line in release.lines for found in item_objections(line.item)),
        *booked_objections(release.lines, release.total_centimes),
    )


def four_eyes_objections(prepared_by: UUID, released_by: UUID) -> tuple[Objection, ...]:
    """Object where the person who releases an invoice is the one who prepared it."""
    if prepared_by != released_by:
        return ()
    return (Objection("invoice_released_by_preparer", "released_by", source="Practice: four eyes"),)


def booked_objections(lines: tuple[Booked, ...], total_centimes: int) -> Iterator[Objection]:
    """Object to a paper without lines, a line without account, and a total that is not the sum of its lines."""
    if not lines:
        yield Objection("invoice_empty", "lines")
    for item in sorted({each.item for each in lines if each.account is None}):
        yield Objection("account_not_configured", "account", {"billed_item": item}, CONCEPT)
    if total_centimes != sum(each.amount_centimes for each in lines):
        yield Objection("invoice_total_differs", "total_centimes")


def edit_objections(state: InvoiceState) -> tuple[Objection, ...]:
    """Object to touching an invoice that was issued: it is only ever credited."""
    if state in _EDITABLE:
        return ()
    return (Objection("invoice_already_issued", None, {"state": state}),)
