"""QR-bills: allowed characters only, and account, reference and amount that fit each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.billing.rules.qr_bill import is_qr_iban, payment_objections
from services.billing.rules.qr_text import is_qr_character, qr_text, qr_text_objections

IBAN, QR_IBAN = "CH93 0076 2011 6238 5295 7", "CH44 3199 9123 0008 8901 2"
QRR, SCOR = "210000000003139471430009017", "RF18539007547034"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Office de l’intégration – Berne", "Office de l'intégration - Berne"),
        ("« Verein »", "« Verein »"),
        ("Müller & Fils Sàrl", "Müller & Fils Sàrl"),
        ("Œuvre d’entraide", "Œuvre d'entraide"),
        ("„Zitat“ …", '"Zitat" ...'),
        ("a\u00a0b\u202fc\n d", "a b c d"),
        ("Țepeș Ștefan €", "Țepeș Ștefan €"),
        ("Nguyễn", "Nguyen"),
        ("e\u0301cole", "école"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_text_for_the_bill_uses_allowed_characters_only_row_21(text: str, written: str) -> None:
    assert qr_text(text) == written
    assert qr_text_objections(text, "name") == ()


def test_what_cannot_be_written_is_named_and_never_dropped_row_21() -> None:
    (found,) = qr_text_objections("Фонд 基金", "name")
    assert found.code == "qr_characters_not_allowed"
    assert "基" in str(found.facts["characters"])


def test_a_name_that_is_too_long_is_refused_and_not_cut_row_21() -> None:
    assert qr_text_objections("x" * 70, "name") == ()
    assert [each.code for each in qr_text_objections("x" * 71, "name")] == ["qr_text_too_long"]


@given(st.text())
def test_writing_twice_changes_nothing_more_row_21(text: str) -> None:
    once = qr_text(text)
    assert qr_text(once) == once
    if not qr_text_objections(text, "name", longest=10_000):
        assert all(map(is_qr_character, once))


@pytest.mark.parametrize(
    ("iban", "reference", "amount", "codes"),
    [
        (IBAN, SCOR, 100, []),
        (IBAN, "", 100, []),
        (IBAN, QRR, 100, ["creditor_reference_invalid"]),
        (QR_IBAN, QRR, 100, []),
        (QR_IBAN, "", 100, ["qr_reference_needed"]),
        (QR_IBAN, SCOR, 100, ["qr_reference_needed"]),
        (QR_IBAN, "210000000003139471430009018", 100, ["qr_reference_needed"]),
        ("CH93 0076 2011 6238 5295 8", "", 100, ["iban_invalid"]),
        ("DE89 3704 0044 0532 0130 00", "", 100, ["iban_invalid"]),
        (IBAN, "", 0, ["qr_amount_outside"]),
        (IBAN, "", 99_999_999_999, []),
        (IBAN, "", 100_000_000_000, ["qr_amount_outside"]),
        ("", "x", 0, ["iban_invalid", "creditor_reference_invalid", "qr_amount_outside"]),
    ],
)
def test_account_reference_and_amount_fit_each_other_row_21(
    iban: str, reference: str, amount: int, codes: list[str]
) -> None:
    assert [each.code for each in payment_objections(iban, reference, amount)] == codes


def test_the_qr_range_of_institutions_is_known() -> None:
    assert is_qr_iban(QR_IBAN)
    assert not is_qr_iban(IBAN)
