"""``ssip bench billing``: a country's month of lines in one statement, statements as papers, tables as files."""

from __future__ import annotations

import gc
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, update

from deploy.processes import settle
from messaging.database import Database
from messaging.service import Service
from schemas import billing as said
from schemas.accounts import CANTON_ID, OFFICE_ID
from schemas.actor import Actor, Role
from schemas.codes import Funding, PlaceKind
from schemas.codes_billing import BilledItem, BudgetState, InvoiceState, PaperKind, PeriodLength, TariffUnit, TariffUse
from services.billing.model import LockedMonth, Paper, PaperLine
from services.billing.queries.exports import paper_rows
from services.billing.queries.papers import PaperCut, PaperFilter, paper_card, paper_lines, papers
from services.billing.service import WIRING

NOW: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MONTH: Final = date(2026, 10, 1)
LAST: Final = date(2026, 10, 31)
COORDINATOR: Final = Actor(uuid4(), Role.SSIP_COORDINATOR, OFFICE_ID)
HEAD: Final = Actor(uuid4(), Role.SSIP_HEAD, OFFICE_ID)
IBAN: Final = "CH9300762011623852957"
PROCESSES: Final = 2
GOALS: Final = {
    "lines_seconds": 2.0,
    "statements_seconds": 60.0,
    "csv_seconds": 1.0,
    "csv_megabytes": 30.0,
    "xlsx_seconds": 8.0,
    "xlsx_megabytes": 40.0,
}
"""What the figures have to stay under for 100,000 lines and 1,500 statements."""


def run(*, quick: bool, say: Callable[[str], None]) -> dict[str, Any]:
    """Return the figures; ``quick`` takes a twentieth of the lines and a fiftieth of the statements."""
    lines, statements = (5_000, 30) if quick else (100_000, 1_500)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'billing.sqlite'}"
        service = _service(url)
        say(f"Locking {lines} months of {statements} providers ...")
        _furnish(service, lines, statements)
        report: dict[str, Any] = {"lines": lines, "statements": statements, "goals": GOALS}
        report |= _compute(service, say)
        report |= _tables(service, say)
        report |= _papers(service, url, quick, say)
        service.database.close()
    return report


def _service(url: str) -> Service:
    service = Service(WIRING, Database(url), lambda: NOW)
    WIRING.metadata.create_all(service.database.engine)
    return service


def _furnish(service: Service, lines: int, providers: int) -> None:
    for use, centimes in ((TariffUse.CANTON, 6_155), (TariffUse.PROVIDER, 5_405)):
        asked: dict[str, Any] = {"item": BilledItem.PROGRAMME_PLACE, "unit": TariffUnit.PLACE_DAY}
        priced = said.SetTariff(
            tariff_id=uuid4(), tariff_use=use, amount_centimes=centimes, valid_from=date(2026, 1, 1), **asked
        )
        service.do(priced, HEAD)
    for item in (BilledItem.PROGRAMME_PLACE, BilledItem.COORDINATION_FLAT_RATE):
        service.do(said.SetAccount(item=item, account="5790.3636.01", valid_from=date(2026, 1, 1)), HEAD)
    service.do(said.SetCredit(year=2026, budget=BudgetState.RELEASED), HEAD)
    ids = [uuid4() for _ in range(providers)]
    for party_id in (OFFICE_ID, CANTON_ID, *ids[:50]):
        service.do(_address(party_id), HEAD)
    with service.database.writing() as session:
        session.execute(insert(LockedMonth), [_month(number, ids[number % providers]) for number in range(lines)])


def _address(party_id: UUID) -> said.SetParty:
    where = {"party_name": "Atelier", "street": "Rue", "house_number": "1", "postal_code": "2502", "town": "Biel"}
    return said.SetParty(party_id=party_id, **where, iban=IBAN, valid_from=date(2026, 1, 1))


