"""Which mandates an actor can reach at all; every query and handler starts from here."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, func, or_, select, true, union
from sqlalchemy.orm import Session

from messaging.work import Reading
from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Actor, Role
from schemas.codes import PlaceKind
from schemas.codes_registration import MandateState
from schemas.refusal import NotFound
from services.registration.model import Mandate, TeamMember

SEES_ALL = OFFICE_STAFF | {Role.SYSTEM, Role.AUDITOR}


def reachable(actor: Actor, today: Any) -> ColumnElement[bool]:
    """Return the SQL condition for the mandates ``actor`` may see (Concept SSIP, ch. 8).

    A provider sees persons proposed to or placed with it until the placement ends, and until the final report it has
    to sign is closed; canton, finance and the technical administrator see no person at all.
    """
    return within_reach(actor.role, actor.organisation_id, today)


def within_reach(role: Role, organisation_id: Any, today: Any) -> ColumnElement[bool]:
    """Return the condition of ``reachable`` for whoever has this role; organisation and day may be parameters."""
    if role in SEES_ALL:
        return true()
    own: ColumnElement[bool] = Mandate.social_service_id == organisation_id
    if role is Role.INTAKE1_ADMIN:
        return or_(own, Mandate.wished_kind == PlaceKind.PE)
    if role in SERVICE_STAFF:
        return own
    if role is Role.PROVIDER:
        to_sign = Mandate.state == MandateState.CLOSING
        still = or_(Mandate.placed_until.is_(None), Mandate.placed_until >= today, to_sign)
        return and_(Mandate.provider_id == organisation_id, still)
    return false()


def is_mine(actor: Actor, today: date) -> ColumnElement[bool]:
    """Return the SQL condition for the mandates ``actor`` looks after, or stands in for on ``today``."""
    me = actor.account_id
    part = exists().where(TeamMember.mandate_id == Mandate.id, TeamMember.account_id == me, _holds(today))
    return or_(Mandate.case_worker_id == me, Mandate.coordinator_id == me, part)


def numbers_by_holder(found: Select[Any], record: Any, today: Any) -> Select[Any]:
    """Return how many records of ``found``, each with its mandate, are whose by ``is_mine``: account and number.

    One question for everybody in an organisation: whoever asks for each of them apart goes through all of them anew.
    """
    looked_after = (Mandate.id.label("mandate"), Mandate.case_worker_id, Mandate.coordinator_id)
    held = found.with_only_columns(record.label("record"), *looked_after).cte("held")
    parts = select(held.c.record, TeamMember.account_id).join(TeamMember, TeamMember.mandate_id == held.c.mandate)
    whose = union(
        select(held.c.record, held.c.case_worker_id.label("account")),
        select(held.c.record, held.c.coordinator_id).where(held.c.coordinator_id.is_not(None)),
        parts.where(_holds(today)),
    ).subquery()
    return select(whose.c.account, func.count()).group_by(whose.c.account)


def _holds(today: Any) -> ColumnElement[bool]:
    until = or_(TeamMember.valid_until.is_(None), TeamMember.valid_until >= today)
    return and_(TeamMember.valid_from <= today, until)


def mandate_of(reading: Reading, mandate_id: UUID, *, lock: bool = False) -> Mandate:
    """Return a mandate within reach; raise NotFound for any other, whether it exists or not."""
    actor = reading.actor
    named = {"mandate": mandate_id, "organisation": actor.organisation_id, "today": reading.today}
    found = reading.session.scalars(_one(actor.role, lock=lock), named).first()
    if found is None:
        raise NotFound("mandate")
    return found


@cache
def _one(role: Role, *, lock: bool) -> Select[Mandate]:
    """Statements are made once: making them anew costs more than the database takes to answer them."""
    asked = select(Mandate).where(
        Mandate.id == bindparam("mandate"), within_reach(role, bindparam("organisation"), bindparam("today"))
    )
    return asked.with_for_update(of=Mandate) if lock else asked


def mandate_heard_of(session: Session, mandate_id: UUID) -> Mandate | None:
    """Return the mandate a foreign event speaks of, locked."""
    return session.scalars(_one(Role.SYSTEM, lock=True), {"mandate": mandate_id}).first()
