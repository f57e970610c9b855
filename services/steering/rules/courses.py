"""From single facts, in the order of their days, to the course of each mandate, placement, proposal and report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol
from uuid import UUID

from schemas.codes import Phase
from services.steering.rules.counted import Facts, MandateFact, OutcomeFact, PlacementFact, ProposalFact, ReportFact
from services.steering.rules.facts import FactKind


class Counted(Protocol):
    """One fact as it is read: ``CountedFact``, or a row with the same names."""

    kind: Any
    on_day: Any
    subject_id: Any
    mandate_id: Any
    social_service_id: Any
    provider_id: Any
    detail: Any
    record_id: Any
    second: Any
    third: Any


class _Course:
    """What is gathered about one record until all its facts are read."""

    def __init__(self) -> None:
        self.mandates: dict[UUID, dict[str, Any]] = {}
        self.placements: dict[UUID, dict[str, Any]] = {}
        self.kinds: dict[UUID, str] = {}
        self.proposals: dict[UUID, dict[str, Any]] = {}
        self.reports: dict[UUID, dict[str, Any]] = {}
        self.outcomes: list[OutcomeFact] = []


def courses(rows: Iterable[Counted]) -> Facts:
    """Return what the facts amount to; ``rows`` stand in the order of their days."""
    found, later = _Course(), list[Counted]()
    for row in rows:
        if row.kind in _BEGIN:
            _READ[row.kind](found, row)
        elif row.kind in _READ:
            later.append(row)
    for row in later:
        _READ[row.kind](found, row)
    for key, placed in found.placements.items():
        placed["kind"] = found.kinds.get(key, "")
    return Facts(
        mandates=tuple(MandateFact(**each) for each in found.mandates.values()),
        placements=tuple(PlacementFact(**each) for each in found.placements.values()),
        reports=tuple(ReportFact(**each) for each in found.reports.values()),
        proposals=tuple(ProposalFact(**each) for each in found.proposals.values()),
        outcomes=tuple(found.outcomes),
    )


def _submitted(found: _Course, row: Counted) -> None:
    found.mandates[row.subject_id] = {
        "mandate_id": row.subject_id,
        "social_service_id": row.social_service_id,
        "submitted_on": row.on_day,
    }


def _day(name: str) -> Callable[[_Course, Counted], None]:
    def read(found: _Course, row: Counted) -> None:
        if (mandate := found.mandates.get(row.subject_id)) is not None:
            mandate[name] = row.on_day

    return read


def _closed(found: _Course, row: Counted) -> None:
    if (mandate := found.mandates.get(row.subject_id)) is not None:
        mandate.update(closed_on=row.on_day, success=row.detail, reason=row.second, potential=row.third)


def _reopened(found: _Course, row: Counted) -> None:
    if (mandate := found.mandates.get(row.subject_id)) is not None:
        mandate.update(closed_on=None, success="", reason="", potential="")


def _phase(found: _Course, row: Counted) -> None:
    mandate = found.mandates.get(row.subject_id)
    if mandate is not None and row.detail == Phase.ASSIGNMENT:
        mandate.setdefault("assignment_on", row.on_day)


def _of_provider(row: Counted, name: str) -> dict[str, Any]:
    named = {name: row.record_id or row.subject_id, "mandate_id": row.mandate_id or row.subject_id}
    return {**named, "social_service_id": row.social_service_id, "provider_id": row.provider_id}


def _assigned(found: _Course, row: Counted) -> None:
    found.kinds[row.record_id or row.subject_id] = row.detail


def _started(found: _Course, row: Counted) -> None:
    found.placements[row.record_id or row.subject_id] = {
        **_of_provider(row, "placement_id"),
        "started_on": row.on_day,
    }


def _ended(found: _Course, row: Counted) -> None:
    if (placed := found.placements.get(row.record_id or row.subject_id)) is not None:
        placed["ended_on"] = max(row.on_day, placed["started_on"])


def _proposed(found: _Course, row: Counted) -> None:
    found.proposals[row.record_id or row.subject_id] = {**_of_provider(row, "proposal_id"), "proposed_on": row.on_day}


def _answered(found: _Course, row: Counted) -> None:
    if (proposal := found.proposals.get(row.record_id or row.subject_id)) is not None:
        proposal.setdefault("answered_on", row.on_day)


def _due(found: _Course, row: Counted) -> None:
    known = found.reports.setdefault(row.record_id or row.subject_id, _of_provider(row, "report_id"))
    known["due_on"] = row.on_day


def _received(found: _Course, row: Counted) -> None:
    known = found.reports.setdefault(row.record_id or row.subject_id, _of_provider(row, "report_id"))
    known.setdefault("received_on", row.on_day)
    known.setdefault("due_on", row.on_day)


def _outcome(found: _Course, row: Counted) -> None:
    found.outcomes.append(
        OutcomeFact(
            mandate_id=row.subject_id,
            social_service_id=row.social_service_id,
            recorded_on=row.on_day,
            month=row.second,
            outcome=row.detail,
        )
    )


_READ: Final[Mapping[Any, Callable[[_Course, Counted], None]]] = {
    FactKind.MANDATE_SUBMITTED: _submitted,
    FactKind.MANDATE_ADMITTED: _day("admitted_on"),
    FactKind.MANDATE_REFUSED: _day("refused_on"),
    FactKind.MANDATE_WITHDRAWN: _day("left_on"),
    FactKind.MANDATE_EXPIRED: _day("left_on"),
    FactKind.MANDATE_CLOSED: _closed,
    FactKind.MANDATE_REOPENED: _reopened,
    FactKind.PHASE_BEGUN: _phase,
    FactKind.PERSON_ASSIGNED: _assigned,
    FactKind.PERSON_STARTED: _started,
    FactKind.PERSON_ENDED: _ended,
    FactKind.PERSON_PROPOSED: _proposed,
    FactKind.PROPOSAL_ACCEPTED: _answered,
    FactKind.PROPOSAL_DECLINED: _answered,
    FactKind.REPORT_DUE: _due,
    FactKind.REPORT_RECEIVED: _received,
    FactKind.OUTCOME_RECORDED: _outcome,
}
_BEGIN: Final = frozenset({FactKind.MANDATE_SUBMITTED, FactKind.PERSON_STARTED, FactKind.PERSON_PROPOSED})
"""Read first, because of one day nobody knows what came first."""
KINDS: Final = tuple(_READ)
"""The facts a course is made of."""
