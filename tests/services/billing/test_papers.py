"""From presence, phases and service records to issued papers, through billing's two doors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import text

from schemas import billing as said
from schemas.codes import Funding, Phase
from schemas.codes_billing import (
    BilledItem,
    BudgetState,
    DifferenceKind,
    InvoiceState,
    LineGroup,
    PaperKind,
    Payer,
    PeriodLength,
    TariffBasis,
    TariffUnit,
    TariffUse,
)
from schemas.refusal import Conflict, NotFound, Refused
from schemas.registration import PhaseRated
from services.billing.queries.exports import COLUMNS, paper_rows
from services.billing.queries.papers import paper_lines, papers
from services.billing.queries.reconciliation import reconciliation
from tests.services.billing.scene import (
    AUDITOR,
    CANTON,
    COORDINATOR,
    FINANCE,
    FROM,
    HEAD,
    OCTOBER,
    OTHER_PARTNER,
    OTHER_PROVIDER,
    PARTNER,
    SERVICE_HEAD,
    Scene,
)

pytestmark = pytest.mark.slow  # every test plays a whole month, from presence to paper
LAST = date(2026, 10, 31)


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {each.code for each in refused.value.objections}


def coached(scene: Scene, minutes: int = 90, **changed: object) -> said.RecordService:
    mandate_id = scene.phase(Phase.COACHING, date(2026, 9, 1))
    asked = said.RecordService(
        record_id=uuid4(),
        mandate_id=mandate_id,
        item=BilledItem.COACHING,
        served_on=date(2026, 10, 7),
        service_minutes=minutes,
    )
    asked = replace(asked, **changed)  # type: ignore[arg-type]
    scene.do(asked, COORDINATOR)
    return asked


def test_row_21_presence_phases_and_records_become_lines_with_account_category_and_group(scene: Scene) -> None:
    scene.locked()
    scene.phase(Phase.CLARIFICATION, date(2026, 9, 1), date(2026, 10, 12))
    coached(scene)
    scene.compute()
    draft = scene.draft()
    lines = scene.service.ask(paper_lines, HEAD, paper_id=draft.id)
    assert [(each.item, each.amount_centimes, each.line_group) for each in lines] == [
        (BilledItem.CLARIFICATION, 90_000, LineGroup.OWN_SERVICES),
        (BilledItem.COACHING, 18_000, LineGroup.OWN_SERVICES),
        (BilledItem.COORDINATION_FLAT_RATE, 250_000, LineGroup.COORDINATION),
        (BilledItem.PROGRAMME_PLACE, 31 * 5_500, LineGroup.PLACES),
    ]
    assert all(each.account and each.cost_category for each in lines)
    assert draft.total_centimes == sum(each.amount_centimes for each in lines)
    assert draft.objections == () or {each.code for each in draft.objections} == set()


def test_row_21_computing_twice_changes_nothing(scene: Scene) -> None:
    scene.locked()
    scene.compute()
    before = scene.service.ask(paper_rows, HEAD, paper_id=scene.draft().id)
    scene.compute()
    assert scene.service.ask(paper_rows, HEAD, paper_id=scene.draft().id) == before


def test_row_21_only_poias_places_that_are_locked_and_not_contested_are_billed(scene: Scene) -> None:
    scene.locked(funding=Funding.KIA)
    scene.contested(scene.locked())
    scene.placed()
    scene.compute()
    found = scene.service.ask(paper_lines, HEAD, paper_id=scene.draft().id)
    assert [each.item for each in found] == [BilledItem.COORDINATION_FLAT_RATE]


def test_row_21_a_draft_without_tariff_or_account_says_why_and_cannot_be_issued(bare: Scene) -> None:
    bare.locked()
    bare.phase(Phase.CLARIFICATION, date(2026, 9, 1), date(2026, 10, 12))
    bare.tariff(BilledItem.CLARIFICATION, TariffUnit.FLAT, 90_000)
    bare.compute()
    draft = bare.draft()
    wanted = {
        "tariff_not_configured",
        "account_not_configured",
        "budget_not_configured",
        "party_not_configured",
    }
    assert wanted <= {each.code for each in draft.objections}
    bare.step(said.CheckPaper, draft.id, COORDINATOR)
    with pytest.raises(Refused) as refused:
        bare.step(said.IssuePaper, draft.id, HEAD)
    assert wanted <= codes(refused)
    assert bare.card(draft.id).number is None


def test_row_21_who_prepared_cannot_release_and_funds_must_be_released(scene: Scene) -> None:
    scene.locked()
    scene.compute(actor=HEAD)
    paper_id = scene.draft().id
    scene.step(said.CheckPaper, paper_id, COORDINATOR)
    with pytest.raises(Refused) as refused:
        scene.step(said.IssuePaper, paper_id, HEAD)
    assert codes(refused) == {"invoice_released_by_preparer"}
    scene.do(said.SetCredit(year=2026, ceiling_centimes=50_000_000, budget=BudgetState.PLANNED))
    with pytest.raises(Refused) as refused:
        scene.step(said.IssuePaper, paper_id, FINANCE)
    assert codes(refused) == {"budget_not_released"}
    scene.do(said.SetCredit(year=2026, ceiling_centimes=50_000_000, budget=BudgetState.RELEASED))
    scene.step(said.IssuePaper, paper_id, FINANCE)
    assert (scene.card(paper_id).number, scene.card(paper_id).state) == ("2026-C-00001", InvoiceState.ISSUED)


def test_row_21_an_invoice_beyond_the_credit_is_refused_and_the_warning_is_told(scene: Scene) -> None:
    scene.locked()
    scene.do(said.SetBillingValue(name="credit_warning_percent", value=50, valid_from=FROM))
    scene.do(said.SetCredit(year=2026, ceiling_centimes=300_000, budget=BudgetState.RELEASED))
    scene.compute()
    paper_id = scene.draft().id
    scene.step(said.CheckPaper, paper_id, COORDINATOR)
    with pytest.raises(Refused) as refused:
        scene.step(said.IssuePaper, paper_id, HEAD)
    assert codes(refused) == {"credit_would_be_exceeded"}
    scene.do(said.SetCredit(year=2026, ceiling_centimes=600_000, budget=BudgetState.RELEASED))
    scene.step(said.IssuePaper, paper_id, HEAD)
    with scene.service.database.reading() as session:
        told = set(session.scalars(text("SELECT name FROM outbox")))
    assert {"billing.invoice_issued", "billing.credit_nearly_used"} <= told


def test_row_21_an_issued_invoice_is_never_edited_not_even_in_the_database(scene: Scene) -> None:
    scene.locked()
    paper_id = scene.issued().id
    for statement in (
        "UPDATE invoice SET total_centimes = 1",
        "UPDATE invoice SET state = 'draft', number = NULL",
        "DELETE FROM invoice",
        "UPDATE invoice_line SET amount_centimes = 1",
        "DELETE FROM invoice_line",
    ):
        with pytest.raises(Exception, match="issued_is_final"), scene.service.database.writing() as session:
            session.execute(text(statement))
    with pytest.raises(Refused):
        scene.step(said.RecomputePaper, paper_id, COORDINATOR)
    with pytest.raises(Refused):
        scene.step(said.DiscardPaper, paper_id, COORDINATOR)


def test_row_21_no_money_between_communes_is_kept_by_the_database_too(scene: Scene) -> None:
    scene.locked()
    scene.compute()
    for debtor in ("affiliated_commune", "seat_commune", "provider"):
        with pytest.raises(Exception, match="no_money_between_communes"), scene.service.database.writing() as session:
            session.execute(text("UPDATE invoice SET debtor_kind = :debtor"), {"debtor": debtor})
    with pytest.raises(Exception, match="only_poias_items"), scene.service.database.writing() as session:
        session.execute(text("UPDATE invoice_line SET item = 'measure_support'"))


def test_row_14_a_month_contested_after_issue_is_credited_and_billed_again_as_it_is_now(scene: Scene) -> None:
    told = scene.locked()
    invoice = scene.issued()
    scene.contested(told)
    (found,) = scene.service.ask(reconciliation, HEAD, month=OCTOBER).differences
    assert (found.kind, found.paper_id) == (DifferenceKind.CONTESTED_AFTER_ISSUE, invoice.id)
    credit = {"credit_note_id": uuid4(), "line_numbers": (2,), "credit_reason": "Contesté", "bill_again": True}
    with pytest.raises(Refused) as refused:
        scene.step(said.CreditPaper, invoice.id, HEAD, **credit)
    assert codes(refused) == {"credited_by_releaser"}
    note_id = scene.step(said.CreditPaper, invoice.id, COORDINATOR, **credit)
    assert note_id is not None
    note, invoice = scene.card(note_id), scene.card(invoice.id)
    assert (note.number, note.total_centimes, note.credits_number) == ("2026-N-00001", -31 * 5_500, "2026-C-00001")
    assert (invoice.state, invoice.credited_centimes) == (InvoiceState.ISSUED, -31 * 5_500)
    with pytest.raises(Refused) as refused:
        scene.step(said.CreditPaper, invoice.id, COORDINATOR, **{**credit, "credit_note_id": uuid4()})
    assert codes(refused) == {"line_already_credited"}
    scene.locked({name: told[name] for name in _IDS}, month_id=told["month_id"], present=20)
    scene.compute()
    (again,) = scene.service.ask(paper_lines, HEAD, paper_id=scene.draft().id)
    assert (again.evidence_id, again.amount_centimes) == (told["month_id"], 31 * 5_500)


_IDS = ("placement_id", "mandate_id", "place_id", "provider_id", "social_service_id")


def test_row_21_a_wholly_credited_invoice_says_so_and_what_is_not_billed_again_stays_away(scene: Scene) -> None:
    scene.locked()
    invoice = scene.issued()
    credit = {"credit_note_id": uuid4(), "line_numbers": (1, 2), "credit_reason": "Erreur", "bill_again": False}
    scene.step(said.CreditPaper, invoice.id, COORDINATOR, **credit)
    assert scene.card(invoice.id).state is InvoiceState.CREDITED
    scene.compute()
    assert scene.drafts() == []


def test_row_21_a_separate_service_becomes_a_cost_statement_with_its_payer_never_an_invoice(scene: Scene) -> None:
    with pytest.raises(Refused) as refused:
        coached(scene, item=BilledItem.MEASURE_SUPPORT)
    assert codes(refused) == {"payer_missing"}
    with pytest.raises(Refused) as refused:
        coached(scene, item=BilledItem.MEASURE_SUPPORT, payer=Payer.POIAS_CREDIT)
    assert codes(refused) == {"payer_is_poias_credit"}
    coached(scene, item=BilledItem.MEASURE_SUPPORT, payer=Payer.COMMUNE)
    statement = scene.issued(PaperKind.COST_STATEMENT)
    assert (statement.number, statement.total_centimes, statement.payer) == ("2026-K-00001", 16_500, Payer.COMMUNE)
    assert (statement.creditor_kind, statement.debtor_kind) == (None, None)
    scene.compute()
    found = scene.service.ask(paper_lines, HEAD, paper_id=scene.draft().id)
    assert [each.item for each in found] == [BilledItem.COORDINATION_FLAT_RATE]
    assert [each.id for each in scene.service.ask(papers, SERVICE_HEAD).lines] == [statement.id]


def test_row_21_each_provider_gets_its_own_statement_and_sees_no_other(scene: Scene) -> None:
    scene.locked()
    scene.locked(provider_id=OTHER_PROVIDER)
    scene.compute(PaperKind.PROVIDER_STATEMENT)
    drafts = {each.party_id: each for each in scene.drafts(PaperKind.PROVIDER_STATEMENT)}
    assert len(drafts) == 2
    mine = drafts[PARTNER.organisation_id]
    with pytest.raises(NotFound):
        scene.card(mine.id, PARTNER)
    scene.step(said.CheckPaper, mine.id, COORDINATOR)
    scene.step(said.IssuePaper, mine.id, HEAD)
    assert scene.card(mine.id, PARTNER).total_centimes == 31 * 4_800
    with pytest.raises(NotFound):
        scene.card(mine.id, OTHER_PARTNER)
    other = drafts[OTHER_PROVIDER]
    assert "party_not_configured" in {each.code for each in other.objections}


def test_row_21_the_canton_reads_issued_invoices_without_anybody_in_them(scene: Scene) -> None:
    scene.locked()
    scene.compute()
    paper_id = scene.draft().id
    with pytest.raises(NotFound):
        scene.card(paper_id, CANTON)
    scene.step(said.CheckPaper, paper_id, COORDINATOR)
    scene.step(said.IssuePaper, paper_id, HEAD)
    assert all(each.mandate_id is None for each in scene.service.ask(paper_lines, CANTON, paper_id=paper_id))
    assert any(each.mandate_id for each in scene.service.ask(paper_lines, AUDITOR, paper_id=paper_id))
    assert scene.service.ask(paper_rows, CANTON, paper_id=paper_id).rows
    assert "mandate_id" not in COLUMNS, "a table file leads nobody to a person"


def test_row_21_a_draft_that_would_come_out_differently_is_looked_at_again(scene: Scene) -> None:
    scene.locked()
    scene.compute()
    paper_id = scene.draft().id
    scene.locked()
    with pytest.raises(Refused) as refused:
        scene.step(said.CheckPaper, paper_id, COORDINATOR)
    assert codes(refused) == {"draft_outdated"}
    scene.step(said.RecomputePaper, paper_id, COORDINATOR)
    scene.step(said.CheckPaper, paper_id, COORDINATOR)
    with pytest.raises(Conflict):
        scene.do(said.IssuePaper(paper_id=paper_id, row_version=1), HEAD)


def test_row_21_late_evidence_comes_on_the_next_invoice(scene: Scene) -> None:
    scene.locked()
    scene.issued()
    late = scene.locked()
    scene.now = scene.now.replace(month=12, day=10)
    scene.compute(month=date(2026, 11, 1))
    lines = scene.service.ask(paper_lines, HEAD, paper_id=scene.draft().id)
    assert [each.evidence_id for each in lines if each.item is BilledItem.PROGRAMME_PLACE] == [late["month_id"]]


def test_row_21_a_quarter_is_computed_from_its_first_day_and_only_once_it_is_over(scene: Scene) -> None:
    def ask(first: date, length: PeriodLength) -> said.ComputePapers:
        return said.ComputePapers(run_id=uuid4(), paper_kind=PaperKind.INVOICE, length=length, period_from=first)

    for first, code in ((date(2026, 8, 1), "period_starts_inside"), (date(2026, 10, 1), "period_not_over")):
        with pytest.raises(Refused) as refused:
            scene.do(ask(first, PeriodLength.QUARTER), COORDINATOR)
        assert codes(refused) == {code}
    scene.do(ask(date(2026, 7, 1), PeriodLength.QUARTER), COORDINATOR)
    assert (scene.draft().total_centimes, scene.draft().line_count) == (750_000, 3)
    with pytest.raises(Refused) as refused:
        scene.compute()
    assert codes(refused) == {"draft_of_other_period"}
    scene.step(said.DiscardPaper, scene.draft().id, COORDINATOR)
    scene.compute()


def test_row_21_overlapping_tariffs_and_malformed_accounts_are_refused_by_field(scene: Scene) -> None:
    with pytest.raises(Refused) as refused:
        scene.tariff(BilledItem.CLARIFICATION, TariffUnit.FLAT, 1, valid_from=date(2026, 6, 1))
    assert [(each.code, each.field) for each in refused.value.objections] == [("tariff_overlaps", "valid_from")]
    with pytest.raises(Refused) as refused:
        scene.tariff(BilledItem.MEASURE_SUPPORT, TariffUnit.HOUR, 1, tariff_use=TariffUse.CANTON)
    assert codes(refused) == {"item_not_on_this_paper"}
    with pytest.raises(Refused) as refused:
        scene.do(said.SetAccount(item=BilledItem.COACHING, account="5790.30", valid_from=FROM))
    assert [(each.code, each.field) for each in refused.value.objections] == [("account_malformed", "account")]


def test_row_21_a_tariff_cannot_end_before_what_is_billed_with_it(scene: Scene) -> None:
    tariff_id = scene.tariff(BilledItem.FOLLOWUP, TariffUnit.FLAT, 40_000)
    scene.phase(Phase.FOLLOWUP, date(2026, 9, 1), date(2026, 10, 12))
    scene.issued()
    with pytest.raises(Refused) as refused:
        scene.do(said.EndTariff(tariff_id=tariff_id, row_version=1, valid_until=date(2026, 9, 30)))
    assert codes(refused) == {"tariff_used"}
    scene.do(said.EndTariff(tariff_id=tariff_id, row_version=1, valid_until=date(2026, 10, 31)))


def test_row_21_a_record_is_changed_until_it_is_billed(scene: Scene) -> None:
    asked = coached(scene)
    changed = said.ChangeServiceRecord(
        record_id=asked.record_id,
        row_version=1,
        item=BilledItem.COACHING,
        served_on=date(2026, 10, 8),
        service_minutes=30,
    )
    scene.do(changed, COORDINATOR)
    scene.issued()
    with pytest.raises(Refused) as refused:
        scene.do(said.WithdrawServiceRecord(record_id=asked.record_id, row_version=2), COORDINATOR)
    assert codes(refused) == {"record_billed"}


def test_row_14_reconciliation_shows_every_difference_and_what_agrees(scene: Scene) -> None:
    scene.locked()
    scene.placed()
    late = scene.locked()
    scene.issued()
    scene.compute(PaperKind.PROVIDER_STATEMENT)
    open_month = scene.locked()
    scene.contested(late)
    found = scene.service.ask(reconciliation, HEAD, month=OCTOBER)
    kinds = {each.kind: each for each in found.differences}
    assert set(kinds) == {DifferenceKind.NOT_LOCKED, DifferenceKind.NOT_BILLED, DifferenceKind.CONTESTED_AFTER_ISSUE}
    assert kinds[DifferenceKind.NOT_BILLED].month_id == open_month["month_id"]
    assert found.agreeing == 1


def test_row_21_a_result_rated_after_the_invoice_comes_on_the_next_one(scene: Scene) -> None:
    scene.tariff(BilledItem.COACHING, TariffUnit.FLAT, 9_000, basis=TariffBasis.RESULT, outcome="full")
    mandate_id, service_id = uuid4(), uuid4()
    scene.phase(
        Phase.COACHING, date(2026, 9, 1), date(2026, 10, 20), mandate_id=mandate_id, social_service_id=service_id
    )
    scene.locked()
    scene.issued()
    scene.now = scene.now.replace(month=12, day=10)
    rated = PhaseRated(
        mandate_id=mandate_id,
        social_service_id=service_id,
        phase=Phase.COACHING,
        ended_on=date(2026, 10, 20),
        success="full",
    )
    scene.tell(rated)
    scene.compute(month=date(2026, 11, 1))
    card = scene.draft()
    results = [
        each for each in scene.service.ask(paper_lines, HEAD, paper_id=card.id) if each.item is BilledItem.COACHING
    ]
    assert [each.amount_centimes for each in results] == [9_000]
