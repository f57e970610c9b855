"""Which steps an actor may take with a dossier now: the same tables and rules the handlers ask."""

from __future__ import annotations

from collections.abc import Iterator

from messaging.work import Reading
from schemas.actor import Role
from schemas.codes_casework import COUNSELLING, Segment, SegmentState
from services.casework.model import Dossier, SegmentDecision
from services.casework.rules.dossier_course import DOSSIER, DossierState
from services.casework.rules.limits import SteeringLimits
from services.casework.rules.segment_course import SEGMENT
from services.casework.rules.steps import review_time_objections

_ALWAYS = (
    "casework.record_contact",
    "casework.hand_over_dossier",
    "casework.link_mandate",
    "casework.conclude_agreement",
    "casework.justify_no_agreement",
)


def steps_of(
    dossier: Dossier, pending: SegmentDecision | None, reading: Reading, limits: SteeringLimits
) -> tuple[str, ...]:
    """Return the wire names of the commands that may be given now; roles are checked once more by the desk."""
    if dossier.state is DossierState.CLOSED:
        return ()
    of_dossier = (each.command for each in DOSSIER.allowed(dossier.state, reading.actor.role))
    of_segment = _of_pending(dossier, pending, reading) if pending else _beginnings(dossier, reading, limits)
    found = (*of_segment, *of_dossier, *_of_intake(dossier), *_ALWAYS)
    return tuple(dict.fromkeys(found))


def _of_intake(dossier: Dossier) -> Iterator[str]:
    if dossier.sector not in COUNSELLING:
        yield "casework.estimate_exit"


def _of_pending(dossier: Dossier, pending: SegmentDecision, reading: Reading) -> Iterator[str]:
    """Yield the steps of a decision under way; nobody judges what they decided themselves (S-03)."""
    actor = reading.actor
    author = pending.proposed_by if pending.state is SegmentState.PROPOSED else pending.decided_by
    if actor.role is Role.CASE_WORKER and actor.account_id != dossier.case_worker_id:
        return
    if actor.role is Role.SECTOR_HEAD and actor.account_id == author:
        return
    yield from (each.command for each in SEGMENT.allowed(pending.state, actor.role) if each.command)


def _beginnings(dossier: Dossier, reading: Reading, limits: SteeringLimits) -> Iterator[str]:
    actor = reading.actor
    if actor.role is Role.ADMIN_ASSISTANT and dossier.segment is Segment.C:
        yield "casework.request_segment_change"
    if actor.role is not Role.CASE_WORKER or actor.account_id != dossier.case_worker_id:
        return
    if dossier.segment is not None:
        if not review_time_objections(dossier.review_due_on, reading.today, limits):
            yield "casework.propose_review"
        yield "casework.change_segment"
    elif dossier.sector not in COUNSELLING and not dossier.exit_expected:
        yield "casework.propose_segment"
