"""The tick: everything of registration that is due up to now."""

from __future__ import annotations

from messaging.work import Work
from schemas.registration import (
    LookAtRegistrationDeadlines,
    MandateExpired,
    RegistrationDeadlineReached,
)
from services.registration.handlers.likenesses import compare_waiting
from services.registration.handlers.steps import Outcome, move
from services.registration.handlers.triage import leave
from services.registration.model import BOOKS
from services.registration.queries.reach import mandate_heard_of
from services.registration.rules.mandate_course import MANDATE
from workflow import stages
from workflow.due import Deadline
from workflow.table import StageKind


def look_at_deadlines(_: LookAtRegistrationDeadlines, work: Work) -> None:
    """Tell every stage that is reached, take the step of every timer that has run out, and compare new records."""
    stages.look(work, BOOKS, stage_reached)
    compare_waiting(work.session, work.now)


def stage_reached(deadline: Deadline, stage: StageKind, work: Work) -> None:
    work.tell(
        RegistrationDeadlineReached(
            deadline_id=deadline.id,
            subject_id=deadline.subject,
            mandate_id=deadline.mandate_id,
            kind=deadline.kind,
            stage=stage.value,
            due_on=deadline.due_on,
            owner_role=deadline.owner_role,
            owner_organisation_id=deadline.owner_organisation_id,
            owner_account_id=deadline.owner_account_id,
            backup_role=deadline.backup_role,
        )
    )
    if stage is StageKind.EXPIRE:
        _expire(deadline, work)


def _expire(deadline: Deadline, work: Work) -> None:
    timer = next((each for each in MANDATE.timers if each.kind == deadline.kind), None)
    mandate = mandate_heard_of(work.session, deadline.subject)
    if timer is None or mandate is None or str(mandate.state) != timer.state:
        return
    move(mandate, timer.expires, work)
    if timer.expires == "expire":
        leave(mandate, work, Outcome(reason="expired"))
        work.tell(MandateExpired(mandate_id=mandate.id, social_service_id=mandate.social_service_id))
