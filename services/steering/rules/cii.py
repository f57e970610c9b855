"""Collaboration between institutions: for whom it is meant, and on which legal basis data may leave the house."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from schemas.refusal import Objection

SOURCE: Final = "CII slides (2016)"

LEGAL_BASES: Final = frozenset(
    {
        "LACI 85f",
        "OACI 119d",
        "LSE 35a",
        "LAI 68bis",
        "LMT 13",
        "LMT 14",
        "LASoc 19b",
        "OASoc 2e",
        "OASoc 3c",
    }
)
"""The bases the slides name; the law has changed since, so the list is only the default of an editable one."""


@dataclass(frozen=True, kw_only=True)
class CiiLimits:
    """What the strategy CII asks for; the conditions are cumulative (interpretation)."""

    health_months_exceeded: int = 2
    """The months the limitation has to exceed."""


SOURCE_LIMITS: Final = CiiLimits()


@dataclass(frozen=True, kw_only=True)
class CiiSituation:
    """What is known of a person: whole months of limited work capacity, other benefits, need of coordination."""

    health_limited_months: int
    other_benefit: bool
    coordination_needed: bool


def cii_precondition_objections(situation: CiiSituation, limits: CiiLimits = SOURCE_LIMITS) -> tuple[Objection, ...]:
    """Return every precondition of a CII case that is not met."""
    return tuple(_precondition_objections(situation, limits))


def _precondition_objections(situation: CiiSituation, limits: CiiLimits) -> Iterator[Objection]:
    if situation.health_limited_months <= limits.health_months_exceeded:
        facts = {"months": situation.health_limited_months, "exceeded": limits.health_months_exceeded}
        yield Objection("cii_health_too_short", "health_limited_months", facts, SOURCE)
    if not situation.other_benefit:
        yield Objection("cii_without_other_benefit", "other_benefit", source=SOURCE)
    if not situation.coordination_needed:
        yield Objection("cii_without_coordination_need", "coordination_needed", source=SOURCE)


def is_cii_case(situation: CiiSituation, limits: CiiLimits = SOURCE_LIMITS) -> bool:
    """Whether all preconditions are met."""
    return not cii_precondition_objections(situation, limits)


def cii_disclosure_objections(
    legal_basis: str | None, purpose: str, known: Collection[str] = LEGAL_BASES
) -> tuple[Objection, ...]:
    """Object to passing on data without one of the ``known`` legal bases or without saying what for (AC-05)."""
    found = []
    if not legal_basis:
        found.append(Objection("disclosure_basis_missing", "legal_basis", source=SOURCE))
    elif legal_basis not in known:
        found.append(Objection("disclosure_basis_unknown", "legal_basis", {"basis": legal_basis}, SOURCE))
    if not purpose.strip():
        found.append(Objection("disclosure_purpose_missing", "disclosure_purpose", source=SOURCE))
    return tuple(found)
