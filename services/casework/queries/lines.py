"""What every list and file of casework shares: papers in order, situation, findings, and the earliest deadline."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from services.casework.model import BOOKS, Dossier, DossierMandate, SegmentDecision
from services.casework.queries.norms import NormLine
from services.casework.rules.findings import Situation

PENDING = aliased(SegmentDecision, name="pending")
"""The decision on which somebody still has to act; join it with ``is_pending``."""


def is_pending() -> Any:
    """Return the condition that joins the undecided decision of a dossier."""
    return PENDING.under_way_id == Dossier.id


def earliest_deadline() -> Any:
    """Return the earliest open deadline of a dossier or of its decisions, as a scalar subquery."""
    table, held = BOOKS.deadlines, aliased(SegmentDecision, name="held")
    of_decisions = select(held.id).where(
        held.dossier_id == Dossier.id, or_(held.under_way_id.is_not(None), held.in_force_id.is_not(None))
    )
    mine = or_(table.c.subject == Dossier.id, table.c.subject.in_(of_decisions.correlate(Dossier)))
    return select(func.min(table.c.due_on)).where(mine, table.c.done_at.is_(None)).correlate(Dossier).scalar_subquery()


def newest_mandate() -> Any:
    """Return the mandate linked last, as a scalar subquery."""
    linked = select(DossierMandate.mandate_id).where(DossierMandate.dossier_id == Dossier.id)
    newest = linked.order_by(DossierMandate.linked_on.desc(), DossierMandate.mandate_id).limit(1)
    return newest.correlate(Dossier).scalar_subquery()


def unclear_mandate() -> Any:
    """Return the number of linked mandates given before the situation was clarified, as a scalar subquery."""
    unclear = select(func.count()).where(
        DossierMandate.dossier_id == Dossier.id, DossierMandate.situation_clarified.is_(False)
    )
    return unclear.correlate(Dossier).scalar_subquery()


def has_agreement(dossier: Any, today: date) -> bool:
    """Whether an agreement holds today."""
    if dossier.agreement_starts_on is None:
        return False
    return dossier.agreement_ends_on is None or dossier.agreement_ends_on >= today


def situation_of(dossier: Any, pending: Any, norm: NormLine, today: date, *, is_unclear: bool) -> Situation:
    """Return what the rules look at when they search for findings."""
    return Situation(
        sector=dossier.sector,
        sector_entered_on=dossier.sector_entered_on,
        segment=dossier.segment,
        review_due_on=dossier.review_due_on,
        under_way=pending.state if pending else None,
        decision_due_on=pending.due_on if pending else None,
        frequency=norm.frequency,
        in_person=norm.in_person_outcome,
        has_agreement=has_agreement(dossier, today),
        agreement_justification=dossier.agreement_justification,
        unclear_mandate=is_unclear,
    )
