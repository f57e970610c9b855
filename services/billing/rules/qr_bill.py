"""Whether a payment part can be made: account, reference and amount in the combination the standard allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stdnum import iban as iban_number
from stdnum import iso11649
from stdnum.ch import esr

from schemas.money import LARGEST_CENTIMES, francs
from schemas.refusal import Objection
from services.billing.rules.qr_text import SOURCE

_QR_BANKS: Final = range(30000, 32000)
"""Institution numbers of a QR-IBAN."""


def is_qr_iban(iban: str) -> bool:
    """Whether a valid Swiss or Liechtenstein IBAN belongs to the QR range."""
    compact = iban_number.compact(iban)
    return compact[4:9].isdigit() and int(compact[4:9]) in _QR_BANKS


def payment_objections(iban: str, reference: str, amount_centimes: int) -> tuple[Objection, ...]:
    """Object to an account, a reference or an amount with which no valid QR-bill can be printed."""
    return (*iban_objections(iban), *_reference_objections(iban, reference), *amount_objections(amount_centimes))


def iban_objections(iban: str) -> Iterator[Objection]:
    """Object to an account that is none, or lies elsewhere than in Switzerland and Liechtenstein."""
    if not iban_number.is_valid(iban) or iban_number.compact(iban)[:2] not in ("CH", "LI"):
        yield Objection("iban_invalid", "iban", source=SOURCE)


def _reference_objections(iban: str, reference: str) -> Iterator[Objection]:
    if is_qr_iban(iban):
        if not (len(esr.compact(reference)) == len("0" * 27) and esr.is_valid(reference)):
            yield Objection("qr_reference_needed", "reference", source=SOURCE)
    elif reference and not iso11649.is_valid(reference):
        yield Objection("creditor_reference_invalid", "reference", source=SOURCE)


def amount_objections(amount_centimes: int) -> Iterator[Objection]:
    """Object to an amount no payment part can carry."""
    if not 1 <= amount_centimes <= LARGEST_CENTIMES:
        facts = {"smallest": francs(1), "largest": francs(LARGEST_CENTIMES)}
        yield Objection("qr_amount_outside", "amount_centimes", facts, SOURCE)
