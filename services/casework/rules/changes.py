"""Changing a segment between reviews: who decides, who may only ask, who carries it out in the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from schemas.actor import Role
from schemas.codes_casework import Segment, SegmentProcess, SegmentRoute
from schemas.refusal import Objection
from services.casework.rules.limits import SOURCE


@dataclass(frozen=True, kw_only=True)
class SegmentChange:
    """A wish to move a dossier from one segment to another, by somebody in ``role``."""

    role: Role
    segment: Segment
    target: Segment
    justification: str = ""


def change_objections(change: SegmentChange) -> tuple[Objection, ...]:
    """Object to a change nobody of this role may ask for, that changes nothing, or that says no reason (S-05..07)."""
    return tuple(_change_objections(change))


def _change_objections(change: SegmentChange) -> Iterator[Objection]:
    if change.target is change.segment:
        yield Objection("segment_same", "target", {"letter": change.segment.value}, f"{SOURCE} (S-06)")
    if change.role is Role.ADMIN_ASSISTANT:
        if change.segment is not Segment.C:
            yield Objection(
                "assistant_asks_only_for_c", "segment", {"letter": change.segment.value}, f"{SOURCE} (S-07)"
            )
    elif change.role is not Role.CASE_WORKER:
        yield Objection("segment_decided_by_case_worker", None, {"role": change.role}, f"{SOURCE} (S-06)")
    elif not change.justification.strip():
        facts = {"from": change.segment.value, "to": change.target.value}
        yield Objection("segment_change_unjustified", "justification", facts, f"{SOURCE} (S-06)")


def change_route(role: Role) -> SegmentRoute:
    """Return who acts next: an assistant only asks the case worker, a case worker's decision is carried out."""
    return SegmentRoute.TO_CASE_WORKER if role is Role.ADMIN_ASSISTANT else SegmentRoute.TO_SECTOR_HEAD


def request_answer_objections(answered_by: UUID, case_worker_id: UUID, justification: str) -> tuple[Objection, ...]:
    """Object unless the responsible case worker answers an assistant's request, with a reason (S-07, S-19)."""
    found = []
    if answered_by != case_worker_id:
        found.append(Objection("request_answered_by_case_worker", "answered_by", source=f"{SOURCE} (S-07)"))
    if not justification.strip():
        found.append(Objection("request_answer_unjustified", "justification", source=f"{SOURCE} (S-19)"))
    return tuple(found)


def execution_objections(role: Role, executed_by: UUID, decided_by: UUID) -> tuple[Objection, ...]:
    """Object unless a head of sector, and not the one who decided, changes the segment in the register (S-05)."""
    source = f"{SOURCE} (S-05)"
    if role is not Role.SECTOR_HEAD:
        return (Objection("segment_executed_by_sector_head", None, {"role": role}, source),)
    if executed_by == decided_by:
        return (Objection("segment_same_person", "sector_head_id", source=source),)
    return ()


def change_warnings(case_worker_id: UUID, next_case_worker_id: UUID) -> tuple[Objection, ...]:
    """Warn where a change of segment would also change the case worker: no needless transfers of files (S-22)."""
    if case_worker_id == next_case_worker_id:
        return ()
    return (Objection("case_worker_changes_with_segment", "case_worker_id", source=f"{SOURCE} (S-22)"),)


def process_of(previous: Segment | None) -> SegmentProcess:
    """Return the process of the internal control system: first distribution or redistribution (S-21)."""
    return SegmentProcess.FIRST_DISTRIBUTION if previous is None else SegmentProcess.REDISTRIBUTION
