"""Records that may be one and the same person."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import MatchReason
from services.registration.rules.duplicates import Identity, blocking_keys, likeness, normalised_name

BORN = date(1990, 5, 1)
ANNA = Identity("Müller-Favre", "Anna", BORN)
NAMES = st.text(alphabet="aeinorstué -", min_size=1, max_size=12)
PEOPLE = st.builds(Identity, NAMES, NAMES, st.none() | st.dates(date(1960, 1, 1), date(2008, 1, 1)))


@pytest.mark.parametrize(
    ("family", "given"),
    [("Müller-Favre", "Anna"), ("MUELLER FAVRE", "anna"), ("Favre Muller", "Anna"), ("Anna", "Müller Favre")],
)
def test_names_are_compared_without_accents_case_and_order_row_42(family: str, given: str) -> None:
    assert normalised_name(Identity(family, given)) == "anna favre muller"


@pytest.mark.parametrize(
    ("other", "score", "reasons"),
    [
        (Identity("Mueller Favre", "ANNA", BORN), 100, (MatchReason.SAME_NAME, MatchReason.SAME_BIRTH)),
        (Identity("Müller-Favre", "Anna", date(1990, 1, 5)), 75, (MatchReason.SAME_NAME, MatchReason.SIMILAR_BIRTH)),
        (Identity("Müller-Favre", "Anna", date(1991, 5, 1)), 75, (MatchReason.SAME_NAME, MatchReason.SIMILAR_BIRTH)),
        (Identity("Müller-Favre", "Anna", date(1985, 7, 9)), 50, (MatchReason.SAME_NAME,)),
        (Identity("Müller-Favre", "Anna"), 50, (MatchReason.SAME_NAME,)),
    ],
)
def test_name_and_birth_give_half_the_points_each_row_42(
    other: Identity, score: int, reasons: tuple[MatchReason, ...]
) -> None:
    found = likeness(ANNA, other)
    assert (found.score, found.reasons) == (score, reasons)


def test_a_typing_error_in_the_name_is_still_a_hint_row_42() -> None:
    found = likeness(ANNA, Identity("Müler-Favre", "Ana", BORN))
    assert found.is_hint
    assert found.reasons == (MatchReason.SIMILAR_NAME, MatchReason.SAME_BIRTH)


def test_two_people_born_on_one_day_are_no_hint_row_42() -> None:
    assert not likeness(ANNA, Identity("Zbinden", "Urs", BORN)).is_hint


def test_the_same_avs_number_is_the_same_person_however_written_row_42() -> None:
    one = Identity("Müller", "Anna", BORN, "756.9217.0769.85")
    other = Identity("Favre", "Nana", None, "7569217076985")
    assert (likeness(one, other).score, likeness(one, other).reasons) == (100, (MatchReason.SAME_AVS,))
    assert blocking_keys(one) & blocking_keys(other)


def test_two_avs_numbers_are_two_persons_row_42() -> None:
    one = Identity("Müller", "Anna", BORN, "756.9217.0769.85")
    twin = Identity("Müller", "Anna", BORN, "756.1234.5678.97")
    assert not likeness(one, twin).is_hint
    assert MatchReason.DIFFERENT_AVS in likeness(one, twin).reasons


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        (Identity("Muller", "Ana", BORN), True),
        (Identity("Mueller Favre", "Anna", date(1985, 7, 9)), True),
        (Identity("Muller", "Ana", date(1985, 7, 9)), False),
    ],
)
def test_only_records_with_a_common_key_are_compared_row_42(other: Identity, meets: bool) -> None:
    assert bool(blocking_keys(ANNA) & blocking_keys(other)) is meets


@given(PEOPLE, PEOPLE)
def test_likeness_is_mutual_and_between_0_and_100_row_42(one: Identity, other: Identity) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other).score <= 100
