"""When a step of a dossier or of its segment may be taken at all, before the rules judge its content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from schemas.codes_casework import INTAKES, Sector, Segment, SegmentState
from schemas.refusal import Objection
from services.casework.rules.limits import SOURCE, SOURCE_LIMITS, SteeringLimits


def number_objections(number: str) -> tuple[Objection, ...]:
    """Object to a dossier number without a digit: names stand in registration alone."""
    if any(each.isdigit() for each in number):
        return ()
    return (Objection("dossier_number_without_digit", "dossier_number"),)


def opening_objections(sector: Sector, opened_on: date, today: date) -> tuple[Objection, ...]:
    """Object to a dossier that begins in counselling, or in the future."""
    return tuple(_opening_objections(sector, opened_on, today))


def _opening_objections(sector: Sector, opened_on: date, today: date) -> Iterator[Objection]:
    if sector not in INTAKES:
        yield Objection("dossier_begins_in_intake", "sector", source=f"{SOURCE} (S-01)")
    if opened_on > today:
        yield Objection("dossier_day_in_future", "opened_on", {"today": today.isoformat()})


def received_objections(received_on: date, entered_on: date, today: date) -> tuple[Objection, ...]:
    """Object to a dossier received before it came to its present sector, or in the future."""
    if received_on > today:
        return (Objection("dossier_day_in_future", "received_on", {"today": today.isoformat()}),)
    if received_on < entered_on:
        return (Objection("received_before_entry", "received_on", {"entered_on": entered_on.isoformat()}),)
    return ()


def first_proposal_objections(
    sector: Sector, *, exit_expected: bool, transfer_report: bool, limits: SteeringLimits = SOURCE_LIMITS
) -> tuple[Objection, ...]:
    """Object to a first proposal outside the intakes, for a person about to leave, or not in the report (S-02)."""
    return tuple(_first_proposal_objections(sector, exit_expected, transfer_report, limits))


def _first_proposal_objections(
    sector: Sector, exit_expected: bool, transfer_report: bool, limits: SteeringLimits
) -> Iterator[Objection]:
    source = f"{SOURCE} (S-02)"
    if sector not in INTAKES:
        yield Objection("segment_proposed_in_intake_only", "proposed_segment", source=source)
    elif exit_expected:
        facts = {"months": limits.intake2_exit_months}
        yield Objection("exit_expected_stays_in_intake", "proposed_segment", facts, source)
    if not transfer_report:
        yield Objection("segment_not_in_transfer_report", "transfer_report", source=source)


def responsible_objections(actor_id: UUID, case_worker_id: UUID) -> tuple[Objection, ...]:
    """Object where somebody else than the responsible case worker decides about a segment."""
    if actor_id == case_worker_id:
        return ()
    return (Objection("segment_decided_by_case_worker", None, source=f"{SOURCE} (S-06)"),)


def departure_objections(proposed: Segment, decided: Segment, justification: str) -> tuple[Objection, ...]:
    """Object to a final decision that leaves the proposal without a written reason (S-04)."""
    if decided is proposed or justification.strip():
        return ()
    facts = {"from": proposed.value, "to": decided.value}
    return (Objection("segment_change_unjustified", "justification", facts, f"{SOURCE} (S-04)"),)


def beginning_objections(under_way: SegmentState | None, in_force: Segment | None) -> tuple[Objection, ...]:
    """Object to a change or review while another decision is under way, or of a dossier without a segment."""
    found = []
    if under_way is not None:
        found.append(Objection("segment_decision_under_way", None))
    if in_force is None:
        found.append(Objection("dossier_without_segment", None))
    return tuple(found)


def review_time_objections(
    due_on: date | None, today: date, limits: SteeringLimits = SOURCE_LIMITS
) -> tuple[Objection, ...]:
    """Object to a review before the first warning of it; until then a change needs no review (S-06, S-08)."""
    if due_on is None:
        return ()
    opens_on = due_on - timedelta(days=max(limits.review_warning_days))
    if today >= opens_on:
        return ()
    return (Objection("review_too_early", None, {"opens_on": opens_on.isoformat()}, f"{SOURCE} (S-08)"),)
