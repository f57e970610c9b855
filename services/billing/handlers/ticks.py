"""The tick of billing."""

from __future__ import annotations

from messaging.work import Work
from schemas.billing import BillingDeadlineReached, LookAtBillingDeadlines
from services.billing.model import BOOKS
from workflow import stages
from workflow.due import Deadline
from workflow.table import StageKind


def look_at_deadlines(_: LookAtBillingDeadlines, work: Work) -> None:
    """Tell every stage that is reached by today."""
    while stages.look(work, BOOKS, tell_stage):
        pass


def tell_stage(found: Deadline, stage: StageKind, work: Work) -> None:
    work.tell(
        BillingDeadlineReached(
            deadline_id=found.id,
            subject_id=found.subject,
            mandate_id=found.mandate_id,
            kind=found.kind,
            stage=stage.value,
            due_on=found.due_on,
            owner_role=found.owner_role,
            owner_organisation_id=found.owner_organisation_id,
            owner_account_id=found.owner_account_id,
            backup_role=found.backup_role,
        )
    )
