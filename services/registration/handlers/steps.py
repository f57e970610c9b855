"""Moving a mandate: the state, the timer's owner and the phase of the royal path, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.actor import SERVICE_STAFF
from schemas.codes import Phase
from schemas.registration import PhaseChanged
from services.registration.model import BOOKS, Mandate, PhaseRecord
from services.registration.queries.reach import mandate_of
from services.registration.rules.mandate_course import MANDATE
from workflow.deadlines import Owner
from workflow.moves import Course, check_version

COURSE = Course(MANDATE, BOOKS)


@dataclass(frozen=True)
class Outcome:
    """How a phase ended: codes of the dated lists, and the findings in words."""

    reason: str | None = None
    potential: str | None = None
    success: str | None = None
    findings: str | None = None


def take(work: Work, mandate_id: UUID, row_version: int) -> Mandate:
    """Return the mandate locked, if it is within reach and nobody was faster."""
    mandate = mandate_of(work, mandate_id, lock=True)
    check_version(mandate, row_version)
    return mandate


def move(mandate: Mandate, name: str, work: Work, remark: str | None = None) -> None:
    """Take one step of the mandate's workflow."""
    COURSE.move(mandate, name, work, owner_after(mandate, MANDATE.of(name).target), remark=remark)


def owner_after(mandate: Mandate, state: str) -> Owner:
    """Return whose deadline the new state's timer is."""
    timer = MANDATE.timer(state)
    if timer and timer.owner in SERVICE_STAFF:
        return Owner(mandate.social_service_id, mandate.case_worker_id, mandate.id)
    return Owner(None, mandate.coordinator_id, mandate.id)


def begin_phase(mandate: Mandate, phase: Phase, work: Work, outcome: Outcome | None = None) -> None:
    """End the current phase with its outcome, begin the next and tell it (P-01, P-02)."""
    ended = current_phase(mandate, work)
    if ended:
        end_phase(ended, work, outcome or Outcome())
    work.session.add(PhaseRecord(mandate_id=mandate.id, phase=phase, begun_on=work.today))
    mandate.phase = phase
    work.tell(
        PhaseChanged(
            mandate_id=mandate.id,
            social_service_id=mandate.social_service_id,
            ended=ended.phase if ended else None,
            begun=phase,
            changed_on=work.today,
        )
    )


def current_phase(mandate: Mandate, work: Work) -> PhaseRecord | None:
    """Return the one phase that has not ended."""
    still = select(PhaseRecord).where(PhaseRecord.mandate_id == mandate.id, PhaseRecord.ended_on.is_(None))
    return work.session.scalars(still).first()


def end_phase(record: PhaseRecord, work: Work, outcome: Outcome) -> None:
    """Write down that and how a phase ended."""
    record.ended_on = work.today
    record.reason, record.potential = outcome.reason, outcome.potential
    record.success, record.findings = outcome.success, outcome.findings
