"""Agreements, mandates from segment A, and services that do not work with segments."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.codes_casework import Segment
from services.casework.rules.agreements import (
    agreement_findings,
    agreement_objections,
    office_mandate_warnings,
    segments_objections,
)


@pytest.mark.parametrize(
    ("exists", "justification", "codes"),
    [
        (False, "Personne hospitalisée", []),
        (False, " ", ["agreement_missing_unjustified"]),
        (True, "", []),
    ],
)
def test_a_dossier_without_agreement_needs_a_reason_rule_49_row_12(
    exists: bool, justification: str, codes: list[str]
) -> None:
    assert [each.code for each in agreement_findings(exists=exists, justification=justification)] == codes


@pytest.mark.parametrize(
    ("ends", "codes"),
    [(None, []), (date(2026, 3, 1), []), (date(2026, 2, 28), ["agreement_ends_before_start"])],
)
def test_an_agreement_does_not_end_before_it_starts(ends: date | None, codes: list[str]) -> None:
    assert [each.code for each in agreement_objections(date(2026, 3, 1), ends)] == codes


@pytest.mark.parametrize(
    ("segment", "clarified", "codes"),
    [
        (Segment.A, False, ["situation_not_clarified"]),
        (Segment.A, True, []),
        (Segment.B, False, []),
        (None, False, []),
    ],
)
def test_a_mandate_out_of_segment_a_waits_for_clarity_row_12(
    segment: Segment | None, clarified: bool, codes: list[str]
) -> None:
    assert [e.code for e in office_mandate_warnings(segment, situation_clarified=clarified)] == codes


def test_only_services_that_work_with_segments_may_use_them_row_12() -> None:
    assert segments_objections(is_enabled=True) == ()
    assert [each.code for each in segments_objections(is_enabled=False)] == ["segments_not_enabled"]
