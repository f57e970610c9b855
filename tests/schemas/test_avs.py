"""AVS numbers: recognised by prefix and check digit, never shown or repeated without need."""

from __future__ import annotations

import pytest

from schemas.avs import avs_objections, avs_text, compact_avs, is_avs_number, masked_avs
from schemas.words import is_known


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("756.9217.0769.85", True),
        ("7569217076985", True),
        ("756.9217.0769.84", False),
        ("756.1234.5678.97", True),
        ("756.1234.5678.95", False),
        ("123.4567.8910.19", False),
        ("756.9217.0769", False),
        ("", False),
        ("٧٥٦٩٢١٧٠٧٦٩٨٥", False),
    ],
)
def test_an_avs_number_has_its_prefix_and_check_digit_rule_49(number: str, valid: bool) -> None:
    assert is_avs_number(number) is valid
    assert [each.code for each in avs_objections(number)] == ([] if valid else ["avs_number_invalid"])


def test_an_avs_number_is_kept_compact_written_with_points_and_shown_masked() -> None:
    assert compact_avs("756.9217.0769.85") == "7569217076985"
    assert avs_text("7569217076985") == "756.9217.0769.85"
    assert masked_avs("7569217076985") == "756.••••.••••.85"


@pytest.mark.parametrize("language", ["fr", "de"])
def test_an_invalid_avs_number_is_objected_to_in_words(language: str) -> None:
    assert is_known("objection.avs_number_invalid", language)
