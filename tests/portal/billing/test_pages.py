"""The pages of billing in both languages: the month, papers and their evidence, settings typed by hand, one's week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import unescape
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from portal.accounts.run_model import Run
from portal.pages.billing import files
from portal.runs.maker import Maker
from schemas.accounts import CANTON_ID
from schemas.billing import InvoiceIssued
from schemas.codes import Phase
from schemas.codes_billing import PaperKind
from schemas.codes_exports import ExportFormat
from schemas.codes_runs import RunState
from services.billing.queries.papers import paper_lines
from tests.portal.browser import Browser
from tests.portal.household import PROVIDER, Household
from tests.portal.registration import scene as registration
from tests.services.billing.scene import HEAD, Scene


@pytest.fixture
def scene(portal: Household) -> Scene:
    made = Scene("", service=portal.desks["billing"]).furnish()
    made.address(PROVIDER[1], "Südkurve", "CH9300762011623852957")
    return made


def send(browser: Browser, address: str, answers: Mapping[str, str]) -> TestResponse:
    return browser.client.post(address, data={**answers, "csrf_token": browser.csrf()})


def seen(browser: Browser, address: str) -> str:
    return unescape(browser.client.get(address).get_data(as_text=True))


def amounts(text: str) -> set[str]:
    return {each for each in ("4'205.00", "1'705.00", "2'500.00") if each in text}


@pytest.mark.parametrize(
    ("language", "number"), [("fr", "facture n° 2026-C-00001"), ("de", "Rechnung Nr. 2026-C-00001")]
)
def test_news_of_an_invoice_say_its_number_to_who_may_read_it(
    portal: Household, scene: Scene, language: str, number: str
) -> None:
    scene.locked(provider_id=PROVIDER[1])
    paper = scene.issued()
    told = {"party_id": CANTON_ID, "period_from": paper.period_from, "period_until": paper.period_until}
    for paper_id in (paper.id, uuid4()):
        issued = InvoiceIssued(
            **told,
            paper_id=paper_id,
            paper_kind=PaperKind.INVOICE,
            number="9",
            total_centimes=1,
            issued_on=paper.period_until,
        )
        LetterBox(portal.desks["notifications"]).hear([letter_of(issued, portal.watch.now)])
    browser = portal.as_("canton_reader")
    browser.client.get(f"/language/{language}")
    page = browser.open("/alerts")
    assert page.text.count(number) == 1
    assert "n° 9" not in page.text


@pytest.mark.parametrize("language", ["fr", "de"])
def test_row_21_the_month_leads_from_what_is_missing_to_an_issued_invoice(
    portal: Household, scene: Scene, language: str
) -> None:
    scene.locked(provider_id=PROVIDER[1])
    head, coordinator = portal.as_("ssip_head"), portal.as_("ssip_coordinator")
    for browser in (head, coordinator):
        browser.client.get(f"/language/{language}")
    month = seen(coordinator, "/billing?month=2026-10")
    assert "1 / 1" in month
    assert "4'205.00" in month
    sent = {"run_id": str(uuid4()), "paper_kind": "invoice", "length": "month", "period_from": "01.10.2026"}
    assert send(coordinator, "/billing/compute", sent).status_code == 303
    paper = scene.draft()
    page = seen(coordinator, f"/papers/{paper.id}")
    assert amounts(page) == {"4'205.00", "1'705.00", "2'500.00"}
    assert f'href="/presence/{_evidence(scene, paper.id)}"' in page
    step = {"action": "check", "row_version": str(paper.row_version)}
    assert send(coordinator, f"/papers/{paper.id}/do", step).status_code == 303
    step = {"action": "issue", "row_version": str(scene.card(paper.id).row_version)}
    assert send(coordinator, f"/papers/{paper.id}/do", step).status_code == 422
    assert send(head, f"/papers/{paper.id}/do", step).status_code == 303
    assert "2026-C-00001" in seen(head, "/papers")
    assert "2026-C-00001" in seen(head, "/search?q=C-00001")


def _evidence(scene: Scene, paper_id: object) -> object:
    return scene.service.ask(paper_lines, HEAD, paper_id=paper_id)[1].evidence_id  # type: ignore[arg-type]


def test_row_25_the_files_of_a_paper_have_the_total_of_the_page(portal: Household, scene: Scene) -> None:
    scene.locked(provider_id=PROVIDER[1])
    paper = scene.issued()
    browser = portal.as_("ssip_head")
    table = browser.client.get(f"/papers/{paper.id}/paper.csv").get_data(as_text=True).splitlines()
    assert table[-1].endswith(";4205.00")
    assert sum(round(float(line.rsplit(";", 1)[1]) * 100) for line in table[1:-1]) == paper.total_centimes
    with browser.client.get(f"/papers/{paper.id}/paper.xlsx") as answer:
        book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[-1][-1] == 4205.0
    first, again = (browser.client.get(f"/papers/{paper.id}/paper.pdf").data for _ in range(2))
    assert first == again
    assert first.startswith(b"%PDF")


def test_row_21_lines_are_chosen_and_credited_with_a_reason(portal: Household, scene: Scene) -> None:
    scene.locked(provider_id=PROVIDER[1])
    paper = scene.issued()
    browser = portal.as_("ssip_coordinator")
    empty = send(browser, f"/papers/{paper.id}/credit", {"row_version": str(paper.row_version)})
    assert empty.status_code == 422
    sent = {
        "row_version": str(paper.row_version),
        "credit_note_id": str(uuid4()),
        "line": "2",
        "credit_reason": "Contesté par le prestataire",
        "bill_again": "yes",
    }
    assert send(browser, f"/papers/{paper.id}/credit", sent).status_code == 303
    page = seen(browser, f"/papers/{paper.id}")
    assert "2026-N-00001" in page


@pytest.mark.parametrize(
    ("typed", "centimes"),
    [
        ("48'250.50", 4825050),
        ("48 250,50", 4825050),
        ("48250.50", 4825050),
        ("48’250.50", 4825050),
        ("48\u00a0250,50", 4825050),
        ("48\u202f250,50 CHF", 4825050),
    ],
)
def test_row_47_an_amount_typed_by_hand_is_read(portal: Household, typed: str, centimes: int) -> None:
    browser = portal.as_("ssip_admin")
    sent = {"year": "2026", "ceiling_centimes": typed, "budget": "released"}
    assert send(browser, "/billing/tariffs/set/credit?key=2026", sent).status_code == 303
    shown = f"{centimes // 100:,}.{centimes % 100:02}".replace(",", "'")
    assert shown in seen(browser, "/billing/tariffs")


def test_row_47_nonsense_is_refused_at_its_field_and_a_second_tariff_for_the_same_days_too(portal: Household) -> None:
    browser = portal.as_("ssip_head")
    tariff = {
        "tariff_id": str(uuid4()),
        "tariff_use": "canton",
        "item": "clarification",
        "unit": "flat",
        "amount_centimes": "viel Geld",
        "valid_from": "01.01.2026",
        "basis": "structure",
    }
    refused = send(browser, "/billing/tariffs/set/tariff", tariff)
    assert refused.status_code == 422
    assert "viel Geld" in refused.get_data(as_text=True)
    assert send(browser, "/billing/tariffs/set/tariff", {**tariff, "amount_centimes": "900"}).status_code == 303
    again = {**tariff, "tariff_id": str(uuid4()), "amount_centimes": "950", "valid_from": "01.06.2026"}
    assert send(browser, "/billing/tariffs/set/tariff", again).status_code == 422


def test_row_21_one_records_a_service_sees_the_week_and_corrects_it(portal: Household, scene: Scene) -> None:
    registration.furnish(portal)
    mandate_id = registration.released(portal)
    scene.phase(Phase.COACHING, date(2026, 9, 1), mandate_id=mandate_id)
    browser = portal.as_("ssip_coordinator")
    sent = {
        "record_id": str(uuid4()),
        "mandate_id": str(mandate_id),
        "item": "coaching",
        "served_on": "20.11.2026",
        "service_minutes": "90",
    }
    assert send(browser, "/service-records", {**sent, "service_minutes": "0"}).status_code == 422
    assert send(browser, "/service-records", sent).status_code == 303
    week = seen(browser, "/service-records?week=2026-11-20")
    assert "1:30" in week
    page = browser.client.get(f"/service-records/{sent['record_id']}")
    assert page.status_code == 200
    assert portal.as_("ssip_head").client.get(f"/service-records/{sent['record_id']}").status_code == 200
    assert (
        send(
            browser, f"/service-records/{sent['record_id']}/do", {"action": "withdraw", "row_version": "1"}
        ).status_code
        == 303
    )


def test_row_21_a_phase_without_a_record_is_a_task(portal: Household, scene: Scene) -> None:
    scene.phase(Phase.CLARIFICATION, date(2026, 11, 2))
    browser = portal.as_("ssip_coordinator")
    assert "/service-records/missing" in seen(browser, "/")
    assert browser.client.get("/service-records/missing").status_code == 200


def test_row_21_a_provider_sees_its_own_statement_and_nothing_else(portal: Household, scene: Scene) -> None:
    scene.locked(provider_id=PROVIDER[1])
    invoice = scene.issued()
    statement = scene.issued(PaperKind.PROVIDER_STATEMENT)
    mine, other = portal.as_("provider"), portal.as_("other_provider")
    assert mine.client.get(f"/papers/{statement.id}").status_code == 200
    assert mine.client.get(f"/papers/{statement.id}/paper.pdf").status_code == 200
    assert mine.client.get(f"/papers/{invoice.id}").status_code == 404
    for page in (f"/papers/{statement.id}", f"/papers/{statement.id}/paper.pdf"):
        assert other.client.get(page).status_code == 404
    canton = portal.as_("canton_reader")
    assert canton.client.get(f"/papers/{invoice.id}").status_code == 200
    assert canton.client.get(f"/papers/{statement.id}").status_code == 404


def packed(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as found:
        assert found.testzip() is None
        return {each: found.read(each) for each in found.namelist()}


def exports(portal: Household) -> int:
    """Return how many exports were written down."""
    audit = portal.desks["accounts"].wiring.ledger.audit
    with portal.desks["accounts"].database.reading() as session:
        return session.scalar(select(func.count()).where(audit.c.act == "accounts.note_export")) or 0


@pytest.mark.slow
def test_row_21_the_statements_of_a_provider_or_of_one_computation_are_one_file(
    portal: Household, scene: Scene
) -> None:
    scene.locked(provider_id=PROVIDER[1])
    invoice, statement = scene.issued(), scene.issued(PaperKind.PROVIDER_STATEMENT)
    head, mine = portal.as_("ssip_head"), portal.as_("provider")
    assert "/papers/papers.zip?kind=provider_statement&" in unescape(seen(head, "/billing?month=2026-10"))
    for browser, address in (
        (head, f"/papers/papers.zip?party={PROVIDER[1]}"),
        (head, "/papers/papers.zip?kind=provider_statement&since=2026-10-01&until=2026-10-31"),
        (mine, "/papers/papers.zip"),
    ):
        with browser.client.get(address) as answer:
            found = packed(answer.data)
            assert answer.content_type == "application/zip"
        assert list(found) == [f"{statement.number}.pdf"]
        assert found[f"{statement.number}.pdf"] == browser.client.get(f"/papers/{statement.id}/paper.pdf").data
    with head.client.get("/papers/papers.zip") as answer:
        first = answer.data
    assert set(packed(first)) == {f"{invoice.number}.pdf", f"{statement.number}.pdf"}
    with head.client.get("/papers/papers.zip") as again:
        assert again.data == first
    before = exports(portal)
    assert head.client.get("/papers/papers.zip?kind=provider_statement&until=2026-09-30").status_code == 303
    assert exports(portal) == before > 4, "each file is written down, and one without a paper is none"


@pytest.mark.slow
def test_row_21_papers_that_are_too_many_for_one_file_are_not_cut_off_in_silence(
    portal: Household, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_IN_ONE", 1)
    scene.locked(provider_id=PROVIDER[1])
    scene.issued()
    scene.issued(PaperKind.PROVIDER_STATEMENT)
    head, before = portal.as_("ssip_head"), exports(portal)
    assert head.client.get("/papers/papers.zip").status_code == 303
    assert "trop nombreux pour un seul fichier (1 au plus)" in seen(head, "/papers")
    assert exports(portal) == before


@pytest.mark.slow
def test_row_25_many_papers_are_packed_in_the_background_and_written_down(
    portal: Household, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "AT_ONCE", 1)
    scene.locked(provider_id=PROVIDER[1])
    numbers = {scene.issued().number, scene.issued(PaperKind.PROVIDER_STATEMENT).number}
    head = portal.as_("ssip_head")
    assert head.client.get("/papers/papers.zip").headers["Location"] == "/runs"
    assert Maker(portal.app).make_one()
    with portal.desks["accounts"].database.reading() as session:
        run = session.scalars(select(Run)).one()
    assert (run.state, run.file_format, run.total) == (RunState.READY, ExportFormat.ZIP, 2)
    with head.client.get(f"/runs/{run.id}/file") as answer:
        assert set(packed(answer.data)) == {f"{number}.pdf" for number in numbers}


def test_row_14_the_reconciliation_names_each_difference_and_its_cure(portal: Household, scene: Scene) -> None:
    told = scene.locked(provider_id=PROVIDER[1])
    paper = scene.issued()
    scene.contested(told)
    page = seen(portal.as_("ssip_coordinator"), "/billing/reconciliation?month=2026-10")
    assert f"/papers/{paper.id}/credit?line=2" in page
    assert portal.as_("auditor").client.get("/billing/reconciliation?month=2026-10").status_code == 200


def test_row_21_nothing_is_configured_is_said_on_the_page(portal: Household) -> None:
    page = seen(portal.as_("ssip_head"), "/billing/tariffs")
    assert page.count("non configuré") > 10
