"""Dossiers: opened, moved, handed over, linked, closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from messaging.work import Work
from schemas.casework import (
    CloseDossier,
    DossierClosed,
    DossierMoved,
    DossierOpened,
    EstimateExit,
    HandOverDossier,
    LinkMandate,
    MoveDossier,
    OpenDossier,
)
from schemas.codes_casework import COUNSELLING, INTAKES, SegmentState
from schemas.refusal import NotFound, Objection
from services.casework.handlers.norms import keep_norms
from services.casework.handlers.steps import (
    begin_dossier,
    hand_deadlines_over,
    move_decision,
    refuse,
    take,
)
from services.casework.handlers.steps import (
    move_dossier as step,
)
from services.casework.model import BOOKS, Dossier, DossierMandate, MandateCopy, SegmentDecision
from services.casework.queries.reach import decision_in_force, decision_under_way
from services.casework.queries.settings import is_enabled, limits_on
from services.casework.rules.agreements import segments_objections
from services.casework.rules.dossier_course import state_of
from services.casework.rules.intake import sector_move_objections
from services.casework.rules.proposals import final_decision_due
from services.casework.rules.steps import number_objections, opening_objections, received_objections
from workflow.moves import write_history


def open_dossier(asked: OpenDossier, work: Work) -> UUID:
    """Enter a dossier in one of the intakes; only services that work with segments keep dossiers here."""
    refuse(
        *segments_objections(is_enabled=is_enabled(work.session, asked.social_service_id, work.today)),
        *number_objections(asked.dossier_number),
        *opening_objections(asked.sector, asked.opened_on, work.today),
    )
    dossier = Dossier(
        id=asked.dossier_id,
        number=asked.dossier_number,
        social_service_id=asked.social_service_id,
        case_worker_id=asked.case_worker_id,
        state=state_of(asked.sector),
        sector=asked.sector,
        sector_entered_on=asked.opened_on,
        opened_on=asked.opened_on,
        exit_expected=asked.exit_expected,
        agreement_justification="",
    )
    work.session.add(dossier)
    work.session.flush()
    begin_dossier(dossier, work)
    work.tell(DossierOpened(**_told(dossier), sector=dossier.sector, opened_on=dossier.opened_on))
    return dossier.id


def _told(dossier: Dossier) -> dict[str, Any]:
    return {
        "dossier_id": dossier.id,
        "social_service_id": dossier.social_service_id,
        "case_worker_id": dossier.case_worker_id,
    }


def move_dossier(asked: MoveDossier, work: Work) -> UUID:
    """Bring a dossier to another sector; with it goes the segment proposal, whose final decision is now awaited."""
    dossier = take(work, asked.dossier_id, asked.row_version)
    pending = decision_under_way(work, dossier.id)
    is_agreed = pending is not None and pending.state is SegmentState.AGREED
    refuse(
        *received_objections(asked.received_on, dossier.sector_entered_on, work.today),
        *sector_move_objections(
            dossier.sector,
            asked.moving_to,
            exit_expected=dossier.exit_expected,
            has_proposal=is_agreed,
            limits=limits_on(work),
        ),
    )
    enters_counselling = dossier.sector in INTAKES and asked.moving_to in COUNSELLING
    work.note("sector", dossier.sector, asked.moving_to)
    _enter(dossier, asked, work)
    if enters_counselling and pending is not None:
        _receive(pending, dossier, work)
    elif asked.moving_to in INTAKES:
        _leave_segment(dossier, work)
    keep_norms(work, [dossier.id])
    work.tell(DossierMoved(**_told(dossier), sector=dossier.sector, received_on=asked.received_on))
    return dossier.id


def _enter(dossier: Dossier, asked: MoveDossier, work: Work) -> None:
    dossier.sector, dossier.sector_entered_on = asked.moving_to, asked.received_on
    dossier.case_worker_id = asked.case_worker_id
    step(dossier, f"enter_{state_of(asked.moving_to).value}", work, asked.transfer_remark)
    _hand_over(dossier, work)


def _receive(pending: SegmentDecision, dossier: Dossier, work: Work) -> None:
    """Start the months within which the final decision is due, from the day the sector received the dossier."""
    pending.received_on = dossier.sector_entered_on
    pending.due_on = final_decision_due(pending.received_on, limits_on(work))
    move_decision(pending, "receive", work.for_house(), dossier)


def _leave_segment(dossier: Dossier, work: Work) -> None:
    """End every decision: dossiers of the intakes have no segment."""
    for row in (decision_under_way(work, dossier.id), decision_in_force(work, dossier.id)):
        if row is not None:
            move_decision(row, "end", work.for_house(), dossier)
    dossier.segment = dossier.segment_started_on = dossier.review_due_on = None


def _hand_over(dossier: Dossier, work: Work) -> None:
    rows = (decision_under_way(work, dossier.id), decision_in_force(work, dossier.id))
    subjects = [dossier.id, *(row.id for row in rows if row is not None)]
    hand_deadlines_over(work, subjects, dossier.case_worker_id)


def hand_over_dossier(asked: HandOverDossier, work: Work) -> UUID:
    """Give the dossier to another case worker, who takes its deadlines over."""
    dossier = take(work, asked.dossier_id, asked.row_version)
    if asked.case_worker_id == dossier.case_worker_id:
        refuse(Objection("case_worker_same", "case_worker_id"))
    work.note("case_worker_id", dossier.case_worker_id, asked.case_worker_id)
    dossier.case_worker_id = asked.case_worker_id
    write_history(work, BOOKS, dossier.id, "dossier.hand_over", remark=asked.transfer_remark)
    _hand_over(dossier, work)
    keep_norms(work, [dossier.id])
    work.tell(DossierMoved(**_told(dossier), sector=dossier.sector, received_on=work.today))
    return dossier.id


def estimate_exit(asked: EstimateExit, work: Work) -> UUID:
    """Write down whether an exit is in sight that keeps the dossier in the intake."""
    dossier = take(work, asked.dossier_id, asked.row_version)
    if dossier.sector in COUNSELLING:
        refuse(Objection("exit_estimated_in_intake_only", "exit_expected"))
    work.note("exit_expected", dossier.exit_expected, asked.exit_expected)
    dossier.exit_expected = asked.exit_expected
    facts = {"exit_expected": asked.exit_expected}
    write_history(work, BOOKS, dossier.id, "dossier.estimate_exit", remark=asked.exit_reason, **facts)
    return dossier.id


def link_mandate(asked: LinkMandate, work: Work) -> UUID:
    """Tie a mandate of the own service to the dossier."""
    dossier = take(work, asked.dossier_id, asked.row_version)
    copy = work.session.get(MandateCopy, asked.mandate_id)
    if copy is None or copy.social_service_id != dossier.social_service_id:
        raise NotFound("mandate")
    if work.session.get(DossierMandate, asked.mandate_id) is not None:
        refuse(Objection("mandate_linked_already", "mandate_id"))
    linked = DossierMandate(
        mandate_id=asked.mandate_id,
        dossier_id=dossier.id,
        linked_on=work.today,
        situation_clarified=asked.situation_clarified,
    )
    work.session.add(linked)
    write_history(work, BOOKS, dossier.id, "dossier.link_mandate", mandate=asked.mandate_id)
    return dossier.id


def close_dossier(asked: CloseDossier, work: Work) -> UUID:
    """End the dossier and everything still decided about it."""
    dossier = take(work, asked.dossier_id, asked.row_version)
    refuse(*_closing_objections(asked, dossier, work))
    _leave_segment(dossier, work)
    dossier.closed_on = asked.dossier_closed_on
    step(dossier, "close", work, asked.closing_remark)
    keep_norms(work, [dossier.id])
    work.tell(
        DossierClosed(
            dossier_id=dossier.id, social_service_id=dossier.social_service_id, closed_on=asked.dossier_closed_on
        )
    )
    return dossier.id


def _closing_objections(asked: CloseDossier, dossier: Dossier, work: Work) -> tuple[Objection, ...]:
    found = []
    if asked.dossier_closed_on > work.today:
        facts = {"today": work.today.isoformat()}
        found.append(Objection("dossier_day_in_future", "dossier_closed_on", facts))
    if asked.dossier_closed_on < dossier.sector_entered_on:
        facts = {"entered_on": dossier.sector_entered_on.isoformat()}
        found.append(Objection("closed_before_entry", "dossier_closed_on", facts))
    return tuple(found)
