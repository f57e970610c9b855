"""Reads the measures catalogue row by row: doubtful data warn, broken rows are told, nothing stops the import."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.codes_steering import MeasurePriority, MeasureState, MeasureTerm, PrioritySource
from schemas.refusal import Fact, Objection
from services.steering.rules.lights import CATALOGUE

STATES: Final[Mapping[str, MeasureState]] = {
    "à projeter": MeasureState.TO_PLAN,
    "projeter": MeasureState.TO_PLAN,
    "projeté": MeasureState.PLANNED,
    "en cours": MeasureState.UNDER_WAY,
    "existant": MeasureState.EXISTING,
    "à intensifier": MeasureState.TO_INTENSIFY,
    "intensifier": MeasureState.TO_INTENSIFY,
}
"""The catalogue's words, with the two spellings its headers mix."""
TERMS: Final = {"ct": MeasureTerm.SHORT, "mt": MeasureTerm.MEDIUM}
PRIORITIES: Final = {"3": MeasurePriority.HIGH, "2": MeasurePriority.MEDIUM, "1": MeasurePriority.LOW}

_CODE: Final = re.compile(r"M\d[A-Z]\d", re.ASCII)
_REFERENCE: Final = re.compile(r"\bM\d[A-Z]\d\b", re.ASCII)
_SUBTHEME: Final = re.compile(r"\b\d[A-Z]\b", re.ASCII)
_PLANNED: Final = frozenset({MeasureState.TO_PLAN, MeasureState.PLANNED})


@dataclass(frozen=True, kw_only=True)
class PolicyMeasure:
    """One row of the catalogue; ``key`` is unique where the printed ``code`` is not."""

    key: str
    code: str
    orientation_no: int
    orientation: str
    subtheme_code: str
    subtheme: str
    title: str
    priority: MeasurePriority
    priority_source: PrioritySource
    states: frozenset[MeasureState]
    terms: frozenset[MeasureTerm]
    leads: tuple[str, ...]
    optional_leads: tuple[str, ...]
    note: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class MeasureImport:
    """What an import came to: measures to keep, warnings to look at, rows that could not be read."""

    measures: tuple[PolicyMeasure, ...]
    warnings: tuple[Objection, ...]
    objections: tuple[Objection, ...]


def measure_keys(codes: Sequence[str]) -> tuple[str, ...]:
    """Return one unique key per code, in order: M6B2 printed twice becomes M6B2-1 and M6B2-2."""
    total, seen = Counter(codes), Counter[str]()
    keys = []
    for code in codes:
        seen[code] += 1
        keys.append(f"{code}-{seen[code]}" if total[code] > 1 else code)
    return tuple(keys)


def read_measures(rows: Iterable[Mapping[str, str]]) -> MeasureImport:
    """Return everything rows of the catalogue say; keys of the CSV file are the columns of domain 15."""
    read = [(row, tuple(_row_objections(row))) for row in rows]
    good = [row for row, found in read if not found]
    keys = measure_keys([row["code"].strip() for row in good])
    measures = tuple(_measure(row, key) for row, key in zip(good, keys, strict=True))
    return MeasureImport(
        measures=measures,
        warnings=tuple(_warnings(measures)),
        objections=tuple(each for _, found in read for each in found),
    )


def _row_objections(row: Mapping[str, str]) -> Iterator[Objection]:
    facts: dict[str, Fact] = {"row": row.get("row_no", "").strip() or row.get("code", "").strip()}
    if not _CODE.fullmatch(row.get("code", "").strip()):
        yield Objection("measure_code_malformed", "code", facts, CATALOGUE)
    if not row.get("title_fr", "").strip():
        yield Objection("measure_title_missing", "title", facts, CATALOGUE)
    if row.get("priority", "").strip() not in PRIORITIES:
        yield Objection("measure_priority_unknown", "priority", facts, CATALOGUE)
    if row.get("priority_source", "").strip() not in set(PrioritySource):
        yield Objection("measure_priority_source_unknown", "priority_source", facts, CATALOGUE)
    for unknown in [*_unknown(row, "status", STATES), *_unknown(row, "term", TERMS)]:
        yield Objection("measure_word_unknown", "states", {**facts, "word": unknown}, CATALOGUE)
    if not row.get("orientation_no", "").strip().isdecimal():
        yield Objection("measure_orientation_missing", "orientation_no", facts, CATALOGUE)


def _unknown(row: Mapping[str, str], column: str, known: Mapping[str, object]) -> list[str]:
    return [word for word in _parts(row, column) if word not in known]


def _parts(row: Mapping[str, str], column: str) -> list[str]:
    return [part.strip() for part in row.get(column, "").split("|") if part.strip()]


def _measure(row: Mapping[str, str], key: str) -> PolicyMeasure:
    note = row.get("note", "").strip()
    return PolicyMeasure(
        key=key,
        code=row["code"].strip(),
        orientation_no=int(row["orientation_no"]),
        orientation=row.get("orientation", "").strip(),
        subtheme_code=row.get("subtheme_code", "").strip(),
        subtheme=row.get("subtheme", "").strip(),
        title=row["title_fr"].strip(),
        priority=PRIORITIES[row["priority"].strip()],
        priority_source=PrioritySource(row["priority_source"].strip()),
        states=frozenset(STATES[word] for word in _parts(row, "status")),
        terms=frozenset(TERMS[word] for word in _parts(row, "term")),
        leads=tuple(_parts(row, "lead")),
        optional_leads=tuple(_parts(row, "lead_optional")),
        note=note,
        references=tuple(_REFERENCE.findall(note)),
    )


def _warnings(measures: tuple[PolicyMeasure, ...]) -> Iterator[Objection]:
    codes = {each.code for each in measures}
    for each in measures:
        yield from _reference_warnings(each, codes)
        yield from _own_warnings(each)


def _reference_warnings(measure: PolicyMeasure, codes: set[str]) -> Iterator[Objection]:
    for wanted in measure.references:
        if wanted not in codes:
            yield _warning("measure_reference_dangling", measure, reference=wanted)
    for subtheme in _SUBTHEME.findall(measure.note):
        yield _warning("measure_reference_to_subtheme", measure, reference=subtheme)


def _own_warnings(measure: PolicyMeasure) -> Iterator[Objection]:
    if measure.key != measure.code:
        yield _warning("measure_code_doubled", measure, printed=measure.code)
    if measure.priority_source is PrioritySource.RECONSTRUCTED:
        yield _warning("measure_priority_unconfirmed", measure)
    if measure.terms and measure.states == {MeasureState.EXISTING}:
        yield _warning("measure_term_unplanned", measure)
    if not measure.terms and measure.states & _PLANNED:
        yield _warning("measure_term_missing", measure)
    if not measure.leads:
        yield _warning("measure_lead_missing", measure)


def _warning(code: str, measure: PolicyMeasure, **facts: Fact) -> Objection:
    return Objection(code, None, {"key": measure.key, **facts}, CATALOGUE)
