"""One dossier's file: everything its page shows, read and written down as read in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from messaging.work import Reading
from schemas.codes_casework import (
    ContactClass,
    ContactKind,
    DossierFinding,
    Sector,
    Segment,
    SegmentAction,
    SegmentCriterion,
    SegmentProcess,
    SegmentState,
)
from services.casework.model import BOOKS, ContactRow, Dossier, DossierMandate, MandateCopy, SegmentDecision
from services.casework.queries.lines import has_agreement, situation_of
from services.casework.queries.norms import NormLine, norms_of
from services.casework.queries.reach import dossier_of
from services.casework.queries.settings import limits_on
from services.casework.queries.steps import steps_of
from services.casework.rules.contacts import contact_class
from services.casework.rules.dossier_course import DOSSIER, DossierState
from services.casework.rules.findings import dossier_findings
from services.casework.rules.limits import SteeringLimits
from workflow.due import Deadline, open_deadlines
from workflow.ladder import LadderStep, ladder
from workflow.moves import Happening, history_of

MOST_CONTACTS: Final = 200


@dataclass(frozen=True)
class ContactLine:
    """One contact, and how it counts."""

    id: UUID
    kind: ContactKind
    contact_on: date
    minutes: int | None
    counts_as: ContactClass
    note: str
    recorded_by: UUID
    recorded_at: datetime
    strike_reason: str | None


@dataclass(frozen=True)
class DecisionLine:
    """One segment decision with everybody who stood behind it."""

    id: UUID
    row_version: int
    process: SegmentProcess
    state: SegmentState
    previous: Segment | None
    proposed: Segment
    decided: Segment | None
    action: SegmentAction | None
    criteria: tuple[SegmentCriterion, ...]
    justification: str
    requested_by: UUID | None
    proposed_by: UUID | None
    agreed_by: UUID | None
    decided_by: UUID | None
    decided_on: date | None
    due_on: date | None
    days_late: int
    executed_by: UUID | None
    started_on: date | None
    review_due_on: date | None


@dataclass(frozen=True)
class MandateLine:
    """A mandate at the office that concerns the dossier's person."""

    mandate_id: UUID
    number: str
    stage: str
    linked_on: date
    situation_clarified: bool


@dataclass(frozen=True)
class DossierFile:
    """A dossier's whole file; who it is about, the page asks registration by the mandates."""

    id: UUID
    row_version: int
    number: str
    social_service_id: UUID
    case_worker_id: UUID
    state: DossierState
    sector: Sector
    sector_entered_on: date
    opened_on: date
    closed_on: date | None
    exit_expected: bool
    segment: Segment | None
    segment_started_on: date | None
    review_due_on: date | None
    agreement_starts_on: date | None
    agreement_ends_on: date | None
    agreement_justification: str
    has_agreement: bool
    norm: NormLine
    findings: tuple[DossierFinding, ...]
    under_way: DecisionLine | None
    decisions: tuple[DecisionLine, ...]
    contacts: tuple[ContactLine, ...]
    mandates: tuple[MandateLine, ...]
    steps: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    ladder: tuple[LadderStep, ...]
    history: tuple[Happening, ...]


