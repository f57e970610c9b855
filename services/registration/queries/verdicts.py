"""The admission check of a mandate as it stands: the submitted answers judged again, with what was granted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from messaging.work import Reading
from schemas import wire
from schemas.codes import ExceptionState, PlaceKind
from services.registration.model import GrantedException, Mandate
from services.registration.rules.admission import Applicant, Verdict, admission_verdict
from services.registration.rules.ages import age_reference_day
from services.registration.rules.exceptions import Approval, Consultation, exception_state
from services.registration.rules.limits import AdmissionLimits

_APPROVALS: Final = (
    select(GrantedException)
    .where(GrantedException.mandate_id == bindparam("mandate"))
    .order_by(GrantedException.decided_at)
)


def applicant_of(mandate: Mandate) -> Applicant:
    """Return the answers given at submission."""
    answers = wire.schema_of(Applicant).load(mandate.answers)
    return Applicant(**(answers | {"registered_on": mandate.submitted_on}))


def verdict_of(
    reading: Reading,
    mandate: Mandate,
    limits: AdmissionLimits,
    kind: PlaceKind | None = None,
    *,
    day: date | None = None,
) -> Verdict:
    """Return the check on ``day``; without one, on the day age counts on (``age_reference``).

    That is the day of submission, or the start of the placement: the one agreed, today while there is none.
    """
    starts_on = mandate.placed_from or reading.today
    judged_on = day or age_reference_day(mandate.submitted_on, starts_on, limits)
    return admission_verdict(applicant_of(mandate), kind or mandate.wished_kind, judged_on, limits)


def decisions_on(session: Session, mandate_id: UUID) -> Sequence[GrantedException]:
    """Return the decisions on exceptions of one mandate, in the order they were given."""
    return session.scalars(_APPROVALS, {"mandate": mandate_id}).all()


def approvals_of(decisions: Iterable[GrantedException]) -> tuple[Approval, ...]:
    """Return decisions as the rules know them."""
    return tuple(map(_approval, decisions))


def _approval(row: GrantedException) -> Approval:
    talk = Consultation(row.case_worker_id, row.decided_by, row.held_on) if row.held_on else None
    return Approval(row.exception, row.granted, row.decided_as, consultation=talk)


def eligible_kinds(
    reading: Reading, mandate: Mandate, limits: AdmissionLimits, decisions: Iterable[GrantedException]
) -> tuple[PlaceKind, ...]:
    """Return the kinds of place the person may be sent to, exceptions granted included."""
    given = approvals_of(decisions)
    return tuple(kind for kind in PlaceKind if _is_open(verdict_of(reading, mandate, limits, kind), given, reading))


def _is_open(verdict: Verdict, given: tuple[Approval, ...], reading: Reading) -> bool:
    if verdict.objections or verdict.missing:
        return False
    return exception_state(verdict.exceptions, given, reading.today) is ExceptionState.GRANTED
