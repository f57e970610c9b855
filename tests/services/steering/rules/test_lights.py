"""Traffic lights: one per measure and year, with a brief comment, corrected in the open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.codes_steering import MeasureState
from services.steering.rules.lights import (
    SOURCE_LIMITS,
    MeasureReport,
    correction_objections,
    measure_report_objections,
    measure_warnings,
    reports_missing,
)

REPORT = MeasureReport(year=2026, light="green", comment="En bonne voie")


@pytest.mark.parametrize(
    ("report", "reported", "codes"),
    [
        (REPORT, (), []),
        (REPORT, (2025,), []),
        (replace(REPORT, light=None), (), ["light_missing"]),
        (replace(REPORT, light="blue"), (), ["light_unknown"]),
        (replace(REPORT, comment="  "), (), ["light_comment_missing"]),
        (replace(REPORT, comment="x" * 501), (), ["light_comment_too_long"]),
        (REPORT, (2026,), ["light_reported_already"]),
        (replace(REPORT, year=2027), (), ["light_year_in_future"]),
        (
            MeasureReport(year=2027, light="", comment=""),
            (2027,),
            ["light_missing", "light_comment_missing", "light_year_in_future", "light_reported_already"],
        ),
    ],
)
def test_a_measure_is_reported_once_a_year_with_light_and_comment_rule_52_row_24(
    report: MeasureReport, reported: tuple[int, ...], codes: list[str]
) -> None:
    assert [each.code for each in measure_report_objections(report, reported, 2026)] == codes


def test_lights_and_the_length_of_a_comment_are_settings_row_24() -> None:
    limits = replace(SOURCE_LIMITS, light_values=("green", "blue"), comment_max=3)
    report = replace(REPORT, light="blue", comment="abc")
    assert measure_report_objections(report, (), 2026, limits) == ()


@pytest.mark.parametrize(
    ("corrected", "codes"),
    [
        (replace(REPORT, light="yellow"), []),
        (replace(REPORT, comment="Retard"), []),
        (REPORT, ["light_unchanged"]),
        (replace(REPORT, comment=""), ["light_comment_missing"]),
    ],
)
def test_a_report_is_corrected_and_not_repeated_row_24(corrected: MeasureReport, codes: list[str]) -> None:
    assert [each.code for each in correction_objections(REPORT, corrected)] == codes


@pytest.mark.parametrize(
    ("states", "has_indicator", "codes"),
    [
        ({MeasureState.UNDER_WAY}, False, ["measure_without_indicator"]),
        ({MeasureState.EXISTING, MeasureState.TO_INTENSIFY}, False, ["measure_without_indicator"]),
        ({MeasureState.EXISTING}, True, []),
        ({MeasureState.TO_PLAN}, False, []),
    ],
)
def test_a_measure_under_way_needs_an_indicator_row_24(
    states: set[MeasureState], has_indicator: bool, codes: list[str]
) -> None:
    found = measure_warnings(frozenset(states), has_indicator=has_indicator)
    assert [each.code for each in found] == codes


def test_missing_reports_are_listed_by_key_row_24() -> None:
    assert reports_missing(["M2A1", "M1A1", "M1A2"], ["M1A2"]) == ("M1A1", "M2A1")