def dossier_file(reading: Reading, *, dossier_id: UUID) -> DossierFile:
    """Return the file of a dossier within reach."""
    dossier = dossier_of(reading, dossier_id)
    limits = limits_on(reading)
    decisions = _decisions(reading, dossier)
    mandates = _mandates(reading, dossier)
    pending = next((row for row in decisions if row.under_way_id), None)
    norm = norms_of(reading, [dossier], limits)[dossier.id]
    is_unclear = any(not each.situation_clarified for each in mandates)
    situation = situation_of(dossier, pending, norm, reading.today, is_unclear=is_unclear)
    subjects = [dossier.id, *(row.id for row in decisions)]
    deadlines = open_deadlines(reading.session, BOOKS, BOOKS.deadlines.c.subject.in_(subjects))
    history = history_of(reading.session, BOOKS, [*subjects, *(each.mandate_id for each in mandates)])
    return DossierFile(
        id=dossier.id,
        row_version=dossier.row_version,
        number=dossier.number,
        social_service_id=dossier.social_service_id,
        case_worker_id=dossier.case_worker_id,
        state=dossier.state,
        sector=dossier.sector,
        sector_entered_on=dossier.sector_entered_on,
        opened_on=dossier.opened_on,
        closed_on=dossier.closed_on,
        exit_expected=dossier.exit_expected,
        segment=dossier.segment,
        segment_started_on=dossier.segment_started_on,
        review_due_on=dossier.review_due_on,
        agreement_starts_on=dossier.agreement_starts_on,
        agreement_ends_on=dossier.agreement_ends_on,
        agreement_justification=dossier.agreement_justification,
        has_agreement=has_agreement(dossier, reading.today),
        norm=norm,
        findings=dossier_findings(situation, reading.today, limits),
        under_way=_decision(pending) if pending else None,
        decisions=tuple(_decision(row) for row in decisions),
        contacts=_contacts(reading, dossier, limits),
        mandates=mandates,
        steps=steps_of(dossier, pending, reading, limits),
        deadlines=deadlines,
        ladder=_ladder(dossier, history, deadlines),
        history=history,
    )


def _ladder(
    dossier: Dossier, history: tuple[Happening, ...], deadlines: tuple[Deadline, ...]
) -> tuple[LadderStep, ...]:
    """Return the way of a dossier through the intakes to counselling and its closing."""
    due_on = min((each.due_on for each in deadlines if each.subject == dossier.id), default=None)
    return ladder(DOSSIER, tuple(DossierState), dossier.state, history, due_on)


def _decisions(reading: Reading, dossier: Dossier) -> list[SegmentDecision]:
    rows = list(reading.session.scalars(select(SegmentDecision).where(SegmentDecision.dossier_id == dossier.id)))
    latest = date.max
    return sorted(rows, key=lambda row: (row.started_on or latest, row.decided_on or latest), reverse=True)


def _decision(row: SegmentDecision) -> DecisionLine:
    return DecisionLine(
        id=row.id,
        row_version=row.row_version,
        process=row.process,
        state=row.state,
        previous=row.previous,
        proposed=row.proposed,
        decided=row.decided,
        action=row.action,
        criteria=tuple(SegmentCriterion(each) for each in row.criteria),
        justification=row.justification,
        requested_by=row.requested_by,
        proposed_by=row.proposed_by,
        agreed_by=row.agreed_by,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
        due_on=row.due_on,
        days_late=row.days_late,
        executed_by=row.executed_by,
        started_on=row.started_on,
        review_due_on=row.review_due_on,
    )


def _contacts(reading: Reading, dossier: Dossier, limits: SteeringLimits) -> tuple[ContactLine, ...]:
    asked = select(ContactRow).where(ContactRow.dossier_id == dossier.id)
    newest = asked.order_by(ContactRow.contact_on.desc(), ContactRow.recorded_at.desc()).limit(MOST_CONTACTS)
    return tuple(_contact(row, limits) for row in reading.session.scalars(newest))


def _contact(row: ContactRow, limits: SteeringLimits) -> ContactLine:
    counts_as = contact_class(row.kind, social_work_topic=row.social_work_topic, limits=limits)
    return ContactLine(
        id=row.id,
        kind=row.kind,
        contact_on=row.contact_on,
        minutes=row.minutes,
        counts_as=ContactClass.NOT_COUNTED if row.struck_at else counts_as,
        note=row.note,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        strike_reason=row.strike_reason,
    )


def _mandates(reading: Reading, dossier: Dossier) -> tuple[MandateLine, ...]:
    asked = (
        select(DossierMandate, MandateCopy)
        .join(MandateCopy, MandateCopy.mandate_id == DossierMandate.mandate_id)
        .where(DossierMandate.dossier_id == dossier.id)
        .order_by(DossierMandate.linked_on.desc())
    )
    return tuple(
        MandateLine(copy.mandate_id, copy.number, copy.stage, link.linked_on, link.situation_clarified)
        for link, copy in reading.session.execute(asked)
    )
