"""CII: three cumulative preconditions, and no data without legal basis and purpose."""

from __future__ import annotations

import pytest

from services.steering.rules.cii import (
    LEGAL_BASES,
    CiiSituation,
    cii_disclosure_objections,
    cii_precondition_objections,
    is_cii_case,
)


@pytest.mark.parametrize(
    ("months", "other_benefit", "coordination", "codes"),
    [
        (3, True, True, []),
        (2, True, True, ["cii_health_too_short"]),
        (3, True, False, ["cii_without_coordination_need"]),
        (0, True, True, ["cii_health_too_short"]),
        (3, False, True, ["cii_without_other_benefit"]),
        (
            0,
            False,
            False,
            ["cii_health_too_short", "cii_without_other_benefit", "cii_without_coordination_need"],
        ),
    ],
)
def test_a_cii_case_meets_all_preconditions_rule_50(
    months: int, other_benefit: bool, coordination: bool, codes: list[str]
) -> None:
    situation = CiiSituation(
        health_limited_months=months, other_benefit=other_benefit, coordination_needed=coordination
    )
    assert [each.code for each in cii_precondition_objections(situation)] == codes
    assert is_cii_case(situation) is (not codes)


@pytest.mark.parametrize(
    ("basis", "purpose", "codes"),
    [
        ("LMT 14", "Coordination avec l’ORP", []),
        (None, "Coordination", ["disclosure_basis_missing"]),
        ("LMT 99", "Coordination", ["disclosure_basis_unknown"]),
        ("LMT 14", " ", ["disclosure_purpose_missing"]),
        ("", "", ["disclosure_basis_missing", "disclosure_purpose_missing"]),
    ],
)
def test_data_leave_only_on_a_known_legal_basis_and_for_a_purpose_rule_51(
    basis: str | None, purpose: str, codes: list[str]
) -> None:
    assert [each.code for each in cii_disclosure_objections(basis, purpose)] == codes


def test_the_list_of_legal_bases_is_a_setting() -> None:
    assert len(LEGAL_BASES) == 9
    assert cii_disclosure_objections("LPSA 1", "Coordination", known={"LPSA 1"}) == ()
