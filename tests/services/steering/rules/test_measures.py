"""The measures catalogue: 71 rows come in, with every oddity warned of and none of them stopping the import."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from schemas.codes_steering import MeasurePriority, MeasureState, MeasureTerm
from services.steering.rules.measures import MeasureImport, measure_keys, read_measures

CATALOGUE = Path(__file__).parents[4] / "deploy" / "reference" / "measures.csv"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def imported(rows: list[dict[str, str]]) -> MeasureImport:
    return read_measures(rows)


def test_all_71_rows_are_imported_with_their_unique_keys_rule_52_row_41(
    rows: list[dict[str, str]], imported: MeasureImport
) -> None:
    assert len(imported.measures) == 71
    assert imported.objections == ()
    assert [each.key for each in imported.measures] == [row["measure_key"] for row in rows]
    assert len({each.code for each in imported.measures}) == 70


def test_priorities_states_terms_and_orientations_are_those_of_the_catalogue_row_41(
    imported: MeasureImport,
) -> None:
    measures = imported.measures
    assert Counter(each.priority for each in measures) == {
        MeasurePriority.HIGH: 31,
        MeasurePriority.MEDIUM: 28,
        MeasurePriority.LOW: 12,
    }
    assert Counter(state for each in measures for state in each.states) == {
        MeasureState.TO_PLAN: 42,
        MeasureState.EXISTING: 14,
        MeasureState.TO_INTENSIFY: 13,
        MeasureState.PLANNED: 11,
        MeasureState.UNDER_WAY: 10,
    }
    short, medium = frozenset({MeasureTerm.SHORT}), frozenset({MeasureTerm.MEDIUM})
    assert Counter(each.terms for each in measures) == {medium: 32, short | medium: 18, short: 16, frozenset(): 5}
    by_orientation = Counter(each.orientation_no for each in measures)
    assert [by_orientation[number] for number in range(1, 10)] == [11, 10, 8, 5, 8, 6, 9, 8, 6]
    assert len({each.subtheme_code for each in measures}) == 25


def test_departments_that_lead_are_read_apart_from_those_that_might_row_41(imported: MeasureImport) -> None:
    assert Counter(lead for each in imported.measures for lead in each.leads) == {
        "DAS": 56, "INT": 29, "PAE": 13, "ASS": 8, "SG ASS": 2, "FCS": 1,
    }  # fmt: skip
    assert {each.key: each.optional_leads for each in imported.measures if each.optional_leads} == {"M4C2": ("DAS",)}


def test_every_oddity_of_the_catalogue_is_a_warning_row_41(imported: MeasureImport) -> None:
    found = {(each.code, each.facts["key"]) for each in imported.warnings}
    assert found == {
        ("measure_reference_dangling", "M2B2"),
        ("measure_term_missing", "M2B2"),
        ("measure_lead_missing", "M2B2"),
        ("measure_priority_unconfirmed", "M6A2"),
        ("measure_priority_unconfirmed", "M6A3"),
        ("measure_priority_unconfirmed", "M6B1"),
        ("measure_priority_unconfirmed", "M6B2-1"),
        ("measure_priority_unconfirmed", "M6B2-2"),
        ("measure_code_doubled", "M6B2-1"),
        ("measure_code_doubled", "M6B2-2"),
        ("measure_term_unplanned", "M9A3"),
        ("measure_reference_to_subtheme", "M9B1"),
    }


def test_a_code_that_comes_twice_gets_numbered_keys_rule_52_row_41() -> None:
    assert measure_keys(["M6B1", "M6B2", "M6B2"]) == ("M6B1", "M6B2-1", "M6B2-2")


def test_a_reference_to_a_measure_that_does_not_exist_warns_and_the_import_goes_on_row_41(
    imported: MeasureImport,
) -> None:
    (dangling,) = [each for each in imported.warnings if each.code == "measure_reference_dangling"]
    assert dict(dangling.facts) == {"key": "M2B2", "reference": "M1B3"}
    assert next(each for each in imported.measures if each.key == "M2B1").references == ("M1B2",)


GOOD = {
    "row_no": "1",
    "code": "M1A1",
    "orientation_no": "1",
    "title_fr": "Titre",
    "priority": "3",
    "priority_source": "inline",
    "status": "existant",
    "term": "",
    "lead": "DAS",
}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"status": "à intensifier|intensifier|projeter", "term": "ct"}, []),
        ({"code": "1A1"}, ["measure_code_malformed"]),
        ({"title_fr": " "}, ["measure_title_missing"]),
        ({"priority": "4"}, ["measure_priority_unknown"]),
        ({"priority_source": "guess"}, ["measure_priority_source_unknown"]),
        ({"status": "fini", "term": "lt"}, ["measure_word_unknown", "measure_word_unknown"]),
        ({"orientation_no": ""}, ["measure_orientation_missing"]),
    ],
)
def test_a_broken_row_is_told_and_the_others_are_kept_row_41(change: dict[str, str], codes: list[str]) -> None:
    found = read_measures([GOOD | {"code": "M2A1"}, GOOD | change])
    assert [each.code for each in found.objections] == codes
    assert len(found.measures) == (2 if not codes else 1)
