"""The tick that lets steering look at its deadlines."""

from __future__ import annotations

from messaging.work import Work
from schemas.steering import LookAtSteeringDeadlines, SteeringDeadlineReached
from services.steering.handlers.agenda import build_agendas
from services.steering.model import BOOKS
from workflow import stages
from workflow.due import Deadline
from workflow.table import StageKind


def look_at_deadlines(_: LookAtSteeringDeadlines, work: Work) -> None:
    """Tell every stage that is reached by today, and let the agendas of the next weeks build themselves."""
    build_agendas(work)
    while stages.look(work, BOOKS, tell_stage):
        pass


def tell_stage(found: Deadline, stage: StageKind, work: Work) -> None:
    work.tell(
        SteeringDeadlineReached(
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