def _month(number: int, provider_id: UUID) -> dict[str, Any]:
    first = MONTH.replace(day=1 + number % 5)
    ids = {name: uuid4() for name in ("month_id", "placement_id", "mandate_id", "place_id", "social_service_id")}
    halves = dict.fromkeys(("justified", "unjustified", "sick", "holiday"), 1)
    return {
        **ids,
        **halves,
        "provider_id": provider_id,
        "month": MONTH,
        "kind": PlaceKind.PIP,
        "funding": Funding.POIAS,
        "workload_percent": 80,
        "contracted_half_days": 34,
        "present": 30,
        "locked_on": date(2026, 11, 5),
        "first_on": first,
        "last_on": LAST,
        "occupied_days": (LAST - first).days + 1,
        "month_days": 31,
    }


def _compute(service: Service, say: Callable[[str], None]) -> dict[str, Any]:
    say("Computing the invoice twice ...")
    seconds, sums = [], []
    for _ in range(2):
        gc.collect()
        began = time.perf_counter()
        _ask_for(service, PaperKind.INVOICE)
        seconds.append(round(time.perf_counter() - began, 2))
        sums.append(_digest(service))
    with service.database.reading() as session:
        total, added = session.execute(select(func.sum(PaperLine.amount_centimes), func.count())).one()
        told = session.scalar(select(func.sum(Paper.total_centimes)))
        expected = session.scalar(select(func.sum(LockedMonth.occupied_days)))
    exact = int(total) == int(told or 0) == int(expected or 0) * 6_155
    return {
        "lines_seconds": seconds[0],
        "again_seconds": seconds[1],
        "idempotent": sums[0] == sums[1],
        "lines_made": added,
        "totals_exact": exact,
    }


def _ask_for(service: Service, kind: PaperKind) -> None:
    asked = said.ComputePapers(run_id=uuid4(), paper_kind=kind, length=PeriodLength.MONTH, period_from=MONTH)
    service.do(asked, COORDINATOR)


def _digest(service: Service) -> str:
    with service.database.reading() as session:
        rows = session.execute(select(PaperLine.evidence_id, PaperLine.amount_centimes).order_by(PaperLine.number))
        return sha256(repr(rows.all()).encode()).hexdigest()


def _tables(service: Service, say: Callable[[str], None]) -> dict[str, Any]:
    from portal.lists import csv_file, xlsx_file
    from portal.pages.billing.tables import columns, table

    say("Writing its lines as CSV and Excel ...")
    paper_id = service.ask(papers, HEAD, wanted=PaperFilter(kind=PaperKind.INVOICE)).lines[0].id
    gc.collect()
    began = time.perf_counter()
    found = service.ask(paper_rows, HEAD, paper_id=paper_id)
    text = b"".join(csv_file.lines(columns("fr"), table(found, "fr")))
    csv_seconds = time.perf_counter() - began
    began = time.perf_counter()
    book = xlsx_file.book("Lignes", columns("fr"), table(found, "fr"), at=NOW)
    size = len(book.read())
    book.close()
    cells = [line.rsplit(b";", 1)[1] for line in text.splitlines()[1:]]
    cents = [int(cell.replace(b".", b"")) for cell in cells]
    return {
        "csv_seconds": round(csv_seconds, 2),
        "csv_megabytes": round(len(text) / 1e6, 1),
        "xlsx_seconds": round(time.perf_counter() - began, 2),
        "xlsx_megabytes": round(size / 1e6, 1),
        "csv_total_exact": sum(cents[:-1]) == cents[-1] == found.total_centimes,
    }


