"""Money in the demonstration: invented amounts, named as such, and the invoices, statements and records of late.

Every name carries the word demonstration, so that no amount in here can be taken for one of the contract.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from deploy.demo.people import Member, by_name, members
from deploy.demo.stage import Stage
from deploy.identities import demonstration_id
from schemas import billing as said
from schemas.accounts import CANTON_ID, OFFICE_ID
from schemas.actor import OrganisationKind
from schemas.codes_billing import (
    BilledItem,
    BudgetState,
    InvoiceState,
    PaperKind,
    Payer,
    PeriodLength,
    TariffUnit,
    TariffUse,
)
from services.billing.queries.papers import PaperCut, PaperFilter, paper_card, paper_lines, papers
from services.billing.queries.records import PhaseCheck, missing_records, phase_checks
from workflow.calendar import add_months, end_of_month

MONTHS: Final = 4
"""So many months are invoiced; the latest is a draft still."""
DEMONSTRATION_QR_IBAN: Final = "CH4431999123000889012"
DEMONSTRATION_IBAN: Final = "CH9300762011623852957"
"""The samples of the Swiss payment standard; no money ever reaches them."""
_PRICES: Final = (
    (TariffUse.CANTON, BilledItem.PROGRAMME_PLACE, TariffUnit.PLACE_DAY, 6_150),
    (TariffUse.PROVIDER, BilledItem.PROGRAMME_PLACE, TariffUnit.PLACE_DAY, 5_400),
    (TariffUse.CANTON, BilledItem.CLARIFICATION, TariffUnit.FLAT, 92_000),
    (TariffUse.CANTON, BilledItem.IN_DEPTH_CLARIFICATION, TariffUnit.FLAT, 168_000),
    (TariffUse.CANTON, BilledItem.COACHING, TariffUnit.HOUR, 12_400),
    (TariffUse.CANTON, BilledItem.FOLLOWUP, TariffUnit.FLAT, 54_000),
    (TariffUse.CANTON, BilledItem.COORDINATION_FLAT_RATE, TariffUnit.MONTH, 1_250_000),
    (TariffUse.SEPARATE, BilledItem.MEASURE_SUPPORT, TariffUnit.HOUR, 11_800),
)
_STEPS: Final[dict[str, tuple[type[Any], str]]] = {
    "check": (said.CheckPaper, "coordination"),
    "issue": (said.IssuePaper, "direction"),
}


def tell(stage: Stage, today: date) -> None:
    """Tell the last months: tariffs, records, four invoices of which one is a draft, a credit note, statements."""
    first = add_months(today.replace(day=1), -MONTHS)
    _set(stage, first)
    _record(stage, today)
    months = [add_months(first, each) for each in range(MONTHS)]
    for month in months[:-1]:
        _issue_all(stage, PaperKind.INVOICE, month)
    _credit_one(stage)
    _issue_all(stage, PaperKind.PROVIDER_STATEMENT, months[-2])
    _issue_all(stage, PaperKind.COST_STATEMENT, months[-2])
    for kind in (PaperKind.INVOICE, PaperKind.PROVIDER_STATEMENT):
        _compute(stage, kind, months[-1])
    stage.morning_of(today)


def _set(stage: Stage, first: date) -> None:
    head = by_name("direction")
    for use, item, unit, centimes in _PRICES:
        tariff: dict[str, Any] = {"tariff_use": use, "item": item, "unit": unit, "amount_centimes": centimes}
        made = demonstration_id(f"tariff:{use}:{item}")
        stage.do(said.SetTariff(tariff_id=made, valid_from=first, **tariff), head)
    for place, item in enumerate(BilledItem):
        stage.do(said.SetAccount(item=item, account=f"9999.{9000 + place}.01", valid_from=first), head)
    for year in sorted({first.year, add_months(first, MONTHS).year}):
        stage.do(said.SetCredit(year=year, ceiling_centimes=120_000_000, budget=BudgetState.RELEASED), head)
    stage.do(said.SetBillingValue(name="credit_warning_percent", value=90, valid_from=first), head)
    _address(stage, OFFICE_ID, "Bienne (démonstration)", DEMONSTRATION_QR_IBAN)
    _address(stage, CANTON_ID, "Canton de Berne (démonstration)", "")
    for each in members():
        if each.kind is OrganisationKind.PROVIDER:
            _address(stage, each.organisation_id, f"{each.sign_in_name} (démonstration)", DEMONSTRATION_IBAN)


def _address(stage: Stage, party_id: UUID, name: str, iban: str) -> None:
    where: dict[str, str] = {"street": "Rue de la démonstration", "house_number": "1", "postal_code": "2502"}
    first = date(2024, 1, 1)
    asked = said.SetParty(party_id=party_id, party_name=name, town="Biel/Bienne", iban=iban, valid_from=first, **where)
    stage.do(asked, by_name("direction"))


def _record(stage: Stage, today: date) -> None:
    """Write down the office's work on most of the phases of late; some are left, so that the work list shows them."""
    dice = Random(7)  # noqa: S311  # invented work, the same every time
    people = (by_name("coordination"), by_name("koordination"))
    for place, phase in enumerate(stage.ask(missing_records, people[0])):
        if place % 5:
            _write(stage, phase, today, people[place % 2], dice)
    _record_separate(stage, today)


