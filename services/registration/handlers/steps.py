"""Moving a mandate: the state, the timer's owner and the phase of the royal path, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from messaging.work import Work
from schemas.actor import SERVICE_STAFF
from schemas.codes import Phase
from schemas.codes_registration import MandateState, TeamPart
from schemas.registration import PhaseChanged, SearchEnded
from services.registration.model import BOOKS, Mandate, PhaseRecord, TeamMember
from services.registration.queries.reach import mandate_of
from services.registration.rules.mandate_course import MANDATE, SEARCH_OVER
from workflow.deadlines import Owner
from workflow.moves import Course, check_version

COURSE: Final = Course(MANDATE, BOOKS)
ONE_DAY: Final = timedelta(days=1)
_IN_PHASE: Final = select(PhaseRecord).where(
    PhaseRecord.mandate_id == bindparam("mandate"), PhaseRecord.ended_on.is_(None)
)
_HOLDS_PART: Final = select(TeamMember).where(
    TeamMember.mandate_id == bindparam("mandate"),
    TeamMember.part == bindparam("part"),
    TeamMember.valid_until.is_(None),
)


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
    """Take one step of the mandate's workflow; placements hears when no place is looked for any more."""
    before = mandate.state
    COURSE.move(mandate, name, work, owner_after(mandate, MANDATE.of(name).target), remark=remark)
    if before is MandateState.MATCHING and mandate.state in SEARCH_OVER:
        work.tell(SearchEnded(mandate_id=mandate.id, social_service_id=mandate.social_service_id))


def coordinate(mandate: Mandate, work: Work) -> None:
    """Whoever acts becomes the mandate's coordinator, and stands in its team from today."""
    if mandate.coordinator_id != work.actor.account_id:
        mandate.coordinator_id = work.actor.account_id
        enter_part(mandate, TeamPart.COORDINATOR, work.actor.account_id, work)


def enter_part(mandate: Mandate, part: TeamPart, account_id: UUID, work: Work) -> None:
    """Let somebody hold a single part from today; who held it until now leaves it."""
    for row in work.session.scalars(_HOLDS_PART, {"mandate": mandate.id, "part": part}):
        row.valid_until = max(row.valid_from, work.today - ONE_DAY)
    work.session.add(TeamMember(mandate_id=mandate.id, part=part, account_id=account_id, valid_from=work.today))


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
            success=(outcome.success if ended and outcome else None) or "",
        )
    )


def current_phase(mandate: Mandate, work: Work) -> PhaseRecord | None:
    """Return the one phase that has not ended."""
    return work.session.scalars(_IN_PHASE, {"mandate": mandate.id}).first()


def end_phase(record: PhaseRecord, work: Work, outcome: Outcome) -> None:
    """Write down that and how a phase ended."""
    record.ended_on = work.today
    record.reason, record.potential = outcome.reason, outcome.potential
    record.success, record.findings = outcome.success, outcome.findings
