"""The tick: everything of casework that is due up to now, and once a month each dossier's contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from messaging.work import Work
from schemas.casework import (
    CaseworkDeadlineReached,
    ContactNormMissed,
    LookAtCaseworkDeadlines,
    SegmentReviewDue,
)
from schemas.codes_casework import Segment, SegmentState
from services.casework.handlers.decisions import told
from services.casework.handlers.norms import turn_norms
from services.casework.handlers.steps import move_decision
from services.casework.model import BOOKS, Dossier, SegmentDecision
from services.casework.queries.norms import NormLine, norms_of
from services.casework.queries.settings import limits_on
from services.casework.rules.segment_course import REVIEW_KIND
from workflow import stages
from workflow.due import Deadline
from workflow.table import StageKind

_MOST: Final = 500
"""Dossiers whose contacts are counted in one look; the next look takes the next ones."""


def look_at_deadlines(_: LookAtCaseworkDeadlines, work: Work) -> None:
    """Tell every stage that is reached, let reviews fall due, and count the contacts of this month's dossiers."""
    stages.look(work, BOOKS, stage_reached)
    turn_norms(work)
    _look_at_contacts(work)


def stage_reached(deadline: Deadline, stage: StageKind, work: Work) -> None:
    work.tell(
        CaseworkDeadlineReached(
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
    if stage is StageKind.EXPIRE and deadline.kind == REVIEW_KIND:
        _fall_due(deadline, work)


def _fall_due(deadline: Deadline, work: Work) -> None:
    row = work.session.get(SegmentDecision, deadline.subject, with_for_update=True)
    if row is None or row.state is not SegmentState.DECIDED:
        return
    dossier = work.session.get(Dossier, row.dossier_id, with_for_update=True)
    if dossier is None or dossier.segment is None:
        return
    move_decision(row, "fall_due", work, dossier)
    work.tell(SegmentReviewDue(**told(row, dossier), segment=dossier.segment, due_on=deadline.due_on))


def _look_at_contacts(work: Work) -> None:
    dossiers = _to_judge(work)
    norms = norms_of(work, dossiers, limits_on(work)) if dossiers else {}
    for dossier in dossiers:
        if norms[dossier.id].is_missed and not dossier.norm_missed:
            _tell_missed(dossier, norms[dossier.id], work)
    for missed in (True, False):
        _write_checked([each.id for each in dossiers if norms[each.id].is_missed is missed], missed, work)


def _to_judge(work: Work) -> list[Dossier]:
    """Return dossiers nobody has judged this month: those never judged first.

    Two questions, because each finds its rows, or that there are none, by the index alone.
    """
    month = work.today.replace(day=1)
    asked = select(Dossier).where(Dossier.segment.is_not(None)).order_by(Dossier.norm_checked_on, Dossier.id)
    found = list(work.session.scalars(asked.where(Dossier.norm_checked_on.is_(None)).limit(_MOST)))
    if len(found) < _MOST:
        before = asked.where(Dossier.norm_checked_on < month).limit(_MOST - len(found))
        found += work.session.scalars(before)
    return found


def _tell_missed(dossier: Dossier, norm: NormLine, work: Work) -> None:
    """Tell a dossier that has newly fallen below its guide values, once until it is back within them."""
    work.tell(
        ContactNormMissed(
            dossier_id=dossier.id,
            social_service_id=dossier.social_service_id,
            case_worker_id=dossier.case_worker_id,
            segment=Segment(str(dossier.segment)),
            frequency=norm.frequency,
            in_person=norm.in_person_outcome,
            counted=norm.counted,
        )
    )


def _write_checked(ids: Sequence[UUID], missed: bool, work: Work) -> None:
    """Write down that the month is judged, past the row version: nobody's open form becomes stale by it."""
    if ids:
        judged = {"norm_missed": missed, "norm_checked_on": work.today}
        work.session.execute(
            update(Dossier).where(Dossier.id.in_(ids)).values(judged), execution_options={"synchronize_session": False}
        )