def _record_separate(stage: Stage, today: date) -> None:
    """Write down one service that a commune pays, so that there is a cost statement."""
    day = end_of_month(add_months(today.replace(day=1), -2))
    known = stage.ask(phase_checks, by_name("coordination"))
    support = next((each for each in known if each.begun_on and each.begun_on <= day and each.ended_on is None), None)
    if support is None:
        return
    _address(stage, support.social_service_id, "Service social (démonstration)", "")
    separate: dict[str, Any] = {"item": BilledItem.MEASURE_SUPPORT, "payer": Payer.COMMUNE, "service_minutes": 90}
    made: dict[str, Any] = {"record_id": demonstration_id("record:separate"), "mandate_id": support.mandate_id}
    stage.do(said.RecordService(**made, served_on=day, **separate), by_name("coordination"))


def _write(stage: Stage, phase: PhaseCheck, today: date, who: Member, dice: Random) -> None:
    begun, ended = phase.begun_on or today, phase.ended_on or today
    span = max(0, (ended - begun).days)
    for count in range(dice.randrange(1, 4)):
        asked = said.RecordService(
            record_id=demonstration_id(f"record:{phase.mandate_id}:{phase.phase}:{count}"),
            mandate_id=phase.mandate_id,
            item=BilledItem(phase.phase.value),
            served_on=begun + timedelta(days=dice.randrange(span + 1)),
            service_minutes=dice.choice((30, 45, 60, 75, 90)),
        )
        stage.do(asked, who)


def _compute(stage: Stage, kind: PaperKind, month: date) -> None:
    stage.morning_of(end_of_month(month) + timedelta(days=12))
    run_id = demonstration_id(f"run:{kind}:{month}")
    asked = said.ComputePapers(run_id=run_id, paper_kind=kind, length=PeriodLength.MONTH, period_from=month)
    stage.do(asked, by_name("koordination"))


def _issue_all(stage: Stage, kind: PaperKind, month: date) -> None:
    _compute(stage, kind, month)
    head = by_name("direction")
    wanted = PaperFilter(kind=kind, state=InvoiceState.DRAFT)
    for line in stage.ask(papers, head, wanted=wanted, cut=PaperCut(limit=200)).lines:
        for command, who in _STEPS.values():
            version = stage.ask(paper_card, head, paper_id=line.id).row_version
            stage.do(command(paper_id=line.id, row_version=version), by_name(who))
            stage.a_little_later()


def _credit_one(stage: Stage) -> None:
    """Credit one place of the first invoice, as after a month that was contested too late."""
    head = by_name("direction")
    found = stage.ask(papers, head, wanted=PaperFilter(kind=PaperKind.INVOICE, state=InvoiceState.ISSUED)).lines
    if not found:
        return
    paper = stage.ask(paper_card, head, paper_id=found[-1].id)
    last = stage.ask(paper_lines, head, paper_id=paper.id)[-1]
    asked = said.CreditPaper(
        credit_note_id=demonstration_id("credit_note"),
        paper_id=paper.id,
        row_version=paper.row_version,
        line_numbers=(last.number,),
        credit_reason="Démonstration : mois contesté après l’émission",
        bill_again=False,
    )
    stage.do(asked, by_name("coordination"))
