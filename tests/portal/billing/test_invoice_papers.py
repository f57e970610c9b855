"""Papers of billing: accessible, the same every time, with a payment part that reads back to the centime."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader
from stdnum import iso11649

from portal.papers.invoices import invoice_paper
from schemas.accounts import OFFICE_ID
from schemas.codes_billing import PaperKind
from services.billing.queries.papers import PaperCard, paper_lines
from tests.services.billing.scene import HEAD, IBAN, QR_IBAN, Scene


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(f"sqlite:///{tmp_path / 'billing.sqlite'}").furnish()
    yield made
    made.close()


def paper(scene: Scene, card: PaperCard, language: str) -> bytes:
    return invoice_paper(card, scene.service.ask(paper_lines, HEAD, paper_id=card.id), language)


def payment(pdf: bytes) -> list[str]:
    """Return the lines of the QR code on the last page, read from a picture of it."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[len(document) - 1].render(scale=3).to_pil()
    (code,) = [each for each in zxingcpp.read_barcodes(picture) if each.text.startswith("SPC")]
    return code.text.splitlines()


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize("language", ["fr", "de"])
def test_row_21_the_invoice_is_accessible_and_its_qr_bill_reads_back(scene: Scene, language: str) -> None:
    scene.address(OFFICE_ID, "Ville de Bienne – Département « social » d’Evilard", QR_IBAN)
    scene.locked()
    invoice = scene.issued()
    pdf = paper(scene, invoice, language)
    read = PdfReader(BytesIO(pdf))
    assert (read.root_object["/Lang"], read.root_object["/MarkInfo"]["/Marked"]) == (f"{language}-CH", True)
    lines = payment(pdf)
    assert lines[3] == QR_IBAN
    assert lines[4:11] == [
        "S", "Ville de Bienne - Département « social » d'Evilard", "Rue du Lac", "1", "2502", "Bienne", "CH",
    ]  # fmt: skip
    assert (lines[18], lines[19]) == ("4205.00", "CHF")
    assert lines[20:22] == ["S", "Canton de Berne"]
    assert (lines[27], lines[28], lines[29]) == ("QRR", invoice.reference, "2026-C-00001")
    assert "4'205.00" in text_of(pdf)


def test_row_21_a_provider_with_an_ordinary_iban_gets_a_creditor_reference(scene: Scene) -> None:
    scene.locked()
    statement = scene.issued(PaperKind.PROVIDER_STATEMENT)
    lines = payment(paper(scene, statement, "fr"))
    assert (lines[3], lines[18], lines[27]) == (IBAN, "1488.00", "SCOR")
    assert lines[28] == statement.reference
    assert iso11649.is_valid(statement.reference)


def test_row_21_an_issued_paper_has_the_same_bytes_every_time_even_after_the_address_changed(scene: Scene) -> None:
    scene.locked()
    invoice = scene.issued()
    before = paper(scene, invoice, "fr")
    scene.address(OFFICE_ID, "Autre nom", IBAN)
    scene.now = scene.now.replace(day=24)
    assert paper(scene, scene.card(invoice.id), "fr") == before


def test_row_21_a_draft_has_no_payment_part_and_says_that_it_is_one(scene: Scene) -> None:
    scene.locked()
    scene.compute()
    pdf = paper(scene, scene.draft(), "de")
    document = pypdfium2.PdfDocument(pdf)
    pictures = [document[page].render(scale=2).to_pil() for page in range(len(document))]
    assert not any(zxingcpp.read_barcodes(each) for each in pictures)
    assert "Noch nicht ausgestellt" in text_of(pdf)
