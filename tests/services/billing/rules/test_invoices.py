"""Invoices: gathered the same way every time, released by a second person, credited instead of edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from schemas.codes_billing import (
    BilledItem,
    BudgetState,
    EvidenceKind,
    InvoiceState,
    LineGroup,
    PartyKind,
    TariffUnit,
)
from schemas.refusal import Objection
from services.billing.rules.amounts import ONE
from services.billing.rules.credit_notes import (
    IssuedLine,
    credit_note,
    credit_note_objections,
    remaining_centimes,
    state_after_credit,
)
from services.billing.rules.invoices import Release, draft, edit_objections, release_objections
from services.billing.rules.lines import Computed, InvoiceLine

PREPARER, RELEASER = UUID(int=1), UUID(int=2)
LINE = InvoiceLine(
    item=BilledItem.COACHING,
    evidence=EvidenceKind.SERVICE_RECORD,
    evidence_id="r1",
    on=date(2026, 11, 5),
    mandate_id=UUID(int=3),
    tariff_id=UUID(int=4),
    unit=TariffUnit.HOUR,
    quantity=ONE,
    unit_centimes=12_000,
    amount_centimes=12_000,
    account="5790.3130.01",
)
PLACE = replace(LINE, item=BilledItem.PROGRAMME_PLACE, evidence=EvidenceKind.PRESENCE_MONTH, evidence_id="p1")
EARLIER = replace(LINE, evidence_id="r0", on=date(2026, 11, 4), amount_centimes=34)


def computed(*lines: InvoiceLine) -> Computed:
    """Return lines as one piece of evidence gives them."""
    return Computed(lines[0].evidence, lines[0].evidence_id, lines=lines)


def test_the_same_lines_always_make_the_same_invoice_row_21() -> None:
    parts = [computed(PLACE), computed(LINE), computed(EARLIER)]
    assert draft(parts) == draft(reversed(parts))
    assert [each.evidence_id for each in draft(parts).lines] == ["r0", "r1", "p1"]


def test_the_total_is_the_sum_of_the_lines_rule_39_row_21() -> None:
    found = draft([computed(PLACE), computed(LINE), computed(EARLIER)])
    assert found.total_centimes == 24_034
    assert found.group_centimes(LineGroup.OWN_SERVICES) == 12_034
    assert found.group_centimes(LineGroup.COORDINATION) == 0


def test_evidence_is_never_billed_twice_row_21() -> None:
    assert draft([computed(LINE), computed(LINE)]).lines == (LINE,)
    assert draft([computed(LINE), computed(PLACE)], billed={LINE.key}).lines == (PLACE,)


def test_evidence_that_cannot_be_billed_yet_is_shown_beside_the_invoice_row_21() -> None:
    waiting = Computed(EvidenceKind.PRESENCE_MONTH, "p2", objections=(Objection("presence_not_locked"),))
    found = draft([waiting, computed(LINE)])
    assert (found.lines, found.unbilled) == ((LINE,), (waiting,))


RELEASE = Release(
    lines=(LINE, PLACE),
    total_centimes=24_000,
    prepared_by=PREPARER,
    released_by=RELEASER,
    creditor=PartyKind.SEAT_COMMUNE,
    debtor=PartyKind.CANTON,
    budget=BudgetState.RELEASED,
)


@pytest.mark.parametrize(
    ("release", "codes"),
    [
        (RELEASE, []),
        (replace(RELEASE, released_by=PREPARER), ["invoice_released_by_preparer"]),
        (replace(RELEASE, debtor=PartyKind.AFFILIATED_COMMUNE), ["no_money_between_communes"]),
        (replace(RELEASE, budget=BudgetState.PLANNED), ["budget_not_released"]),
        (replace(RELEASE, budget=None), ["budget_not_configured"]),
        (replace(RELEASE, total_centimes=23_999), ["invoice_total_differs"]),
        (replace(RELEASE, lines=(), total_centimes=0), ["invoice_empty"]),
        (replace(RELEASE, lines=(replace(LINE, account=None), PLACE)), ["account_not_configured"]),
        (
            replace(RELEASE, lines=(replace(LINE, item=BilledItem.INFRASTRUCTURE), PLACE)),
            ["item_not_on_poias"],
        ),
        (
            replace(RELEASE, released_by=PREPARER, budget=None, lines=(), total_centimes=1),
            ["invoice_released_by_preparer", "budget_not_configured", "invoice_empty", "invoice_total_differs"],
        ),
    ],
)
def test_an_invoice_is_released_only_when_nothing_stands_against_it_row_21(release: Release, codes: list[str]) -> None:
    assert [each.code for each in release_objections(release)] == codes


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        (InvoiceState.DRAFT, []),
        (InvoiceState.CHECKED, []),
        (InvoiceState.ISSUED, ["invoice_already_issued"]),
        (InvoiceState.CREDITED, ["invoice_already_issued"]),
    ],
)
def test_an_issued_invoice_is_never_edited_row_21(state: InvoiceState, codes: list[str]) -> None:
    assert [each.code for each in edit_objections(state)] == codes


FIRST, SECOND = IssuedLine(UUID(int=11), 5_000), IssuedLine(UUID(int=12), 7_050)


@pytest.mark.parametrize(
    ("state", "lines", "wanted", "reason", "codes"),
    [
        (InvoiceState.ISSUED, (FIRST, SECOND), {FIRST.line_id}, "double", []),
        (InvoiceState.DRAFT, (FIRST,), {FIRST.line_id}, "double", ["credit_before_issue"]),
        (InvoiceState.ISSUED, (FIRST,), set(), "", ["credit_without_lines", "credit_reason_missing"]),
        (InvoiceState.ISSUED, (FIRST,), {SECOND.line_id}, "double", ["credit_of_foreign_line"]),
        (
            InvoiceState.ISSUED,
            (replace(FIRST, is_credited=True), SECOND),
            {FIRST.line_id},
            "double",
            ["line_already_credited"],
        ),
    ],
)
def test_a_credit_note_takes_back_whole_lines_with_a_reason_row_21(
    state: InvoiceState, lines: tuple[IssuedLine, ...], wanted: set[UUID], reason: str, codes: list[str]
) -> None:
    assert [each.code for each in credit_note_objections(state, lines, frozenset(wanted), reason)] == codes


def test_a_credit_note_is_the_exact_opposite_of_its_lines_row_21() -> None:
    note = credit_note((FIRST, SECOND), frozenset({SECOND.line_id}))
    assert (note.lines, note.total_centimes) == (((SECOND.line_id, -7_050),), -7_050)
    after = (FIRST, replace(SECOND, is_credited=True))
    assert (remaining_centimes(after), state_after_credit(after)) == (5_000, InvoiceState.ISSUED)
    assert state_after_credit([replace(FIRST, is_credited=True)]) is InvoiceState.CREDITED
