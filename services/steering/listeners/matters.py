"""What the others tell becomes a matter for a meeting, or settles one wherever it stands on an agenda."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, select

from messaging.wiring import Listener
from messaging.work import Work
from schemas.actor import HOUSE_ID
from schemas.codes_steering import AgendaRecord, ItemState, MeetingState
from schemas.message import Event
from schemas.placements import PersonEnded
from schemas.registration import MandateSubmitted, ServiceContractSigned
from services.steering.model import AgendaItem, KnownContract, KnownMandate, Matter, Meeting
from services.steering.rules.matters import HEARD, OVER, NewMatter, matter_of, settled_by


def hear(told: Any, work: Work) -> None:
    """Settle what the event settles, then keep what it brings up."""
    for each in settled_by(told):
        same = [Matter.record == each.record, Matter.subject_id == each.subject_id]
        _settle(told, work, *same, *([] if each.detail is None else [Matter.detail == each.detail]))
    if type(told) in OVER:
        _settle(told, work, Matter.mandate_id == told.mandate_id)
    if isinstance(told, PersonEnded):
        _settle(told, work, Matter.record == AgendaRecord.PROLONGATION, Matter.context_id == told.placement_id)
    if (new := matter_of(told)) is not None:
        _keep(new, work)


def _settle(told: Event, work: Work, *which: ColumnElement[bool]) -> None:
    found = work.session.scalars(select(Matter).where(*which, Matter.closed_on.is_(None))).all()
    for each in found:
        each.closed_on, each.closed_by = work.today, told.said
    if found:
        _settle_items([each.id for each in found], work)


def _settle_items(matters: list[UUID], work: Work) -> None:
    """A case settled meanwhile stands on the agenda as settled; minutes that are closed stay as they are."""
    asked = (
        select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.matter_id.in_(matters), AgendaItem.state == ItemState.OPEN)
        .where(Meeting.state != MeetingState.MINUTED)
    )
    for item in work.session.scalars(asked).all():
        item.state, item.settled_at, item.settled_by = ItemState.SETTLED, work.now, HOUSE_ID


def _keep(new: NewMatter, work: Work) -> None:
    same = (Matter.record == new.record, Matter.subject_id == new.subject_id, Matter.detail == new.detail)
    known = work.session.scalars(select(Matter).where(*same, Matter.closed_on.is_(None))).first()
    if known is not None:
        known.due_on = new.due_on
        return
    work.session.add(
        Matter(
            kind=new.kind,
            record=new.record,
            subject_id=new.subject_id,
            context_id=new.context_id,
            detail=new.detail,
            mandate_id=new.mandate_id,
            social_service_id=new.social_service_id or _service_of(new.mandate_id, work),
            since_on=work.today,
            due_on=new.due_on,
        )
    )


def _service_of(mandate_id: UUID | None, work: Work) -> UUID | None:
    known = work.session.get(KnownMandate, mandate_id) if mandate_id else None
    return known.social_service_id if known else None


def know_mandate(told: MandateSubmitted, work: Work) -> None:
    """Keep a mandate's number and whose it is."""
    if work.session.get(KnownMandate, told.mandate_id) is None:
        work.session.add(
            KnownMandate(mandate_id=told.mandate_id, number=told.number, social_service_id=told.social_service_id)
        )


def know_contract(told: ServiceContractSigned, work: Work) -> None:
    """Keep who has a contract, from when until when."""
    row = work.session.get(KnownContract, told.contract_id)
    if row is None:
        row = KnownContract(contract_id=told.contract_id, social_service_id=told.social_service_id)
        work.session.add(row)
    row.starts_on, row.ends_on = told.starts_on, told.ends_on


LISTENERS: Final[dict[type[Event], Listener]] = {
    **dict.fromkeys(sorted(HEARD, key=lambda each: each.said), hear),
    MandateSubmitted: know_mandate,
    ServiceContractSigned: know_contract,
}
