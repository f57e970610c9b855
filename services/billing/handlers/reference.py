"""Tariffs, accounts, the year's credit, addresses and dated values; saying the same twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select

from messaging.work import Work
from schemas.billing import EndTariff, SetAccount, SetBillingValue, SetCost, SetCredit, SetParty, SetTariff
from schemas.codes_billing import InvoiceState, TariffUse
from schemas.refusal import Conflict, NotFound, Objection, Refused
from services.billing.model import BOOKS, AccountEntry, CreditYear, Paper, PaperLine, PartyDetail, TariffRow, YearlyCost
from services.billing.rules.accounts import account_objections
from services.billing.rules.items import use_objections
from services.billing.rules.qr_bill import iban_objections
from services.billing.rules.qr_text import qr_text, qr_text_objections
from services.billing.rules.tariffs import Tariff, TariffScope, tariff_objections
from services.billing.rules.values import CHOICES, value_objections
from workflow import dated


def refuse(*objections: Objection) -> None:
    """Raise Refused with all objections; nothing happens where there is none."""
    if objections:
        raise Refused(*objections)


def check_version(found: int, expected: int) -> None:
    """Raise Conflict where the page was made from an older version of the row."""
    if found != expected:
        raise Conflict(facts={"expected": expected, "found": found})


def set_tariff(asked: SetTariff, work: Work) -> UUID:
    """Enter a price; an overlapping one is refused with the days it would overlap."""
    row = TariffRow(
        id=asked.tariff_id,
        tariff_use=asked.tariff_use,
        item=asked.item,
        unit=asked.unit,
        amount_centimes=asked.amount_centimes,
        valid_from=asked.valid_from,
        valid_until=asked.valid_until,
        basis=asked.basis,
        outcome=asked.outcome,
        place_kind=asked.place_kind,
        provider_id=asked.provider_id,
    )
    wanted = tariff_of(row)
    row.precision = wanted.scope.precision
    refuse(*use_objections(asked.item, asked.tariff_use), *tariff_objections(wanted, _others(row.tariff_use, work)))
    work.session.add(row)
    work.note(f"tariff.{asked.tariff_use.value}.{asked.item.value}", None, asked.amount_centimes)
    return row.id


def end_tariff(asked: EndTariff, work: Work) -> UUID:
    """Give a tariff its last day, never before a day that is billed with it already."""
    row = work.session.get(TariffRow, asked.tariff_id, with_for_update=True)
    if row is None:
        raise NotFound("tariff")
    check_version(row.row_version, asked.row_version)
    changed = Tariff(**{**vars(tariff_of(row)), "valid_until": asked.valid_until})
    refuse(*tariff_objections(changed, _others(row.tariff_use, work)), *_used_after(asked, work))
    work.note("tariff.valid_until", row.valid_until, asked.valid_until)
    row.valid_until = asked.valid_until
    return row.id


def _used_after(asked: EndTariff, work: Work) -> Iterator[Objection]:
    still = (InvoiceState.CHECKED, InvoiceState.ISSUED, InvoiceState.CREDITED)
    last = work.session.scalar(
        select(func.max(PaperLine.on_day))
        .join(Paper, Paper.id == PaperLine.paper_id)
        .where(PaperLine.tariff_id == asked.tariff_id, Paper.state.in_(still))
    )
    if last is not None and asked.valid_until < last:
        yield Objection("tariff_used", "valid_until", {"last": last.isoformat()})


def _others(use: TariffUse, work: Work) -> list[Tariff]:
    return [tariff_of(each) for each in work.session.scalars(select(TariffRow).where(TariffRow.tariff_use == use))]


def tariff_of(row: TariffRow) -> Tariff:
    """Return a row as the rules know it."""
    return Tariff(
        tariff_id=row.id,
        item=row.item,
        unit=row.unit,
        amount_centimes=row.amount_centimes,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        basis=row.basis,
        outcome=row.outcome,
        scope=TariffScope(row.place_kind, row.provider_id),
    )


def set_account(asked: SetAccount, work: Work) -> UUID:
    """Book an item on an account from a day on."""
    refuse(*account_objections(asked.account))
    same = select(AccountEntry).where(AccountEntry.item == asked.item, AccountEntry.valid_from == asked.valid_from)
    row = work.session.scalars(same).first()
    if row is None:
        row = AccountEntry(item=asked.item, valid_from=asked.valid_from)
        work.session.add(row)
    work.note(f"account.{asked.item.value}", row.account, asked.account)
    row.account = asked.account
    work.session.flush()
    return row.id


def set_credit(asked: SetCredit, work: Work) -> UUID:
    """Set the ceiling of a year and whether its funds are released."""
    refuse(*_ceiling_objections(asked.ceiling_centimes))
    row = work.session.scalars(select(CreditYear).where(CreditYear.year == asked.year)).first()
    if row is None:
        row = CreditYear(year=asked.year)
        work.session.add(row)
    work.note(f"credit.{asked.year}.ceiling", row.ceiling_centimes, asked.ceiling_centimes)
    work.note(f"credit.{asked.year}.budget", row.budget, asked.budget)
    row.ceiling_centimes, row.budget = asked.ceiling_centimes, asked.budget
    work.session.flush()
    return row.id


def _ceiling_objections(ceiling: int | None) -> Iterator[Objection]:
    if ceiling is not None and ceiling < 0:
        yield Objection("ceiling_negative", "ceiling_centimes")


def set_cost(asked: SetCost, work: Work) -> None:
    """Write down what a category cost in a year; None takes it back to unknown."""
    if asked.cost_centimes is not None and asked.cost_centimes < 0:
        raise Refused(Objection("cost_negative", "cost_centimes"))
    same = (YearlyCost.year == asked.year, YearlyCost.category == asked.cost_category)
    row = work.session.scalars(select(YearlyCost).where(*same)).first()
    before = row.cost_centimes if row else None
    work.note(f"cost.{asked.year}.{asked.cost_category.value}", before, asked.cost_centimes)
    if asked.cost_centimes is None:
        if row is not None:
            work.session.delete(row)
    elif row is None:
        work.session.add(YearlyCost(year=asked.year, category=asked.cost_category, cost_centimes=asked.cost_centimes))
    else:
        row.cost_centimes = asked.cost_centimes


def set_party(asked: SetParty, work: Work) -> UUID:
    """Enter where a creditor or debtor is reached and paid; texts are written as the QR-bill allows."""
    texts = {name: getattr(asked, name) for name in ("party_name", "street", "house_number", "postal_code", "town")}
    found = [each for name, text in texts.items() for each in qr_text_objections(text, name)]
    refuse(*found, *(iban_objections(asked.iban) if asked.iban else ()))
    same = select(PartyDetail).where(PartyDetail.party_id == asked.party_id, PartyDetail.valid_from == asked.valid_from)
    row = work.session.scalars(same).first()
    if row is None:
        row = PartyDetail(party_id=asked.party_id, valid_from=asked.valid_from)
        work.session.add(row)
    for name, text in texts.items():
        setattr(row, name, qr_text(text))
    row.country, row.iban = asked.country, asked.iban.replace(" ", "").upper()
    work.note("party_detail.valid_from", None, asked.valid_from)
    return asked.party_id


def set_value(asked: SetBillingValue, work: Work) -> None:
    """Set a dated value."""
    refuse(*value_objections(asked.name, asked.value, asked.choice))
    value = (asked.choice or None) if asked.name in CHOICES else asked.value
    dated.set_value(work, BOOKS, asked.name, asked.valid_from, value)
