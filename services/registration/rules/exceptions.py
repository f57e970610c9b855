"""Where the exceptions an admission asks for stand, and when the consultation behind one is complete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.actor import Role
from schemas.codes import AdmissionException, ExceptionState
from schemas.refusal import Objection
from services.registration.rules.verdict import CONCEPT, RequiredException


@dataclass(frozen=True)
class Consultation:
    """The talk of the case worker with the head of the office about a work capacity below 50 % for IS."""

    case_worker_id: UUID | None = None
    head_id: UUID | None = None
    held_on: date | None = None

    @property
    def is_complete(self) -> bool:
        """Whether both took part and the day is known."""
        return None not in (self.case_worker_id, self.head_id, self.held_on)


@dataclass(frozen=True)
class Approval:
    """One answer to one asked exception; ``valid_until`` is the last day it holds, None without end."""

    exception: AdmissionException
    granted: bool
    by_role: Role
    valid_until: date | None = None
    consultation: Consultation | None = None


def consultation_objections(consultation: Consultation) -> list[Objection]:
    """Object to a consultation in which one person sat on both chairs; a half-filled one is only pending."""
    if consultation.head_id is not None and consultation.head_id == consultation.case_worker_id:
        return [Objection("consultation_same_person", "head_id", source=CONCEPT)]
    return []


def consultation_state(consultation: Consultation | None) -> ExceptionState:
    """Return granted when both different persons and the day are recorded, refused for one person twice."""
    if consultation is None:
        return ExceptionState.PENDING
    if consultation_objections(consultation):
        return ExceptionState.REFUSED
    return ExceptionState.GRANTED if consultation.is_complete else ExceptionState.PENDING


def exception_state(required: Iterable[RequiredException], approvals: Sequence[Approval], day: date) -> ExceptionState:
    """Return where all asked exceptions stand together on ``day``.

    ``approvals`` stand in the order they were given: the last one that counts decides. An answer of somebody
    without the approver's role (or the head's), an expired one and one without its complete consultation do not count.
    """
    answers = [_answer(needed, approvals, day) for needed in required]
    if False in answers:
        return ExceptionState.REFUSED
    return ExceptionState.PENDING if None in answers else ExceptionState.GRANTED


def _answer(needed: RequiredException, approvals: Sequence[Approval], day: date) -> bool | None:
    counting = [each.granted for each in approvals if _counts(each, needed, day)]
    return counting[-1] if counting else None


def _counts(approval: Approval, needed: RequiredException, day: date) -> bool:
    if approval.exception is not needed.exception or approval.by_role not in (needed.approver, Role.SSIP_HEAD):
        return False
    if not approval.granted:
        return True
    if approval.valid_until is not None and approval.valid_until < day:
        return False
    return not needed.consultation or consultation_state(approval.consultation) is ExceptionState.GRANTED
