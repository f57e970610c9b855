"""Intakes: who needs a segment, and how long a dossier may wait."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.codes_casework import Sector
from services.casework.rules.intake import (
    intake1_limit,
    intake2_limit,
    is_intake1_overdue,
    is_intake2_overdue,
    is_segment_needed,
    sector_move_objections,
)

INTAKE_1, INTAKE_2, COUNSELLING = Sector.INTAKE_1, Sector.INTAKE_2, Sector.COUNSELLING_3


@pytest.mark.parametrize(
    ("sector", "moving_to", "exit_expected", "needed"),
    [
        (INTAKE_2, None, True, False),
        (INTAKE_2, COUNSELLING, True, False),
        (INTAKE_2, COUNSELLING, False, True),
        (INTAKE_1, None, False, False),
        (INTAKE_1, INTAKE_2, False, False),
        (COUNSELLING, None, False, True),
    ],
)
def test_only_dossiers_on_their_way_to_counselling_need_a_segment_rule_41_row_12(
    sector: Sector, moving_to: Sector | None, exit_expected: bool, needed: bool
) -> None:
    assert is_segment_needed(sector, moving_to, exit_expected=exit_expected) is needed


def test_an_advance_file_stays_three_months_and_is_overdue_the_day_after_rule_42_row_12() -> None:
    entered = date(2026, 5, 10)
    assert intake1_limit(entered) == date(2026, 8, 10)
    assert not is_intake1_overdue(entered, date(2026, 8, 10))
    assert is_intake1_overdue(entered, date(2026, 8, 11))


def test_an_expected_exit_is_awaited_six_months_in_intake_2_row_12() -> None:
    entered = date(2026, 8, 31)
    assert intake2_limit(entered) == date(2027, 2, 28)
    assert not is_intake2_overdue(entered, date(2027, 2, 28))
    assert is_intake2_overdue(entered, date(2027, 3, 1))


@pytest.mark.parametrize(
    ("sector", "moving_to", "exit_expected", "has_proposal", "codes"),
    [
        (INTAKE_2, COUNSELLING, True, True, ["exit_expected_stays_in_intake"]),
        (INTAKE_2, COUNSELLING, False, False, ["segment_proposal_missing"]),
        (INTAKE_2, COUNSELLING, False, True, []),
        (INTAKE_1, INTAKE_2, False, False, []),
        (INTAKE_2, INTAKE_2, False, False, ["sector_same"]),
        (Sector.COUNSELLING_1, COUNSELLING, False, False, []),
    ],
)
def test_a_dossier_moves_to_counselling_only_with_a_proposal_row_12(
    sector: Sector, moving_to: Sector, exit_expected: bool, has_proposal: bool, codes: list[str]
) -> None:
    found = sector_move_objections(sector, moving_to, exit_expected=exit_expected, has_proposal=has_proposal)
    assert [each.code for each in found] == codes
