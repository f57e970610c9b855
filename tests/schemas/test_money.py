"""Amounts of money: read as people type them, written one way, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.money import LARGEST_CENTIMES, francs, parse_francs
from schemas.refusal import Objection
from schemas.words import is_known


@pytest.mark.parametrize(
    "typed",
    [
        "48'250.50",
        "48’250.50",
        "48 250,50",
        "48\u00a0250,50",
        "48\u202f250,50",
        "48250.50",
        "48250,5",
        "48.250,50",
        "48,250.50",
        "CHF 48'250.50",
        "Fr. 48'250.50",
        "48'250.50 CHF",
        "  48'250.50 ",
    ],
)
def test_an_amount_is_read_the_way_people_type_it_row_21(typed: str) -> None:
    assert parse_francs(typed) == 4_825_050


@pytest.mark.parametrize(
    ("typed", "centimes"),
    [
        ("0", 0),
        ("12.–", 1200),
        ("12.-", 1200),
        ("12.--", 1200),
        ("12.", 1200),
        (".5", 50),
        ("1'000", 100_000),
        ("1.234.567", 123_456_700),
        ("1'234.50", 123_450),
        ("-3.20", -320),
        ("−3.20", -320),
        ("999'999'999.99", LARGEST_CENTIMES),
    ],
)
def test_short_round_and_negative_amounts_are_understood_row_21(typed: str, centimes: int) -> None:
    assert parse_francs(typed) == centimes


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("48.250", "amount_ambiguous"),
        ("48,250", "amount_ambiguous"),
        ("1.000", "amount_ambiguous"),
        ("0.125", "amount_too_fine"),
        ("48'250.505", "amount_too_fine"),
        ("12.3456", "amount_too_fine"),
        ("4'82'50", "amount_not_a_number"),
        ("48'25.50", "amount_not_a_number"),
        ("1 2", "amount_not_a_number"),
        ("12.34.5", "amount_not_a_number"),
        ("12,34,5", "amount_not_a_number"),
        ("douze", "amount_not_a_number"),
        ("", "amount_not_a_number"),
        (".", "amount_not_a_number"),
        ("-", "amount_not_a_number"),
        ("--5", "amount_not_a_number"),
        ("٣", "amount_not_a_number"),
        ("1e5", "amount_not_a_number"),
        ("1'000'000'000", "amount_too_large"),
    ],
)
def test_an_amount_that_cannot_be_read_for_certain_is_refused_row_21(typed: str, code: str) -> None:
    found = parse_francs(typed, "amount")
    assert isinstance(found, Objection)
    assert (found.code, found.field) == (code, "amount")


@pytest.mark.parametrize(
    ("centimes", "text"),
    [(4_825_050, "48'250.50"), (0, "0.00"), (5, "0.05"), (-123_456_789, "-1'234'567.89"), (99_999, "999.99")],
)
def test_an_amount_is_written_one_way_row_21(centimes: int, text: str) -> None:
    assert francs(centimes) == text


@given(st.integers(-LARGEST_CENTIMES, LARGEST_CENTIMES))
def test_every_written_amount_is_read_back_to_the_centime_row_21(centimes: int) -> None:
    assert parse_francs(francs(centimes)) == centimes
    assert parse_francs(francs(centimes).replace("'", "\u202f").replace(".", ",")) == centimes


@given(st.text(max_size=12))
def test_no_text_at_all_breaks_the_reading_of_amounts_row_21(text: str) -> None:
    assert isinstance(parse_francs(text), int | Objection)


@pytest.mark.parametrize("language", ["fr", "de"])
def test_every_reason_not_to_read_an_amount_has_its_words_row_21(language: str) -> None:
    codes = ("amount_ambiguous", "amount_not_a_number", "amount_too_fine", "amount_too_large")
    assert all(is_known(f"objection.{code}", language) for code in codes)