def _papers(service: Service, url: str, quick: bool, say: Callable[[str], None]) -> dict[str, Any]:
    say("Printing every provider's statement with its payment part, twice ...")
    _ask_for(service, PaperKind.PROVIDER_STATEMENT)
    ids = _issue(service)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context, initializer=_warm, initargs=(url,)) as printers:
        list(printers.map(_pdf, [url] * PROCESSES, ids[:PROCESSES]))
        began = time.perf_counter()
        first = dict(printers.map(_print, [(url, each) for each in ids], chunksize=10))
        seconds = time.perf_counter() - began
        again = ids[:: max(1, len(ids) // 10)] if quick else ids
        second = dict(printers.map(_print, [(url, each) for each in again], chunksize=10))
        say("Reading the codes back ...")
        sampled = ids[:: max(1, len(ids) // 8)] if quick else ids
        read = list(printers.map(_decodes, [(url, each) for each in sampled], chunksize=10))
    return {
        "statements_printed": len(first),
        "statements_seconds": round(seconds, 1),
        "statement_milliseconds": round(1000 * seconds * PROCESSES / max(1, len(first)), 1),
        "same_bytes": all(first[each] == digest for each, digest in second.items()),
        "codes_read": sum(read),
        "codes_wrong": len(read) - sum(read),
    }


def _issue(service: Service) -> list[UUID]:
    """Give every statement its number and addresses as releasing does, without 1,500 times two people."""
    from schemas.money import LARGEST_CENTIMES
    from services.billing.rules.numbers import number_text, payment_reference

    detail = dict(_ADDRESS)
    with service.database.writing() as session:
        drafts = select(Paper.id).where(Paper.kind == PaperKind.PROVIDER_STATEMENT).order_by(Paper.id)
        ids = list(session.scalars(drafts.where(Paper.total_centimes < LARGEST_CENTIMES)))
        for serial, paper_id in enumerate(ids, 1):
            kind = PaperKind.PROVIDER_STATEMENT
            sealed: dict[str, Any] = {
                "state": InvoiceState.ISSUED,
                "number": number_text(kind, 2026, serial),
                "number_year": 2026,
                "serial": serial,
                "issued_on": NOW.date(),
                "reference": payment_reference(IBAN, kind, 2026, serial),
                "printed": {"creditor": detail, "debtor": detail, "vat_centimes": 0},
            }
            session.execute(update(Paper).where(Paper.id == paper_id).values(**sealed))
    return ids


_ADDRESS: Final = {
    "party_name": "Atelier du Seeland",
    "street": "Rue",
    "house_number": "1",
    "postal_code": "2502",
    "town": "Biel/Bienne",
    "country": "CH",
    "iban": IBAN,
}
_OPEN: dict[str, Service] = {}


def _opened(url: str) -> Service:
    if url not in _OPEN:
        _OPEN[url] = Service(WIRING, Database(url), lambda: NOW)
    return _OPEN[url]


def _warm(url: str) -> None:
    """Load everything before the watch starts, and settle down as processes do that serve."""
    _opened(url)
    import portal.papers.invoices  # noqa: F401

    settle()


def _pdf(url: str, paper_id: UUID) -> bytes:
    from portal.papers.invoices import invoice_paper

    service = _opened(url)
    card = service.ask(paper_card, HEAD, paper_id=paper_id)
    lines = service.ask(paper_lines, HEAD, paper_id=paper_id, cut=PaperCut(0, 500))
    return invoice_paper(card, lines, ("fr", "de")[(card.number or "0")[-1] in "13579"])


def _print(asked: tuple[str, UUID]) -> tuple[UUID, str]:
    return asked[1], sha256(_pdf(*asked)).hexdigest()


def _decodes(asked: tuple[str, UUID]) -> bool:
    """Whether the code on the last page says account, amount and reference of the statement."""
    import pypdfium2
    import zxingcpp

    from schemas.money import francs

    card = _opened(asked[0]).ask(paper_card, HEAD, paper_id=asked[1])
    document = pypdfium2.PdfDocument(_pdf(*asked))
    picture = document[len(document) - 1].render(scale=3).to_pil()
    document.close()
    wanted = (IBAN, francs(card.total_centimes).replace("'", ""), card.reference)
    codes = [each.text.splitlines() for each in zxingcpp.read_barcodes(picture) if each.text.startswith("SPC")]
    return any((each[3], each[18], each[28]) == wanted for each in codes)
