"""The yearly report on policy measures: one light and one brief comment each, corrected but never reported twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from schemas.codes_steering import MeasureState, TrafficLight
from schemas.refusal import Objection

CATALOGUE: Final = "Measures catalogue"
"""Social-policy measures of the city (S003)."""

_IMPLEMENTED: Final = frozenset({MeasureState.UNDER_WAY, MeasureState.EXISTING})


@dataclass(frozen=True, kw_only=True)
class LightLimits:
    """What a light and its comment may be; the catalogue fixes neither (unknown, proposed)."""

    light_values: tuple[str, ...] = tuple(TrafficLight)
    comment_max: int = 500


SOURCE_LIMITS: Final = LightLimits()


@dataclass(frozen=True, kw_only=True)
class MeasureReport:
    """One measure's report for one year."""

    year: int
    light: str | None
    comment: str


def measure_report_objections(
    report: MeasureReport,
    reported_years: Collection[int],
    this_year: int,
    limits: LightLimits = SOURCE_LIMITS,
) -> tuple[Objection, ...]:
    """Object to a report without light or comment, for a year to come, or for a year already reported (K-01)."""
    found = list(_content_objections(report, limits))
    if report.year > this_year:
        found.append(Objection("light_year_in_future", "year", {"this_year": this_year}, CATALOGUE))
    if report.year in reported_years:
        found.append(Objection("light_reported_already", "year", {"year": report.year}, CATALOGUE))
    return tuple(found)


def correction_objections(
    first: MeasureReport, corrected: MeasureReport, limits: LightLimits = SOURCE_LIMITS
) -> tuple[Objection, ...]:
    """Object to a correction that changes nothing or is itself incomplete; the first report stays in the history."""
    found = list(_content_objections(corrected, limits))
    if (first.light, first.comment.strip()) == (corrected.light, corrected.comment.strip()):
        found.append(Objection("light_unchanged", "light", source=CATALOGUE))
    return tuple(found)


def _content_objections(report: MeasureReport, limits: LightLimits) -> Iterator[Objection]:
    if not report.light:
        yield Objection("light_missing", "light", source=CATALOGUE)
    elif report.light not in limits.light_values:
        yield Objection("light_unknown", "light", {"light": report.light}, CATALOGUE)
    length = len(report.comment.strip())
    if not length:
        yield Objection("light_comment_missing", "comment", source=CATALOGUE)
    elif length > limits.comment_max:
        facts = {"length": length, "longest": limits.comment_max}
        yield Objection("light_comment_too_long", "comment", facts, CATALOGUE)


def measure_warnings(states: frozenset[MeasureState], *, has_indicator: bool) -> tuple[Objection, ...]:
    """Warn of a measure that is carried out without an indicator of its target (K-02)."""
    if has_indicator or not states & _IMPLEMENTED:
        return ()
    return (Objection("measure_without_indicator", "indicators", source=CATALOGUE),)


def reports_missing(measure_keys: Collection[str], reported: Collection[str]) -> tuple[str, ...]:
    """Return the keys of the measures whose light is still missing for a year, in order."""
    return tuple(sorted(set(measure_keys) - set(reported)))
